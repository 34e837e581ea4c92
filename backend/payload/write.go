package payload

import (
	"bufio"
	"bytes"
	"io"
	"strings"
)

// Extension is how the name of a file with the stored body ends.
func (d *Doc) Extension() string {
	if len(d.How) > 0 && d.How[0] == "gzip" {
		return ".gz"
	}
	if len(d.How) > 0 {
		return ".txt"
	}
	return d.InnerExtension()
}

// InnerExtension is how the name of a file with what is inside of the wrappings ends.
func (d *Doc) InnerExtension() string {
	switch d.Format {
	case HTML, PDF:
		return "." + string(d.Format)
	case Image:
		return "." + d.Picture().Kind
	}
	return d.Format.Extension()
}

// Write writes all lines of a view, with nothing left out.
func (d *Doc) Write(view View, w io.Writer) error {
	view, _, _ = d.fitting(view)
	d.mu.Lock()
	defer d.mu.Unlock()
	if view == Nested || view == Rows {
		view = Raw
	}
	out := bufio.NewWriter(w)
	x := d.index(view)
	x.reach(len(d.text)+len(d.inner), len(d.text)+len(d.inner))
	x.each(0, func(n int, l bounds) bool {
		if n > 0 {
			_ = out.WriteByte('\n') // Flush gives the error
		}
		_, _ = out.WriteString(d.uncut(view, l))
		return true
	})
	return out.Flush()
}

// uncut is a line with nothing left out.
func (d *Doc) uncut(view View, l bounds) string {
	if view == Hex {
		return hexText(d.inner[l.start:l.end], l.start)
	}
	raw := d.text[l.start:l.end]
	switch f := d.fileAt(l.start); {
	case f != nil:
		return string(f.raw)
	case view == Raw:
	case d.Format == JSON:
		return strings.Repeat("  ", l.depth) + spaced(raw)
	case d.Format == XML:
		return strings.Repeat("  ", l.depth) + string(raw)
	case d.Format == Form:
		return formText(raw)
	}
	return string(raw)
}

// formText is a field, decoded.
func formText(raw []byte) string {
	name, value, _ := bytes.Cut(raw, []byte("="))
	return decoded(Field, name) + " = " + decoded(Field, value)
}

// spaced writes the tokens of a line with the white space that a reader expects, and no other.
func spaced(raw []byte) string {
	var text strings.Builder
	for at := 0; at < len(raw); {
		at += spacedToken(raw, at, &text)
	}
	return text.String()
}

func spacedToken(raw []byte, at int, text *strings.Builder) int {
	switch c := raw[at]; {
	case c == '"':
		end := stringEnd(raw, at)
		text.Write(raw[at:end])
		return end - at
	case c == ':':
		text.WriteString(": ")
	case strings.IndexByte(blanks, c) < 0:
		text.WriteByte(c)
	}
	return 1
}

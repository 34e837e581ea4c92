package payload

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// How much of a line is shown.
const (
	longestValue = 5_000  // characters of a value
	longestLine  = 10_000 // characters of a line
	shownOfLong  = 200    // characters of what is longer
)

// Line is one line of a view.
type Line struct {
	Text  string `json:"text"`
	At    int    `json:"at"`    // where it begins in the text, in bytes
	Depth int    `json:"depth"` // how deep it is nested
	Opens bool   `json:"opens"` // lines belong inside of it: it can be folded
	Long  Long   `json:"long"`
	Cells []Cut  `json:"cells"` // of a table's row
}

// Cut is a cell of a table.
type Cut struct {
	Text string `json:"text"`
	At   int    `json:"at"` // of its value in the text; -1 when the row has no such field
}

// Long says what of a line is not shown. Bytes 0: nothing.
type Long struct {
	Bytes  int      `json:"bytes"` // of the whole value or line
	How    []string `json:"how"`   // its wrappings: base64, gzip, string
	Format Format   `json:"format"`
	Value  bool     `json:"value"` // a value is too long; else the line
}

// Page is some lines of a body in a view.
type Page struct {
	View    View // the one that is given: what can't be laid out is raw, what is no text hex
	Total   int  // lines that are known so far
	Whole   bool // there are no more
	From    int
	Lines   []Line
	Columns []string // of a table
	Stop    *Stop    // why it can't be laid out; the lines are raw then
}

// Lines gives lines from one on. Of a long body the lines are counted as far as that takes no time; asking for none
// counts on.
func (d *Doc) Lines(view View, from, count int) Page {
	view, stop, known := d.fitting(view)
	d.mu.Lock()
	defer d.mu.Unlock()
	page := Page{View: view, Stop: stop, Lines: []Line{}, Columns: []string{}}
	switch view {
	case Nested:
		d.nested(&page, from, count)
	case Rows:
		d.rows(&page, from, count)
	default:
		d.laid(&page, view, from, count)
	}
	page.Whole = page.Whole && known
	return page
}

func (d *Doc) laid(page *Page, view View, from, count int) {
	x := d.index(view)
	x.reach(from+count, mostAhead*atOnce)
	ahead := wholly
	if count == 0 {
		ahead = atOnce
	}
	x.reach(x.lines+ahead, ahead)
	page.Total, page.Whole, page.From = x.lines, x.done, min(max(from, 0), x.lines)
	x.each(from, func(n int, l bounds) bool {
		if n >= from+count {
			return false
		}
		page.Lines = append(page.Lines, d.line(view, l))
		return true
	})
}

// fitting is the view that a body can be given in.
func (d *Doc) fitting(view View) (View, *Stop, bool) {
	if d.text == nil || view == Hex || view == Raw && d.files != nil {
		return Hex, nil, true
	}
	if view == Raw && len(d.text) > wholly {
		return Raw, nil, true // the place may be far behind what is looked at
	}
	stop, known := d.Stop()
	if view == Pretty && stop != nil {
		return Raw, stop, known
	}
	return view, stop, known
}

func (d *Doc) index(view View) *index {
	x := d.indexes[view]
	if x == nil {
		x = &index{body: d.text, next: d.layout(view)}
		if view == Hex {
			x.body = d.inner
		}
		d.indexes[view] = x
	}
	return x
}

func (d *Doc) layout(view View) layout {
	switch {
	case view == Hex:
		return hexLine
	case d.files != nil:
		return d.fileLine
	case view == Raw:
		return rawLine
	case d.Format == JSON:
		return jsonLine
	case d.Format == XML:
		return xmlLine
	case d.Format == Form:
		return formLine
	}
	return rawLine
}

// line writes a line as it is shown.
func (d *Doc) line(view View, l bounds) Line {
	out := Line{At: l.start, Depth: l.depth, Opens: l.opens, Long: Long{How: []string{}}, Cells: []Cut{}}
	switch f := d.fileAt(l.start); {
	case view == Hex:
		out.Text = hexText(d.inner[l.start:l.end], l.start)
	case f != nil:
		out.Long = f.long()
	case view == Raw:
		out.Text = d.shortened(d.text[l.start:l.end], &out)
	case d.Format == JSON:
		out.Text = strings.Repeat("  ", l.depth) + d.jsonText(d.text[l.start:l.end], &out)
	case d.Format == Form:
		out.Text = d.shortened([]byte(formText(d.text[l.start:l.end])), &out)
	case d.Format == XML:
		out.Text = strings.Repeat("  ", l.depth) + d.shortened(d.text[l.start:l.end], &out)
	default:
		out.Text = d.shortened(d.text[l.start:l.end], &out)
	}
	return out
}

// shortened keeps what is shown of a line.
func (d *Doc) shortened(raw []byte, out *Line) string {
	if len(raw) <= longestLine || utf8.RuneCount(raw) <= longestLine {
		return strings.ToValidUTF8(string(raw), "\uFFFD")
	}
	out.Long.Bytes = len(raw)
	return beginning(raw)
}

// jsonText leaves out the white space between tokens. A value that is too long is cut, and what it is is told.
func (d *Doc) jsonText(raw []byte, out *Line) string {
	var text strings.Builder
	for at := 0; at < len(raw) && text.Len() <= 2*longestLine; {
		if raw[at] == '"' {
			end := stringEnd(raw, at)
			text.WriteString(shortValue(raw[at:end], out))
			at = end
			continue
		}
		at += spacedToken(raw, at, &text)
	}
	if text.Len() > 2*longestLine {
		out.Long.Bytes = len(raw)
		return beginning([]byte(text.String()))
	}
	return strings.ToValidUTF8(text.String(), "\uFFFD")
}

// mostPeeked is how long a value may be to be looked into for telling what it is.
const mostPeeked = 4 << 20

func shortValue(raw []byte, out *Line) string {
	if len(raw) <= longestValue || utf8.RuneCount(raw) <= longestValue {
		return string(raw)
	}
	out.Long = Long{Bytes: len(raw), How: []string{}, Format: Text, Value: true}
	value := raw[1 : len(raw)-1]
	if len(raw) <= mostPeeked {
		if in, ok := Inside([]byte(decoded(JSONString, raw))); ok {
			out.Long.How, out.Long.Format = in.How, in.Format
		}
	}
	return `"` + beginning(value) + `…"`
}

// beginning is what is shown of something long.
func beginning(raw []byte) string {
	cut := raw[:min(len(raw), shownOfLong*utf8.UTFMax)]
	n := 0
	for i := range string(cut) {
		if n == shownOfLong {
			cut = cut[:i]
			break
		}
		n++
	}
	return strings.ToValidUTF8(string(cut), "\uFFFD")
}

func hexText(part []byte, at int) string {
	text := make([]byte, len(part))
	for i, c := range part {
		text[i] = '.'
		if c >= ' ' && c <= '~' {
			text[i] = c
		}
	}
	return fmt.Sprintf("%08x  % -48x %s", at, part, text)
}

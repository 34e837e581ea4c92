package redact

import (
	"bytes"
	"strings"

	"ordertrail/backend/payload"
)

// Leak is an original value found in what was produced. It never holds the value.
type Leak struct {
	Kind string // of the value
	How  string // written how: plain, percent, html, escaped, utf-16, hex, base64, or whole for a value too short for more
	At   int    // byte of the output, or of its decoded form where How is not plain or whole
}

// Leaks searches what was produced for every original value that was replaced: plain, with percent signs, as HTML,
// with backslashes, in UTF-16, hex and base64, without regard to case. Values under five characters are only
// found as whole values. No leak at all is what an export needs to be handed over.
func (m *Masker) Leaks(output []byte) []Leak {
	if m.hunted == nil {
		m.hunted = m.hunt()
	}
	var leaks []Leak
	for v := range viewsOf(output) {
		text := foldBytes(v.text, false).text
		for from := 0; ; {
			h, ok := m.hunted.find(text, from)
			if !ok {
				break
			}
			leaks = append(leaks, Leak{Kind: h.of.kind, How: v.how, At: h.at})
			from = h.end
		}
	}
	for _, run := range m.escapes(output) {
		if m.disguises(output[run[0]:run[1]]) {
			leaks = append(leaks, Leak{Kind: kindNumber, How: "escaped", At: run[0]})
		}
	}
	return append(leaks, m.wholeLeaks(output)...)
}

// hides says that a text holds an original value in some other writing.
func (m *Masker) hides(text string) bool {
	if len(text) < least {
		return false
	}
	for v := range viewsOf([]byte(text)) {
		if _, ok := m.hunted.find(foldBytes(v.text, false).text, 0); ok {
			return true
		}
	}
	return false
}

// wholeLeaks looks for short values where values stand: between quotes, tags, signs of forms, and in cells of tables.
func (m *Masker) wholeLeaks(output []byte) []Leak {
	if len(m.short) == 0 {
		return nil
	}
	var leaks []Leak
	table := payload.Detect("", output) == payload.CSV
	text := foldBytes(output, false).text
	for at := range text {
		closing := closers(text, at, table)
		if closing == "" {
			continue
		}
		rest := text[at+1:]
		n := bytes.IndexAny(rest[:min(len(rest), maxShort)], closing)
		if n <= 0 {
			continue
		}
		o := m.short[strings.TrimSpace(string(rest[:n]))]
		if o != nil && !namesField(rest[n:]) {
			leaks = append(leaks, Leak{Kind: o.kind, How: "whole", At: at + 1})
		}
	}
	return leaks
}

// maxShort is more bytes than a short value has, blanks included.
const maxShort = 48

// closers gives what ends a value that begins after the byte at a position; "" when none begins there.
func closers(text []byte, at int, table bool) string {
	switch c := text[at]; {
	case c == '"', c == '\'':
		return string(c)
	case c == '>':
		return "<"
	case c == '=':
		return "&#;"
	case table && (c == ',' || c == ';' || c == '\t' || c == ' '):
		return ",;\t "
	}
	return ""
}

// namesField says that what follows a text is what follows the name of a field: "li": …
func namesField(rest []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(rest[1:], " "), []byte(":"))
}

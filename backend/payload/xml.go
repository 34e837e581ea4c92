package payload

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"unicode/utf8"
)

// scanXML reads one well-formed document. Texts, attributes, CDATA and comments are values; so are names.
// What could hide text elsewhere (a document type with content of its own) is not readable.
func scanXML(body []byte) ([]Value, error) {
	if !utf8.Valid(body) {
		return nil, errUnreadable
	}
	d := xml.NewDecoder(bytes.NewReader(body))
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	s := xmlScan{body: body}
	for roots := 0; ; {
		at := int(d.InputOffset())
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) && roots == 1 && len(s.open) == 0 {
			return s.values, nil
		}
		if err != nil {
			return nil, errUnreadable
		}
		if _, ok := token.(xml.StartElement); ok && len(s.open) == 0 {
			roots++
		}
		if err := s.take(token, at, int(d.InputOffset())); err != nil {
			return nil, err
		}
	}
}

// xmlScan walks the tokens of a document and keeps which elements are open.
type xmlScan struct {
	body   []byte
	open   []string // names as written, prefix included
	values []Value
}

func (s *xmlScan) take(token xml.Token, start, end int) error {
	switch t := token.(type) {
	case xml.StartElement:
		return s.startTag(start, end)
	case xml.EndElement:
		return s.endTag(t, start, end)
	case xml.CharData:
		return s.text(string(t), start, end)
	case xml.Comment:
		s.add(Value{Kind: Comment, Text: string(t), start: start + len("<!--"), end: end - len("-->"), write: commentText})
	case xml.ProcInst:
		return s.instruction(t, start, end)
	case xml.Directive:
		return s.directive(t, start, end)
	}
	return nil
}

func (s *xmlScan) add(v Value) {
	v.setPath(s.open)
	s.values = append(s.values, v)
}

// startTag finds the names and attribute values of a tag in its bytes; the decoder has checked their form.
func (s *xmlScan) startTag(start, end int) error {
	if start == end { // the made-up end of <a/>
		return nil
	}
	at := start + 1
	at = s.name(at, end)
	s.open = append(s.open, string(s.body[start+1:at]))
	if len(s.open) > maxDepth {
		return errUnreadable
	}
	s.add(Value{Kind: Name, Text: s.open[len(s.open)-1], start: start + 1, end: at, write: nameText})
	for {
		from := at + skip(s.body[at:end], " \t\r\n/>")
		if from >= end {
			return nil
		}
		var err error
		if at, err = s.attribute(from, end); err != nil {
			return err
		}
	}
}

func (s *xmlScan) attribute(start, end int) (int, error) {
	nameEnd := s.name(start, end)
	quote := nameEnd + skip(s.body[nameEnd:end], " \t\r\n=")
	if nameEnd == start || quote >= end || s.body[quote] != '"' && s.body[quote] != '\'' {
		return 0, errUnreadable
	}
	length := bytes.IndexByte(s.body[quote+1:end], s.body[quote])
	if length < 0 {
		return 0, errUnreadable
	}
	name, raw := string(s.body[start:nameEnd]), s.body[quote+1:quote+1+length]
	text, err := unescaped(raw)
	if err != nil {
		return 0, err
	}
	s.open = append(s.open, name)
	s.add(Value{Kind: Name, Text: name, start: start, end: nameEnd, write: nameText})
	s.add(Value{Kind: String, Text: text, start: quote + 1, end: quote + 1 + length, write: escaped})
	s.open = s.open[:len(s.open)-1]
	return quote + 1 + length + 1, nil
}

// name gives where the name that starts at a position ends.
func (s *xmlScan) name(at, end int) int {
	if n := bytes.IndexAny(s.body[at:end], " \t\r\n/>='\""); n >= 0 {
		return at + n
	}
	return end
}

func (s *xmlScan) endTag(t xml.EndElement, start, end int) error {
	if len(s.open) == 0 {
		return errUnreadable
	}
	last := s.open[len(s.open)-1]
	s.open = s.open[:len(s.open)-1]
	if start == end { // <a/> has no tag of its own to end it
		return nil
	}
	name := t.Name.Local
	if t.Name.Space != "" {
		name = t.Name.Space + ":" + name
	}
	if name != last {
		return errUnreadable
	}
	from := start + len("</")
	s.values = append(s.values, Value{Kind: Name, Text: name, Name: name, start: from, end: from + len(name), write: nameText})
	return nil
}

// text takes what stands between tags, without the white space around it.
func (s *xmlScan) text(text string, start, end int) error {
	if raw := s.body[start:end]; bytes.HasPrefix(raw, []byte("<![CDATA[")) {
		s.add(Value{Kind: String, Text: text, start: start + len("<![CDATA["), end: end - len("]]>"), write: cdataText})
		return nil
	}
	raw := s.body[start:end]
	from := start + skip(raw, " \t\r\n")
	to := from + len(bytes.TrimRight(s.body[from:end], " \t\r\n"))
	if from == to {
		return nil
	}
	if len(s.open) == 0 && !bytes.Equal(s.body[from:to], bom) {
		return errUnreadable
	}
	if len(s.open) > 0 {
		s.add(Value{Kind: String, Text: strings.TrimSpace(text), start: from, end: to, write: escaped})
	}
	return nil
}

// directive takes the name that a document type gives; one that says more is not readable.
func (s *xmlScan) directive(t xml.Directive, start, end int) error {
	kind, name, _ := bytes.Cut(t, []byte(" "))
	name = bytes.TrimSpace(name)
	if string(kind) != "DOCTYPE" || len(name) == 0 || bytes.ContainsAny(name, " \t\r\n[\"'<>") {
		return errUnreadable
	}
	from := start + bytes.LastIndex(s.body[start:end], name)
	s.add(Value{Kind: Name, Text: string(name), start: from, end: from + len(name), write: nameText})
	return nil
}

// instruction takes the text of <?target text?>; that of the XML declaration is not a value.
func (s *xmlScan) instruction(t xml.ProcInst, start, end int) error {
	if t.Target == "xml" {
		return nil
	}
	from := start + len("<?") + len(t.Target)
	if from > end-len("?>") {
		return errUnreadable
	}
	s.add(Value{Kind: Comment, Text: string(t.Inst), start: from, end: end - len("?>"), write: func(text string) string {
		return " " + strings.ReplaceAll(text, "?>", "")
	}})
	return nil
}

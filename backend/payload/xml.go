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
// Entities of its own are not expanded: the document is not readable from there on.
func scanXML(body []byte, to sink) error {
	if !utf8.Valid(body) {
		return &stopped{at: invalidAt(body), why: WhyCharset}
	}
	d := xml.NewDecoder(bytes.NewReader(body))
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	s := xmlScan{body: body, to: to}
	for roots := 0; ; {
		at := int(d.InputOffset())
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) && roots == 1 && len(s.open) == 0 {
			return nil
		}
		if err != nil {
			return xmlStop(int(d.InputOffset()), err)
		}
		if _, ok := token.(xml.StartElement); ok && len(s.open) == 0 {
			if roots++; roots > 1 {
				return &stopped{at: at, why: WhySyntax, detail: "a second root element"}
			}
		}
		if err := s.take(token, at, int(d.InputOffset())); err != nil {
			return stopAt(at, err)
		}
	}
}

// xmlStop gives the decoder's reason without the line that it counts.
func xmlStop(at int, err error) error {
	e, ok := errors.AsType[*xml.SyntaxError](err)
	switch {
	case !ok:
		return stopAt(at, err)
	case e.Msg == "unexpected EOF":
		return &stopped{at: at, why: WhyEnd}
	case strings.HasPrefix(e.Msg, "invalid character entity"):
		return &stopped{at: at, why: WhyEntity, detail: e.Msg}
	}
	return &stopped{at: at, why: WhySyntax, detail: e.Msg}
}

// xmlScan walks the tokens of a document and keeps which elements are open.
type xmlScan struct {
	body []byte
	to   sink
	open []string // names as written, prefix included
}

func (s *xmlScan) take(t xml.Token, start, end int) error {
	switch t := t.(type) {
	case xml.StartElement:
		return s.startTag(start, end)
	case xml.EndElement:
		return s.endTag(t, start, end)
	case xml.CharData:
		return s.text(start, end)
	case xml.Comment:
		return s.add(token{kind: Comment, role: XMLComment, start: start + len("<!--"), end: end - len("-->"), write: commentText})
	case xml.ProcInst:
		return s.instruction(t, start, end)
	case xml.Directive:
		return s.directive(t, start, end)
	}
	return nil
}

func (s *xmlScan) add(t token) error { return s.to.token(t, s.open) }

// startTag finds the names and attribute values of a tag in its bytes; the decoder has checked their form.
func (s *xmlScan) startTag(start, end int) error {
	if start == end { // the made-up end of <a/>
		return nil
	}
	at := s.name(start+1, end)
	if len(s.open) == maxDepth {
		return &stopped{at: start, why: WhyDepth}
	}
	s.open = append(s.open, string(s.body[start+1:at]))
	if err := s.to.open(Element, start); err != nil {
		return err
	}
	if err := s.add(token{kind: Name, role: label, start: start + 1, end: at, write: nameText}); err != nil {
		return err
	}
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
	if bytes.IndexByte(s.body[quote+1:quote+1+length], '<') >= 0 {
		return 0, errUnreadable
	}
	s.open = append(s.open, string(s.body[start:nameEnd]))
	defer func() { s.open = s.open[:len(s.open)-1] }()
	if err := s.add(token{kind: Name, role: label, start: start, end: nameEnd, write: nameText}); err != nil {
		return 0, err
	}
	end = quote + 1 + length
	return end + 1, s.add(token{kind: String, role: Attribute, start: quote + 1, end: end, write: escaped})
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
		s.to.close(end)
		return nil
	}
	name := t.Name.Local
	if t.Name.Space != "" {
		name = t.Name.Space + ":" + name
	}
	if name != last {
		return &stopped{at: start, why: WhySyntax, detail: "<" + last + "> is closed by </" + name + ">"}
	}
	from := start + len("</")
	err := s.to.token(token{kind: Name, role: closing, start: from, end: from + len(name), write: nameText}, nil)
	s.to.close(end)
	return err
}

// text takes what stands between tags, without the white space around it.
func (s *xmlScan) text(start, end int) error {
	raw := s.body[start:end]
	if bytes.HasPrefix(raw, []byte("<![CDATA[")) {
		return s.add(token{kind: String, role: CDATA, start: start + len("<![CDATA["), end: end - len("]]>"), write: cdataText})
	}
	from := start + skip(raw, " \t\r\n")
	to := from + len(bytes.TrimRight(s.body[from:end], " \t\r\n"))
	switch {
	case from == to:
		return nil
	case len(s.open) > 0:
		return s.add(token{kind: String, role: Characters, start: from, end: to, write: escaped})
	case bytes.Equal(s.body[from:to], bom):
		return nil
	}
	return &stopped{at: from, why: WhySyntax, detail: "text outside of the document"}
}

// directive takes what a document type says after its keyword.
func (s *xmlScan) directive(t xml.Directive, start, end int) error {
	kind, rest, _ := bytes.Cut(t, []byte(" "))
	rest = bytes.TrimSpace(rest)
	if string(kind) != "DOCTYPE" || len(rest) == 0 {
		return errUnreadable
	}
	to := start + len(bytes.TrimRight(s.body[start:end-1], " \t\r\n"))
	from := start + len("<!DOCTYPE")
	from += skip(s.body[from:to], " \t\r\n")
	return s.add(token{kind: Name, role: Doctype, start: from, end: to, write: nameText})
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
	return s.add(token{kind: Comment, role: Instruction, start: from, end: end - len("?>"), write: func(text string) string {
		return " " + strings.ReplaceAll(text, "?>", "")
	}})
}

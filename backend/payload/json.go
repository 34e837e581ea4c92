package payload

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// scanJSON reads one JSON value or several after each other, duplicate keys and broken UTF-8 included.
func scanJSON(body []byte) ([]Value, error) {
	offset := 0
	if bytes.HasPrefix(body, bom) {
		offset = len(bom)
	}
	s := jsonScan{base: offset, in: jsontext.NewDecoder(bytes.NewReader(body[offset:]),
		jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))}
	for tops := 0; ; {
		if len(s.path) == 0 {
			tops++
		}
		err := s.next()
		if errors.Is(err, io.EOF) && len(s.path) == 0 && tops > 1 {
			return s.values, nil
		}
		if err != nil || len(s.path) > maxDepth {
			return nil, errUnreadable
		}
	}
}

// jsonScan walks the tokens of a document and keeps the path to the present one.
type jsonScan struct {
	in     *jsontext.Decoder
	base   int
	path   []string // one entry for each open object or array: the key under which the next value stands
	values []Value
}

// next takes one bracket or one scalar.
func (s *jsonScan) next() error {
	switch kind := s.in.PeekKind(); kind {
	case '{', '[':
		s.path = append(s.path, "")
	case '}', ']':
		if len(s.path) == 0 {
			return errUnreadable
		}
		s.path = s.path[:len(s.path)-1]
	default:
		return s.scalar()
	}
	_, err := s.in.ReadToken()
	return err
}

func (s *jsonScan) scalar() error {
	isName := s.atName()
	raw, err := s.in.ReadValue()
	if err != nil {
		return err
	}
	end := s.base + int(s.in.InputOffset())
	v := Value{Kind: kindOf(raw, isName), Text: string(raw), start: end - len(raw), end: end, write: quoteJSON}
	if raw.Kind() == '"' {
		text, _ := jsontext.AppendUnquote(nil, raw) // its error only tells of replaced bytes
		v.Text = string(text)
	}
	if isName {
		s.path[len(s.path)-1] = v.Text
	}
	if v.Kind == Number {
		v.write = numberOrQuoted
	}
	v.setPath(s.path)
	s.values = append(s.values, v)
	return nil
}

// atName says that the next string is the name of an object's member.
func (s *jsonScan) atName() bool {
	kind, n := s.in.StackIndex(s.in.StackDepth())
	return kind == '{' && n%2 == 0
}

func kindOf(raw jsontext.Value, isName bool) Kind {
	switch {
	case isName:
		return Name
	case raw.Kind() == '"':
		return String
	case raw.Kind() == '0':
		return Number
	}
	return Literal
}

// setPath keeps the names of a path; positions in lists have none.
func (v *Value) setPath(path []string) {
	for _, p := range path {
		if p != "" {
			v.Path = append(v.Path, p)
			v.Name = p
		}
	}
}

func quoteJSON(text string) string {
	out, _ := jsontext.AppendQuote(nil, text) // its error only tells of replaced bytes
	return string(out)
}

// numberOrQuoted writes a number as it is, and anything else as a string.
func numberOrQuoted(text string) string {
	v := jsontext.Value(text)
	if strings.TrimSpace(text) == text && v.Kind() == '0' && v.IsValid() {
		return text
	}
	return quoteJSON(text)
}

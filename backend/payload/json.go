package payload

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// scanJSON reads one JSON value or several after each other, duplicate keys and broken UTF-8 included.
func scanJSON(body []byte, to sink) error {
	offset := 0
	if bytes.HasPrefix(body, bom) {
		offset = len(bom)
	}
	s := jsonScan{base: offset, to: to, keys: map[string]string{}, in: jsontext.NewDecoder(bytes.NewBuffer(body[offset:]),
		jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))}
	for tops := 0; ; {
		if len(s.path) == 0 {
			tops++
		}
		err := s.next()
		if errors.Is(err, io.EOF) && len(s.path) == 0 && tops > 1 {
			return nil
		}
		if err != nil {
			return s.stop(err)
		}
	}
}

// jsonScan walks the tokens of a document and keeps the path to the present one.
type jsonScan struct {
	in   *jsontext.Decoder
	base int
	to   sink
	keys map[string]string // as written, and decoded
	path []string          // one entry for each open object or array: the key under which the next value stands
}

// next takes one bracket or one scalar.
func (s *jsonScan) next() error {
	switch kind := s.in.PeekKind(); kind {
	case '{', '[':
		return s.down(kind)
	case '}', ']':
		if _, err := s.in.ReadToken(); err != nil {
			return err
		}
		s.path = s.path[:len(s.path)-1]
		s.to.close(s.at())
		return nil
	}
	return s.scalar()
}

func (s *jsonScan) down(kind jsontext.Kind) error {
	if _, err := s.in.ReadToken(); err != nil {
		return err
	}
	if len(s.path) == maxDepth {
		return &stopped{at: s.at() - 1, why: WhyDepth}
	}
	s.path = append(s.path, "")
	role := Object
	if kind == '[' {
		role = Array
	}
	return s.to.open(role, s.at()-1)
}

func (s *jsonScan) scalar() error {
	isName := s.atName()
	raw, err := s.in.ReadValue()
	if err != nil {
		return err
	}
	t := jsonToken(raw, s.at())
	if isName {
		t.kind = Name
		s.path[len(s.path)-1] = s.key(raw)
	}
	return s.to.token(t, s.path)
}

// mostKeys is how many different keys are remembered: documents repeat theirs.
const mostKeys = 1000

func (s *jsonScan) key(raw jsontext.Value) string {
	key, known := s.keys[string(raw)]
	if !known {
		key = decoded(JSONString, raw)
		if len(s.keys) < mostKeys {
			s.keys[string(raw)] = key
		}
	}
	return key
}

func jsonToken(raw jsontext.Value, end int) token {
	t := token{kind: Literal, role: JSONLiteral, start: end - len(raw), end: end, write: quoteJSON}
	switch raw.Kind() {
	case '"':
		t.kind, t.role = String, JSONString
	case '0':
		t.kind, t.role, t.write = Number, JSONNumber, numberOrQuoted
	}
	return t
}

// at is where the token that was just read ends.
func (s *jsonScan) at() int { return s.base + int(s.in.InputOffset()) }

// atName says that the next string is the name of an object's member.
func (s *jsonScan) atName() bool {
	kind, n := s.in.StackIndex(s.in.StackDepth())
	return kind == '{' && n%2 == 0
}

// stop gives the place that the decoder names, and its reason without the place.
func (s *jsonScan) stop(err error) error {
	if e, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		return stopAt(s.base+int(e.ByteOffset), e.Err)
	}
	return stopAt(s.at(), err)
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

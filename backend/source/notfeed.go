package source

import (
	"bytes"
	"errors"
	"io"

	"ordertrail/backend/fault"
)

var utf8BOM = []byte("\xef\xbb\xbf")

// deepest is how deep JSON may be nested to be read; it is jsontext's own limit.
const deepest = 10_000

// notFeed tells what an answer is that is not the feed. The cause is not handed on: it may quote the body.
func (f *Feed) notFeed(body []byte, cause error) error {
	text := bytes.TrimSpace(bytes.TrimPrefix(body, utf8BOM))
	about := "not_json"
	switch {
	case len(text) == 0:
		about = "empty"
	case text[0] == '<':
		about = "login"
	case errors.Is(cause, io.ErrUnexpectedEOF):
		about = "truncated"
	case oneValue(text):
		about = "json"
	}
	return f.fault(fault.NotAPI, about, nil, nil)
}

// oneValue says that the text is one JSON value and nothing more, as far as brackets tell.
func oneValue(text []byte) bool {
	s := newScanner(bytes.NewReader(text))
	if s.skip() != nil {
		return false
	}
	_, err := s.ahead()
	return err == io.EOF
}

// tooDeep says that JSON is nested deeper than can be read.
func tooDeep(text []byte) bool {
	deep, _ := shape(text)
	return deep > deepest
}

// shape gives how deep JSON is nested, and how many commas there are in lists and objects right below the
// outermost: in a page, one fewer than its records have.
func shape(text []byte) (deep, commas int) {
	depth, quoted := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			depth++
			deep = max(deep, depth)
		case c == '}' || c == ']':
			depth--
		case c == ',' && depth == 2:
			commas++
		}
	}
	return deep, commas
}

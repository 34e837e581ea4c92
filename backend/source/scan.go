package source

import (
	"bufio"
	"errors"
	"io"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// errSyntax says that bytes are not JSON.
var errSyntax = errors.New("not JSON")

// scanner walks JSON byte by byte in constant memory, so that what is too large to hold, or broken somewhere,
// can still be told apart. Inside a value that it passes over it only balances strings and brackets: the
// grammar there is for whoever reads that value.
type scanner struct {
	in    *bufio.Reader
	count int64 // bytes consumed
	held  []byte
	room  int // how many more bytes are held; beyond it they only pass
}

func newScanner(r io.Reader) *scanner { return &scanner{in: bufio.NewReader(r)} }

// reset begins with other input.
func (s *scanner) reset(r io.Reader) {
	s.in.Reset(r)
	s.count = 0
}

func (s *scanner) next() (byte, error) {
	c, err := s.in.ReadByte()
	if err != nil {
		return 0, err
	}
	s.count++
	if s.room > 0 {
		s.held = append(s.held, c)
		s.room--
	}
	return c, nil
}

// inside is next where the input must not end.
func (s *scanner) inside() (byte, error) {
	c, err := s.next()
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return c, err
}

// ahead passes over white space and gives the byte that follows, without consuming it; io.EOF at the end.
func (s *scanner) ahead() (byte, error) {
	for {
		c, err := s.in.ReadByte()
		switch {
		case err != nil:
			return 0, err
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			s.count++
		default:
			return c, s.in.UnreadByte()
		}
	}
}

// mark consumes the punctuation that must come next.
func (s *scanner) mark(allowed ...byte) (byte, error) {
	if _, err := s.ahead(); err != nil && err != io.EOF {
		return 0, err
	}
	c, err := s.inside()
	if err != nil {
		return 0, err
	}
	for _, a := range allowed {
		if c == a {
			return c, nil
		}
	}
	return c, errSyntax
}

// skip passes over one value.
func (s *scanner) skip() error {
	c, err := s.ahead()
	switch {
	case err == io.EOF:
		return io.ErrUnexpectedEOF
	case err != nil:
		return err
	case c == '"' || c == '{' || c == '[':
		return s.nest()
	}
	return s.scalar()
}

// nest passes over a string, list or object, counting how deep it is.
func (s *scanner) nest() error {
	for depth := 0; ; {
		c, err := s.inside()
		if err != nil {
			return err
		}
		switch c {
		case '"':
			if err := s.text(); err != nil {
				return err
			}
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		}
		if depth <= 0 {
			return nil
		}
	}
}

// text passes over a string whose opening quote is consumed.
func (s *scanner) text() error {
	for {
		c, err := s.inside()
		switch {
		case err != nil:
			return err
		case c == '"':
			return nil
		case c == '\\':
			if _, err := s.inside(); err != nil {
				return err
			}
		}
	}
}

// scalar passes over a number or a word.
func (s *scanner) scalar() error {
	for n := 0; ; n++ {
		c, err := s.in.ReadByte()
		if err == nil {
			err = s.in.UnreadByte()
		}
		switch {
		case err == io.EOF && n > 0:
			return nil
		case err != nil:
			return err
		case !partOfScalar(c) && n == 0:
			return errSyntax
		case !partOfScalar(c):
			return nil
		}
		if _, err := s.next(); err != nil {
			return err
		}
	}
}

func partOfScalar(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '-' || c == '+' || c == '.'
}

// value gives the bytes of the next value and its size; a value of more than most bytes is passed over and nil.
// The bytes are good until the next call.
func (s *scanner) value(most int) ([]byte, int64, error) {
	if _, err := s.ahead(); err != nil {
		return nil, 0, err
	}
	start := s.count
	s.held, s.room = s.held[:0], most
	err := s.skip()
	s.room = 0
	size := s.count - start
	if size > int64(most) {
		return nil, size, err
	}
	return s.held, size, err
}

// short gives the next value when it is a string of at most so many bytes of JSON, else nothing.
func (s *scanner) short(most int) (string, error) {
	raw, _, err := s.value(most)
	if err != nil || len(raw) == 0 || raw[0] != '"' {
		return "", err
	}
	return unquote(raw), nil
}

func unquote(raw []byte) (text string) {
	if json.Unmarshal(raw, &text, jsontext.AllowInvalidUTF8(true)) != nil {
		return ""
	}
	return text
}

// object calls member with each name; member consumes the value. Names beyond 256 bytes are given as "".
func (s *scanner) object(member func(name string) error) error {
	if _, err := s.mark('{'); err != nil {
		return err
	}
	if c, err := s.ahead(); err == nil && c == '}' {
		_, err = s.next()
		return err
	}
	for c := byte(','); c == ','; {
		if first, err := s.ahead(); err == nil && first != '"' {
			return errSyntax
		}
		name, err := s.short(256)
		if err != nil {
			return mustGoOn(err)
		}
		if _, err := s.mark(':'); err != nil {
			return err
		}
		if err := member(name); err != nil {
			return mustGoOn(err)
		}
		if c, err = s.mark(',', '}'); err != nil {
			return err
		}
	}
	return nil
}

// array calls item with the number of each item, from 1; item consumes it.
func (s *scanner) array(item func(n int) error) error {
	if _, err := s.mark('['); err != nil {
		return err
	}
	if c, err := s.ahead(); err == nil && c == ']' {
		_, err = s.next()
		return err
	}
	for n, c := 1, byte(','); c == ','; n++ {
		err := item(n)
		if err != nil {
			return mustGoOn(err)
		}
		if c, err = s.mark(',', ']'); err != nil {
			return err
		}
	}
	return nil
}

// mustGoOn says that the input ended too early where it would otherwise only say that it ended.
func mustGoOn(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

package source

import (
	"bufio"
	"errors"
	"io"
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

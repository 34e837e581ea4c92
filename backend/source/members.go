package source

import (
	"io"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

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

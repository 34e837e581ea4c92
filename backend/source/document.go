package source

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/go-json-experiment/json/jsontext"
)

// readDocument reads pages, lists of records and records, one after the other. What is no JSON ends it.
func readDocument(r *bufio.Reader, in *intake) error {
	s := &scanner{in: r}
	return in.ended(in.values(s, func() string { return fmt.Sprintf("item %d", in.items) }), "")
}

// ended makes of broken JSON something skipped; prefix says where in the file it is.
func (in *intake) ended(err error, prefix string) error {
	why := ""
	switch {
	case in.stopped != nil:
		return in.stopped
	case err == nil:
		return nil
	case errors.Is(err, errSyntax):
		why = "what follows is not JSON"
	case errors.Is(err, io.ErrUnexpectedEOF):
		why = "it ends in the middle"
	default:
		return readingFailed(err)
	}
	in.strange = true
	in.skip(fmt.Sprintf("%safter item %d", prefix, in.items), why)
	return nil
}

// values reads top-level values to the end; where tells of the item in hand.
func (in *intake) values(s *scanner, where func() string) error {
	for {
		c, err := s.ahead()
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		case c == '[':
			err = in.list(s, where)
		case c == '{':
			err = in.object(s, where)
		default:
			err = errSyntax
		}
		if err != nil {
			return err
		}
	}
}

// list reads the records of a list.
func (in *intake) list(s *scanner, where func() string) error {
	return s.array(func(int) error {
		item, size, err := s.value(longestRecord)
		if err != nil {
			return err
		}
		in.items++
		if item == nil {
			in.skip(where(), tooLong(size))
			return nil
		}
		return in.record(where(), item)
	})
}

// object reads a page as its records come, or gathers one record.
func (in *intake) object(s *scanner, where func() string) error {
	var o outline
	var size int64
	record := []byte{'{'}
	err := s.object(func(name string) error {
		c, _ := s.ahead()
		o.note(name, c == '[')
		if name == "data" && c == '[' {
			return in.list(s, where)
		}
		value, n, err := s.value(longestRecord)
		if size += n; size <= longestRecord {
			record, _ = jsontext.AppendQuote(record, name) // invalid UTF-8 in a name: no name we know
			record = append(append(append(record, ':'), value...), ',')
		}
		return err
	})
	if err != nil || o.list {
		return err
	}
	in.items++
	if list, _ := o.kind(); size > longestRecord {
		in.strange = in.strange || list == ""
		in.skip(where(), tooLong(size))
		return nil
	}
	return in.record(where(), append(bytes.TrimSuffix(record, []byte(",")), '}'))
}

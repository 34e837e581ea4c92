package source

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/klauspost/compress/gzip"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"ordertrail/backend/fault"
)

// unpacked undoes gzip or zstd.
func unpacked(r io.Reader) (plain io.ReadCloser, err error) {
	packed := bufio.NewReader(r)
	magic, err := packed.Peek(4)
	switch {
	case err != nil && err != io.EOF:
		return nil, readingFailed(err)
	case bytes.HasPrefix(magic, []byte("\x1f\x8b")):
		plain, err = gzip.NewReader(packed)
	case bytes.HasPrefix(magic, []byte("\x28\xb5\x2f\xfd")):
		plain, err = unzstd(packed, 128<<20) // zstd --long
	default:
		return io.NopCloser(packed), nil
	}
	if err != nil {
		return nil, readingFailed(err)
	}
	return plain, nil
}

// unmarked undoes UTF-16 and takes a byte order mark away.
func unmarked(r *bufio.Reader) io.Reader {
	mark, _ := r.Peek(len(utf8BOM))
	if bytes.Equal(mark, utf8BOM) || bytes.HasPrefix(mark, []byte("\xff\xfe")) || bytes.HasPrefix(mark, []byte("\xfe\xff")) {
		return transform.NewReader(r, unicode.BOMOverride(transform.Nop))
	}
	return r
}

// latin reads what is not UTF-8 as Windows-1252, as lists come out of older systems: by a head with letters that are no
// UTF-8, and none that are.
func latin(r *bufio.Reader) (io.Reader, error) {
	head, err := r.Peek(headSize)
	if err != nil && err != io.EOF {
		return nil, readingFailed(err)
	}
	odd := false
	for len(head) > 0 {
		letter, size := utf8.DecodeRune(head)
		switch {
		case size > 1:
			return r, nil
		case letter == utf8.RuneError && !utf8.FullRune(head): // the head ends in a letter
		case letter == utf8.RuneError:
			odd = true
		}
		head = head[size:]
	}
	if odd {
		return charmap.Windows1252.NewDecoder().Reader(r), nil
	}
	return r, nil
}

// patientFile stops when ctx ends, and keeps the file's own failures apart from what is wrong with its content.
type patientFile struct {
	ctx  context.Context
	from io.Reader
}

func (f *patientFile) Read(b []byte) (int, error) {
	if err := f.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := f.from.Read(b)
	if err != nil && err != io.EOF {
		err = &unreadError{cause: err}
	}
	return n, err
}

// unreadError is a failure of the file as such; ReadFile gives it the file's name.
type unreadError struct {
	cause   error
	damaged bool // could be read, and its packing is broken
}

func (e *unreadError) Error() string { return fmt.Sprintf("read file: %v", e.cause) }
func (e *unreadError) Unwrap() error { return e.cause }

// readingFailed names an error that came out of reading: the file's own, the end of ctx, or damaged packing.
func readingFailed(err error) error {
	if is[*unreadError](err) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return &unreadError{err, true}
}

func (e *unreadError) code() fault.Code {
	if e.damaged {
		return fault.Corrupt
	}
	return fault.IO
}

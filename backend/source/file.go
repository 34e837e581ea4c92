package source

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"ordertrail/backend/fault"
)

const (
	longestRecord = 32 << 20  // of a record in a file, as of a page of the feed
	headSize      = 256 << 10 // of a file, by which it is recognised
	mostSkipped   = 1000      // are named one by one
)

// Recognised says what a file was and what in it could not be read.
type Recognised struct {
	Format     string // feed_json or feed_ndjson
	Skipped    []Skipped
	More       int // skipped beyond those that are named
	Mismatched int // bodies whose digest or size is not the one given for them; they are kept as they came
}

// Skipped is one item of a file that was passed over, and why.
type Skipped struct{ Where, Why string }

// recogniser reads one kind of file.
type recogniser struct {
	format string
	fits   func(head []byte) bool
	read   func(r *bufio.Reader, in *intake) error
}

// recognisers are tried in this order.
func recognisers() []recogniser {
	return []recogniser{
		{"feed_ndjson", looksLikeLines, readLines},
		{"feed_json", looksLikeJSON, readDocument},
	}
}

// ReadFile reads the records of a file, however long, and calls each with one after the other. It recognises
// the format by the content; name is only for messages. gzip, zstd and a byte order mark are seen through.
// Content in no known format is invalid (import_format). Records given to each before an error stay given.
func ReadFile(ctx context.Context, r io.Reader, name string, tokens Tokens, each func(Record) error) (Recognised, error) {
	in := &intake{ctx: ctx, tokens: orExact(tokens), each: each}
	err := in.file(&patientFile{ctx: ctx, from: r})
	var unread *unreadError
	switch {
	case errors.As(err, &unread):
		err = fault.New(unread.code, unread.about, fault.Params{"file": name}, unread.cause)
	case err == nil && in.told == 0 && in.strange:
		err = fault.New(fault.Invalid, "import_format", fault.Params{"file": name, "formats": "feed JSON, NDJSON"}, nil)
	}
	return in.out, err
}

// file sees through packing and marks, recognises the format and reads.
func (in *intake) file(r io.Reader) error {
	plain, err := unpacked(r)
	if err != nil {
		return err
	}
	defer plain.Close()
	content := bufio.NewReaderSize(unmarked(bufio.NewReader(plain)), headSize)
	head, err := content.Peek(headSize)
	if err != nil && err != io.EOF {
		return readingFailed(err)
	}
	for _, known := range recognisers() {
		if known.fits(head) {
			in.out.Format = known.format
			return known.read(content, in)
		}
	}
	in.strange = true
	return nil
}

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
		err = &unreadError{fault.IO, "import", err}
	}
	return n, err
}

// unreadError is a failure of the file as such; ReadFile gives it the file's name.
type unreadError struct {
	code  fault.Code
	about string
	cause error
}

func (e *unreadError) Error() string { return fmt.Sprintf("read file: %v", e.cause) }
func (e *unreadError) Unwrap() error { return e.cause }

// readingFailed names an error that came out of reading: the file's own, the end of ctx, or damaged packing.
func readingFailed(err error) error {
	if is[*unreadError](err) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return &unreadError{fault.Invalid, "import_packing", err}
}

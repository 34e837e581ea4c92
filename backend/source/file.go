package source

import (
	"bufio"
	"context"
	"errors"
	"io"

	"ordertrail/backend/fault"
)

const (
	longestRecord = 32 << 20  // of a record in a file, as of a page of the feed
	headSize      = 256 << 10 // of a file, by which it is recognised
	mostSkipped   = 1000      // are named one by one
)

// Recognised says what a file was and what in it could not be read.
type Recognised struct {
	Format     string // feed_json, feed_ndjson, webhooks, printer_status, har, bundle, csv, curl or raw_http
	Duplicates int    // items that came twice in the file
	Skipped    []Skipped
	More       int      // skipped beyond those that are named
	Answers    []Answer // of a recording that no profile knows
	Mismatched int      // bodies whose digest or size is not the one given for them; they are kept as they came
}

// Skipped is one item of a file that was passed over, and why.
type Skipped struct {
	Where string `json:"where"`
	Why   string `json:"why"`
}

// recogniser reads one kind of file.
type recogniser struct {
	format string
	fits   func(head []byte) bool
	read   func(r *bufio.Reader, in *intake) error
}

// recognisers are tried in this order.
func recognisers() []recogniser {
	return []recogniser{
		{"bundle", looksLikeBundle, readBundle},
		{"har", looksLikeHAR, readHAR},
		{"feed_ndjson", looksLikeLines, readLines},
		{"feed_json", looksLikeJSON, readDocument},
		{"curl", looksLikeCommand, readCommand},
		{"raw_http", looksLikeHTTP, readHTTP},
		{"csv", looksLikeCSV, readCSV},
	}
}

// ReadFile reads the records of a file, however long, and calls each with one after the other. It recognises
// the format by the content; name is only for messages. gzip, zstd and a byte order mark are seen through.
// Content in no known format is invalid (import_format). Records given to each before an error stay given. Recordings
// are read by the profiles, the feed's own among them.
func ReadFile(ctx context.Context, r io.Reader, name string, tokens Tokens, each func(Record) error, profiles ...*Profile) (Recognised, error) {
	in := &intake{ctx: ctx, name: name, profiles: append(profiles, FeedProfile()), tokens: orExact(tokens), each: each}
	err := in.file(&patientFile{ctx: ctx, from: r})
	var unread *unreadError
	switch {
	case errors.As(err, &unread):
		err = fault.New(unread.code(), "file", fault.Params{"file": name}, unread.cause)
	case err == nil && in.told == 0 && in.strange:
		err = fault.New(fault.Invalid, "import_format", fault.Params{"file": name, "formats": "bundle, HAR, feed JSON, NDJSON, webhooks, CSV, cURL, raw HTTP"}, nil)
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
	text, err := latin(bufio.NewReaderSize(unmarked(bufio.NewReader(plain)), headSize))
	if err != nil {
		return err
	}
	content := bufio.NewReaderSize(text, headSize)
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

package source

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"regexp"
	"strconv"

	"ordertrail/backend/fault"
)

// bundleVersion is what a bundle that is read here says it is.
const bundleVersion = "bundle/1"

var beginsBundle = regexp.MustCompile(`^\s*\{\s*"ordertrail"\s*:\s*"bundle/`)

func looksLikeBundle(head []byte) bool { return beginsBundle.Match(head) }

// bundled is a bundle of another Ordertrail under way.
type bundled struct {
	in      *intake
	s       *scanner
	digest  hash.Hash
	records int
	foot    struct {
		records int
		sha256  string
	}
}

// readBundle reads the records of a bundle. One that is cut, or was changed since it was written, gives what could be
// read of it, and says so.
func readBundle(r *bufio.Reader, in *intake) error {
	in.bundle = true
	b := &bundled{in: in, s: &scanner{in: r}, digest: sha256.New()}
	b.foot.records = -1
	err := b.s.object(b.member)
	switch {
	case in.stopped != nil:
		return in.stopped
	case fault.Is(err, fault.NewerVersion):
		return err
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, errSyntax):
		in.skip(fmt.Sprintf("after record %d", b.records), "the bundle is damaged from here on")
		return nil
	case err != nil:
		return readingFailed(err)
	case b.foot.records != b.records || b.foot.sha256 != hex.EncodeToString(b.digest.Sum(nil)):
		in.skip("the whole bundle", "it is not as it was when it was written")
	}
	return nil
}

func (b *bundled) member(name string) error {
	switch name {
	case "ordertrail":
		version, err := b.s.short(longestID)
		if err == nil && version != bundleVersion {
			return fault.New(fault.NewerVersion, "bundle", fault.Params{"file": b.in.name}, nil)
		}
		return err
	case "data":
		b.in.told++ // an empty bundle is one all the same
		return b.s.array(b.item)
	case "records":
		text, _, err := b.s.value(longestID)
		b.foot.records, _ = strconv.Atoi(string(text))
		return err
	case "sha256":
		text, err := b.s.short(longestID)
		b.foot.sha256 = text
		return err
	}
	return b.s.skip()
}

func (b *bundled) item(int) error {
	item, size, err := b.s.value(longestRecord)
	if err != nil {
		return err
	}
	b.records++
	where := fmt.Sprintf("record %d", b.records)
	if item == nil {
		b.in.skip(where, tooLong(size))
		return nil
	}
	_, _ = b.digest.Write(item) // a digest takes everything
	_, _ = b.digest.Write([]byte("\n"))
	return b.in.record(where, item)
}

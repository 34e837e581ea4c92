package export

import (
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"

	"ordertrail/backend/order"
)

// BundleFormat is what the first line of a bundle says that it is.
const BundleFormat = "bundle/1"

// Bundle writes the records for another Ordertrail: one JSON document, packed with gzip. It begins with what it is,
// and ends with a count and a digest, so that half a bundle is not taken for a whole one.
func Bundle(ctx context.Context, w io.Writer, records Records, o Options) (Receipt, error) {
	return write(ctx, w, records, o, func(j *job) shape {
		return &bundle{job: j, seen: seen{}, out: gzip.NewWriter(j.spool), digest: sha256.New()}
	})
}

// bundle is a bundle on its way to the spool.
type bundle struct {
	*job
	seen   seen
	out    *gzip.Writer
	digest hash.Hash
	items  int
	begun  bool
}

// bundleHead is what a bundle begins with, and bundleFoot what it ends with.
type (
	bundleHead struct {
		Ordertrail string        `json:"ordertrail"`
		By         string        `json:"by"`
		ExportedAt string        `json:"exportedAt"`
		Masked     bool          `json:"masked"`
		Stages     []order.Stage `json:"stages"`
	}
	bundleFoot struct {
		Records int    `json:"records"`
		SHA256  string `json:"sha256"` // of the records, each with a line end
	}
)

func (b *bundle) begin() error {
	if b.begun {
		return nil
	}
	b.begun = true
	head := bundleHead{BundleFormat, b.Version, b.Now.String(), !b.Unmasked, []order.Stage{}}
	for _, stage := range order.AllStages {
		if b.wants(stage) {
			head.Stages = append(head.Stages, stage)
		}
	}
	text := compact(head)
	return b.write(string(text[:len(text)-1]) + `,"data":[` + "\n")
}

func (b *bundle) add(masked, was Record) error {
	if err := b.begin(); err != nil {
		return err
	}
	for _, item := range b.job.items(masked, was, b.seen) {
		if err := b.checked("bundle", item); err != nil {
			return err
		}
		if err := b.write(separator(b.items) + string(item)); err != nil {
			return err
		}
		_, _ = b.digest.Write(append(item, '\n')) // a digest takes everything
		b.items++
	}
	return nil
}

func (b *bundle) end() error {
	if err := b.begin(); err != nil {
		return err
	}
	foot := compact(bundleFoot{b.items, hex.EncodeToString(b.digest.Sum(nil))})
	if err := b.write("\n]," + string(foot[1:]) + "\n"); err != nil {
		return err
	}
	if err := b.out.Close(); err != nil {
		return failed("export", err)
	}
	return nil
}

func (b *bundle) write(text string) error {
	if _, err := io.WriteString(b.out, text); err != nil {
		return failed("export", err)
	}
	return nil
}

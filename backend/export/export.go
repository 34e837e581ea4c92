// Package export is the shape of a shared file: records as a ZIP that anyone can read, or as JSON like the feed's.
// What it hands over is masked unless told otherwise, and searched for every original value before it goes.
package export

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/redact"
)

// Record is one request with its postbacks, or postbacks alone.
type Record struct {
	Source    string
	Request   *order.Request // nil: only postbacks
	Postbacks []*order.Postback
}

// Options say what goes into an export.
type Options struct {
	Stages   []order.Stage // none: all four
	Unmasked bool
	Language string       // of the texts beside the data: en or sv
	Now      order.Millis // judges outcomes, and is the moment of the export
	Version  string       // of this program
	Key      []byte       // of the pseudonyms; nil: fresh random, as every export should have
}

// Receipt is what was handed over.
type Receipt struct {
	Bytes  int64          `json:"bytes"`
	SHA256 string         `json:"sha256"`
	Masked map[string]int `json:"masked"` // values replaced, by kind
}

// job is one export on its way.
type job struct {
	Options
	masker *redact.Masker // nil: unmasked
	spool  *spool
	// cancelled are the references of which a cancel request was accepted: their cancel messages are no alarm.
	cancelled map[string]bool
}

// newJob prepares an export. Masking takes two rounds over the records; this is the first, which only learns.
func newJob(ctx context.Context, records []Record, o Options, spoken ...string) (*job, error) {
	j := &job{Options: o, spool: &spool{}, cancelled: map[string]bool{}}
	for _, r := range records {
		if q := r.Request; q != nil && q.Type == order.Cancel && q.Outcome(o.Now) == order.Accepted {
			j.cancelled[order.Key(q.OrderReferenceID)] = true
		}
	}
	if o.Unmasked {
		return j, nil
	}
	if j.Key == nil {
		j.Key = make([]byte, sha256.Size)
		_, _ = rand.Read(j.Key) // never fails, says its documentation
	}
	j.masker = redact.NewMasker(j.Key)
	j.masker.Speaks(spoken...)
	for _, r := range records {
		j.masker.Lead(ids(r)...)
	}
	for _, r := range records {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		j.masked(r)
	}
	j.masker.Settle()
	return j, nil
}

// ids are what the records of an order are known by.
func ids(r Record) []string {
	var all []string
	if q := r.Request; q != nil {
		all = append(all, q.ID, q.OrderReferenceID, q.OrderID)
	}
	for _, p := range r.Postbacks {
		all = append(append(all, p.ID, p.OrderReferenceID, p.OrderID, p.PackageID), p.ItemReferenceIDs...)
	}
	return all
}

// wants says that a stage belongs into the export.
func (o Options) wants(stage order.Stage) bool {
	return len(o.Stages) == 0 || slices.Contains(o.Stages, stage)
}

// leftOut are the stages that do not belong into the export.
func (o Options) leftOut() []string {
	out := []string{}
	for _, stage := range order.AllStages {
		if !o.wants(stage) {
			out = append(out, string(stage))
		}
	}
	return out
}

// checked refuses content, or a name, in which an original value is left; it says where, and never which.
func (j *job) checked(name string, content []byte) error {
	if j.masker == nil {
		return nil
	}
	for _, part := range [][]byte{[]byte(name), content} {
		if leaks := j.masker.Leaks(part); len(leaks) > 0 {
			l := leaks[0]
			return fault.New(fault.Internal, "leak", fault.Params{"file": shownName(name), "kind": l.Kind},
				fmt.Errorf("an original value (%s, written %s) is left at byte %d", l.Kind, l.How, l.At))
		}
	}
	return nil
}

// handOver writes the finished export, the first byte of which leaves only now.
func (j *job) handOver(w io.Writer) (Receipt, error) {
	defer j.spool.close()
	digest := sha256.New()
	n, err := j.spool.copyTo(io.MultiWriter(digest, w))
	if err != nil {
		return Receipt{}, failed("output", err)
	}
	r := Receipt{Bytes: n, SHA256: hex.EncodeToString(digest.Sum(nil)), Masked: map[string]int{}}
	if j.masker != nil {
		r.Masked = j.masker.Counts()
	}
	return r, nil
}

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
	"iter"
	"os"
	"slices"
	"time"

	"ordertrail/backend/compare"
	"ordertrail/backend/diagnose"
	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/redact"
)

// Record is one request with its postbacks, or postbacks alone.
type Record struct {
	Source    string
	Request   *order.Request // nil: only postbacks
	Postbacks []*order.Postback
	Note      string            // what its agent noted; "": nothing, or not wanted
	Reports   []diagnose.Report // what guides found of its order; none: not wanted
}

// Records are records to share, one after the other. An error ends them.
type Records = iter.Seq2[Record, error]

// Of gives records that are at hand.
func Of(list ...Record) Records {
	return func(yield func(Record, error) bool) {
		for _, r := range list {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// Options say what goes into an export.
type Options struct {
	Stages   []order.Stage // none: all four
	Unmasked bool
	Keep     []string // kinds of values that are not masked
	// Rules are those of the company whose records are masked; nil: there are none.
	Rules    func(source string, customer *order.Party) []redact.Rule
	Language string         // of the texts beside the data: en or sv
	Zone     *time.Location // in which times are written for people; nil: UTC
	Now      order.Millis   // judges outcomes, and is the moment of the export
	Version  string         // of this program
	Key      []byte         // of the pseudonyms; nil: fresh random, as every export should have
	// Preview is shown the texts of the first record, as they leave; nil: nobody looks.
	Preview func(name string, content []byte)
	// Vocabulary is what fields of a customer's orders are called, for what is compared; nil: as everywhere.
	Vocabulary func(customer *order.Party) (*compare.Vocabulary, error)
	// Temp makes a file in which a long export waits; nil: in the system's place for such.
	Temp func() (*os.File, error)
	Told func(done int) // hears how many records are done; nil: nobody
}

// Receipt is what was handed over.
type Receipt struct {
	Bytes   int64          `json:"bytes"`
	SHA256  string         `json:"sha256"`
	Masked  map[string]int `json:"masked"`  // values replaced, by kind
	Kept    map[string]int `json:"kept"`    // values of kinds that were to be kept
	Records int            `json:"records"` // requests and postbacks that stand by themselves
}

// job is one export on its way.
type job struct {
	Options
	spoken []string
	masker *redact.Masker // of the records in hand; nil: unmasked
	masked map[string]int
	kept   map[string]int
	done   int
	own    words           // the texts beside the data; none: nothing was said yet
	guides *diagnose.Words // what guides say; the same
	spool  *spool
	spools []*spool // this one, and those of parts that wait for others
	// cancelled are the references of which a cancel request was accepted: their cancel messages are no alarm.
	cancelled map[string]bool
}

// shape writes one format into the spool of a job.
type shape interface {
	// add writes a record. What is judged is judged by the record as it was; what is shown comes from the masked one.
	add(masked, was Record) error
	end() error
}

// write makes an export of records. Nothing leaves before all of it is known to be safe.
func write(ctx context.Context, w io.Writer, records Records, o Options, in func(*job) shape, spoken ...string) (Receipt, error) {
	j := newJob(o, spoken...)
	defer j.close()
	s := in(j)
	if err := j.each(ctx, records, s.add); err != nil {
		return Receipt{}, err
	}
	if err := s.end(); err != nil {
		return Receipt{}, err
	}
	return j.handOver(w)
}

// newJob prepares an export; spoken are the texts of ours that stand in it.
func newJob(o Options, spoken ...string) *job {
	if o.Key == nil {
		o.Key = make([]byte, sha256.Size)
		_, _ = rand.Read(o.Key) // never fails, says its documentation
	}
	j := &job{Options: o, spoken: spoken, masked: map[string]int{}, kept: map[string]int{}}
	j.spool = j.newSpool()
	return j
}

func (j *job) newSpool() *spool {
	s := &spool{temp: j.Temp}
	j.spools = append(j.spools, s)
	return s
}

// close forgets what waits.
func (j *job) close() {
	for _, s := range j.spools {
		s.close()
	}
}

// newMasker prepares the masking of records that are known by these ids.
func (j *job) newMasker(ids []string) {
	j.masker = redact.NewMasker(j.Key)
	j.masker.Keep(j.Keep...)
	j.masker.Speaks(j.spoken...)
	j.masker.Lead(ids...)
}

// Records are masked in batches, so that an export of any length needs little memory. Within a batch, everything that
// is learned to be personal is hunted in every record; the same value has the same pseudonym in all of them.
const (
	batchRecords = 200
	batchBytes   = 32 << 20
)

// each gives every record, masked and as it was.
func (j *job) each(ctx context.Context, records Records, add func(masked, was Record) error) error {
	var batch []Record
	bytes := 0
	flush := func() error {
		err := j.batch(ctx, batch, add)
		batch, bytes = nil, 0
		return err
	}
	for r, err := range records {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		batch, bytes = append(batch, r), bytes+r.size()
		if len(batch) >= batchRecords || bytes >= batchBytes {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return flush()
}

// batch masks some records. That takes two rounds; the first only learns.
func (j *job) batch(ctx context.Context, batch []Record, add func(masked, was Record) error) error {
	j.cancelled = cancelled(batch, j.Now)
	if !j.Unmasked {
		var all []string
		for _, r := range batch {
			all = append(all, ids(r)...)
		}
		j.newMasker(all)
		for _, r := range batch {
			if err := ctx.Err(); err != nil {
				return err
			}
			j.mask(r)
		}
		j.masker.Settle()
	}
	for _, r := range batch {
		if err := ctx.Err(); err != nil {
			return err
		}
		masked := j.mask(r)
		if err := add(masked, r); err != nil {
			return err
		}
		if j.done == 0 && j.Preview != nil {
			for _, f := range j.describe(masked, r).files {
				j.Preview(f.name, f.content)
			}
		}
		if j.done++; j.Told != nil {
			j.Told(j.done)
		}
	}
	j.count()
	return nil
}

// count takes over what the masker of a batch has replaced.
func (j *job) count() {
	if j.masker == nil {
		return
	}
	for kind, n := range j.masker.Counts() {
		j.masked[kind] += n
	}
	for kind, n := range j.masker.Let() {
		j.kept[kind] += n
	}
}

func cancelled(batch []Record, now order.Millis) map[string]bool {
	all := map[string]bool{}
	for _, r := range batch {
		if q := r.Request; q != nil && q.Type == order.Cancel && q.Outcome(now) == order.Accepted {
			all[order.Key(q.OrderReferenceID)] = true
		}
	}
	return all
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
	digest := sha256.New()
	n, err := j.spool.copyTo(io.MultiWriter(digest, w))
	if err != nil {
		return Receipt{}, failed("output", err)
	}
	return Receipt{Bytes: n, SHA256: hex.EncodeToString(digest.Sum(nil)), Masked: j.masked, Kept: j.kept, Records: j.done}, nil
}

// size is about how many bytes a record has.
func (r Record) size() int {
	n := 0
	if q := r.Request; q != nil {
		s := q.Stages
		n += sizeOf(s.Original) + sizeOfTemplate(s.Template) + sizeOf(s.Final)
		if s.Response != nil {
			n += len(s.Response.Body) + sizeOf(s.Response.Formatted)
		}
	}
	for _, p := range r.Postbacks {
		n += len(p.Payload) + sizeOfTemplate(p.Template)
		if p.Delivery != nil {
			n += sizeOf(p.Delivery.Sent)
		}
	}
	return n
}

func sizeOf(m *order.Message) int {
	if m == nil {
		return 0
	}
	return len(m.Body)
}

func sizeOfTemplate(t *order.Template) int {
	if t == nil {
		return 0
	}
	n := len(t.InputContext)
	for _, text := range []*string{t.Source, t.Rendered} {
		if text != nil {
			n += len(*text)
		}
	}
	return n
}

package syncer_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/store"
	"ordertrail/backend/syncer"
)

const start order.Millis = 1_794_000_000_000

// feed is a source as the contract describes it, in memory, that tests break at will.
type feed struct {
	now      order.Millis
	earliest order.Millis
	records  map[string]*order.Request
	limit    int // the most it gives at once
	asked    []order.Query
	fault    func(q order.Query) error // before a page
	change   func(page *order.Page)    // after a page
	// anyCursor takes cursors that were never given.
	anyCursor bool
}

func newFeed(n int, seed uint64) *feed {
	f := &feed{now: start, records: map[string]*order.Request{}, limit: 500}
	r := rand.New(rand.NewPCG(seed, 9))
	for i := range n {
		f.put(fmt.Sprintf("r%04d", i), start-1-order.Millis(r.IntN(10*86_400_000)))
	}
	return f
}

func (f *feed) put(id string, at order.Millis) *order.Request {
	r := &order.Request{ID: id, ReceivedAt: at, UpdatedAt: at, Type: order.Submit, OrderReferenceID: "R" + id,
		Stages: order.Stages{OriginalIs: order.NotCaptured, TemplateIs: order.NotCaptured, FinalIs: order.NotCaptured, ResponseIs: order.NotCaptured}}
	f.records[id] = r
	return r
}

// touch changes a record now.
func (f *feed) touch(id string) {
	f.now++
	r := *f.records[id]
	r.UpdatedAt, r.OrderID = f.now, "g-"+strconv.FormatInt(int64(f.now), 10)
	f.records[id] = &r
}

func (f *feed) Status(context.Context) (order.SourceStatus, error) {
	return order.SourceStatus{Now: f.now, Earliest: f.earliest}, nil
}

func (f *feed) Changes() bool { return true }

func (f *feed) Page(ctx context.Context, q order.Query) (order.Page, error) {
	f.asked = append(f.asked, q)
	if err := ctx.Err(); err != nil {
		return order.Page{}, err
	}
	if f.fault != nil {
		if err := f.fault(q); err != nil {
			return order.Page{}, err
		}
	}
	page := order.Page{AsOf: f.now}
	if q.List == order.Postbacks {
		return page, nil
	}
	all := f.pick(q)
	from := 0
	if q.Cursor != "" && !f.anyCursor {
		last := strings.SplitN(q.Cursor, "/", 2)
		if last[0] != fmt.Sprint(q.Window, q.UpdatedAfter, q.Newest, q.Limit) {
			return page, fault.New(fault.ContractChanged, "bad_request", nil, errors.New("the parameters are not those of the cursor"))
		}
		from = slices.IndexFunc(all, func(r *order.Request) bool { return r.ID == last[1] }) + 1
	}
	to := min(from+min(q.Limit, f.limit), len(all))
	page.Requests = slices.Clone(all[from:to])
	if to < len(all) {
		page.Next = fmt.Sprint(q.Window, q.UpdatedAfter, q.Newest, q.Limit) + "/" + all[to-1].ID
	}
	if f.change != nil {
		f.change(&page)
	}
	return page, nil
}

func (f *feed) pick(q order.Query) []*order.Request {
	var all []*order.Request
	by := func(r *order.Request) order.Millis { return r.ReceivedAt }
	if q.UpdatedAfter != 0 {
		by = func(r *order.Request) order.Millis { return r.UpdatedAt }
	}
	for _, r := range f.records {
		at := by(r)
		if q.UpdatedAfter != 0 && at > q.UpdatedAfter || q.UpdatedAfter == 0 && at >= q.Window.From && (q.Window.To == 0 || at < q.Window.To) {
			all = append(all, r)
		}
	}
	slices.SortFunc(all, func(a, b *order.Request) int { return cmp.Or(cmp.Compare(by(a), by(b)), cmp.Compare(a.ID, b.ID)) })
	if q.Newest {
		slices.Reverse(all)
	}
	return all
}

// desk is a history with what tests ask of it.
type desk struct {
	*store.History
	s *store.Store
}

func newDesk(t *testing.T, dir string) desk {
	t.Helper()
	s, err := store.Open(t.Context(), dir, func() order.Millis { return start })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	h, err := s.History(t.Context(), store.Source{Name: "a", Kind: "feed"})
	if err != nil {
		t.Fatal(err)
	}
	return desk{h, s}
}

// holds compares everything held with everything the feed has.
func (d desk) holds(t *testing.T, f *feed) {
	t.Helper()
	count, query := 0, order.RequestFilter{Limit: 1000}
	for {
		page, err := d.s.Requests(t.Context(), query, f.now)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range page.Requests {
			count++
			want := f.records[row.ID]
			if want == nil || row.OrderID != want.OrderID || row.ReceivedAt != want.ReceivedAt {
				t.Errorf("%s is held as %+v, the feed has %+v", row.ID, row, want)
			}
		}
		if query.After = page.Next; query.After == "" {
			break
		}
	}
	if count != len(f.records) {
		t.Errorf("%d records are held, the feed has %d", count, len(f.records))
	}
}

func (d desk) covered(t *testing.T) []order.Window {
	t.Helper()
	held, err := d.Held(t.Context(), order.Requests)
	if err != nil {
		t.Fatal(err)
	}
	return held
}

func run(t *testing.T, f *feed, d desk, o syncer.Options) (syncer.Result, error) {
	t.Helper()
	if o.Wait == nil {
		o.Wait = func(context.Context, time.Duration) error { return nil }
	}
	return syncer.Run(t.Context(), f, d, o)
}

func mustRun(t *testing.T, f *feed, d desk, o syncer.Options) syncer.Result {
	t.Helper()
	res, err := run(t, f, d, o)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func TestAWholeHistoryIsReadNewestFirst(t *testing.T) {
	f, d := newFeed(900, 1), newDesk(t, t.TempDir())
	f.earliest = start - 20*86_400_000
	res := mustRun(t, f, d, syncer.Options{Limit: 50})
	d.holds(t, f)
	if got := d.covered(t); len(got) != 1 || got[0] != (order.Window{From: f.earliest, To: f.now}) {
		t.Errorf("covered: %v", got)
	}
	if res.Saved[order.Requests] != (order.Saved{New: 900}) {
		t.Errorf("saved %+v", res.Saved)
	}
	if first := f.asked[0]; !first.Newest || first.Window.To != start || first.Window.From != start-86_400_000 {
		t.Errorf("the first question was %+v", first)
	}
}

func TestASecondSyncReadsOnlyWhatChanged(t *testing.T) {
	f, d := newFeed(300, 2), newDesk(t, t.TempDir())
	mustRun(t, f, d, syncer.Options{})
	f.now += 60_000
	f.touch("r0007")
	f.put("new", f.now).UpdatedAt = f.now
	f.now += 10
	f.asked = nil
	res := mustRun(t, f, d, syncer.Options{})
	d.holds(t, f)
	if got := res.Saved[order.Requests]; got.New != 1 || got.Updated != 1 || len(f.asked) != 2 {
		t.Errorf("saved %+v with %d questions: %+v", res.Saved, len(f.asked), f.asked)
	}
	if got := d.covered(t); len(got) != 1 || got[0].To != f.now {
		t.Errorf("covered: %v", got)
	}
}

func TestAChangeInTheMillisecondOfTheLastSyncIsNotLost(t *testing.T) {
	f, d := newFeed(10, 3), newDesk(t, t.TempDir())
	mustRun(t, f, d, syncer.Options{})
	late := *f.records["r0003"]
	late.UpdatedAt, late.OrderID = f.now, "g"
	f.records["r0003"] = &late
	f.put("same-ms", f.now)
	mustRun(t, f, d, syncer.Options{})
	d.holds(t, f)
}

func TestChangesWhileTheHistoryIsReadAreNotLost(t *testing.T) {
	f, d := newFeed(400, 4), newDesk(t, t.TempDir())
	n := 0
	f.change = func(*order.Page) {
		n++
		f.touch(fmt.Sprintf("r%04d", n*7%400))
		f.put(fmt.Sprintf("late%d", n), f.now-500).UpdatedAt = f.now
	}
	mustRun(t, f, d, syncer.Options{Limit: 20})
	f.change = nil
	mustRun(t, f, d, syncer.Options{Limit: 20})
	d.holds(t, f)
}

func TestAStoppedSyncGoesOnWhereItStopped(t *testing.T) {
	f, d := newFeed(500, 5), newDesk(t, t.TempDir())
	pages := 0
	f.fault = func(q order.Query) error {
		if pages++; pages%4 == 0 {
			return fault.New(fault.NotAPI, "login", nil, nil)
		}
		return nil
	}
	total := 0
	for range 60 {
		res, err := run(t, f, d, syncer.Options{Limit: 25, LookBack: -1})
		total += res.Saved[order.Requests].New + res.Saved[order.Requests].Unchanged
		if err == nil {
			break
		}
	}
	d.holds(t, f)
	// A page is fetched again only where a walk began anew.
	if total > 500+25*8 {
		t.Errorf("%d records were fetched for 500", total)
	}
}

func TestOneListThatIsRefusedDoesNotKeepTheOther(t *testing.T) {
	f, d := newFeed(30, 6), newDesk(t, t.TempDir())
	f.fault = func(q order.Query) error {
		if q.List == order.Postbacks {
			return fault.New(fault.Forbidden, "", nil, nil)
		}
		return nil
	}
	res, err := run(t, f, d, syncer.Options{})
	if !fault.Is(err, fault.Forbidden) || res.Saved[order.Requests].New != 30 {
		t.Errorf("%+v %v", res, err)
	}
	got, err := d.s.CoverageOf(t.Context(), order.Window{From: start - 1000, To: start}, "")
	if err != nil || len(got.Gaps) != 1 || got.Gaps[0].Why != order.Refused || got.Gaps[0].List != order.Postbacks {
		t.Errorf("coverage %+v %v", got, err)
	}
}

func TestARefusedKeyIsAskedWithOnce(t *testing.T) {
	f, d := newFeed(5, 7), newDesk(t, t.TempDir())
	f.fault = func(order.Query) error { return fault.New(fault.Unauthorized, "", nil, nil) }
	if _, err := run(t, f, d, syncer.Options{}); !fault.Is(err, fault.Unauthorized) || len(f.asked) != 1 {
		t.Errorf("%d questions, %v", len(f.asked), err)
	}
}

func TestPassingFaultsAreTriedAgainWithinABudget(t *testing.T) {
	f, d := newFeed(5, 8), newDesk(t, t.TempDir())
	busy := 3
	f.fault = func(order.Query) error {
		if busy--; busy >= 0 {
			return fault.New(fault.RateLimited, "", fault.Params{"retryAfterMs": int64(7000)}, nil)
		}
		return nil
	}
	var waits []time.Duration
	o := syncer.Options{Jitter: func() float64 { return 1 }, Wait: func(_ context.Context, w time.Duration) error { waits = append(waits, w); return nil }}
	res := mustRun(t, f, d, o)
	if res.Retries != 3 || !slices.Equal(waits, []time.Duration{7 * time.Second, 7 * time.Second, 7 * time.Second}) {
		t.Errorf("%d retries after %v", res.Retries, waits)
	}
	f.fault, waits = func(order.Query) error { return fault.New(fault.Server, "", nil, nil) }, nil
	if _, err := run(t, f, d, o); !fault.Is(err, fault.Server) || len(waits) != 6 { // 1+2+4+8+16+32 s of at most 120
		t.Errorf("%v after %v", err, waits)
	}
}

func TestAPageThatIsTooLargeIsAskedForInSmallerParts(t *testing.T) {
	f, d := newFeed(300, 9), newDesk(t, t.TempDir())
	f.fault = func(q order.Query) error {
		if q.List == order.Requests && q.Limit > 60 {
			return fault.New(fault.TooLarge, "", nil, nil)
		}
		return nil
	}
	mustRun(t, f, d, syncer.Options{})
	d.holds(t, f)
}

func TestARecordThatIsTooLargeIsANamedGap(t *testing.T) {
	f, d := newFeed(120, 10), newDesk(t, t.TempDir())
	big := f.records["r0050"]
	f.fault = func(q order.Query) error {
		if q.List == order.Requests && q.Limit > 1 && slices.Contains(f.page(q), big) {
			return fault.New(fault.TooLarge, "", nil, nil)
		}
		return nil
	}
	f.change = func(page *order.Page) {
		if i := slices.Index(page.Requests, big); i >= 0 {
			page.Requests = slices.Delete(page.Requests, i, i+1)
			page.Missing = []order.Missing{{ID: big.ID, At: big.ReceivedAt, Why: order.Oversized, Reason: "41 MB"}}
		}
	}
	res := mustRun(t, f, d, syncer.Options{})
	got, err := d.s.CoverageOf(t.Context(), order.Window{}, "", order.Requests)
	if err != nil || res.Missing != 1 || len(got.Gaps) != 1 || got.Gaps[0].Window != (order.Window{From: big.ReceivedAt, To: big.ReceivedAt + 1}) || got.Gaps[0].Why != order.Oversized {
		t.Errorf("missing %d, gaps %+v, %v", res.Missing, got.Gaps, err)
	}
	delete(f.records, big.ID)
	d.holds(t, f)
}

// page gives the records that a question would be answered with.
func (f *feed) page(q order.Query) []*order.Request {
	all := f.pick(q)
	from := 0
	if _, last, ok := strings.Cut(q.Cursor, "/"); ok {
		from = slices.IndexFunc(all, func(r *order.Request) bool { return r.ID == last }) + 1
	}
	return all[from:min(from+q.Limit, len(all))]
}

func TestAnExpiredCursorIsReplacedByANewWalk(t *testing.T) {
	f, d := newFeed(200, 11), newDesk(t, t.TempDir())
	n := 0
	f.fault = func(q order.Query) error {
		if n++; q.Cursor != "" && n%3 == 0 {
			return fault.New(fault.ContractChanged, "cursor", nil, nil)
		}
		return nil
	}
	mustRun(t, f, d, syncer.Options{Limit: 15})
	d.holds(t, f)
}

func TestASourceThatGoesInCirclesIsLeft(t *testing.T) {
	n := 0
	cases := map[string]struct {
		next  func() string
		about string
	}{
		"the same cursor for ever": {func() string { return "again" }, "cursor_repeats"},
		"new cursors without data": {func() string { n++; return fmt.Sprint("c", n) }, "endless"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			f, d := newFeed(0, 12), newDesk(t, t.TempDir())
			f.anyCursor = true
			f.change = func(p *order.Page) { p.Next = c.next() }
			_, err := run(t, f, d, syncer.Options{})
			if got := fault.Of(err); got.Code != fault.ContractChanged || got.About != c.about || len(f.asked) > 250 {
				t.Errorf("%d questions, %v", len(f.asked), err)
			}
		})
	}
}

func TestASourceThatIgnoresTheOrderIsStillReadWhole(t *testing.T) {
	f, d := newFeed(200, 13), newDesk(t, t.TempDir())
	asc := ascending{f}
	stopped := errors.New("stop")
	n := 0
	f.fault = func(order.Query) error {
		if n++; n == 6 {
			return stopped
		}
		return nil
	}
	if _, err := syncer.Run(t.Context(), asc, d, syncer.Options{Limit: 20}); !errors.Is(err, stopped) {
		t.Fatal(err)
	}
	for _, w := range d.covered(t) {
		for _, r := range f.records {
			if r.ReceivedAt >= w.From && r.ReceivedAt < w.To {
				if _, err := d.s.Record(t.Context(), r.ID); err != nil {
					t.Fatalf("%v claims to hold %s: %v", w, r.ID, err)
				}
			}
		}
	}
	if _, err := syncer.Run(t.Context(), asc, d, syncer.Options{Limit: 20}); err != nil {
		t.Fatal(err)
	}
	d.holds(t, f)
}

// ascending gives oldest first, whatever was asked for.
type ascending struct{ *feed }

func (a ascending) Page(ctx context.Context, q order.Query) (order.Page, error) {
	q.Newest = false
	return a.feed.Page(ctx, q)
}

func TestARangeIsReadAloneAndTheRestLater(t *testing.T) {
	f, d := newFeed(200, 14), newDesk(t, t.TempDir())
	w := order.Window{From: start - 5*86_400_000, To: start - 4*86_400_000}
	mustRun(t, f, d, syncer.Options{Asked: w})
	if got := d.covered(t); len(got) != 1 || got[0] != w {
		t.Errorf("covered %v", got)
	}
	f.now += 1000
	mustRun(t, f, d, syncer.Options{})
	d.holds(t, f)
	if got := d.covered(t); len(got) != 1 || got[0].To != f.now {
		t.Errorf("covered %v", got)
	}
}

func TestACancelledSyncSaysSoInTheLedger(t *testing.T) {
	f, d := newFeed(300, 15), newDesk(t, t.TempDir())
	ctx, cancel := context.WithCancel(t.Context())
	f.change = func(*order.Page) {
		if len(f.asked) == 8 {
			cancel()
		}
	}
	_, err := syncer.Run(ctx, f, d, syncer.Options{Limit: 10})
	if !fault.Is(err, fault.Cancelled) {
		t.Fatal(err)
	}
	got, err := d.s.CoverageOf(t.Context(), order.Window{From: start - 9*86_400_000, To: start}, "", order.Requests)
	if err != nil || len(got.Gaps) == 0 || got.Gaps[0].Why != order.Stopped {
		t.Errorf("coverage %+v %v", got, err)
	}
}

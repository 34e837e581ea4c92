package syncer

import (
	"context"
	"fmt"
	"hash/maphash"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
)

// walk follows the pages of one list from cursor to cursor. The next page is fetched while the present one is stored.
type walk struct {
	run   *run
	list  order.List
	q     order.Query
	seed  maphash.Seed
	seen  map[uint64]bool // cursors met, so that a source that goes in circles is caught
	void  int             // pages without a record, one after the other
	small int             // pages since the limit was last changed
	// restart gives the query that goes on without a cursor, when the source refuses the one we have or a page
	// is too large. Unless forced it only does so when there is progress since the last restart.
	restart func(limit int, force bool) (order.Query, bool)
	// store saves a page; it is called in the order of the walk.
	store func(ctx context.Context, q order.Query, page order.Page) error
}

const (
	mostVoid          = 100 // pages without any record before a walk is given up
	patienceWithSmall = 20  // pages before a limit that was made smaller grows again
)

type fetched struct {
	q    order.Query
	page order.Page
	err  error
}

func (w *walk) follow(ctx context.Context) error {
	w.seed, w.seen = maphash.MakeSeed(), map[uint64]bool{}
	ctx, cancel := context.WithCancel(ctx)
	next := w.ahead(ctx, w.q)
	defer func() {
		cancel()
		if next != nil {
			<-next // nothing goes on behind the caller's back
		}
	}()
	for next != nil {
		got := <-next
		next = nil
		if got.err != nil {
			q, again := w.mend(got)
			if !again {
				return got.err
			}
			next = w.ahead(ctx, q)
			continue
		}
		if err := w.sane(got.page); err != nil {
			return err
		}
		var err error
		if next, err = w.take(ctx, got); err != nil {
			return err
		}
	}
	return nil
}

// take stores a page and goes on to the next. Some pages after it was made smaller, the limit grows again, with
// a new walk, since a cursor goes with its limit.
func (w *walk) take(ctx context.Context, got fetched) (next chan fetched, err error) {
	if got.page.Next == "" {
		return nil, w.store(ctx, got.q, got.page)
	}
	w.small++
	if got.q.Limit < w.run.o.Limit && w.small >= patienceWithSmall {
		if err := w.store(ctx, got.q, got.page); err != nil {
			return nil, err
		}
		w.small = 0
		if q, moved := w.anew(min(got.q.Limit*4, w.run.o.Limit), false); moved {
			return w.ahead(ctx, q), nil
		}
		return w.ahead(ctx, after(got)), nil
	}
	next = w.ahead(ctx, after(got))
	return next, w.store(ctx, got.q, got.page)
}

// after is the query for the page that follows.
func after(got fetched) order.Query {
	got.q.Cursor = got.page.Next
	return got.q
}

// ahead fetches a page in the background.
func (w *walk) ahead(ctx context.Context, q order.Query) chan fetched {
	c := make(chan fetched, 1)
	go func() {
		page, err := w.run.fetch(ctx, q)
		c <- fetched{q, page, err}
	}()
	return c
}

// mend finds a way on after an error: half the records for a page that is too large, a new walk for a cursor
// that is no longer valid.
func (w *walk) mend(got fetched) (order.Query, bool) {
	f := fault.Of(got.err)
	switch {
	case f.Code == fault.TooLarge && got.q.Limit > 1:
		w.small = 0
		return w.anew(got.q.Limit/2, true)
	case got.q.Cursor != "" && (f.Code == fault.ContractChanged && f.About == "cursor" || w.left(got.q) && refusal(f.Code)):
		return w.anew(got.q.Limit, false)
	}
	return order.Query{}, false
}

// left says that a cursor was left over by an earlier sync. Whatever a source says to it, a new walk may go well.
func (w *walk) left(q order.Query) bool { return q.Cursor == w.q.Cursor && len(w.seen) == 0 }

func refusal(code fault.Code) bool {
	return code == fault.ContractChanged || code == fault.NotAPI || code == fault.NotFound
}

// anew begins a new walk. Its cursors may be those of the old one: they name places in the list.
func (w *walk) anew(limit int, force bool) (order.Query, bool) {
	q, ok := w.restart(limit, force)
	if ok {
		clear(w.seen)
	}
	return q, ok
}

// sane catches a source that would keep us walking for ever.
func (w *walk) sane(page order.Page) error {
	if page.Next == "" {
		return nil
	}
	mark := maphash.String(w.seed, page.Next)
	if w.seen[mark] {
		return fault.New(fault.ContractChanged, "cursor_repeats", fault.Params{"list": string(w.list)}, fmt.Errorf("a cursor came back"))
	}
	w.seen[mark] = true
	w.void++
	if len(page.Requests)+len(page.Postbacks)+len(page.Missing) > 0 {
		w.void = 0
	}
	if w.void > mostVoid {
		return fault.New(fault.ContractChanged, "endless", fault.Params{"list": string(w.list)}, fmt.Errorf("%d pages without a record", w.void))
	}
	return nil
}

// save stores a batch and counts it.
func (r *run) save(ctx context.Context, b order.Batch, page order.Page) (order.Saved, error) {
	b.Requests, b.Postbacks = page.Requests, page.Postbacks
	saved, err := r.history.Save(ctx, b)
	if err != nil {
		return saved, err
	}
	sum := r.res.Saved[b.List]
	sum.Add(saved)
	r.res.Saved[b.List] = sum
	r.res.Pages++
	r.res.Mismatched += page.Mismatched
	r.res.Missing += len(page.Missing)
	r.report(b)
	return saved, nil
}

func (r *run) report(b order.Batch) {
	r.done += max(b.Covered.To-b.Covered.From, 0)
	p := Progress{List: b.List, Pages: r.res.Pages, Back: r.back, Fraction: -1}
	requests, postbacks := r.res.Saved[order.Requests], r.res.Saved[order.Postbacks]
	p.Requests = requests.New + requests.Updated + requests.Unchanged
	p.Postbacks = postbacks.New + postbacks.Updated + postbacks.Unchanged
	if r.asked.From != 0 && r.span > 0 {
		p.Fraction = min(float64(r.done)/float64(r.span), 1)
	}
	r.o.Progress(p)
}

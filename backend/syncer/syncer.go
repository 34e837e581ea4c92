// Package syncer brings a history up to date with its source: newest first, one page at a time, each page stored
// with what follows from it in one step, so that it may stop anywhere and goes on where it stopped. Positions and
// coverage rest on the source's clock alone.
package syncer

import (
	"context"
	"sync/atomic"
	"time"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
)

// Source is what records are read from. Its errors carry a fault.Code; it does not try again by itself.
type Source interface {
	Status(ctx context.Context) (order.SourceStatus, error)
	Page(ctx context.Context, q order.Query) (order.Page, error)
	// Changes says that the source can be asked for what changed after a moment; else it is read by windows alone.
	Changes() bool
}

// History is where records are kept.
type History interface {
	Position(ctx context.Context, list order.List) (order.Position, error)
	Held(ctx context.Context, list order.List) ([]order.Window, error)
	Save(ctx context.Context, b order.Batch) (order.Saved, error)
	Asked(ctx context.Context, list order.List, w order.Window, earliest order.Millis, why order.GapWhy) error
}

// Options say what to read and how.
type Options struct {
	Asked    order.Window // From 0: as far back as the source reaches; To 0: up to its present
	Limit    int          // records a page; 0: 500, the most a feed allows
	Budget   time.Duration
	LookBack time.Duration                                    // how late a record may become visible to be found at the next sync; 0: 72 h, below 0: not at all
	Quick    bool                                             // look back all the way once an hour only; what is held is then as complete as an hour ago
	Sparing  bool                                             // one of a series: others follow soon, so fewer tries will do
	Wait     func(ctx context.Context, d time.Duration) error // between tries; nil: a timer
	Jitter   func() float64                                   // from 0 to 1; nil: random
	Progress func(Progress)                                   // nil: nobody listens
}

// Progress tells how far a sync has come.
type Progress struct {
	List                       order.List
	Requests, Postbacks, Pages int
	Back                       order.Millis  // the oldest moment reached, or 0
	Fraction                   float64       // of the windows asked for, 0 to 1; below 0 when unknown
	RetryIn                    time.Duration // above 0: waiting to try again
}

// Result is what a sync did.
type Result struct {
	Saved          map[order.List]order.Saved
	Pages, Retries int
	Mismatched     int // bodies whose digest is not the one their source gave
	Missing        int // records that could not be taken over
}

const day = order.Millis(24 * time.Hour / time.Millisecond)

// horizons are how far back both lists are read before either is read further, so that today can be used at once
// and no list runs far ahead of the other.
var horizons = []order.Millis{day, 7 * day, 30 * day, 90 * day, 1 << 60}

// absence is after how long away the newest records are read before the changes in between.
const absence = 2 * day

// run is one sync under way.
type run struct {
	src      Source
	history  History
	o        Options
	status   order.SourceStatus
	asked    order.Window
	res      Result
	before   map[order.List][]order.Window // what was held when the run began
	fresh    map[order.List]bool           // nothing of the list was held when the run began
	back     order.Millis
	span     order.Millis // milliseconds of windows to read
	done     order.Millis // and read so far
	retries  atomic.Int64
	answered bool // a page came
}

// Run brings the history up to date. The result counts what was stored, also beside an error; a list that can't be
// read does not keep the other from being read.
func Run(ctx context.Context, src Source, history History, o Options) (Result, error) {
	r := newRun(src, history, o)
	err := r.everything(ctx)
	r.res.Retries = int(r.retries.Load())
	return r.res, err
}

func newRun(src Source, history History, o Options) *run {
	r := &run{src: src, history: history, o: withDefaults(o), fresh: map[order.List]bool{}, before: map[order.List][]order.Window{}}
	r.res.Saved = map[order.List]order.Saved{}
	return r
}

// Greet asks a source for its status, and again after passing faults.
func Greet(ctx context.Context, src Source, o Options) (order.SourceStatus, error) {
	r := newRun(src, nil, o)
	err := r.greet(ctx)
	return r.status, err
}

// greet asks the source what its clock says and how far back it reaches, and with that what to read.
func (r *run) greet(ctx context.Context) (err error) {
	r.status, err = again(ctx, r, "", func() (order.SourceStatus, error) { return r.src.Status(ctx) })
	if err != nil {
		return err
	}
	r.asked = r.o.Asked
	if r.asked.From == 0 {
		r.asked.From = r.status.Earliest
	}
	if r.asked.To == 0 {
		r.asked.To = r.status.Now
	}
	return nil
}

func (r *run) everything(ctx context.Context) error {
	if err := r.greet(ctx); err != nil {
		return err
	}
	lists := r.lists()
	failed := map[order.List]error{}
	for _, step := range r.steps() {
		for _, list := range lists {
			if failed[list] != nil {
				continue
			}
			if failed[list] = step(ctx, list); stopsAll(failed[list]) {
				return r.end(ctx, failed)
			}
		}
	}
	return r.end(ctx, failed)
}

// lists are both, but for a source that says it has one alone.
func (r *run) lists() []order.List {
	if says, ok := r.src.(interface{ Lists() []order.List }); ok {
		return says.Lists()
	}
	return []order.List{order.Requests, order.Postbacks}
}

// steps are what is done, each for both lists.
func (r *run) steps() []func(context.Context, order.List) error {
	steps := []func(context.Context, order.List) error{r.begin, r.catchUp}
	for _, horizon := range horizons {
		steps = append(steps, func(ctx context.Context, list order.List) error {
			return r.readOlder(ctx, list, r.status.Now-horizon)
		})
	}
	if !r.src.Changes() {
		return append(steps, r.readAgain, r.compareDaily)
	}
	return append(steps, r.readChangesSince, r.compareDaily)
}

// stopsAll says that there is no use in going on with the other list.
func stopsAll(err error) bool {
	if err == nil {
		return false
	}
	switch fault.Of(err).Code {
	case fault.Forbidden, fault.NotFound, fault.NotAPI, fault.ContractChanged, fault.TooLarge:
		return false
	}
	return true
}

// begin notes what is asked for, so that a sync that is killed leaves its gaps named.
func (r *run) begin(ctx context.Context, list order.List) error {
	held, err := r.history.Held(ctx, list)
	if err != nil {
		return err
	}
	r.before[list] = held
	for _, gap := range r.reach().Minus(held) {
		r.span += gap.To - gap.From
	}
	return r.history.Asked(ctx, list, r.asked, r.status.Earliest, order.NotYet)
}

// reach is the part of what is asked for that the source has.
func (r *run) reach() order.Window {
	return r.asked.Within(order.Window{From: r.status.Earliest, To: r.status.Now})
}

// end notes why what is not held is not held, and gives the first error.
func (r *run) end(ctx context.Context, failed map[order.List]error) error {
	var first error
	stopped := stoppedBy(failed)
	for _, list := range r.lists() {
		err := failed[list]
		if first == nil {
			first = err
		}
		if err == nil {
			err = stopped
		}
		if err == nil {
			continue
		}
		if noted := r.history.Asked(context.WithoutCancel(ctx), list, r.asked, r.status.Earliest, gapWhy(err)); noted != nil && first == nil {
			first = noted
		}
	}
	return first
}

// stoppedBy finds the error that ended the whole sync.
func stoppedBy(failed map[order.List]error) error {
	for _, err := range failed {
		if stopsAll(err) {
			return err
		}
	}
	return nil
}

func gapWhy(err error) order.GapWhy {
	switch fault.Of(err).Code {
	case fault.Unauthorized, fault.Forbidden:
		return order.Refused
	case fault.Cancelled:
		return order.Stopped
	case fault.TooLarge:
		return order.Oversized
	}
	return order.Failed
}

// catchUp reads what has changed since the last sync before older history is read; after a long absence the newest
// records come first.
func (r *run) catchUp(ctx context.Context, list order.List) error {
	position, err := r.history.Position(ctx, list)
	if err != nil || position.Tail == 0 || !r.src.Changes() {
		r.fresh[list] = position.Tail == 0
		return err
	}
	if r.status.Now-position.Tail > absence {
		if err := r.readMissing(ctx, list, order.Window{From: position.Tail, To: r.status.Now}); err != nil {
			return err
		}
	}
	older := r.reach().Within(order.Window{From: 1, To: position.Tail})
	if len(older.Minus(r.before[list])) == 0 {
		return nil // the last step will do
	}
	return r.readChanges(ctx, list, look{back: overlap})
}

// readOlder reads what is not held from a moment on, up to where changes tell what is new.
func (r *run) readOlder(ctx context.Context, list order.List, from order.Millis) error {
	position, err := r.history.Position(ctx, list)
	if err != nil {
		return err
	}
	w := r.reach().Within(order.Window{From: from})
	if position.Tail != 0 && r.src.Changes() {
		w.To = min(w.To, position.Tail)
	}
	return r.readMissing(ctx, list, w)
}

// readMissing reads the parts of a window that are not held, newest first.
func (r *run) readMissing(ctx context.Context, list order.List, w order.Window) error {
	if w.Empty() {
		return nil
	}
	held, err := r.history.Held(ctx, list)
	if err != nil {
		return err
	}
	gaps := w.Minus(held)
	for i := len(gaps) - 1; i >= 0; i-- {
		if err := r.readWindow(ctx, list, gaps[i]); err != nil {
			return err
		}
	}
	return nil
}

// readChangesSince reads what changed since the last sync, and while windows were read. What becomes visible late in
// windows that were read just now is found by the next sync.
func (r *run) readChangesSince(ctx context.Context, list order.List) error {
	position, err := r.history.Position(ctx, list)
	if err != nil || position.Tail == 0 {
		return err
	}
	ago := r.status.Now - position.Looked
	switch recent := r.o.Quick && ago >= 0 && ago < lookEvery; {
	case r.fresh[list]:
		return r.readChanges(ctx, list, look{})
	case recent:
		return r.readChanges(ctx, list, look{back: overlap})
	}
	return r.readChanges(ctx, list, look{full: true})
}

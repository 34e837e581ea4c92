package trail

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/settings"
	"ordertrail/backend/syncer"
)

// Keeper keeps a history up to date behind the screens: by a schedule, and when asked. Its methods may be called at
// the same time.
type Keeper struct {
	trail  *Trail
	o      SyncOptions
	heard  func(news bool) // news: records came, or may have
	ask    chan struct{}
	repace chan syncer.Pace
	came   chan struct{} // records may have: what needs somebody is looked for
	end    context.CancelFunc
	work   sync.WaitGroup

	mu      sync.Mutex
	ctx     context.Context // ends with the keeper
	reading context.Context // ends with what is read now
	cancel  context.CancelFunc
	state   Keeping
}

// Keeping is what a Keeper is at.
type Keeping struct {
	Running   bool
	Paused    bool         // by somebody
	Metered   bool         // waits until asked, since what is sent costs money here
	Elsewhere bool         // another process keeps this history up to date
	Next      order.Millis // when the next sync begins; 0: only when asked
	Progress  Progress     // of the sync under way, or of the last one
	LastAt    order.Millis // when a sync last ended well; 0: not since the keeper began
	LastNew   int          // records that it brought
	Err       error        // why the last one stopped; nil when it did not
}

// Keep begins to keep the history up to date with the sources that it knows, or with the one that o names. heard is
// called at every change of what Keeping tells, from any goroutine.
func (t *Trail) Keep(ctx context.Context, o SyncOptions, pace syncer.Pace, heard func(news bool)) *Keeper {
	ctx, end := context.WithCancel(ctx)
	k := &Keeper{trail: t, o: o, heard: heard, ask: make(chan struct{}, 1), repace: make(chan syncer.Pace, 1), came: make(chan struct{}, 1), ctx: ctx, end: end}
	k.reading, k.cancel = context.WithCancel(ctx)
	k.o.Sparing, k.o.Progress = true, k.progress
	k.state.Progress.Fraction = -1
	k.work.Go(k.sweep)
	k.work.Go(func() {
		syncer.Keep(ctx, syncer.Schedule{
			Run: k.sync, Pace: pace, Repace: k.repace, Ask: k.ask, Heard: k.turn, Ready: t.Ready,
			Network: func() syncer.Network { return syncer.Network(settings.Connected(ctx)) },
		})
	})
	k.work.Go(func() { k.watch(ctx) })
	return k
}

// State says what the keeper is at.
func (k *Keeper) State() Keeping {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.state
}

// Sync asks for a sync now, or after the one that is under way: what it is to read may have come since that began.
func (k *Keeper) Sync() {
	select {
	case k.ask <- struct{}{}:
	default: // asked already
	}
}

// Repace takes another pace.
func (k *Keeper) Repace(pace syncer.Pace) {
	k.mu.Lock()
	defer k.mu.Unlock()
	select {
	case <-k.repace: // one that nobody took yet
	default:
	}
	k.repace <- pace
}

// Cancel stops what is read now after the page it is at; what is stored stays.
func (k *Keeper) Cancel() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.cancel()
	k.reading, k.cancel = context.WithCancel(k.ctx)
}

// Stop ends the keeper and waits until it has.
func (k *Keeper) Stop() {
	k.mu.Lock()
	k.end()
	k.mu.Unlock()
	k.work.Wait()
}

// watch looks at the watched folders until ctx ends.
func (k *Keeper) watch(ctx context.Context) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if reading, _ := k.now(); !k.State().Paused {
			k.look(reading)
		}
	}
}

// look tells screens when something came of watched folders. What went wrong they ask of the folder.
func (k *Keeper) look(ctx context.Context) {
	var err error
	defer k.recovered(&err)
	changed, err := k.trail.LookAtFolders(ctx)
	if fault.Is(err, fault.Internal) {
		k.trail.o.Log.Error("look at folders", "error", err)
	}
	if changed {
		k.heard(true)
	}
}

// recovered makes an error of a panic: the window goes on.
func (k *Keeper) recovered(err *error) {
	if p := recover(); p != nil {
		k.trail.o.Log.Error("a sync panicked", "panic", p, "stack", string(debug.Stack()))
		*err = fault.New(fault.Internal, "", nil, fmt.Errorf("panic: %v", p))
	}
}

// sync is one sync of the schedule. Without a source to ask there is nothing to do.
func (k *Keeper) sync(_ context.Context, asked bool) (err error) {
	defer k.recovered(&err)
	ctx, o := k.now()
	o.Quick = !asked
	res, err := k.trail.Sync(ctx, o)
	if err != nil {
		if fault.Of(err).About == "sources_paused" && !asked {
			return nil
		}
		return k.ended(err)
	}
	k.mu.Lock()
	k.state.LastAt, k.state.LastNew = k.trail.Now(), res.Requests.New+res.Postbacks.New
	k.mu.Unlock()
	return nil
}

// ended is what the schedule hears of a sync that did not end well.
func (k *Keeper) ended(err error) error {
	switch f := fault.Of(err); {
	case f.About == "no_source":
		return nil
	case f.Code != fault.Cancelled && f.Code != fault.Busy:
		k.trail.o.Log.Warn("sync stopped", "error", err)
	}
	return err
}

// Fetch reads one window of one list of a source, and compares what is held of it.
func (k *Keeper) Fetch(source string, list order.List, w order.Window) (SyncResult, error) {
	ctx, _ := k.now()
	if !k.enter() {
		return SyncResult{}, fault.Of(ctx.Err())
	}
	defer k.work.Done()
	defer k.heard(true)
	return k.trail.FetchGap(ctx, source, list, w, nil)
}

// enter lets Stop wait for what begins now; false: it has stopped.
func (k *Keeper) enter() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.ctx.Err() != nil {
		return false
	}
	k.work.Add(1)
	return true
}

// now gives what to read by, and how: Cancel ends it.
func (k *Keeper) now() (context.Context, SyncOptions) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.reading, k.o
}

// turn hears what the schedule is at.
func (k *Keeper) turn(t syncer.Turn) {
	k.mu.Lock()
	s := &k.state
	if t.Running && !s.Running {
		s.Progress = Progress{Progress: syncer.Progress{Fraction: -1}}
	}
	s.Elsewhere = fault.Is(t.Err, fault.Busy)
	s.Running, s.Paused, s.Metered, s.Err, s.Next = t.Running, t.Paused, t.Metered, t.Err, 0
	if s.Elsewhere || fault.Is(t.Err, fault.Cancelled) {
		s.Err = nil
	}
	if !t.Next.IsZero() {
		s.Next = order.At(t.Next)
	}
	k.mu.Unlock()
	k.heard(!t.Running)
	if !t.Running {
		select {
		case k.came <- struct{}{}:
		default: // it is about to be looked for
		}
	}
}

// sweep looks for what needs somebody whenever records may have come, so that a screen that asks finds it known.
func (k *Keeper) sweep() {
	for {
		select {
		case <-k.ctx.Done():
			return
		case <-k.came:
		}
		if _, err := k.trail.Attention(k.ctx); err != nil && k.ctx.Err() == nil {
			k.trail.o.Log.Warn("look for what needs somebody", "error", err)
		}
	}
}

func (k *Keeper) progress(p Progress) {
	k.mu.Lock()
	if p.RetryIn > 0 { // it tells nothing but the wait
		k.state.Progress.RetryIn = p.RetryIn
	} else {
		k.state.Progress = p
	}
	k.mu.Unlock()
	k.heard(p.RetryIn == 0)
}

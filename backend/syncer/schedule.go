package syncer

import (
	"context"
	"time"

	"ordertrail/backend/fault"
)

// Schedule says when to sync by itself.
type Schedule struct {
	Run     func(ctx context.Context, asked bool) error // one sync; asked for by hand or not
	Every   time.Duration                               // 0: 10 minutes
	Ask     <-chan struct{}                             // somebody wants a sync now
	Pause   <-chan bool                                 // true: only when asked, until false
	Network func() string                               // how this machine is connected, in words that change when that does; nil: not watched
	Ready   func() error                                // whether the disk takes anything; nil: always
	Heard   func(Turn)                                  // what the schedule does, at each change; nil: nobody listens
}

// Turn is what a schedule is at.
type Turn struct {
	Running, Paused bool
	Err             error     // of the last sync
	Repeated        bool      // it failed like the one before: people were told
	Next            time.Time // of the next sync; zero: only when asked
}

const (
	usualEvery  = 10 * time.Minute
	firstPause  = 15 * time.Second // after a fault that this machine may mend itself
	diskPause   = time.Minute      // at most, while the disk is full
	lookAround  = 15 * time.Second // how often network and clock are looked at
	sleptAtBest = time.Minute      // by how much the clock must have jumped for this machine to have slept
)

// keeper is a schedule under way.
type keeper struct {
	Schedule
	turn   Turn
	failed int       // syncs that failed alike, one after the other
	before time.Time // no question may be asked sooner: the source said so
	net    string
}

// Keep syncs at once, then every few minutes, when asked, and sooner after a fault that mends itself, until ctx
// ends. It never asks sooner than the source allows, and never tries a refused key again by itself.
func Keep(ctx context.Context, s Schedule) {
	k := &keeper{Schedule: s}
	if k.Every == 0 {
		k.Every = usualEvery
	}
	for asked := false; ctx.Err() == nil; {
		k.sync(ctx, asked)
		var ok bool
		if asked, ok = k.wait(ctx); !ok {
			return
		}
	}
}

func (k *keeper) sync(ctx context.Context, asked bool) {
	drain(k.Ask)
	k.net = k.network()
	if k.Ready != nil && k.failed > 0 && onDisk(k.turn.Err) {
		if err := k.Ready(); err != nil { // the source need not be asked for what can't be kept
			k.end(err)
			return
		}
	}
	k.turn.Running = true
	k.tell()
	k.end(k.Run(ctx, asked))
}

// end plans the next sync.
func (k *keeper) end(err error) {
	alike := err != nil && k.turn.Err != nil && fault.Of(err).Code == fault.Of(k.turn.Err).Code
	k.failed++
	if !alike {
		k.failed = 1
	}
	if err == nil {
		k.failed = 0
	}
	k.turn.Running, k.turn.Err, k.turn.Repeated, k.turn.Next = false, err, alike, time.Time{}
	k.before = time.Now().Add(k.forbidden(err))
	if pause, ok := k.pause(err); ok {
		k.turn.Next = time.Now().Add(max(pause, k.forbidden(err)))
	}
	k.tell()
}

// forbidden is how long the source wants not to be asked.
func (k *keeper) forbidden(err error) time.Duration {
	if err == nil {
		return 0
	}
	after, _ := fault.Of(err).Params["retryAfterMs"].(int64)
	return time.Duration(after) * time.Millisecond
}

// pause is how long to wait for the next sync; false: until somebody asks.
func (k *keeper) pause(err error) (time.Duration, bool) {
	if err == nil {
		return k.Every, true
	}
	soon := min(firstPause<<min(k.failed-1, 10), k.Every)
	switch fault.Of(err).Code {
	case fault.Unauthorized, fault.Forbidden, fault.Invalid, fault.NewerVersion, fault.Corrupt:
		return 0, false
	case fault.Offline:
		return soon, true
	case fault.DiskFull, fault.IO:
		return min(soon, diskPause), true
	}
	return k.Every, true
}

func onDisk(err error) bool { return fault.Is(err, fault.DiskFull) || fault.Is(err, fault.IO) }

// wait waits for the next sync and says whether it was asked for; not ok: ctx ended.
func (k *keeper) wait(ctx context.Context) (asked, ok bool) {
	tick := time.NewTicker(min(lookAround, k.Every))
	defer tick.Stop()
	wall := time.Now().Round(0)
	for {
		select {
		case <-ctx.Done():
			return false, false
		case k.turn.Paused = <-k.Pause:
			k.tell()
		case <-k.Ask:
			asked = true
		case <-tick.C:
			now := time.Now().Round(0)
			k.turnSooner(now.Sub(wall) > lookAround+sleptAtBest)
			wall = now
		}
		if now := time.Now(); !now.Before(k.before) && (asked || k.due(now)) {
			return asked, true
		}
	}
}

func (k *keeper) due(now time.Time) bool {
	return !k.turn.Paused && !k.turn.Next.IsZero() && !now.Before(k.turn.Next)
}

// turnSooner brings the next sync forward when this machine has slept, or is connected otherwise than it was when a
// sync found no way.
func (k *keeper) turnSooner(slept bool) {
	if net := k.network(); net != k.net {
		k.net = net
		slept = slept || fault.Is(k.turn.Err, fault.Offline)
	}
	if slept && !k.turn.Next.IsZero() {
		k.turn.Next = time.Now()
	}
}

func (k *keeper) network() string {
	if k.Network == nil {
		return ""
	}
	return k.Network()
}

func (k *keeper) tell() {
	if k.Heard != nil {
		k.Heard(k.turn)
	}
}

func drain(asks <-chan struct{}) {
	select {
	case <-asks:
	default:
	}
}

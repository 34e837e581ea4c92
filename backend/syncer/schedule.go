package syncer

import (
	"context"
	"time"

	"ordertrail/backend/fault"
)

// Schedule says when to sync by itself.
type Schedule struct {
	Run     func(ctx context.Context, asked bool) error // one sync; asked for by hand or not
	Pace    Pace                                        // at first
	Repace  <-chan Pace                                 // another pace from now on
	Ask     <-chan struct{}                             // somebody wants a sync now
	Network func() Network                              // how this machine is connected; nil: not watched
	Ready   func() error                                // whether the disk takes anything; nil: always
	Heard   func(Turn)                                  // what the schedule does, at each change; nil: nobody listens
	Now     func() time.Time                            // nil: the machine's clock
}

// Pace is how often to sync by itself.
type Pace struct {
	Every   time.Duration // 0: 10 minutes
	Paused  bool          // only when asked
	Metered bool          // also where what is sent costs money; else only when asked there
}

// Network is how this machine is connected.
type Network struct {
	Way     string // in words that change when the way does
	Metered bool   // what is sent costs money
}

// Turn is what a schedule is at.
type Turn struct {
	Running  bool
	Paused   bool      // by somebody
	Metered  bool      // paused since what is sent costs money
	Err      error     // of the last sync
	Repeated bool      // it failed like the one before: people were told
	Next     time.Time // of the next sync; zero: only when asked
}

const (
	usualEvery  = 10 * time.Minute
	firstPause  = 15 * time.Second // after a fault that this machine may mend itself
	diskPause   = time.Minute      // at most, while the disk is full or another process syncs
	lookAround  = 15 * time.Second // how often network and clock are looked at
	sleptAtBest = time.Minute      // by how much the clock must have jumped for this machine to have slept
)

// keeper is a schedule under way.
type keeper struct {
	Schedule
	turn   Turn
	asked  bool      // somebody wants a sync
	failed int       // syncs that failed alike, one after the other
	before time.Time // no question may be asked sooner: the source said so
	net    Network
}

// Keep syncs at once, then every few minutes, when asked, and sooner after a fault that mends itself, until ctx
// ends. It never asks sooner than the source allows, and never tries a refused key again by itself. While paused it
// only syncs when asked.
func Keep(ctx context.Context, s Schedule) {
	k := &keeper{Schedule: s}
	if k.Now == nil {
		k.Now = time.Now
	}
	k.turn.Next = k.Now()
	k.repace(s.Pace)
	k.look(false)
	k.tell()
	for k.wait(ctx) {
		k.sync(ctx)
	}
}

func (k *keeper) sync(ctx context.Context) {
	drain(k.Ask)
	asked := k.asked
	k.asked = false
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
	now := k.Now()
	k.turn.Running, k.turn.Err, k.turn.Repeated, k.turn.Next = false, err, alike, time.Time{}
	k.before = now.Add(forbidden(err))
	if pause, ok := k.pause(err); ok {
		k.turn.Next = now.Add(max(pause, forbidden(err)))
	}
	k.tell()
}

// wait waits until the next sync is due or asked for; false: ctx ended.
func (k *keeper) wait(ctx context.Context) bool {
	tick := time.NewTicker(min(lookAround, k.Pace.Every))
	defer tick.Stop()
	wall := k.Now().Round(0)
	for !k.due(k.Now()) {
		select {
		case <-ctx.Done():
			return false
		case pace := <-k.Repace:
			k.repace(pace)
			k.tell()
		case <-k.Ask:
			k.ask()
		case <-tick.C:
			now := k.Now().Round(0)
			k.look(now.Sub(wall) > lookAround+sleptAtBest)
			wall = now
		}
	}
	return ctx.Err() == nil
}

// ask brings the next sync forward, as far as the source allows.
func (k *keeper) ask() {
	k.asked = true
	k.turn.Next = k.before
	if now := k.Now(); now.After(k.before) {
		k.turn.Next = now
	}
	k.tell()
}

func (k *keeper) due(now time.Time) bool {
	at := k.turn.Next
	return !at.IsZero() && !now.Before(at) && !now.Before(k.before) && (k.asked || !k.turn.Paused && !k.turn.Metered)
}

// repace takes another pace. What was planned stays, unless it is later than the new pace has it.
func (k *keeper) repace(p Pace) {
	if p.Every <= 0 {
		p.Every = usualEvery
	}
	k.Pace, k.turn.Paused, k.turn.Metered = p, p.Paused, k.net.Metered && !p.Metered
	if latest := k.Now().Add(p.Every); k.turn.Next.After(latest) && k.before.Before(latest) {
		k.turn.Next = latest
	}
}

// look sees how this machine is connected, and brings the next sync forward when it has slept, or is connected
// otherwise than it was when a sync found no way.
func (k *keeper) look(slept bool) {
	if k.Network != nil {
		was := k.net
		k.net = k.Network()
		slept = slept || k.net.Way != was.Way && fault.Is(k.turn.Err, fault.Offline)
		if metered := k.net.Metered && !k.Pace.Metered; metered != k.turn.Metered {
			k.turn.Metered = metered
			k.tell()
		}
	}
	if slept && !k.turn.Next.IsZero() {
		k.turn.Next = k.Now()
	}
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

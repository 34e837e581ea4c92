package syncer_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/store"
	"ordertrail/backend/syncer"
)

// arrivals is a history that notes when each record came.
type arrivals struct {
	*store.History
	at map[string]time.Time
}

func (a arrivals) Save(ctx context.Context, b order.Batch) (order.Saved, error) {
	saved, err := a.History.Save(ctx, b)
	for _, r := range b.Requests {
		if _, ok := a.at[r.ID]; !ok && err == nil {
			a.at[r.ID] = time.Now()
		}
	}
	return saved, err
}

// TestThirtyDaysOfSchedule runs a month of syncs, with records that become visible up to 29 days late: those of the
// look-back come within an hour and a sync, all others with the comparing of the day.
func TestThirtyDaysOfSchedule(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		now := func() order.Millis { return order.At(time.Now()) }
		s, err := store.Open(t.Context(), dir, now)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = s.Close() }()
		h, err := s.History(t.Context(), store.Source{Name: "a", Kind: "feed"})
		if err != nil {
			t.Fatal(err)
		}
		f, a := newFeed(0, 1), arrivals{h, map[string]time.Time{}}
		visible, late := map[string]time.Time{}, map[string]time.Duration{}
		r := rand.New(rand.NewPCG(4, 2))
		next := time.Now()
		happen := func() {
			for f.now = now(); !next.After(time.Now()); next = next.Add(time.Duration(r.Int64N(int64(3 * time.Hour)))) {
				id := fmt.Sprintf("r%d", len(visible))
				visible[id], late[id] = next, 0
				if r.IntN(3) == 0 {
					late[id] = time.Duration(r.Int64N(int64(29 * 24 * time.Hour)))
				}
				f.put(id, order.At(next.Add(-late[id])))
			}
		}
		syncs := 0
		ctx, cancel := context.WithTimeout(t.Context(), 30*24*time.Hour)
		defer cancel()
		syncer.Keep(ctx, syncer.Schedule{Run: func(ctx context.Context, asked bool) error {
			syncs++
			happen()
			_, err := syncer.Run(ctx, f, a, syncer.Options{Quick: !asked, Sparing: true})
			return err
		}})
		inTime(t, visible, late, a.at)
		if syncs < 4300 || syncs > 4330 || len(visible) < 400 {
			t.Errorf("%d syncs, %d records", syncs, len(visible))
		}
	})
}

func inTime(t *testing.T, visible map[string]time.Time, late map[string]time.Duration, came map[string]time.Time) {
	t.Helper()
	for id, at := range visible {
		allowed := time.Hour + 20*time.Minute
		if late[id] > 72*time.Hour {
			allowed = 24*time.Hour + 20*time.Minute
		}
		if got, ok := came[id]; ok && got.Sub(at) > allowed || !ok && time.Since(at) > allowed {
			t.Errorf("%s became visible %s late and came %s later (at all: %v)", id, late[id], got.Sub(at), ok)
		}
	}
}

// plan runs a schedule for a while with syncs that end as told, and gives when they began.
func plan(t *testing.T, length time.Duration, s syncer.Schedule, ends func(n int) error) (begins []time.Duration, turns []syncer.Turn) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), length)
	defer cancel()
	began := time.Now()
	s.Run = func(context.Context, bool) error {
		begins = append(begins, time.Since(began))
		return ends(len(begins))
	}
	s.Heard = func(turn syncer.Turn) { turns = append(turns, turn) }
	syncer.Keep(ctx, s)
	return begins, turns
}

func well(int) error { return nil }

func TestAScheduleSyncsAtOnceAndEveryTenMinutes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begins, _ := plan(t, 35*time.Minute, syncer.Schedule{}, well)
		if !slices.Equal(begins, []time.Duration{0, 10 * time.Minute, 20 * time.Minute, 30 * time.Minute}) {
			t.Errorf("syncs at %v", begins)
		}
	})
}

func TestAPausedScheduleSyncsOnlyWhenAsked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		repace, ask := make(chan syncer.Pace), make(chan struct{}, 1)
		pace := syncer.Pace{Every: 30 * time.Minute, Paused: true}
		go func() {
			time.Sleep(61 * time.Minute)
			ask <- struct{}{}
			time.Sleep(time.Hour)
			repace <- syncer.Pace{Every: 30 * time.Minute}
		}()
		begins, turns := plan(t, 3*time.Hour, syncer.Schedule{Pace: pace, Repace: repace, Ask: ask}, well)
		want := []time.Duration{61 * time.Minute, 121 * time.Minute, 151 * time.Minute}
		if !slices.Equal(begins, want) || !turns[0].Paused || turns[len(turns)-1].Paused {
			t.Errorf("syncs at %v, want %v", begins, want)
		}
	})
}

func TestAnotherPaceHoldsFromNowOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		repace := make(chan syncer.Pace)
		go func() {
			time.Sleep(time.Minute)
			repace <- syncer.Pace{Every: 2 * time.Minute}
		}()
		begins, _ := plan(t, 6*time.Minute, syncer.Schedule{Repace: repace}, well)
		if want := []time.Duration{0, 3 * time.Minute, 5 * time.Minute}; !slices.Equal(begins, want) {
			t.Errorf("syncs at %v, want %v", begins, want)
		}
	})
}

func TestWhereSendingCostsMoneyASyncWaitsUntilAskedOrAllowed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		network := func() syncer.Network { return syncer.Network{Metered: time.Since(began) < 50*time.Minute} }
		ask, repace := make(chan struct{}, 1), make(chan syncer.Pace)
		go func() {
			time.Sleep(5 * time.Minute)
			ask <- struct{}{}
			time.Sleep(15 * time.Minute)
			repace <- syncer.Pace{Metered: true}
			time.Sleep(5 * time.Minute)
			repace <- syncer.Pace{}
		}()
		begins, turns := plan(t, 59*time.Minute, syncer.Schedule{Network: network, Ask: ask, Repace: repace}, well)
		want := []time.Duration{5 * time.Minute, 20 * time.Minute, 50 * time.Minute}
		if !slices.Equal(begins, want) || !turns[0].Metered || turns[len(turns)-1].Metered {
			t.Errorf("syncs at %v, want %v; %+v", begins, want, turns[0])
		}
	})
}

func TestASyncComesSoonerWhenTheNetworkReturns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		network := func() syncer.Network { return syncer.Network{Way: fmt.Sprint(time.Since(began) >= 7*time.Minute)} }
		begins, turns := plan(t, 16*time.Minute, syncer.Schedule{Network: network}, func(n int) error {
			if network().Way == "false" {
				return fault.New(fault.Offline, "dns", nil, nil)
			}
			return nil
		})
		back := begins[slices.IndexFunc(begins, func(d time.Duration) bool { return d >= 7*time.Minute })]
		if back > 7*time.Minute+15*time.Second || len(begins) > 7 {
			t.Errorf("syncs at %v", begins)
		}
		if n := len(notices(turns)); n != 1 {
			t.Errorf("people were told %d times", n)
		}
	})
}

func TestASyncComesAtOnceWhenTheMachineWakes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		clock := func() time.Time { // it sleeps for three hours after four minutes: its timers stand still
			now := time.Now()
			if now.Sub(began) > 4*time.Minute {
				now = now.Add(3 * time.Hour)
			}
			return now
		}
		begins, _ := plan(t, 5*time.Minute, syncer.Schedule{Now: clock}, well)
		if len(begins) != 2 || begins[1] > 4*time.Minute+15*time.Second {
			t.Errorf("syncs at %v", begins)
		}
	})
}

func TestWhileAnotherProcessSyncsItIsLookedForEachMinuteAndNobodyTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begins, _ := plan(t, 5*time.Minute, syncer.Schedule{}, func(n int) error {
			if n < 4 {
				return fault.New(fault.Busy, "sync", nil, nil)
			}
			return nil
		})
		if want := []time.Duration{0, 15 * time.Second, 45 * time.Second, 105 * time.Second}; !slices.Equal(begins, want) {
			t.Errorf("syncs at %v, want %v", begins, want)
		}
	})
}

// notices are the turns at which people are told of a failure.
func notices(turns []syncer.Turn) []syncer.Turn {
	return slices.DeleteFunc(slices.Clone(turns), func(turn syncer.Turn) bool { return turn.Running || turn.Err == nil || turn.Repeated })
}

func TestAFullDiskIsProbedAndTheSourceLeftAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		full := func() error {
			if time.Since(began) < 20*time.Minute {
				return fault.New(fault.DiskFull, "store", nil, errors.New("no space"))
			}
			return nil
		}
		begins, turns := plan(t, 25*time.Minute, syncer.Schedule{Ready: full}, func(n int) error {
			if n == 1 {
				return full()
			}
			return nil
		})
		if len(begins) != 2 || begins[1] < 20*time.Minute || begins[1] > 21*time.Minute {
			t.Errorf("syncs at %v", begins)
		}
		if told := notices(turns); len(told) != 1 {
			t.Errorf("people were told %d times: %+v", len(told), told)
		}
	})
}

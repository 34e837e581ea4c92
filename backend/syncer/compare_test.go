package syncer_test

import (
	"testing"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/syncer"
)

const dayMs order.Millis = 86_400_000

func (d desk) gone(t *testing.T, id string) order.Millis {
	t.Helper()
	rec, err := d.s.Record(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return rec.GoneSince
}

func TestARecordTheSourceHasNoLongerIsMarkedADayLaterAndKept(t *testing.T) {
	f, d := newFeed(80, 20), newDesk(t, t.TempDir())
	f.earliest = start - 100*dayMs
	mustRun(t, f, d, syncer.Options{Limit: 7})
	kept := f.records["r0011"]
	delete(f.records, "r0011")
	f.now += dayMs - 1
	mustRun(t, f, d, syncer.Options{Limit: 7})
	if got := d.gone(t, "r0011"); got != 0 {
		t.Errorf("gone since %d, though nobody looked", got)
	}
	f.now++
	if res := mustRun(t, f, d, syncer.Options{Limit: 7}); res.Saved[order.Requests].Gone != 1 || d.gone(t, "r0011") != f.now {
		t.Errorf("a day later: %+v, gone since %d", res.Saved, d.gone(t, "r0011"))
	}
	f.records["r0011"] = kept
	f.now += dayMs
	mustRun(t, f, d, syncer.Options{Limit: 7})
	if got := d.gone(t, "r0011"); got != 0 {
		t.Errorf("it came back, and is gone since %d", got)
	}
	d.holds(t, f)
}

func TestTheDayIsTheSourcesNotOurs(t *testing.T) {
	f, d := newFeed(30, 21), newDesk(t, t.TempDir())
	mustRun(t, f, d, syncer.Options{})
	asked := func() int { f.asked = nil; mustRun(t, f, d, syncer.Options{}); return len(f.asked) }
	if n := asked(); n != 2 {
		t.Errorf("at once: %d questions", n)
	}
	f.now += dayMs
	if n := asked(); n != 4 {
		t.Errorf("a day later, the windows too: %d questions", n)
	}
	if n := asked(); n != 2 {
		t.Errorf("and only once: %d questions", n)
	}
}

func TestWhatASourceNoLongerKeepsIsNotGone(t *testing.T) {
	f, d := newFeed(60, 22), newDesk(t, t.TempDir()) // it does not say how far back it reaches
	mustRun(t, f, d, syncer.Options{})
	for id, r := range f.records {
		if r.ReceivedAt < start-5*dayMs {
			delete(f.records, id)
		}
	}
	f.now += dayMs
	if res := mustRun(t, f, d, syncer.Options{}); res.Saved[order.Requests].Gone != 0 {
		t.Errorf("%d records are gone", res.Saved[order.Requests].Gone)
	}
	f.records = map[string]*order.Request{}
	f.now += dayMs
	if res := mustRun(t, f, d, syncer.Options{}); res.Saved[order.Requests].Gone != 0 {
		t.Errorf("an empty answer made %d records go", res.Saved[order.Requests].Gone)
	}
}

func TestAStoppedComparingGoesOnWhereItStopped(t *testing.T) {
	f, d := newFeed(300, 23), newDesk(t, t.TempDir())
	f.earliest = start - 100*dayMs
	mustRun(t, f, d, syncer.Options{Limit: 10})
	delete(f.records, "r0100")
	f.now += dayMs
	windows := 0
	f.fault = func(q order.Query) error {
		if q.List == order.Requests && q.Window.To != 0 {
			if windows++; windows%10 == 0 {
				return fault.New(fault.NotAPI, "login", nil, nil)
			}
		}
		return nil
	}
	runs := 1
	for ; runs < 20; runs++ {
		if _, err := run(t, f, d, syncer.Options{Limit: 10, LookBack: -1}); err == nil {
			break
		}
	}
	if windows > 30+2*runs || d.gone(t, "r0100") == 0 {
		t.Errorf("%d pages in %d runs for 30, gone since %d", windows, runs, d.gone(t, "r0100"))
	}
}

// windowed is a source that does not tell changes.
type windowed struct{ *feed }

func (windowed) Changes() bool { return false }

func TestWithoutChangesAWindowIsReadUntilTwoReadingsAgree(t *testing.T) {
	f, d := newFeed(50, 24), newDesk(t, t.TempDir())
	w := windowed{f}
	sync := func() int {
		f.asked = nil
		if _, err := syncer.Run(t.Context(), w, d, syncer.Options{}); err != nil {
			t.Fatal(err)
		}
		for _, q := range f.asked {
			if q.UpdatedAfter != 0 {
				t.Fatalf("asked for changes: %+v", q)
			}
		}
		return len(f.asked)
	}
	sync()
	f.touch("r0007")
	f.put("late", start-3*dayMs)
	f.now += 60_000
	second := sync()
	d.holds(t, f)
	f.now += 60_000
	third := sync() // what changed is read once more
	f.now += 60_000
	fourth := sync() // today alone, and what is new
	if second <= third || third <= fourth || fourth > 6 {
		t.Errorf("questions: %d, %d, %d", second, third, fourth)
	}
	f.touch("r0009")
	f.now += dayMs
	sync()
	d.holds(t, f)
}

func TestFetchingAGapFillsItAndHealsWhatWasMissing(t *testing.T) {
	f, d := newFeed(60, 25), newDesk(t, t.TempDir())
	f.earliest = start - 30*dayMs
	f.put("r0020", start-2*dayMs)
	f.change = func(page *order.Page) {
		for i, r := range page.Requests {
			if r.ID == "r0020" {
				page.Requests = append(page.Requests[:i:i], page.Requests[i+1:]...)
				page.Missing = []order.Missing{{Why: order.Failed, Reason: "receivedAt"}}
				return
			}
		}
	}
	week := order.Window{From: start - 3*dayMs, To: start}
	mustRun(t, f, d, syncer.Options{Asked: week, LookBack: -1})
	f.change = nil
	gaps := func(w order.Window) []order.Gap {
		c, err := d.s.CoverageOf(t.Context(), w, "", order.Requests)
		if err != nil {
			t.Fatal(err)
		}
		return c.Gaps
	}
	older := order.Window{From: start - 6*dayMs, To: start - 4*dayMs}
	for _, w := range []order.Window{week, older} {
		before := gaps(w)
		if _, err := syncer.Fetch(t.Context(), f, d, order.Requests, w, syncer.Options{}); err != nil {
			t.Fatal(err)
		}
		if after := gaps(w); len(before) == 0 || len(after) != 0 {
			t.Errorf("%v: gaps %+v, then %+v", w, before, after)
		}
	}
	f.touch("r0001")
	mustRun(t, f, d, syncer.Options{})
	d.holds(t, f)
}

package syncer_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/order"
	"ordertrail/backend/store"
	"ordertrail/backend/syncer"
)

// clocks are those of machines, at the n-th time they are asked. The source's is right, and stands at start.
var clocks = map[string]func(n int) order.Millis{
	"right":                 func(int) order.Millis { return start },
	"two days slow":         func(int) order.Millis { return start - 2*dayMs },
	"two days fast":         func(int) order.Millis { return start + 2*dayMs },
	"of 1970":               func(int) order.Millis { return 1 },
	"jumping back":          func(n int) order.Millis { return start - order.Millis(n)*dayMs/10 },
	"jumping ahead":         func(n int) order.Millis { return start + order.Millis(n)*dayMs/10 },
	"an hour to and fro":    func(n int) order.Millis { return start + order.Millis(n%2)*dayMs/24 },
	"of summers and winter": func(n int) order.Millis { return start + order.Millis(n%3)*183*dayMs },
}

// TestAWrongClockOfThisMachineChangesNothing syncs, changes, syncs late ones, and compares all that is held and where
// reading goes on with what a machine whose clock is right makes of the same.
func TestAWrongClockOfThisMachineChangesNothing(t *testing.T) {
	want := heldBy(t, clocks["right"])
	for name, clock := range clocks {
		t.Run(name, func(t *testing.T) {
			if d := cmp.Diff(want, heldBy(t, clock)); d != "" {
				t.Errorf("(-right +%s):\n%s", name, d)
			}
		})
	}
}

func heldBy(t *testing.T, clock func(int) order.Millis) []string {
	t.Helper()
	n := 0
	s, err := store.Open(t.Context(), t.TempDir(), func() order.Millis { n++; return clock(n) })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	h, err := s.History(t.Context(), store.Source{Name: "a", Kind: "feed"})
	if err != nil {
		t.Fatal(err)
	}
	f := newFeed(60, 3)
	for round := range 4 {
		if _, err := syncer.Run(t.Context(), f, h, syncer.Options{Limit: 7}); err != nil {
			t.Fatal(err)
		}
		f.now += 13 * order.Millis(time.Hour.Milliseconds())
		f.touch(fmt.Sprintf("r%04d", round))
		f.put(fmt.Sprint("late", round), f.now-dayMs).UpdatedAt = f.now - dayMs
	}
	return told(t, s, h)
}

// told is all that is held, in its order, and where reading goes on; when this machine first saw it does not count.
func told(t *testing.T, s *store.Store, h *store.History) []string {
	t.Helper()
	page, err := s.Requests(t.Context(), order.RequestFilter{Limit: 1000}, start)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, row := range page.Requests {
		all = append(all, fmt.Sprint(row.ID, row.ReceivedAt, row.OrderID, row.Outcome))
	}
	held, err := h.Held(t.Context(), order.Requests)
	if err != nil {
		t.Fatal(err)
	}
	position, err := h.Position(t.Context(), order.Requests)
	if err != nil {
		t.Fatal(err)
	}
	return append(all, fmt.Sprint(held), fmt.Sprintf("%+v", position))
}

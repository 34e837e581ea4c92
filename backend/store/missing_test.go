package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/order"
)

// A source need not heed the days it is asked for: what it lists and does not give can lie in any window that listed it.
func TestARecordOfUnknownMomentIsMissingFromEveryWindowThatListedIt(t *testing.T) {
	s := open(t, t.TempDir())
	h := history(t, s, "feed")
	asked := func(from, to order.Millis, missing ...order.Missing) {
		w := order.Window{From: from, To: to}
		for i := range missing {
			missing[i].Why, missing[i].Within = order.Failed, w
			if at := missing[i].At; at != 0 {
				missing[i].Within = order.Window{From: at, To: at + 1}
			}
		}
		save(t, h, order.Batch{List: order.Requests, Covered: w, Compared: w, At: to, Missing: missing})
	}
	gaps := func() (windows []order.Window) {
		t.Helper()
		c, err := s.CoverageOf(t.Context(), order.Window{From: 100, To: 400}, "", order.Requests)
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range c.Gaps {
			windows = append(windows, g.Window)
		}
		return windows
	}
	expect := func(want ...order.Window) {
		t.Helper()
		if d := cmp.Diff(want, gaps()); d != "" {
			t.Error(d)
		}
	}
	asked(300, 400, order.Missing{ID: "x"})
	asked(100, 200, order.Missing{ID: "x"})
	asked(200, 300)
	expect(order.Window{From: 100, To: 200}, order.Window{From: 300, To: 400})
	asked(350, 400, order.Missing{ID: "x"})
	expect(order.Window{From: 100, To: 200}, order.Window{From: 300, To: 400})
	asked(150, 350, order.Missing{ID: "x"})
	expect(order.Window{From: 100, To: 400})
	asked(100, 400, order.Missing{ID: "x", At: 250})
	expect(order.Window{From: 250, To: 251})
	save(t, h, order.Batch{List: order.Requests, Requests: []*order.Request{request("x", 250)}})
	expect()
}

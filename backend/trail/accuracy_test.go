package trail_test

import (
	"flag"
	"net/http/httptest"
	"testing"
	"time"

	"ordertrail/backend/demo"
	"ordertrail/backend/diagnose"
	"ordertrail/backend/order"
	"ordertrail/backend/trail"
)

// short is how many orders the history has in the suite.
const short = 150

var swept = flag.Int("swept", short, "how many orders the history has in which stalled ones are looked for")

// TestAttentionFindsStalledOrdersAndNoOthers sweeps a history from a Friday evening over the night in which summer time
// ends to Monday morning and Tuesday: of the orders that stopped at least 95 of a hundred are found, and of those that go on at
// most one of a thousand alarms anybody. -swept=100000 takes some minutes.
func TestAttentionFindsStalledOrdersAndNoOthers(t *testing.T) {
	moments := []string{"2026-10-23T16:00:00Z", "2026-10-25T20:00:00Z", "2026-10-26T06:00:00Z", "2026-10-27T15:00:00Z"}
	if *swept == short {
		moments = []string{moments[0], moments[2]}
	}
	now := parsed(t, moments[0])
	h, err := demo.New(demo.Options{Requests: *swept, Seed: 11, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	clock := func() order.Millis { return now }
	server := httptest.NewServer(demo.Handler(h, demo.ServerOptions{Now: clock}))
	t.Cleanup(server.Close)
	tr, err := trail.Open(t.Context(), trail.Options{Dir: t.TempDir(), Now: clock, Env: func(string) string { return "demo:demo" }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tr.Close() })
	for _, at := range moments {
		now = parsed(t, at)
		if _, err := tr.Sync(t.Context(), trail.SyncOptions{URL: server.URL}); err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		items, err := tr.Attention(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		took, stalls := time.Since(began), h.Stalls(now)
		found, ripe, wrong, missed := held(items, stalls)
		others := *swept - len(stalls)
		t.Logf("%s: %d of %d stalled orders are found, %d of %d others alarm; swept in %s", at, found, ripe, len(wrong), others, took.Round(time.Millisecond))
		if found*100 < ripe*95 || len(wrong) > max(1, others/1000) {
			t.Errorf("%s: alarmed without need: %v, not found: %v", at, wrong, missed)
		}
	}
}

func parsed(t *testing.T, text string) order.Millis {
	t.Helper()
	m, err := order.ParseMillis(text)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// held holds what alarms against the orders that stopped: how many of those that did so long enough ago are found, and
// which orders alarm that did not stop.
func held(items []diagnose.Item, stalls map[string]bool) (found, ripe int, wrong, missed []string) {
	alarmed := map[string]bool{}
	for _, i := range items {
		if i.Concern != diagnose.SilentOrders && i.Concern != diagnose.StalledOrders {
			continue
		}
		for _, c := range i.Cases {
			alarmed[c.Reference] = true
			if _, stopped := stalls[c.Reference]; !stopped {
				wrong = append(wrong, string(c.Verdict)+" "+c.Reference+" since "+c.At.String())
			}
		}
	}
	for ref, is := range stalls {
		if is {
			ripe++
			if alarmed[ref] {
				found++
			} else {
				missed = append(missed, ref)
			}
		}
	}
	return found, ripe, wrong, missed
}

package store

import (
	"testing"
	"time"

	"ordertrail/backend/order"
)

// BenchmarkChipCounts prints how much longer the counts of all chips take over ten times as many requests of as many days.
func BenchmarkChipCounts(b *testing.B) {
	const few = 2000
	var took [2]time.Duration
	for i, n := range []int{few, 10 * few} {
		s, h := openInside(b, b.TempDir())
		all := furnished(n, 3)
		for at, r := range all {
			r.ReceivedAt = testClock - order.Millis(at)*30*msPerDay/order.Millis(n)
		}
		if _, err := h.Save(b.Context(), order.Batch{List: order.Requests, Requests: all}); err != nil {
			b.Fatal(err)
		}
		ask := func() {
			if _, err := s.RequestFacets(b.Context(), order.RequestFilter{Search: "outcome:rejected"}, testClock, time.Minute); err != nil {
				b.Fatal(err)
			}
		}
		ask() // from now on, whole days are kept
		begun := time.Now()
		for range b.N {
			ask()
		}
		took[i] = time.Since(begun) / time.Duration(b.N)
	}
	b.ReportMetric(float64(took[1])/float64(took[0]), "×/10×")
	b.ReportMetric(float64(took[1].Microseconds()), "µs/large")
}

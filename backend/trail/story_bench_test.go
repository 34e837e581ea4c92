package trail_test

import (
	"fmt"
	"slices"
	"testing"

	"ordertrail/backend/demo"
	"ordertrail/backend/fault"
	"ordertrail/backend/order"
)

// BenchmarkOrder gives the time in which an order's story is told, in a history of -told orders and in one of ten times
// as many, and how many times longer the larger one takes.
func BenchmarkOrder(b *testing.B) {
	const now order.Millis = 1_795_000_000_000
	var took [2]float64
	for i, size := range []int{*told, 10 * *told} {
		b.Run(fmt.Sprintf("orders=%d", size), func(b *testing.B) {
			tr, stories := staged(b, size, now)
			held := slices.DeleteFunc(stories, func(s demo.Story) bool { // one that is not held is looked for everywhere
				_, err := tr.Order(b.Context(), s.Order, "")
				return fault.Is(err, fault.NotFound)
			})
			n := 0
			for b.Loop() {
				if _, err := tr.Order(b.Context(), held[n%len(held)].Order, ""); err != nil {
					b.Fatal(err)
				}
				n++
			}
			took[i] = float64(b.Elapsed().Nanoseconds()) / float64(b.N)
			if i == 1 && took[0] > 0 {
				b.ReportMetric(took[1]/took[0], "t(10n)/t(n)")
			}
		})
	}
}

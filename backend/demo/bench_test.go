package demo

import (
	"testing"

	"ordertrail/backend/order"
)

func BenchmarkRecords(b *testing.B) {
	h := made(b, Options{Requests: 20_000, Seed: 1})
	for _, list := range []order.List{order.Requests, order.Postbacks} {
		b.Run(string(list), func(b *testing.B) {
			w := h.begin(list, order.Window{}, 0, false, false, present)
			var page []byte
			for range b.N {
				var end bool
				if page, end = h.page(page[:0], &w, 1, present); end {
					w = h.begin(list, order.Window{}, 0, false, false, present)
				}
			}
			b.SetBytes(int64(len(page)))
		})
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		made(b, Options{Requests: 50_000, Seed: 1})
	}
}

package store

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestATallyIsPackedSoThatAnySlotsCanBeAdded(t *testing.T) {
	draw := rand.New(rand.NewPCG(1, 2))
	for _, slots := range []int{slotsPerDay, 32 * slotsPerDay} {
		for _, have := range []int{0, 1, slots / 9, slots, 9 * slots} {
			for _, most := range []int{1, 300, 70_000} {
				t.Run(fmt.Sprintf("%d counts of up to %d in %d slots", have, most, slots), func(t *testing.T) {
					made := tally{}
					for range have {
						made[draw.IntN(slots)*statusesAtAll+draw.IntN(4)*5] = 1 + draw.IntN(most)
					}
					packed := made.pack(slots)
					if d := cmp.Diff(made, unpackTally(packed)); d != "" {
						t.Fatal(d)
					}
					for range 20 {
						from := draw.IntN(slots)
						to := from + draw.IntN(slots-from) + 1
						var want, sum [statusesAtAll]int
						for key, n := range made {
							if slot := key / statusesAtAll; slot >= from && slot < to {
								want[key%statusesAtAll] += n
							}
						}
						if addSlots(packed, from, to, &sum); sum != want {
							t.Errorf("[%d, %d): %v, not %v", from, to, sum, want)
						}
					}
				})
			}
		}
	}
}

func FuzzUnpackTally(f *testing.F) {
	f.Add([]byte{5, 5})
	f.Add([]byte("\xfb\xff\xff\xff\xff\xff\xff\xff\xff\x01\x01"))
	f.Add(tally{3: 1}.pack(1))
	f.Add(tally{3: 300, 19: 2, 4: 1}.pack(2))
	f.Fuzz(func(t *testing.T, packed []byte) {
		unpackTally(packed) // what is damaged is counted wrong at worst
		var sum [statusesAtAll]int
		addSlots(packed, 0, slotsPerDay, &sum)
	})
}

package demo

import (
	"cmp"
	"iter"
	"math/bits"
	"slices"
	"sort"

	"ordertrail/backend/order"
)

// index is one list of a history in the orders of its two walks. An entry is a moment, an order and which of
// the order's records and changes it is, in 64 bits, so that a million requests take 16 MB.
type index struct {
	base    order.Millis
	shift   int      // bits of order and slot
	created []uint64 // by receivedAt or occurredAt, id
	changed []uint64 // by each updatedAt that a record ever has, id
}

// slotBits hold which record of an order (four bits) and which of its changes (two) an entry is.
const slotBits = 6

// entry is an index entry, taken apart.
type entry struct {
	at     order.Millis
	order  uint32
	slot   uint8
	change uint8
}

func (x *index) pack(e entry) uint64 {
	return uint64(e.at-x.base)<<x.shift | uint64(e.order)<<slotBits | uint64(e.slot)<<2 | uint64(e.change)
}

func (x *index) unpack(packed uint64) entry {
	return entry{at: x.base + order.Millis(packed>>x.shift), order: uint32(packed & (1<<x.shift - 1) >> slotBits),
		slot: uint8(packed >> 2 & 15), change: uint8(packed & 3)}
}

// from gives the first position of a walk that is not before a moment.
func (x *index) from(walk []uint64, at order.Millis) int {
	return sort.Search(len(walk), func(i int) bool { return x.base+order.Millis(walk[i]>>x.shift) >= at })
}

// orders gives all plans, the coming ones too.
func (h *History) orders() iter.Seq[plan] {
	return func(yield func(plan) bool) {
		for k := range h.usual + uint32(len(h.planted)) + uint32(h.coming) {
			if !yield(h.plan(k)) {
				return
			}
		}
	}
}

func (h *History) indexes() (requests, news index) {
	shift := slotBits + bits.Len32(h.usual+uint32(len(h.planted)+h.coming))
	requests, news = index{base: h.start - 2*day, shift: shift}, index{base: h.start - 2*day, shift: shift}
	h.reserve(&requests, &news)
	for p := range h.orders() {
		requests.add(p.order, p.requests)
		news.add(p.order, p.news)
	}
	requests.sort(h.names, nameRequest)
	news.sort(h.names, namePostback)
	return requests, news
}

// reserve makes room for about as many entries as there will be, judging by the first orders: growing would
// take twice the room.
func (h *History) reserve(requests, news *index) {
	const sample = 500
	var r, n index
	r.shift, n.shift = requests.shift, news.shift
	for k := range uint32(sample) {
		p := h.plan(k)
		r.add(k, p.requests)
		n.add(k, p.news)
	}
	orders := int(h.usual) + len(h.planted) + h.coming
	room := func(entries []uint64) []uint64 { return make([]uint64, 0, len(entries)*orders/sample*21/20+64) }
	requests.created, requests.changed = room(r.created), room(r.changed)
	news.created, news.changed = room(n.created), room(n.changed)
}

func (x *index) add(order uint32, slots []slot) {
	for i := range slots {
		s := &slots[i]
		x.created = append(x.created, x.pack(entry{at: s.at, order: order, slot: uint8(i)}))
		for n := range s.changes {
			x.changed = append(x.changed, x.pack(entry{at: s.seen[n], order: order, slot: uint8(i), change: n}))
		}
	}
}

// sort orders both walks by moment, and what shares a millisecond by id.
func (x *index) sort(n names, what uint64) {
	for _, walk := range [][]uint64{x.created, x.changed} {
		slices.Sort(walk)
		for i := 0; i < len(walk); {
			j := i + 1
			for j < len(walk) && walk[j]>>x.shift == walk[i]>>x.shift {
				j++
			}
			if j > i+1 {
				slices.SortFunc(walk[i:j], func(a, b uint64) int {
					ea, eb := x.unpack(a), x.unpack(b)
					return cmp.Compare(n.uuid(what, ea.order, ea.slot), n.uuid(what, eb.order, eb.slot))
				})
			}
			i = j
		}
	}
}

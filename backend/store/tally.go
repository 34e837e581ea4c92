package store

import (
	"encoding/binary"
	"maps"
	"math/bits"
	"slices"
)

// A tally is how many records some days have, by half hour and status: the zones that people live in begin their days
// on the half hour, but for a few, whose edges are counted one by one.
const (
	msPerDay      = 86_400_000
	msPerHour     = 3_600_000
	msPerSlot     = 1_800_000
	slotsPerDay   = msPerDay / msPerSlot
	statusesAtAll = 16
)

// tally counts by slot*statusesAtAll + status.
type tally map[int]int

// A packed tally with few counts is a row of pairs: how far the next key is, and its count, as varints. One with many
// says for each status how many there are from its begin to the end of each slot, so that what lies between two slots
// is a difference, however many there are. It begins with what no pair does: a zero that is longer than it must be.
var summed = [2]byte{0x80, 0}

// summedHead is how long what stands before the sums is: the sign, how many bytes a sum has, and the statuses, a bit for each.
const summedHead = len(summed) + 1 + 2

// unpackTally reads what pack wrote.
func unpackTally(packed []byte) tally {
	t := tally{}
	sums, ok := readSums(packed)
	if !ok {
		eachPair(packed, func(key, n int) bool {
			t[key] = n
			return true
		})
		return t
	}
	for at, status := range sums.each {
		last := 0
		for slot := range sums.slots {
			sum := sums.until(at, slot+1)
			if sum > last {
				t[slot*statusesAtAll+status] = sum - last
			}
			last = sum
		}
	}
	return t
}

// addSlots adds what a packed tally has in the slots [from, to), by status.
func addSlots(packed []byte, from, to int, into *[statusesAtAll]int) {
	sums, ok := readSums(packed)
	if !ok {
		eachPair(packed, func(key, n int) bool {
			slot := key / statusesAtAll
			if slot >= from && slot < to {
				into[key%statusesAtAll] += n
			}
			return slot < to
		})
		return
	}
	for at, status := range sums.each {
		into[status] += sums.until(at, to) - sums.until(at, from)
	}
}

// eachPair reads the pairs of a packed tally, for as long as they are wanted.
func eachPair(packed []byte, wanted func(key, n int) bool) {
	key := 0
	for len(packed) > 0 {
		step, n := binary.Uvarint(packed)
		count, m := binary.Uvarint(packed[max(n, 0):])
		if n <= 0 || m <= 0 {
			return // never written so
		}
		packed = packed[n+m:]
		if key += int(step); !wanted(key, int(count)) {
			return
		}
	}
}

// sums are a packed tally with many counts.
type sums struct {
	statuses     uint16 // a bit for each that has a place, in their order
	width, slots int
	packed       []byte
}

func readSums(packed []byte) (sums, bool) {
	if len(packed) < summedHead || [2]byte(packed) != summed {
		return sums{}, false
	}
	s := sums{statuses: binary.LittleEndian.Uint16(packed[3:]), width: int(packed[2]), packed: packed[summedHead:]}
	if of := s.width * bits.OnesCount16(s.statuses); of > 0 {
		s.slots = len(s.packed) / of
	}
	return s, true
}

// each gives the statuses with their places.
func (s *sums) each(yield func(at, status int) bool) {
	at := 0
	for left := s.statuses; left != 0 && yield(at, bits.TrailingZeros16(left)); left &= left - 1 {
		at++
	}
}

// until is how many there are of the status at a place before a slot.
func (s *sums) until(at, slot int) int {
	slot = min(slot, s.slots)
	if slot <= 0 {
		return 0
	}
	sum, begin := 0, (at*s.slots+slot-1)*s.width
	for n := range s.width {
		sum |= int(s.packed[begin+n]) << (8 * n)
	}
	return sum
}

// pack writes the tally of so many slots as bytes; nothing when it is empty.
func (t tally) pack(slots int) []byte {
	keys := slices.DeleteFunc(slices.Sorted(maps.Keys(t)), func(key int) bool { return t[key] <= 0 })
	var most [statusesAtAll]int
	set := uint16(0)
	for _, key := range keys {
		most[key%statusesAtAll] += t[key]
		set |= 1 << (key % statusesAtAll)
	}
	const pays = 4 // a pair takes some bytes, and is read for what comes after it too
	if len(keys) > 0 && len(keys)*pays >= bits.OnesCount16(set)*slots {
		return t.packSums(slots, set, slices.Max(most[:]))
	}
	var packed []byte
	last := 0
	for _, key := range keys {
		packed = binary.AppendUvarint(packed, uint64(key-last))
		packed = binary.AppendUvarint(packed, uint64(t[key]))
		last = key
	}
	return packed
}

func (t tally) packSums(slots int, set uint16, most int) []byte {
	width := (bits.Len(uint(most)) + 7) / 8
	packed := binary.LittleEndian.AppendUint16(append(summed[:], byte(width)), set)
	for ; set != 0; set &= set - 1 {
		sum := 0
		for slot := range slots {
			sum += max(t[slot*statusesAtAll+bits.TrailingZeros16(set)], 0)
			for n := range width {
				packed = append(packed, byte(sum>>(8*n)))
			}
		}
	}
	return packed
}

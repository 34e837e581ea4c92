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
// is a difference, however many there are. It begins with what no pair does: a zero that is longer than it must be. Then
// come the statuses, a bit for each, how many bytes the sums of each have, and their sums.
var summed = [2]byte{0x80, 0}

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
	for status, of := range sums.each {
		last := 0
		for slot := range sums.slots {
			sum := of.until(slot + 1)
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
	for status, of := range sums.each {
		into[status] += of.until(to) - of.until(from)
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
		if key += int(step); key < 0 || !wanted(key, int(count)) {
			return
		}
	}
}

// sums are a packed tally with many counts.
type sums struct {
	statuses uint16
	slots    int
	widths   []byte // of the sums of each status, in bytes
	packed   []byte
}

func readSums(packed []byte) (sums, bool) {
	head := len(summed) + 2
	if len(packed) < head || [2]byte(packed) != summed {
		return sums{}, false
	}
	s := sums{statuses: binary.LittleEndian.Uint16(packed[len(summed):])}
	n, width := bits.OnesCount16(s.statuses), 0
	if len(packed) < head+n {
		return sums{}, true // never written so
	}
	s.widths, s.packed = packed[head:head+n], packed[head+n:]
	for _, w := range s.widths {
		width += int(w)
	}
	if width > 0 {
		s.slots = len(s.packed) / width
	}
	return s, true
}

// sumsOf are those of one status.
type sumsOf struct {
	width  int
	packed []byte
}

// each gives the statuses with their sums.
func (s *sums) each(yield func(status int, of sumsOf) bool) {
	left, rest := s.statuses, s.packed
	for _, width := range s.widths {
		long := int(width) * s.slots
		if !yield(bits.TrailingZeros16(left), sumsOf{int(width), rest[:long]}) {
			return
		}
		left, rest = left&(left-1), rest[long:]
	}
}

// until is how many there are before a slot.
func (s sumsOf) until(slot int) int {
	end := min(slot*s.width, len(s.packed))
	if end <= 0 {
		return 0
	}
	sum := 0
	for n, b := range s.packed[end-s.width : end] {
		sum |= int(b) << (8 * n)
	}
	return sum
}

// pack writes the tally of so many slots as bytes; nothing when it is empty.
func (t tally) pack(slots int) []byte {
	keys := slices.DeleteFunc(slices.Sorted(maps.Keys(t)), func(key int) bool { return t[key] <= 0 })
	var all [statusesAtAll]int
	set := uint16(0)
	for _, key := range keys {
		all[key%statusesAtAll] += t[key]
		set |= 1 << (key % statusesAtAll)
	}
	const pays = 10 // a pair takes some bytes, and is read for what comes after it too
	if len(keys) > 0 && len(keys)*pays >= bits.OnesCount16(set)*slots {
		return t.packSums(slots, set, all)
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

// packSums writes the sums of the statuses of a set, of which there are so many at all.
func (t tally) packSums(slots int, set uint16, all [statusesAtAll]int) []byte {
	packed := binary.LittleEndian.AppendUint16(summed[:], set)
	width := func(status int) int { return (bits.Len(uint(all[status])) + 7) / 8 }
	for left := set; left != 0; left &= left - 1 {
		packed = append(packed, byte(width(bits.TrailingZeros16(left))))
	}
	for left := set; left != 0; left &= left - 1 {
		status, sum := bits.TrailingZeros16(left), 0
		for slot := range slots {
			sum += max(t[slot*statusesAtAll+status], 0)
			for n := range width(status) {
				packed = append(packed, byte(sum>>(8*n)))
			}
		}
	}
	return packed
}

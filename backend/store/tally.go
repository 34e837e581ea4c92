package store

import (
	"encoding/binary"
	"slices"
)

// A tally is how many records a day has, by half hour and status: the zones that people live in begin their days on
// the half hour, but for a few, whose edges are counted one by one.
const (
	msPerDay      = 86_400_000
	msPerHour     = 3_600_000
	msPerSlot     = 1_800_000
	slotsPerDay   = msPerDay / msPerSlot
	statusesAtAll = 16
)

// tally counts by slot*statusesAtAll + status.
type tally map[int]int

// unpackTally reads what pack wrote.
func unpackTally(packed []byte) tally {
	t := tally{}
	eachCount(packed, func(slot, status, n int) { t[slot*statusesAtAll+status] = n })
	return t
}

// eachCount reads a packed tally without unpacking it: pairs of how far the next key is, and its count.
func eachCount(packed []byte, each func(slot, status, n int)) {
	key := 0
	for len(packed) > 0 {
		step, n := binary.Uvarint(packed)
		count, m := binary.Uvarint(packed[max(n, 0):])
		if n <= 0 || m <= 0 {
			return // never written so
		}
		packed = packed[n+m:]
		key += int(step)
		each(key/statusesAtAll, key%statusesAtAll, int(count))
	}
}

// pack writes the tally as bytes; nothing when it is empty.
func (t tally) pack() []byte {
	keys := make([]int, 0, len(t))
	for key, n := range t {
		if n > 0 {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	var packed []byte
	last := 0
	for _, key := range keys {
		packed = binary.AppendUvarint(packed, uint64(key-last))
		packed = binary.AppendUvarint(packed, uint64(t[key]))
		last = key
	}
	return packed
}

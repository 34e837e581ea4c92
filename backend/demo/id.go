package demo

import (
	"encoding/binary"
	"encoding/hex"
)

// What an id names.
const (
	nameRequest uint64 = iota + 1
	namePostback
	nameOrder
	nameParty
	nameThing
)

// names turns (what, order, number) into UUIDs and back, so that a record is found by its id without a table.
// 60 bits of a UUID hold the scrambled name, the other 62 a check that it is one of ours.
type names struct{ key uint64 }

const (
	nameBits = 60
	nameMask = 1<<nameBits - 1
	nameMul  = 0x9e3779b97f4a7c15
)

// uuid gives the id; it is of version 8, the one for formats of one's own (RFC 9562).
func (n names) uuid(what uint64, order uint32, number uint8) string {
	plain := what<<40 | uint64(order)<<8 | uint64(number)
	hidden, check := n.scramble(plain), mix(n.key^mix(plain))
	var b [16]byte
	binary.BigEndian.PutUint64(b[:8], hidden>>12<<16|0x8000|hidden&0xfff)
	binary.BigEndian.PutUint64(b[8:], check>>2|1<<63)
	var text [36]byte
	hex.Encode(text[:8], b[:4])
	hex.Encode(text[9:13], b[4:6])
	hex.Encode(text[14:18], b[6:8])
	hex.Encode(text[19:23], b[8:10])
	hex.Encode(text[24:], b[10:])
	text[8], text[13], text[18], text[23] = '-', '-', '-', '-'
	return string(text[:])
}

// find gives back what an id names.
func (n names) find(what uint64, id string) (order uint32, number uint8, ok bool) {
	if len(id) != 36 {
		return 0, 0, false
	}
	b, err := hex.DecodeString(id[:8] + id[9:13] + id[14:18])
	if err != nil {
		return 0, 0, false
	}
	high := binary.BigEndian.Uint64(b)
	plain := n.unscramble(high>>16<<12 | high&0xfff)
	order, number = uint32(plain>>8), uint8(plain)
	return order, number, n.uuid(what, order, number) == id
}

func (n names) scramble(x uint64) uint64 {
	x = fold(x ^ n.key&nameMask)
	x = fold(x * nameMul & nameMask)
	return fold(x * nameMul & nameMask)
}

func (n names) unscramble(x uint64) uint64 {
	inverse := uint64(nameMul) // Newton's steps double the right bits: 5, 10, 20, 40, 80
	for range 5 {
		inverse *= 2 - nameMul*inverse
	}
	x = fold(x) * inverse & nameMask
	x = fold(x) * inverse & nameMask
	return fold(x) ^ n.key&nameMask
}

// fold is its own inverse on 60 bits.
func fold(x uint64) uint64 { return x ^ x>>(nameBits/2) }

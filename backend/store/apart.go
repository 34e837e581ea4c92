package store

import (
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// leastApart is how many bytes a body has that is neither copied out of a frame nor into one to be digested: to copy
// it is what would take longest.
const leastApart = 1 << 20

// standIn is what stands for a long body; nothing that is received can hold it.
var standIn = "ordertrail:" + rand.Text()

func standInFor(i int) string { return fmt.Sprintf("%s:%08x", standIn, i) }

// standsFor says for which long body a value stands; -1: for none.
func standsFor(value []byte) int {
	number, found := strings.CutPrefix(string(value[:min(len(value), len(standIn)+9)]), standIn+":")
	i, err := strconv.ParseUint(number, 16, 32)
	if !found || err != nil {
		return -1
	}
	return int(i)
}

// The kinds of CBOR strings (RFC 8949, section 3.1).
const (
	cborBytes = 2
	cborText  = 3
)

// apart takes the long byte strings out of an encoded frame. What is left has a stand-in for each of them; they are not
// copied. What we did not encode ourselves is left as it is.
func apart(raw []byte) (left []byte, long [][]byte) {
	if len(raw) < leastApart {
		return raw, nil
	}
	kept := 0 // up to where raw is in left
	for at := 0; at < len(raw); {
		kind, value, head := cborHead(raw[at:])
		if head == 0 {
			return raw, nil
		}
		end := at + head
		if kind == cborBytes || kind == cborText {
			if value > uint64(len(raw)-end) {
				return raw, nil
			}
			end += int(value)
		}
		if kind == cborBytes && end-at-head >= leastApart {
			in := standInFor(len(long))
			left = append(append(left, raw[kept:at]...), kind<<5|24, byte(len(in)))
			left, kept = append(left, in...), end
			long = append(long, raw[at+head:end:end])
		}
		at = end
	}
	if long == nil {
		return raw, nil
	}
	return append(left, raw[kept:]...), long
}

// cborHead reads how an item begins: its kind, its value and how many bytes say so; 0 for what can't be read.
func cborHead(item []byte) (kind byte, value uint64, head int) {
	kind, short := item[0]>>5, item[0]&31
	switch {
	case short < 24:
		return kind, uint64(short), 1
	case short == 24 && len(item) > 1:
		return kind, uint64(item[1]), 2
	case short == 25 && len(item) > 2:
		return kind, uint64(binary.BigEndian.Uint16(item[1:])), 3
	case short == 26 && len(item) > 4:
		return kind, uint64(binary.BigEndian.Uint32(item[1:])), 5
	case short == 27 && len(item) > 8:
		return kind, binary.BigEndian.Uint64(item[1:]), 9
	}
	return kind, 0, 0
}

// contents are the bodies of a frame.
func (fr *frame) contents() []*[]byte {
	var list []*[]byte
	for _, m := range fr.messages() {
		if m != nil {
			list = append(list, &m.Body)
		}
	}
	if fr.Postback != nil {
		list = append(list, &fr.Postback.Payload)
	}
	if t := fr.template(); t != nil {
		list = append(list, &t.InputContext)
	}
	return list
}

// together puts back what apart took out; false when not all of it has a place among the bodies.
func (fr *frame) together(long [][]byte) bool {
	put := 0
	for _, body := range fr.contents() {
		if i := standsFor(*body); i >= 0 && i < len(long) {
			*body = long[i]
			put++
		}
	}
	return put == len(long)
}

// standIns puts stand-ins for the long bodies of a frame, and gives the bodies.
func (fr *frame) standIns() (long [][]byte) {
	for _, body := range fr.contents() {
		if len(*body) >= leastApart {
			long = append(long, *body)
			*body = []byte(standInFor(len(long) - 1))
		}
	}
	return long
}

// writeWhole writes an encoded frame with the long bodies in place of what stands for them.
func writeWhole(into io.Writer, encoded []byte, long [][]byte) {
	prefix := []byte(standIn)
	for at := bytes.Index(encoded, prefix); at >= 0 && len(long) > 0; at = bytes.Index(encoded, prefix) {
		end := at + len(standInFor(0))
		body := long[standsFor(encoded[at:end])]
		_, _ = into.Write(encoded[:at-2]) // a stand-in's head has two bytes
		_, _ = into.Write(cborBytesHead(len(body)))
		_, _ = into.Write(body)
		encoded = encoded[end:]
	}
	_, _ = into.Write(encoded)
}

// cborBytesHead is how a byte string of at least leastApart begins.
func cborBytesHead(n int) []byte {
	if n > math.MaxUint32 {
		return binary.BigEndian.AppendUint64([]byte{cborBytes<<5 | 27}, uint64(n))
	}
	return binary.BigEndian.AppendUint32([]byte{cborBytes<<5 | 26}, uint32(n))
}

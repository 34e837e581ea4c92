package demo

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"

	"ordertrail/backend/order"
)

var (
	errForeignCursor = errors.New("the cursor is not one of this feed's")
	errOtherQuery    = errors.New("the cursor belongs to a query with other parameters")
	errOldCursor     = errors.New("the cursor is too old")
)

// sealer makes cursors that nobody can read or change: a walk's place, sealed with AES-GCM. Its key comes from
// the history, so that a cursor outlives the server that made it.
type sealer struct {
	aead cipher.AEAD
	key  []byte
}

func newSealer(secret uint64) (*sealer, error) {
	key := sha256.Sum256(binary.BigEndian.AppendUint64([]byte("cursor"), secret))
	block, err := aes.NewCipher(key[:])
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCM(block)
	return &sealer{aead: aead, key: key[:]}, err
}

const placeBytes = 8 + 8 + 8 + 4 + 4 + 4

// seal writes a walk's place. query is a digest of the other parameters, which must come back unchanged.
func (s *sealer) seal(w *walk, query uint64, now order.Millis) string {
	place := make([]byte, 0, placeBytes)
	place = binary.BigEndian.AppendUint64(place, uint64(now))
	place = binary.BigEndian.AppendUint64(place, query)
	place = binary.BigEndian.AppendUint64(place, uint64(w.began))
	for _, n := range []int{w.low, w.at, w.high} {
		place = binary.BigEndian.AppendUint32(place, uint32(n))
	}
	mac := hmac.New(sha256.New, s.key) // equal places give equal cursors
	mac.Write(place)
	nonce := mac.Sum(nil)[:s.aead.NonceSize()]
	return base64.RawURLEncoding.EncodeToString(s.aead.Seal(nonce, nonce, place, nil))
}

// open reads a cursor into the walk that its query describes. One made at the oldest moment or before is refused.
func (s *sealer) open(cursor string, w *walk, query uint64, oldest order.Millis) error {
	sealed, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil || len(sealed) < s.aead.NonceSize() {
		return errForeignCursor
	}
	place, err := s.aead.Open(nil, sealed[:s.aead.NonceSize()], sealed[s.aead.NonceSize():], nil)
	if err != nil || len(place) != placeBytes {
		return errForeignCursor
	}
	if binary.BigEndian.Uint64(place[8:]) != query {
		return errOtherQuery
	}
	if made := order.Millis(binary.BigEndian.Uint64(place)); made <= oldest {
		return errOldCursor
	}
	w.began = order.Millis(binary.BigEndian.Uint64(place[16:]))
	w.low, w.at, w.high = int(binary.BigEndian.Uint32(place[24:])), int(binary.BigEndian.Uint32(place[28:])), int(binary.BigEndian.Uint32(place[32:]))
	return nil
}

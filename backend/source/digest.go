package source

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"ordertrail/backend/order"
)

// requestMismatches counts the bodies of a request that are not what its source says of them.
func requestMismatches(r *order.Request) int {
	n := mismatch(r.Stages.Original) + mismatch(r.Stages.Final)
	if answer := r.Stages.Response; answer != nil {
		n += mismatch(&answer.Message) + mismatch(answer.Formatted)
	}
	return n
}

func postbackMismatches(p *order.Postback) int {
	if p.Delivery == nil {
		return 0
	}
	return mismatch(p.Delivery.Sent)
}

// mismatch is 1 when the source gave a digest or a size for a body and the body has another.
func mismatch(m *order.Message) int {
	if m == nil || m.Body == nil {
		return 0
	}
	if m.SizeBytes != nil && *m.SizeBytes != int64(len(m.Body)) {
		return 1
	}
	if m.SHA256 == "" {
		return 0
	}
	sum := sha256.Sum256(m.Body)
	if strings.EqualFold(m.SHA256, hex.EncodeToString(sum[:])) {
		return 0
	}
	return 1
}

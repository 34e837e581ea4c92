package store

import (
	"crypto/sha256"
	"encoding/binary"
	"net/url"
	"strings"

	"ordertrail/backend/order"
)

// digestOf tells a text from others without saying it; "" is 0.
func digestOf(text string) int64 {
	if text == "" {
		return 0
	}
	sum := sha256.Sum256([]byte(text))
	return int64(binary.BigEndian.Uint64(sum[:8]) >> 1)
}

func familyDigest(uid string) int64 { return digestOf(order.FamilyOf(uid)) }

// hostDigest is of the host that news were sent to; 0 of mail, and of what came from a printer.
func hostDigest(p *order.Postback) int64 { return digestOf(hostOf(p)) }

func hostOf(p *order.Postback) string {
	if p.Delivery == nil || p.Direction == order.FromPrinter {
		return ""
	}
	u, err := url.Parse(p.Delivery.Target)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Host)
}

// complained says that news arrived, and that what was answered tells of an error.
func complained(p *order.Postback) bool {
	if p.Result() != order.ResultDelivered || p.Tries() == 0 {
		return false
	}
	return p.Delivery.Attempts[p.Tries()-1].ReportsError()
}

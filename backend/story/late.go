package story

import (
	"crypto/sha256"
	"strings"

	"ordertrail/backend/order"
)

// doubled marks what only repeats: news with the same content, and submits that were answered as duplicates.
func doubled(events []Event, news []*order.Postback) {
	contents := map[string]string{}
	for _, p := range news {
		if p.Payload != nil {
			contents[p.ID] = contentOf(p)
		}
	}
	first := map[string]string{}
	for i := range events {
		e := &events[i]
		key := contents[e.ID]
		if e.What == "request_submit" && (e.Outcome == order.Duplicate || e.Outcome == order.Accepted) {
			key = e.What
		}
		switch {
		case key == "":
		case first[key] == "":
			first[key] = e.ID
		case e.List == order.Postbacks || e.Outcome == order.Duplicate:
			e.CopyOf = first[key]
		}
	}
}

// contentOf is the same for news that say the same.
func contentOf(p *order.Postback) string {
	sum := sha256.Sum256(p.Payload)
	return strings.Join([]string{string(p.Direction), p.Event, p.Status, p.PackageID, string(sum[:])}, "\x00")
}

// lagging marks news that came late: longer after what they tell than a limit.
func lagging(events []Event, limit order.Millis) {
	for i := range events {
		e := &events[i]
		if e.List != order.Postbacks || e.Direction == order.FromPrinter || e.CopyOf != "" {
			continue
		}
		if at := reported(events[:i], e); at != 0 && e.At-at > limit {
			e.Late, e.LateMs = Lagging, int64(e.At-at)
		} else if overtaken(events[i+1:], e) {
			e.Late, e.LateMs = Overtaken, int64(e.ArrivedAt-e.At)
		}
	}
}

// reported is when the printer first told what news say; 0 when it did not.
func reported(before []Event, e *Event) order.Millis {
	for _, b := range before {
		if b.Direction == order.FromPrinter && b.Kind == e.Kind && b.State == e.State && b.Parcel == e.Parcel {
			return b.At
		}
	}
	return 0
}

// overtaken says that later news had reached the customer before these did.
func overtaken(after []Event, e *Event) bool {
	for _, a := range after {
		if a.Direction == order.ToCustomer && a.ArrivedAt != 0 && e.ArrivedAt > a.ArrivedAt {
			return true
		}
	}
	return false
}

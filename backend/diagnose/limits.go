package diagnose

import (
	"cmp"

	"ordertrail/backend/order"
)

// The spans of time.
const (
	Minute order.Millis = 60_000
	Hour                = 60 * Minute
	Day                 = 24 * Hour
)

// Limits say how long a step may take before it is too long. But for Confirm they count working days only.
type Limits struct {
	Confirm  order.Millis `json:"confirm"`  // accepted to received
	Scan     order.Millis `json:"scan"`     // more for orders that come as files
	Produce  order.Millis `json:"produce"`  // received to produced
	Ship     order.Millis `json:"ship"`     // produced to shipped
	Transit  order.Millis `json:"transit"`  // shipped to in transit
	Deliver  order.Millis `json:"deliver"`  // shipped to delivered
	LateNews order.Millis `json:"lateNews"` // shipped to told
}

// DefaultLimits are the limits of the product.
func DefaultLimits() Limits {
	return Limits{Confirm: 15 * Minute, Scan: 15 * Minute, Produce: 3 * Day, Ship: Day, Transit: 2 * Day, Deliver: 7 * Day, LateNews: Day}
}

// Or gives what is not chosen, which is 0, its usual value.
func (l Limits) Or(usual Limits) Limits {
	return Limits{
		Confirm: cmp.Or(l.Confirm, usual.Confirm), Scan: cmp.Or(l.Scan, usual.Scan), Produce: cmp.Or(l.Produce, usual.Produce),
		Ship: cmp.Or(l.Ship, usual.Ship), Transit: cmp.Or(l.Transit, usual.Transit), Deliver: cmp.Or(l.Deliver, usual.Deliver),
		LateNews: cmp.Or(l.LateNews, usual.LateNews),
	}
}

// WorkedSince is the latest moment since when as much has been worked as a limit allows.
func (c *Calendar) WorkedSince(limit, now order.Millis) order.Millis {
	at := now - limit
	for left := limit - c.Worked(at, now); left > 0; left = limit - c.Worked(at, now) {
		at -= left
	}
	return at
}

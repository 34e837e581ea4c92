package diagnose

import (
	"slices"

	"ordertrail/backend/order"
)

// The ranks of what news can say of an order's way. They order the milestones of this product, not a source's words.
const (
	rankReceived  = 1
	rankProduced  = 2
	rankShipped   = 3
	rankTransit   = 4
	rankDelivered = 5
)

var ranks = map[string]int{
	"received": rankReceived, "passed": rankReceived,
	"in_production": rankProduced, "produced": rankProduced, "printed": rankProduced, "packaged": rankProduced, "shipping_order_created": rankProduced,
	"shipped": rankShipped, "tracking_code_updated": rankShipped, "tracking_status_update": rankShipped, "tracking_status_updated": rankShipped,
	"in_transit": rankTransit, "delivered": rankDelivered,
}

// milestones are the words for the ranks, from 0 on.
var milestones = []string{"handed_over", "received", "produced", "shipped", "in_transit", "delivered"}

// rank is how far the order has come by a piece of news; 0 when it tells of no milestone.
func rank(p *order.Postback) int {
	if n, ok := ranks[p.Reports()]; ok {
		return n
	}
	switch p.Kind() {
	case order.KindShipping:
		return rankShipped
	case order.KindDelivery:
		return rankDelivered
	case order.KindProduction:
		if p.Status == "" || p.Reports() == "delivery_estimate_updated" {
			return 0
		}
		return rankProduced
	}
	return 0
}

// furthest is the highest milestone known, and the first news of it.
func (m *matter) furthest() (int, *order.Postback) {
	best, first := 0, (*order.Postback)(nil)
	for _, p := range m.news {
		if n := rank(p); n > best {
			best, first = n, p
		}
	}
	return best, first
}

// reached is the first news of a milestone, or of one beyond it.
func (m *matter) reached(least int) *order.Postback {
	for _, p := range m.news {
		if rank(p) >= least {
			return p
		}
	}
	return nil
}

// proof is the first news that the printer has the order: its own words, or a milestone that only it can reach.
func (m *matter) proof() *order.Postback {
	for _, p := range m.news {
		if p.Direction == order.FromPrinter || rank(p) >= rankReceived && p.Reports() != "passed" {
			return p
		}
	}
	return nil
}

// held is the news, if it is the last, that something holds the order up.
func (m *matter) heldUp() *order.Postback {
	var held *order.Postback
	for _, p := range m.news {
		switch {
		case slices.Contains([]string{"delayed", "on_hold", "pending_approval", "not_connected"}, p.Reports()), p.Event == "delayed_order":
			held = p
		case rank(p) > rankReceived:
			held = nil
		}
	}
	return held
}

// parcels are the ids of the parcels known, in the order in which they were heard of; "" is the parcel of news that
// names none.
func (m *matter) parcels(keep func(*order.Postback) bool) []string {
	var ids []string
	for _, p := range m.news {
		if rank(p) >= rankShipped && keep(p) && !slices.Contains(ids, p.PackageID) {
			ids = append(ids, p.PackageID)
		}
	}
	if len(ids) > 1 {
		ids = slices.DeleteFunc(ids, func(id string) bool { return id == "" })
	}
	return ids
}

func all(*order.Postback) bool { return true }

package order

import "strings"

// Kind is which of HQ's five kinds of news a postback is, or other.
type Kind string

// The kinds, in the order of HQ's list.
const (
	KindReceived   Kind = "received"
	KindProduction Kind = "production"
	KindShipping   Kind = "shipping"
	KindDelivery   Kind = "delivery"
	KindError      Kind = "error"
	KindOther      Kind = "other"
)

// AllKinds are the kinds, in the order of HQ's list.
var AllKinds = []Kind{KindReceived, KindProduction, KindShipping, KindDelivery, KindError, KindOther}

// kinds is the table of domain.md 3.3: states of an order, as events (without "order_") or statuses name them.
var kinds = map[string]Kind{
	"received": KindReceived, "created": KindReceived, "uploading": KindReceived, "digitizing": KindReceived, "passed": KindReceived,
	"produced": KindProduction, "in_production": KindProduction, "printed": KindProduction, "packaged": KindProduction,
	"delivery_estimate_updated": KindProduction,
	"shipped":                   KindShipping, "in_transit": KindShipping, "tracking_code_updated": KindShipping,
	"shipping_order_created": KindShipping, "tracking_status_update": KindShipping, "tracking_status_updated": KindShipping,
	"delivered": KindDelivery,
	"failed":    KindError, "canceled": KindError, "returned": KindError, "delayed": KindError, "error": KindError,
	"on_hold": KindError, "pending_approval": KindError, "not_connected": KindError, "shipping_order_failed": KindError,
}

// Kind judges by the event, then by the status; what neither names is other, under its own name.
func (p *Postback) Kind() Kind {
	if k, ok := kinds[reported(word(p.Event))]; ok {
		return k
	}
	if k, ok := kinds[word(p.Status)]; ok {
		return k
	}
	return KindOther
}

// reported strips an event's name to the state it tells of: order_item_tracking_code_updated, delayed_order.
func reported(event string) string {
	switch event {
	case "delayed_order":
		return "delayed"
	case "shipping_order_failed", "shipping_order_created":
		return event
	}
	for _, subject := range [...]string{"order_item_", "order_", "package_"} {
		if rest, ok := strings.CutPrefix(event, subject); ok {
			return rest
		}
	}
	return event
}

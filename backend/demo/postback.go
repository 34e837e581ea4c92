package demo

import (
	"fmt"

	"ordertrail/backend/order"
)

// postback makes a postback's record as it is at a moment; nil when it is not there yet.
func (h *History) postback(p *plan, i int, now order.Millis) *order.Postback {
	s := &p.news[i]
	changes := s.state(now)
	if changes == 0 {
		return nil
	}
	n := telling{writing: writing{History: h, plan: p, slot: &p.requests[0], facts: h.facts(p)}, news: s, n: i, changes: changes}
	b := &order.Postback{
		ID: h.names.uuid(namePostback, p.order, uint8(i)), OccurredAt: s.at, UpdatedAt: s.seen[changes-1], Direction: order.ToCustomer,
		Status: n.status(), Customer: p.customer.party(), OrderReferenceID: n.facts.ref, OrderID: n.orderID(), ItemReferenceIDs: []string{},
	}
	if s.parcel > 0 {
		b.PackageID = fmt.Sprintf("%s-P%d", n.facts.ref, s.parcel)
		b.ItemReferenceIDs = n.references()
	}
	if s.inward {
		n.fromPrinter(b)
	} else {
		n.toCustomer(b)
	}
	return b
}

// telling is one postback's record in the making.
type telling struct {
	writing
	news    *slot
	n       int
	changes int
}

// states are how events are called: in Gelato's words, and in the printer's where those differ.
func (e events) states() (ours, theirs string) {
	switch e {
	case received:
		return "received", "received"
	case produced:
		return "produced", "printed"
	case shipped:
		return "shipped", "shipped"
	case inTransit:
		return "in_transit", "in_transit"
	case delivered:
		return "delivered", "delivered"
	case failed:
		return "failed", "error"
	case canceled:
		return "canceled", "cancelled"
	case delayed:
		return "delayed", "delayed"
	case checked:
		return "quality_checked", "quality_checked"
	}
	return "returned", "returned"
}

func (n *telling) status() string {
	ours, theirs := n.news.event.states()
	if n.news.inward {
		return theirs
	}
	return ours
}

// event is the news under the name that this customer's triggers use.
func (n *telling) event() string {
	parcel := n.news.parcel > 0
	switch {
	case n.customer.hooks.style == "v4":
		return "order_status_updated"
	case n.customer.hooks.style == "package" && parcel:
		return "package_status_updated"
	case n.news.event == delayed:
		return "delayed_order"
	}
	return "order_" + n.status()
}

// mine gives the lines that are in this parcel: the first has the first line, the second the rest.
func (n *telling) mine() []line {
	lines := n.facts.lines
	switch {
	case n.parcels < 2 || n.news.parcel == 0:
		return lines
	case n.news.parcel == 1:
		return lines[:1]
	}
	return lines[1:]
}

func (n *telling) references() []string {
	out := []string{}
	for _, l := range n.mine() {
		out = append(out, n.customer.itemRef(n.facts.ref, l.no))
	}
	return out
}

// comment is why an order stopped.
func (n *telling) comment() string {
	switch n.news.event {
	case failed:
		return "Print file could not be downloaded (HTTP 404): " + n.facts.lines[0].files[0].url
	case canceled:
		if len(n.requests) > 1 {
			return "Cancelled by the customer"
		}
		return "Paper out of stock until further notice"
	case returned:
		return "Address unknown, returned to sender"
	}
	return ""
}

// tracking is the parcel's number and link.
func (n *telling) tracking() (code, link string) {
	if n.story.untracked {
		return "", ""
	}
	code = fmt.Sprintf("PN%09d%dSE", n.order, n.news.parcel)
	return code, n.house.link + code
}

// fromPrinter is the printer's status postback (domain.md 4), taken in by Gelato.
func (n *telling) fromPrinter(b *order.Postback) {
	b.Direction, b.Event = order.FromPrinter, "printer_status"
	said := put(nil, as("timestamp", n.news.at.String()), as("orderId", n.orderID()), as("status", b.Status))
	if c := n.comment(); c != "" {
		said = put(said, as("message", c))
	}
	if n.news.event == shipped {
		code, link := n.tracking()
		items := make([]value, 0, 4)
		for _, ref := range b.ItemReferenceIDs {
			items = append(items, dict(as("orderItemId", ref)))
		}
		said = put(said, as("trackingCode", code), as("trackingLink", link), at("items", listOf(items...)))
	}
	b.Payload = dict(said...).json(nil, compact)
	target := "https://connect.gelatoconnect.example/v2/order/status"
	m := &order.Message{At: n.news.at, Transport: "http", Method: "POST", URL: target, ContentType: "application/json", Charset: "utf-8",
		Headers: []order.Header{{Name: "Content-Type", Value: "application/json"}, {Name: "X-API-KEY", Value: n.house.party.ReferenceID + ":demo-printer-secret"}}}
	took, ok, nobody := int64(n.news.seen[0]-n.news.at), 200, ""
	b.Delivery = &order.Delivery{Target: target, Sent: sealed(m, b.Payload), Result: order.ResultDelivered,
		Attempts: []order.Attempt{{N: 1, At: n.news.at, Status: &ok, DurationMs: &took, ResponseBody: &nobody}}}
}

// itemRef is how a customer's template calls an item.
func (c *customer) itemRef(ref string, no int) string {
	switch c.key {
	case "norrsken", "skolbild", "stadsdruk":
		return fmt.Sprintf("%s-%d", ref, no)
	case "brightwater":
		return fmt.Sprintf("L%d", no)
	case "kaiserkarte":
		return fmt.Sprint(no * 10)
	case "lumiere":
		return fmt.Sprintf("%s/%d", ref, no)
	case "obrazy":
		return fmt.Sprintf("%s.%d", ref, no)
	case "muki":
		return fmt.Sprintf("%s-R%d", ref, no)
	case "dolomiti":
		return ref + "-A"
	case "prairie":
		return "13400" + ref[1:] + fmt.Sprint(no)
	}
	return fmt.Sprint(no)
}

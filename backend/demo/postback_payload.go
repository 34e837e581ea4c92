package demo

import "fmt"

// payload is what Gelato knew when the trigger fired (domain.md 3.2).
func (n *telling) payload() value {
	if n.news.event == delayed {
		return dict(as("currentDate", n.news.at.Time().Format("2006-01-02 15:04:05")), as("customerId", n.customer.id), at("orders", listOf(dict(
			as("id", n.orderID()), as("referenceId", n.facts.ref), as("expectedDispatchDate", (n.news.at-day).Time().Format("2006-01-02")), count("daysDelayed", 1)))))
	}
	about := put(nil, as("id", n.orderID()), as("referenceId", n.facts.ref), as("status", n.status()))
	if c := n.comment(); c != "" {
		about = put(about, as("comment", c))
	}
	out := put(nil, at("customer", dict(as("id", n.customer.id), as("name", n.customer.name), as("referenceId", n.customer.key))),
		at("order", dict(put(about, at("metadata", dict(as("channel", n.customer.connector.Type))))...)))
	if n.news.parcel > 0 {
		out = put(out, at("package", n.parcelled()), at("shipment", n.shipment()))
	}
	return dict(out...)
}

func (n *telling) parcelled() value {
	items := make([]value, 0, 4)
	for i, l := range n.mine() {
		items = append(items, dict(as("id", n.names.uuid(nameThing, n.order, uint8(16+l.no))), count("quantity", l.pieces),
			as("referenceId", n.references()[i]), at("metadata", dict(as("sku", l.code)))))
	}
	return dict(as("id", fmt.Sprintf("%s-P%d", n.facts.ref, n.news.parcel)), at("items", listOf(items...)), as("status", n.status()), count("weight", 120+int(n.order%40)*35))
}

func (n *telling) shipment() value {
	code, link := n.tracking()
	house := n.house
	return dict(at("fulfillmentLocation", dict(as("country", house.place.country), at("stateProvince", value{kind: null}))),
		at("method", dict(as("id", house.carrier[0]), as("name", house.carrier[1]))), at("tracking", dict(as("code", code), as("url", link))))
}

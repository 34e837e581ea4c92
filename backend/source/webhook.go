package source

import (
	"crypto/sha256"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"ordertrail/backend/order"
)

// Webhooks are read as the system that received them wrote them down: the event alone, or with when it came, where to
// and what was answered. Printers report their statuses in a shape of their own. Both are told by what they hold
// (domain.md 3.2).

// webhook gives the postback that an item tells of, nil when it is none; printer says that a printer reported it.
func webhook(item []byte, t Tokens) (p *order.Postback, printer bool, why string) {
	root, err := readValue(item)
	if err != nil || root.kind() != '{' {
		return nil, false, ""
	}
	body := bodyIn(root)
	switch {
	case isPrinterStatus(body):
		p, why = printerStatus(root, body)
		return p, true, why
	case isEvent(body):
		p, why = event(root, body, t)
		return p, false, why
	}
	return nil, false, ""
}

// bodyIn is the event inside of what was written down around it, or the item itself.
func bodyIn(root *value) *value {
	for _, name := range []string{"body", "payload", "data"} {
		inner := root.member(name)
		if inner.missing() {
			continue
		}
		if inner.kind() == '"' {
			read, err := readValue([]byte(unquote(inner.raw)))
			if err != nil {
				continue
			}
			inner = read
		}
		if inner.kind() == '{' && (isEvent(inner) || isPrinterStatus(inner)) {
			return inner
		}
	}
	return root
}

func (v *value) has(names ...string) bool {
	for _, name := range names {
		if v.member(name).missing() {
			return false
		}
	}
	return true
}

func isPrinterStatus(v *value) bool {
	return v.has("timestamp", "orderId", "status") && v.member("event") == nil
}

// isEvent tells the events of Orders v4 and GCL, which name themselves, and the payloads of Order Intake's triggers.
func isEvent(v *value) bool {
	if v.has("direction") {
		return false // a record of the feed
	}
	named := v.has("event") && v.member("event").kind() == '"'
	return named && (v.has("orderId") || v.has("orderReferenceId") || v.has("order") || v.has("id", "created")) ||
		v.has("order", "package") || v.has("currentDate", "customerId")
}

// said is the text of the first of some places that has one.
func (v *value) said(places ...string) string {
	for _, place := range places {
		at := v
		for name := range strings.SplitSeq(place, ".") {
			if at = at.member(name); at == nil {
				break
			}
		}
		if at.missing() {
			continue
		}
		if text, ok := at.text(); ok && text != "" {
			return text
		}
	}
	return ""
}

// moment is the first of some places that holds one, in any of the forms in which systems write it.
func (v *value) moment(places ...string) order.Millis {
	for _, place := range places {
		if at, ok := guessMoment(v.said(place)); ok {
			return at
		}
	}
	return 0
}

// guessMoment reads RFC 3339, local forms as UTC, and seconds or milliseconds since 1970.
func guessMoment(text string) (order.Millis, bool) {
	if text == "" {
		return 0, false
	}
	forms := []timeForm{{style: "rfc3339"}}
	for _, layout := range []string{"2006-01-02 15:04:05", "2006-01-02T15:04:05", "2006-01-02 15:04", "2006-01-02T15:04"} {
		forms = append(forms, timeForm{style: "layout", layout: layout})
	}
	for _, f := range forms {
		f.zone = time.UTC
		if at, ok := f.read(text); ok {
			return at, true
		}
	}
	ms, ok := timeForm{style: "unix_ms"}.read(text)
	if ok && ms < 100_000_000_000 { // the year 1973: they are seconds
		return timeForm{style: "unix"}.read(text)
	}
	return ms, ok
}

func event(root, body *value, t Tokens) (*order.Postback, string) {
	came := root.moment("receivedAt", "received_at", "timestamp", "time")
	at := body.moment("created", "createdAt", "timestamp", "occurredAt", "currentDate")
	if at == 0 {
		at = came
	}
	if at == 0 {
		return nil, "a webhook without a moment"
	}
	p := &order.Postback{
		ID: idIn(body, at), OccurredAt: at, UpdatedAt: max(at, came), Direction: order.ToCustomer, Event: eventName(body),
		Status: body.said("fulfillmentStatus", "status", "package.status"), OrderReferenceID: body.said("orderReferenceId", "order.referenceId"),
		OrderID: body.said("orderId", "order.id"), PackageID: body.said("package.id", "packageId"), Customer: partyIn(body),
		ItemReferenceIDs: itemsIn(body), Payload: append([]byte{}, body.raw...),
	}
	if root != body {
		p.Delivery = receipt(root, body, came)
		concealPostback(t, p)
	}
	return p, ""
}

// eventName is the event's own, or what Order Intake calls the event with this payload.
func eventName(body *value) string {
	switch name := body.said("event"); {
	case name != "":
		return name
	case body.has("currentDate"):
		return "delayed_order"
	}
	return "package_status_updated"
}

// idIn is the event's id, by which one that was sent again is known; else one made of its content.
func idIn(body *value, at order.Millis) string {
	if id := body.said("id", "eventId"); id != "" && body.has("event") {
		return id
	}
	sum := sha256.Sum256(append(compacted(body.raw), at.String()...))
	return order.MadeID(order.MadeOfWebhook, sum[:])
}

func compacted(raw []byte) []byte {
	v := jsontext.Value(append([]byte{}, raw...))
	if v.Compact(jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)) != nil {
		return raw
	}
	return v
}

func partyIn(body *value) *order.Party {
	p := order.Party{ID: body.said("customer.id", "customerId"), Name: body.said("customer.name"),
		ReferenceID: body.said("customer.referenceId", "customerReferenceId")}
	if p == (order.Party{}) {
		return nil
	}
	return &p
}

func itemsIn(body *value) []string {
	var list []string
	if one := body.said("itemReferenceId"); one != "" {
		list = append(list, one)
	}
	for _, items := range []*value{body.member("items"), body.member("package").orNothing().member("items")} {
		if items == nil || items.kind() != '[' {
			continue
		}
		for _, item := range items.each() {
			if id := item.said("itemReferenceId", "referenceId", "orderItemId"); id != "" {
				list = append(list, id)
			}
		}
	}
	return list
}

func (v *value) orNothing() *value {
	if v == nil {
		return &value{raw: []byte("null")}
	}
	return v
}

// receipt is how the receiver wrote the delivery down.
func receipt(root, body *value, came order.Millis) *order.Delivery {
	sent := &order.Message{At: came, Transport: "http", Method: or(root.said("method"), "POST"), URL: root.said("url", "path"),
		ContentType: "application/json", Body: append([]byte{}, body.raw...)}
	if h := root.member("headers"); !h.missing() {
		sent.Headers, _ = headerPairs(headerForm(h), h)
	}
	d := &order.Delivery{Target: sent.URL, Sent: sent}
	if text := root.said("responseStatus", "statusCode", "status"); text != "" {
		if code, err := strconv.Atoi(text); err == nil {
			d.Attempts = []order.Attempt{{N: 1, At: came, Status: &code}}
		}
	}
	return d
}

func printerStatus(root, body *value) (*order.Postback, string) {
	at := body.moment("timestamp")
	if at == 0 {
		return nil, "a printer's status without a moment that can be read"
	}
	sum := sha256.Sum256(compacted(body.raw))
	p := &order.Postback{
		ID: order.MadeID(order.MadeOfStatus, sum[:]), OccurredAt: at, UpdatedAt: max(at, root.moment("receivedAt")), Direction: order.FromPrinter,
		Event: "printer_status", Status: body.said("status"), OrderID: body.said("orderId"),
		OrderReferenceID: body.said("orderReferenceId"), ItemReferenceIDs: itemsIn(body), Payload: append([]byte{}, body.raw...),
	}
	return p, ""
}

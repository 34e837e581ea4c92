package demo

import (
	"crypto/sha256"
	"encoding/hex"

	"ordertrail/backend/order"
)

// request makes a request's record as it is at a moment; nil when it is not there yet.
func (h *History) request(p *plan, i int, now order.Millis) *order.Request {
	s := &p.requests[i]
	changes := s.state(now)
	if changes == 0 {
		return nil
	}
	w := writing{History: h, plan: p, slot: s, changes: changes, facts: h.facts(p)}
	w.revise()
	w.tree = w.written()
	r := &order.Request{
		ID: h.names.uuid(nameRequest, p.order, uint8(i)), ReceivedAt: s.at, UpdatedAt: s.seen[changes-1], Type: w.kind(),
		Customer: p.customer.party(), Connector: &p.customer.connector, Printer: w.printer(), OrderReferenceID: w.facts.ref,
	}
	if r.Stages.Original, r.Stages.OriginalIs = w.original(); w.atDoor() {
		r.Stages.TemplateIs, r.Stages.FinalIs = order.NotReached, order.NotReached
	} else {
		w.translate(&r.Stages)
	}
	w.respond(r)
	return r
}

// writing is one request's record in the making.
type writing struct {
	*History
	*plan
	slot    *slot
	changes int
	facts   *facts
	tree    value
}

// revise makes the second version of an order that was sent again: other quantities, or the address put right.
func (w *writing) revise() {
	switch {
	case w.slot.step == submitAgain && w.story.name == "amended":
		w.facts.lines[0].pieces += 3
	case w.slot.answer == badAddress:
		noZip(w.facts, nil)
	}
}

func (w *writing) kind() order.RequestType {
	return [...]order.RequestType{order.Submit, order.Submit, order.Cancel, order.UpdateShipment}[w.slot.step]
}

func (c *customer) party() *order.Party {
	return &order.Party{ID: c.id, Name: c.name, ReferenceID: c.key}
}

func (w *writing) printer() *order.Party {
	if w.atDoor() {
		return nil
	}
	return &w.house.party
}

// atDoor says that the request was turned away before anybody looked at what it asks for.
func (w *writing) atDoor() bool {
	a := w.slot.answer
	return a == wrongKey || a == wrongType || a == unreadable
}

// orderID is Gelato's id of the order; an order that is sent twice and taken twice has two.
func (w *writing) orderID() string {
	n := uint8(0)
	if w.slot.step == submitAgain && w.requests[0].answer == accepted {
		n = 1
	}
	return w.names.uuid(nameOrder, w.order, n)
}

// sealed adds to a message what a careful log keeps of its body.
func sealed(m *order.Message, body []byte) *order.Message {
	sum := sha256.Sum256(body)
	size := int64(len(body))
	m.Body, m.SHA256, m.SizeBytes = body, hex.EncodeToString(sum[:]), &size
	return m
}

package cli

import (
	"strings"

	"ordertrail/backend/order"
	"ordertrail/backend/trail"
)

func (p page) postback(r trail.Record) {
	b := r.Postback
	writeLine(p.out, p.words.say("title.postback", with{"ID": plain(b.ID)}))
	p.fact("kind", p.words.name("kind", string(b.Kind()))+p.severity(b.Severity(r.CancelAccepted)))
	p.fact("event", both(b.Event, b.Status))
	p.fact("result", p.words.name("result", string(b.Result())))
	p.fact("occurred", p.at(b.OccurredAt))
	p.fact("direction", p.words.name("direction", string(b.Direction)))
	p.fact("order", both(b.OrderReferenceID, b.OrderID))
	p.fact("customer", p.party(b.Customer))
	p.fact("package", b.PackageID)
	p.fact("items", strings.Join(b.ItemReferenceIDs, ", "))
	if t := b.Trigger; t != nil {
		p.fact("trigger", both(t.Name, t.Event, t.Delivery))
	}
	p.fact("source", r.Source)
	if b.Template != nil {
		p.title("stage.template", "")
		p.template(b.Template)
	}
	if b.Payload != nil {
		p.title("title.payload", "")
		p.text(string(b.Payload))
	}
	p.delivery(b.Delivery)
}

func (p page) delivery(d *order.Delivery) {
	if d == nil {
		return
	}
	p.title("title.delivery", "")
	p.fact("target", d.Target)
	if d.Sent != nil {
		p.message(d.Sent)
	}
	p.attempts(d.Attempts)
}

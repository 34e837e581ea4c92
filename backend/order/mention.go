package order

import (
	"strings"
)

// Mentions says that the text occurs somewhere in the request, compared by Fold.
func (r *Request) Mentions(text string) bool {
	m := mention{Fold(strings.TrimSpace(text))}
	return m.any(r.ID, r.OrderReferenceID, r.OrderID, string(r.Type)) || m.party(r.Customer) || m.party(r.Printer) ||
		r.Connector != nil && m.any(r.Connector.ID, r.Connector.Type, r.Connector.Name) ||
		m.message(r.Stages.Original) || m.template(r.Stages.Template) || m.message(r.Stages.Final) ||
		m.response(r.Stages.Response) || m.attempts(r.Attempts)
}

// Mentions says that the text occurs somewhere in the postback, compared by Fold.
func (p *Postback) Mentions(text string) bool {
	m := mention{Fold(strings.TrimSpace(text))}
	if m.any(p.ID, p.Event, p.Status, p.OrderReferenceID, p.OrderID, p.PackageID, string(p.Payload)) ||
		m.any(p.ItemReferenceIDs...) || m.party(p.Customer) || m.template(p.Template) {
		return true
	}
	if d := p.Delivery; d != nil {
		return m.any(d.Target) || m.message(d.Sent) || m.attempts(d.Attempts)
	}
	return false
}

// mention looks for one folded text.
type mention struct{ text string }

func (m mention) any(texts ...string) bool {
	for _, t := range texts {
		if strings.Contains(Fold(t), m.text) {
			return true
		}
	}
	return false
}

func (m mention) maybe(t *string) bool { return t != nil && m.any(*t) }

func (m mention) party(p *Party) bool { return p != nil && m.any(p.ID, p.Name, p.ReferenceID) }

func (m mention) message(msg *Message) bool {
	if msg == nil {
		return false
	}
	for _, h := range msg.Headers {
		if m.any(h.Name, h.Value) {
			return true
		}
	}
	return m.any(msg.URL, msg.ContentType, string(msg.Body))
}

func (m mention) failure(e *StageError) bool { return e != nil && m.any(e.Code, e.Class, e.Message) }

func (m mention) template(t *Template) bool {
	if t == nil {
		return false
	}
	for _, l := range t.Lookups {
		if m.any(l.Field, l.Key) || m.maybe(l.Value) {
			return true
		}
	}
	return m.any(t.ID, t.Name, t.Version, string(t.InputContext)) || m.maybe(t.Source) || m.maybe(t.Rendered) || m.failure(t.Error)
}

func (m mention) response(r *Response) bool {
	return r != nil && (m.message(&r.Message) || m.failure(r.Error) || m.message(r.Formatted))
}

func (m mention) attempts(list []Attempt) bool {
	for _, a := range list {
		if m.maybe(a.ResponseBody) || m.failure(a.Error) {
			return true
		}
	}
	return false
}

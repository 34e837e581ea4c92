package export

import (
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"ordertrail/backend/order"
	"ordertrail/backend/redact"
)

// mask gives a record as it may leave; the given one is not touched.
func (j *job) mask(r Record) Record {
	if j.masker == nil {
		return r
	}
	j.under(r.Source, r.customer())
	m := masking{j.masker, j.wants}
	out := Record{Source: m.Field(r.Source, "source", "id"), Postbacks: make([]*order.Postback, len(r.Postbacks)), Note: m.Note(r.Note),
		Reports: each(r.Reports, m.report)}
	if r.Request != nil {
		out.Request = m.request(*r.Request)
	}
	for i, p := range r.Postbacks {
		out.Postbacks[i] = m.postback(*p)
	}
	return out
}

// under lets the rules of a company hold from now on.
func (j *job) under(source string, customer *order.Party) {
	if j.Rules != nil {
		j.masker.Under(j.Rules(source, customer))
	}
}

// customer is whose record it is; nil when it does not say.
func (r Record) customer() *order.Party {
	if r.Request != nil {
		return r.Request.Customer
	}
	for _, p := range r.Postbacks {
		return p.Customer
	}
	return nil
}

// masking walks the nouns of a record.
type masking struct {
	*redact.Masker
	wants func(order.Stage) bool // a stage that is not wanted is learned from, and not counted
}

func (m masking) request(r order.Request) *order.Request {
	r.ID = m.Field(r.ID, "id")
	r.Type = order.RequestType(m.Field(string(r.Type), "type"))
	r.OrderReferenceID = m.Field(r.OrderReferenceID, "orderReferenceId")
	r.OrderID = m.Field(r.OrderID, "orderId")
	r.Customer, r.Printer = m.party(r.Customer), m.party(r.Printer)
	r.Connector = m.connector(r.Connector)
	r.Attempts = m.attempts(r.Attempts)
	s := &r.Stages
	m.stage(order.Original, func() { s.Original = m.message(s.Original) })
	m.stage(order.Templated, func() { s.Template = m.template(s.Template) })
	m.stage(order.Final, func() { s.Final = m.message(s.Final) })
	m.stage(order.Responded, func() { s.Response = m.response(s.Response) })
	return &r
}

func (m masking) stage(stage order.Stage, mask func()) {
	if m.wants(stage) {
		mask()
		return
	}
	m.Quietly(mask)
}

func (m masking) response(r *order.Response) *order.Response {
	if r == nil {
		return nil
	}
	answer := *r
	answer.Message = *m.message(&answer.Message)
	answer.Error = m.failure(answer.Error)
	answer.Formatted = m.message(answer.Formatted)
	return &answer
}

func (m masking) postback(p order.Postback) *order.Postback {
	p.ID = m.Field(p.ID, "id")
	p.Direction = order.Direction(m.Field(string(p.Direction), "direction"))
	p.Event, p.Status = m.Field(p.Event, "event"), m.Field(p.Status, "status")
	p.Customer = m.party(p.Customer)
	p.OrderReferenceID, p.OrderID = m.Field(p.OrderReferenceID, "orderReferenceId"), m.Field(p.OrderID, "orderId")
	p.PackageID = m.Field(p.PackageID, "packageId")
	p.ItemReferenceIDs = each(p.ItemReferenceIDs, func(id string) string { return m.Field(id, "itemReferenceId") })
	if p.Trigger != nil {
		t := *p.Trigger
		t.Name, t.Event, t.Delivery = m.Text(t.Name), m.Field(t.Event, "event"), m.Field(t.Delivery, "type")
		p.Trigger = &t
	}
	p.Template = m.template(p.Template)
	p.Payload = m.json(p.Payload)
	if p.Delivery != nil {
		d := *p.Delivery
		d.Target, d.Sent, d.Attempts = m.URL(d.Target), m.message(d.Sent), m.attempts(d.Attempts)
		d.Result = order.Result(m.Field(string(d.Result), "result"))
		p.Delivery = &d
	}
	return &p
}

func (m masking) party(p *order.Party) *order.Party {
	if p == nil {
		return nil
	}
	return &order.Party{ID: m.Field(p.ID, "id"), Name: m.Field(p.Name, "company"), ReferenceID: m.Field(p.ReferenceID, "referenceId")}
}

func (m masking) connector(c *order.Connector) *order.Connector {
	if c == nil {
		return nil
	}
	return &order.Connector{ID: m.Field(c.ID, "id"), Type: m.Field(c.Type, "type"), Name: m.Field(c.Name, "connector")}
}

// message masks a message. Size and digest of the original body are left out: from them a body could be guessed.
func (m masking) message(original *order.Message) *order.Message {
	if original == nil {
		return nil
	}
	o := *original
	o.Transport, o.Method = m.Field(o.Transport, "transport"), m.Field(o.Method, "httpMethod")
	o.URL = m.URL(o.URL)
	o.Headers = each(o.Headers, func(h order.Header) order.Header {
		return order.Header{Name: m.HeaderName(h.Name), Value: m.Header(h.Name, h.Value)}
	})
	if o.Body != nil {
		o.Body, _ = m.Body(original.ContentType, o.Body)
	}
	o.ContentType, o.Charset = m.Field(o.ContentType, "contentType"), m.Field(o.Charset, "charset")
	o.Base64 = o.Base64 && !utf8.Valid(o.Body)
	o.SizeBytes, o.SHA256 = nil, ""
	return &o
}

func (m masking) template(original *order.Template) *order.Template {
	if original == nil {
		return nil
	}
	o := *original
	o.ID, o.Name, o.Version = m.Field(o.ID, "id"), m.Field(o.Name, "templateName"), m.Field(o.Version, "version")
	o.Type, o.Engine, o.Format = m.Field(o.Type, "type"), m.Field(o.Engine, "engine"), m.Field(o.Format, "type")
	if o.Source != nil {
		source := m.Template(*o.Source)
		o.Source = &source
	}
	o.InputContext = m.json(o.InputContext)
	o.Lookups = each(o.Lookups, m.lookup)
	o.Rendered = m.text(o.Rendered, contentTypeOf(original.Format))
	o.Error = m.failure(o.Error)
	return &o
}

// contentTypeOf is how the format of a template is called in headers.
func contentTypeOf(format string) string {
	switch format {
	case "json", "xml":
		return "application/" + format
	case "csv":
		return "text/csv"
	}
	return ""
}

func (m masking) lookup(l order.Lookup) order.Lookup {
	l.Field, l.Key = m.Field(l.Field, "field"), m.Field(l.Key, "lookup")
	if l.Value != nil {
		value := m.Field(*l.Value, "product")
		l.Value = &value
	}
	return l
}

func (m masking) failure(e *order.StageError) *order.StageError {
	if e == nil {
		return nil
	}
	o := *e
	o.Code, o.Class, o.Message = m.Field(o.Code, "errorCode"), m.Field(o.Class, "errorClass"), m.Text(o.Message)
	return &o
}

func (m masking) attempts(all []order.Attempt) []order.Attempt {
	return each(all, func(a order.Attempt) order.Attempt {
		a.ResponseBody, a.Error = m.text(a.ResponseBody, ""), m.failure(a.Error)
		return a
	})
}

func (m masking) text(body *string, contentType string) *string {
	if body == nil {
		return nil
	}
	out, _ := m.Body(contentType, []byte(*body))
	text := string(out)
	return &text
}

// json masks a JSON value; one that can't be read becomes a JSON string.
func (m masking) json(value []byte) []byte {
	if value == nil {
		return nil
	}
	out, readable := m.Body("application/json", value)
	if !readable {
		out, _ = jsontext.AppendQuote(nil, out) // our own text is UTF-8
	}
	return out
}

// each changes a list's members into a list of its own; nil stays nil.
func each[T any](list []T, change func(T) T) []T {
	if list == nil {
		return nil
	}
	out := make([]T, len(list))
	for i, v := range list {
		out[i] = change(v)
	}
	return out
}

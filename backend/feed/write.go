package feed

import (
	"encoding/base64"
	"strconv"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"ordertrail/backend/order"
)

// AppendRequest appends the request as the feed writes it. More fields may follow in extra, as name and JSON text.
func AppendRequest(dst []byte, r *order.Request, extra ...Field) []byte {
	o := object{b: dst}
	o.open()
	o.str("id", r.ID)
	o.at("receivedAt", r.ReceivedAt)
	o.at("updatedAt", r.UpdatedAt)
	o.str("type", string(r.Type))
	o.party("customer", r.Customer)
	if c := r.Connector; c != nil {
		o.sub("connector", func() { o.some("id", c.ID); o.some("type", c.Type); o.some("name", c.Name) })
	}
	o.party("printer", r.Printer)
	o.orNull("orderReferenceId", r.OrderReferenceID)
	o.orNull("orderId", r.OrderID)
	o.sub("stages", func() { o.stages(&r.Stages) })
	o.attempts(r.Attempts)
	o.fields(extra)
	o.close()
	return o.b
}

// AppendPostback appends the postback as the feed writes it. More fields may follow in extra.
func AppendPostback(dst []byte, p *order.Postback, extra ...Field) []byte {
	o := object{b: dst}
	o.open()
	o.str("id", p.ID)
	o.at("occurredAt", p.OccurredAt)
	o.at("updatedAt", p.UpdatedAt)
	o.str("direction", string(p.Direction))
	o.str("event", p.Event)
	o.orNull("status", p.Status)
	o.party("customer", p.Customer)
	o.orNull("orderReferenceId", p.OrderReferenceID)
	o.orNull("orderId", p.OrderID)
	o.orNull("packageId", p.PackageID)
	o.strings("itemReferenceIds", p.ItemReferenceIDs)
	if t := p.Trigger; t != nil {
		o.sub("trigger", func() {
			o.some("name", t.Name)
			o.some("event", t.Event)
			o.some("delivery", t.Delivery)
			o.flag("retryOnFailure", t.RetryOnFailure)
		})
	}
	o.template("template", p.Template, order.NotReached)
	o.raw("payload", p.Payload)
	o.delivery(p.Delivery)
	o.fields(extra)
	o.close()
	return o.b
}

// Field is one more field of an object: its name and its JSON text.
type Field struct{ Name, JSON string }

// Text makes a Field of a string.
func Text(name, value string) Field { return Field{Name: name, JSON: string(quoted(nil, value))} }

// quoted appends a JSON string. Bytes that are no UTF-8 become U+FFFD, which is why bodies of other charsets go as base64.
func quoted(dst []byte, s string) []byte {
	out, _ := jsontext.AppendQuote(dst, s) // its error only tells of replaced bytes
	return out
}

// object writes one JSON object after the other into b.
type object struct {
	b     []byte
	comma bool
}

func (o *object) open() { o.b, o.comma = append(o.b, '{'), false }

func (o *object) close() { o.b, o.comma = append(o.b, '}'), true }

func (o *object) name(n string) {
	if o.comma {
		o.b = append(o.b, ',')
	}
	o.b = append(append(append(o.b, '"'), n...), '"', ':')
	o.comma = true
}

func (o *object) sub(n string, fill func()) {
	o.name(n)
	o.open()
	fill()
	o.close()
}

func (o *object) fields(extra []Field) {
	for _, f := range extra {
		o.name(f.Name)
		o.b = append(o.b, f.JSON...)
	}
}

func (o *object) str(n, v string) { o.name(n); o.b = quoted(o.b, v) }

func (o *object) null(n string) { o.name(n); o.b = append(o.b, "null"...) }

func (o *object) some(n, v string) {
	if v != "" {
		o.str(n, v)
	}
}

func (o *object) orNull(n, v string) {
	if v == "" {
		o.null(n)
		return
	}
	o.str(n, v)
}

func (o *object) text(n string, v *string) {
	if v == nil {
		o.null(n)
		return
	}
	o.str(n, *v)
}

func (o *object) at(n string, m order.Millis) {
	if m != 0 {
		o.str(n, m.String())
	}
}

func (o *object) flag(n string, v *bool) {
	if v != nil {
		o.name(n)
		o.b = strconv.AppendBool(o.b, *v)
	}
}

func (o *object) count(n string, v int64) { o.name(n); o.b = strconv.AppendInt(o.b, v, 10) }

func (o *object) size(n string, v *int64) {
	if v != nil {
		o.count(n, *v)
	}
}

func (o *object) number(n string, v *int) {
	if v != nil {
		o.count(n, int64(*v))
	}
}

func (o *object) raw(n string, v []byte) {
	if v != nil {
		o.name(n)
		o.b = append(o.b, v...)
	}
}

func (o *object) strings(n string, list []string) {
	if list == nil {
		return
	}
	o.name(n)
	o.b = append(o.b, '[')
	for i, s := range list {
		if i > 0 {
			o.b = append(o.b, ',')
		}
		o.b = quoted(o.b, s)
	}
	o.b = append(o.b, ']')
}

// each writes a list of objects.
func (o *object) each(n string, count int, fill func(i int)) {
	o.name(n)
	o.b, o.comma = append(o.b, '['), false
	for i := range count {
		if i > 0 {
			o.b = append(o.b, ',')
		}
		o.open()
		fill(i)
		o.close()
	}
	o.b = append(o.b, ']')
	o.comma = true
}

func (o *object) party(n string, p *order.Party) {
	if p == nil {
		return
	}
	o.sub(n, func() { o.some("id", p.ID); o.some("name", p.Name); o.some("referenceId", p.ReferenceID) })
}

func (o *object) stages(s *order.Stages) {
	o.message("original", s.Original, s.OriginalIs)
	o.template("template", s.Template, s.TemplateIs)
	o.message("final", s.Final, s.FinalIs)
	switch {
	case s.Response != nil:
		o.sub("response", func() { o.response(s.Response) })
	case s.ResponseIs == order.NotReached:
		o.null("response")
	}
}

func (o *object) message(n string, m *order.Message, is order.Presence) {
	switch {
	case m != nil:
		o.sub(n, func() { o.messageFields(m) })
	case is == order.NotReached:
		o.null(n)
	}
}

func (o *object) messageFields(m *order.Message) {
	o.at("at", m.At)
	o.some("transport", m.Transport)
	o.some("method", m.Method)
	o.some("url", m.URL)
	o.headers(m.Headers)
	o.some("contentType", m.ContentType)
	o.some("charset", m.Charset)
	switch {
	case m.Body == nil:
		o.null("body")
	case m.Base64 || !utf8.Valid(m.Body):
		o.str("body", base64.StdEncoding.EncodeToString(m.Body))
		o.str("bodyEncoding", "base64")
	default:
		o.str("body", string(m.Body))
	}
	o.size("sizeBytes", m.SizeBytes)
	o.some("sha256", m.SHA256)
}

func (o *object) headers(list []order.Header) {
	if list == nil {
		return
	}
	o.name("headers")
	o.b = append(o.b, '[')
	for i, h := range list {
		if i > 0 {
			o.b = append(o.b, ',')
		}
		o.b = append(quoted(append(quoted(append(o.b, '['), h.Name), ','), h.Value), ']')
	}
	o.b = append(o.b, ']')
}

func (o *object) template(n string, t *order.Template, is order.Presence) {
	switch {
	case t == nil && is == order.NotReached:
		o.null(n)
	case t != nil:
		o.sub(n, func() { o.templateFields(t) })
	}
}

func (o *object) templateFields(t *order.Template) {
	o.at("at", t.At)
	o.some("id", t.ID)
	o.some("name", t.Name)
	o.some("version", t.Version)
	o.some("type", t.Type)
	o.some("engine", t.Engine)
	o.some("format", t.Format)
	o.text("source", t.Source)
	o.raw("inputContext", t.InputContext)
	if t.Lookups != nil {
		o.each("lookups", len(t.Lookups), func(i int) {
			l := t.Lookups[i]
			o.some("field", l.Field)
			o.str("key", l.Key)
			o.flag("hit", &l.Hit)
			o.text("value", l.Value)
			o.flag("strict", l.Strict)
		})
	}
	o.text("rendered", t.Rendered)
	o.stageError(t.Error)
}

func (o *object) response(r *order.Response) {
	o.messageFields(&r.Message)
	o.statusOrNull(r.Status)
	o.size("durationMs", r.DurationMs)
	o.stageError(r.Error)
	if r.Formatted != nil {
		o.message("formatted", r.Formatted, order.Captured)
	}
}

func (o *object) statusOrNull(status *int) {
	if status == nil {
		o.null("status")
		return
	}
	o.number("status", status)
}

func (o *object) stageError(e *order.StageError) {
	if e == nil {
		o.null("error")
		return
	}
	o.sub("error", func() {
		o.some("code", e.Code)
		o.some("class", e.Class)
		o.some("message", e.Message)
		o.number("line", e.Line)
		o.number("column", e.Column)
	})
}

func (o *object) attempts(list []order.Attempt) {
	if list == nil {
		return
	}
	o.each("attempts", len(list), func(i int) {
		a := list[i]
		o.count("n", int64(a.N))
		o.at("at", a.At)
		o.statusOrNull(a.Status)
		o.size("durationMs", a.DurationMs)
		o.number("retryAfterS", a.RetryAfterS)
		o.text("responseBody", a.ResponseBody)
		o.stageError(a.Error)
	})
}

func (o *object) delivery(d *order.Delivery) {
	if d == nil {
		o.null("delivery")
		return
	}
	o.sub("delivery", func() {
		o.some("target", d.Target)
		o.message("sent", d.Sent, order.NotReached)
		o.attempts(d.Attempts)
		o.some("result", string(d.Result))
	})
}

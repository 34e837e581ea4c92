package trail

import (
	"context"
	"slices"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/payload"
)

// Part names a text that a record holds.
type Part string

// The parts of requests and postbacks. Attempt is what was answered to one delivery try.
const (
	OriginalBody    Part = "original"
	TemplateOutput  Part = "template"
	TemplateSource  Part = "template_source"
	TemplateContext Part = "template_context"
	FinalBody       Part = "final"
	ResponseBody    Part = "response"
	FormattedBody   Part = "formatted"
	PayloadBody     Part = "payload"
	RenderedBody    Part = "rendered"
	SentBody        Part = "sent"
	AttemptAnswer   Part = "attempt"
)

// Body is a text that a record holds, without its content.
type Body struct {
	Part    Part   `json:"part"`
	Attempt int    `json:"attempt"` // of AttemptAnswer: its number; else 0
	Bytes   int    `json:"bytes"`
	Format  string `json:"format"` // json, xml, csv, form, multipart, html, text, image, pdf, gzip or bytes
}

// RequestDetail is a request with what is shown beside it. Its texts are fetched line by line.
type RequestDetail struct {
	Row       order.RequestRow    `json:"row"`
	Record    order.Request       `json:"record"`
	Bodies    []Body              `json:"bodies"`
	Postbacks []order.PostbackRow `json:"postbacks"` // of the same order, oldest first
	Past      Past                `json:"past"`
}

// PostbackDetail is a postback with what is shown beside it.
type PostbackDetail struct {
	Row    order.PostbackRow `json:"row"`
	Record order.Postback    `json:"record"`
	Bodies []Body            `json:"bodies"`
	Past   Past              `json:"past"`
}

// Request gives a request and what is shown beside it; not_found when none is held.
func (t *Trail) Request(ctx context.Context, id string) (RequestDetail, error) {
	version, _ := t.store.Version(ctx, id) // that there is none is told by the record
	rec, err := t.Record(ctx, id)
	if err != nil {
		return RequestDetail{}, err
	}
	if rec.Request == nil {
		return RequestDetail{}, notHeld(id)
	}
	row, postbacks, err := t.store.RequestRow(ctx, id, t.Now())
	if err != nil {
		return RequestDetail{}, err
	}
	slices.Reverse(postbacks)
	past, err := t.past(ctx, order.Requests, id, rec)
	return RequestDetail{Row: row, Record: *rec.Request, Bodies: t.bodies(id, version, rec), Postbacks: postbacks, Past: past}, err
}

// Postback gives a postback and what is shown beside it; not_found when none is held.
func (t *Trail) Postback(ctx context.Context, id string) (PostbackDetail, error) {
	version, _ := t.store.Version(ctx, id) // as above
	rec, err := t.Record(ctx, id)
	if err != nil {
		return PostbackDetail{}, err
	}
	if rec.Postback == nil {
		return PostbackDetail{}, notHeld(id)
	}
	row, err := t.store.PostbackRow(ctx, id)
	if err != nil {
		return PostbackDetail{}, err
	}
	past, err := t.past(ctx, order.Postbacks, id, rec)
	return PostbackDetail{Row: row, Record: *rec.Postback, Bodies: t.bodies(id, version, rec), Past: past}, err
}

func notHeld(id string) error {
	return fault.New(fault.NotFound, "record", fault.Params{"id": id}, nil)
}

// text is one part of a record with its content.
type text struct {
	Body
	contentType string
	content     []byte
}

// Bodies lists the texts that a record holds, in the order in which they came to be.
func Bodies(r Record) []Body {
	return bodies(r, func(Body, *payload.Doc) {})
}

func bodies(r Record, each func(Body, *payload.Doc)) []Body {
	list := []Body{}
	for _, t := range textsOf(r) {
		doc := payload.Open(t.contentType, t.content)
		t.Format = string(doc.Format)
		each(t.Body, doc)
		list = append(list, t.Body)
	}
	return list
}

// leastLong is how many bytes a text has that is kept open as soon as its record is shown: to read and prove the
// record a second time would be what takes longest.
const leastLong = 1 << 20

// bodies lists the texts of a record, and keeps the long ones open, since they are looked at next.
func (t *Trail) bodies(id, version string, r Record) []Body {
	return bodies(r, func(b Body, doc *payload.Doc) {
		key := openedKey(id, version, TextPlace{Part: b.Part, Attempt: b.Attempt})
		if version != "" && b.Bytes >= leastLong && t.opened.get(key) == nil {
			t.opened.put(key, doc)
		}
	})
}

func textsOf(r Record) []text {
	var list texts
	if r.Request != nil {
		s := r.Request.Stages
		list.message(OriginalBody, s.Original)
		list.template(TemplateOutput, s.Template)
		list.message(FinalBody, s.Final)
		if s.Response != nil {
			list.message(ResponseBody, &s.Response.Message)
			list.message(FormattedBody, s.Response.Formatted)
		}
		list.attempts(r.Request.Attempts)
		return list
	}
	p := r.Postback
	list.add(PayloadBody, 0, "application/json", p.Payload)
	list.template(RenderedBody, p.Template)
	if p.Delivery != nil {
		list.message(SentBody, p.Delivery.Sent)
		list.attempts(p.Delivery.Attempts)
	}
	return list
}

type texts []text

func (l *texts) add(part Part, attempt int, contentType string, content []byte) {
	if content == nil {
		return
	}
	*l = append(*l, text{Body{Part: part, Attempt: attempt, Bytes: len(content)}, contentType, content})
}

func (l *texts) message(part Part, m *order.Message) {
	if m != nil {
		l.add(part, 0, m.ContentType, m.Body)
	}
}

func (l *texts) template(output Part, t *order.Template) {
	if t == nil {
		return
	}
	l.add(TemplateContext, 0, "application/json", t.InputContext)
	if t.Source != nil {
		l.add(TemplateSource, 0, "text/plain", []byte(*t.Source))
	}
	if t.Rendered != nil {
		l.add(output, 0, map[string]string{"json": "application/json", "xml": "application/xml"}[t.Format], []byte(*t.Rendered))
	}
}

func (l *texts) attempts(list []order.Attempt) {
	for _, a := range list {
		if a.ResponseBody != nil {
			l.add(AttemptAnswer, a.N, "", []byte(*a.ResponseBody))
		}
	}
}

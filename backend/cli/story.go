package cli

import (
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"ordertrail/backend/order"
	"ordertrail/backend/trail"
)

// page writes a record as people read it: facts first, then its parts.
type page struct {
	*session
	out io.Writer
}

// fact writes a name and a value, unless there is no value.
func (p page) fact(id, value string) {
	if value == "" {
		return
	}
	name := p.words.say("fact." + id)
	writeLine(p.out, name, strings.Repeat(" ", max(1, 14-utf8.RuneCountInString(name))), plain(value))
}

// showRecord writes a record, or only one stage of it.
func (s *session) showRecord(out io.Writer, r trail.Record, only order.Stage) {
	p := page{s, out}
	if r.Postback != nil {
		p.postback(r)
		return
	}
	p.request(r.Request, r.Source)
	states := r.Request.States(s.now())
	for _, stage := range order.AllStages {
		if only == "" || only == stage {
			p.stage(r.Request, stage, states.Of(stage))
		}
	}
	p.attempts(r.Request.Attempts)
}

func (p page) request(r *order.Request, source string) {
	now := p.now()
	writeLine(p.out, p.words.say("title.request", with{"ID": plain(r.ID)}))
	p.fact("outcome", p.words.name("outcome", string(r.Outcome(now)))+" ("+p.words.name("severity", string(r.Severity(now)))+")")
	p.fact("received", p.at(r.ReceivedAt))
	p.fact("type", p.words.name("type", string(r.Type)))
	p.fact("order", both(r.OrderReferenceID, r.OrderID))
	p.fact("customer", p.party(r.Customer))
	if c := r.Connector; c != nil {
		p.fact("connector", both(c.Name, c.Type, c.ID))
	}
	p.fact("printer", p.party(r.Printer))
	p.fact("source", source)
}

func (p page) at(m order.Millis) string {
	if m == 0 {
		return ""
	}
	return p.exactMoment(m) + " " + p.zoneName()
}

func (p page) party(x *order.Party) string {
	if x == nil {
		return ""
	}
	return both(x.Name, x.ReferenceID, x.ID)
}

func (p page) title(id string, state order.StageState) {
	writeLine(p.out)
	line := "── " + p.words.say(id)
	if state != "" {
		line += ": " + p.words.name("state", string(state))
	}
	writeLine(p.out, line)
}

func (p page) stage(r *order.Request, stage order.Stage, state order.StageState) {
	p.title("stage."+string(stage), state)
	switch {
	case stage == order.Original && r.Stages.Original != nil:
		p.message(r.Stages.Original)
	case stage == order.Templated && r.Stages.Template != nil:
		p.template(r.Stages.Template)
	case stage == order.Final && r.Stages.Final != nil:
		p.message(r.Stages.Final)
	case stage == order.Responded && r.Stages.Response != nil:
		p.response(r.Stages.Response)
	}
}

func (p page) message(m *order.Message) {
	p.fact("at", p.at(m.At))
	p.fact("sent", both(m.Transport, strings.TrimSpace(m.Method+" "+m.URL)))
	for _, h := range m.Headers {
		writeLine(p.out, plain(h.Name+": "+h.Value))
	}
	if m.Headers == nil {
		p.fact("content_type", m.ContentType)
	}
	p.body(m.Body)
}

// body writes text as it is, and of other bytes their number.
func (p page) body(body []byte) {
	switch {
	case body == nil:
	case !utf8.Valid(body):
		p.fact("body", p.words.say("body.bytes", with{"N": p.words.number(len(body))}))
	default:
		p.text(string(body))
	}
}

func (p page) text(text string) {
	writeLine(p.out)
	writeLine(p.out, strings.TrimRight(plain(strings.ReplaceAll(text, "\r\n", "\n")), "\n"))
}

func (p page) template(t *order.Template) {
	p.fact("at", p.at(t.At))
	p.fact("template", both(t.Name, t.Version, t.Engine, t.Format))
	for _, l := range t.Lookups {
		p.fact("lookup", p.lookup(l))
	}
	p.wrong(t.Error)
	if t.Rendered != nil {
		p.text(*t.Rendered)
	}
}

func (p page) lookup(l order.Lookup) string {
	answer := p.words.say("lookup.miss")
	if l.Hit && l.Value != nil {
		answer = *l.Value
	}
	return strings.TrimSpace(l.Field+" "+l.Key) + " → " + answer
}

func (p page) response(r *order.Response) {
	p.fact("status", p.answer(r.Status, r.DurationMs))
	p.wrong(r.Error)
	p.message(&r.Message)
	if r.Formatted != nil {
		p.title("stage.formatted", "")
		p.message(r.Formatted)
	}
}

func (p page) answer(status *int, ms *int64) string {
	code, took := "", ""
	if status != nil {
		code = "HTTP " + strconv.Itoa(*status)
	}
	if ms != nil {
		took = p.words.took(time.Duration(*ms) * time.Millisecond)
	}
	return both(code, took)
}

func (p page) wrong(e *order.StageError) {
	if e == nil {
		return
	}
	place := ""
	if e.Line != nil {
		place = p.words.say("error.line", with{"Line": *e.Line})
	}
	p.fact("error", both(e.Code, e.Class, e.Message, place))
}

func (p page) attempts(list []order.Attempt) {
	if len(list) == 0 {
		return
	}
	p.title("title.attempts", "")
	for _, a := range list {
		failed := ""
		if a.Error != nil {
			failed = both(a.Error.Code, a.Error.Message)
		}
		again := ""
		if a.RetryAfterS != nil {
			again = p.words.say("attempt.again", with{"Took": p.words.took(time.Duration(*a.RetryAfterS) * time.Second)})
		}
		writeLine(p.out, strconv.Itoa(a.N), "  ", plain(both(p.exactMoment(a.At), p.answer(a.Status, a.DurationMs), failed, again)))
		if a.ResponseBody != nil && *a.ResponseBody != "" {
			writeLine(p.out, plain(*a.ResponseBody))
		}
	}
}

func (p page) postback(r trail.Record) {
	b := r.Postback
	writeLine(p.out, p.words.say("title.postback", with{"ID": plain(b.ID)}))
	p.fact("kind", p.words.name("kind", string(b.Kind()))+" ("+p.words.name("severity", string(b.Severity(r.CancelAccepted)))+")")
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

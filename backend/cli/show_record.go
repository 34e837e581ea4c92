package cli

import (
	"io"
	"strings"
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
	p.fact("outcome", p.words.name("outcome", string(r.Outcome(now)))+p.severity(r.Severity(now)))
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

// severity is told only where there is something to look at.
func (p page) severity(v order.Severity) string {
	if v == order.SeverityInfo {
		return ""
	}
	return " (" + p.words.name("severity", string(v)) + ")"
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

package cli

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"ordertrail/backend/order"
)

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
	text = strings.TrimRight(plain(strings.ReplaceAll(text, "\r\n", "\n")), "\n")
	if text != "" {
		writeLine(p.out, "\n", text)
	}
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

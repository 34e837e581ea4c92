package diagnose_test

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"ordertrail/backend/compare"
	"ordertrail/backend/diagnose"
	"ordertrail/backend/order"
)

// scene is a made-up order, written one record a line: a word, a moment, and what differs from one that went well.
//
//	submit 11-02T08:00 [answer=200|401|timeout|refused|template|none|pending] [body=TEXT] [final=JSON] [original=JSON] [host=H] [id=ID]
//	cancel 11-02T09:00 [answer=409]
//	news 11-02T08:05 received [parcel=P] [printer] [tries=500,200] [mail] [host=H] [told=TEXT] [payload=JSON] [after=MIN]
//	hole requests 11-02T10:00 11-02T12:00
//	erased requests 11-02T10:00 11-02T12:00
//	unsearched texts|records
type scene struct {
	t *testing.T
	e diagnose.Evidence
	n int
}

func newScene(t *testing.T, lines string) *scene {
	t.Helper()
	s := &scene{t: t, e: diagnose.Evidence{Reference: "NL-1", Now: moment(t, "11-16T07:00"), Limits: diagnose.DefaultLimits(), Vocabulary: vocabulary(t),
		Usual: diagnose.Usual{Printers: map[string]int{"press-north.example": 20}, Targets: map[string]int{"shop.example": 20}}}}
	for _, list := range []order.List{order.Requests, order.Postbacks} {
		s.e.Coverage.Lists = append(s.e.Coverage.Lists, order.Held{Source: "feed", List: list, Window: order.Window{From: moment(t, "11-01T00:00"), To: s.e.Now}})
	}
	for _, line := range strings.Split(strings.TrimSpace(lines), "\n") {
		if line = strings.TrimSpace(line); line != "" {
			s.line(strings.Split(line, " "))
		}
	}
	return s
}

// known is the vocabulary of the product, and spoken its words; both take longer to read than a case to judge.
var (
	known  = sync.OnceValues(func() (*compare.Vocabulary, error) { return compare.NewVocabulary() })
	spoken = sync.OnceValue(func() map[string]*diagnose.Words {
		all := map[string]*diagnose.Words{}
		for _, lang := range diagnose.Languages() {
			all[lang] = diagnose.NewWords(lang, time.UTC)
		}
		return all
	})
)

func vocabulary(t testing.TB) *compare.Vocabulary {
	t.Helper()
	v, err := known()
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func moment(t testing.TB, text string) order.Millis {
	t.Helper()
	m, err := order.ParseMillis("2026-" + text + ":00Z")
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func (s *scene) line(words []string) {
	s.n++
	with := map[string]string{}
	for _, w := range words[2:] {
		name, value, _ := strings.Cut(w, "=")
		with[name] = strings.ReplaceAll(value, "~", " ")
	}
	switch words[0] {
	case "submit", "cancel", "update":
		s.request(words[0], moment(s.t, words[1]), with)
	case "news":
		s.news(moment(s.t, words[1]), words[2], with)
	case "erased":
		s.erased(order.List(words[1]), order.Window{From: moment(s.t, words[2]), To: moment(s.t, words[3])})
	case "unsearched":
		s.e.Unsearched, s.e.Unopened = true, words[1] == "records"
	case "hole":
		s.hole(order.List(words[1]), order.Window{From: moment(s.t, words[2]), To: moment(s.t, words[3])})
	case "works":
		s.e.Calendar = diagnose.NewCalendar(time.UTC, words[1])
	case "expect", "got":
		s.said(words[0], words[1], strings.Join(words[2:], " "))
	case "usual":
		s.e.Usual.Printers, s.e.Usual.Targets = map[string]int{}, map[string]int{}
	default:
		s.t.Fatalf("no such line: %v", words)
	}
}

func (s *scene) said(what, field, value string) {
	said := diagnose.Said{Field: compare.Watched(field), Value: value}
	if what == "expect" {
		s.e.Question.Expect = append(s.e.Question.Expect, said)
		return
	}
	s.e.Question.Got = append(s.e.Question.Got, said)
}

func (s *scene) hole(list order.List, w order.Window) {
	s.e.Coverage = punched(s.e.Coverage, list, w)
}

// erased takes a window out of what is held, as erasing the order on the last evening does.
func (s *scene) erased(list order.List, w order.Window) {
	s.e.Coverage = s.e.Coverage.Without([]order.Gap{{Source: "feed", List: list, Window: w, Why: order.Erased, ErasedAt: moment(s.t, "11-15T18:00")}})
}

// punched takes a window out of what is held.
func punched(c order.Coverage, list order.List, w order.Window) order.Coverage {
	out := order.Coverage{Gaps: append(append([]order.Gap{}, c.Gaps...), order.Gap{Source: "feed", List: list, Window: w, Why: order.NotYet})}
	for _, h := range c.Lists {
		if h.List != list {
			out.Lists = append(out.Lists, h)
			continue
		}
		for _, left := range h.Minus([]order.Window{w}) {
			out.Lists = append(out.Lists, order.Held{Source: h.Source, List: list, Window: left})
		}
	}
	return out
}

const (
	usualOriginal = `{"order":{"number":"NL-1","lines":[{"id":"1","sku":"POSTER-A3-SILK","qty":2,"front_file":"https://art.example/f.pdf"}]}}`
	usualFinal    = `{"orderReferenceId":"NL-1","orderType":"order","items":[{"itemReferenceId":"1","productUid":"flat_product_pf_a3_pt_170-gsm-coated-silk_cl_4-0_ver","quantity":2,"files":[{"type":"front","url":"https://art.example/f.pdf"}]}]}`
)

func (s *scene) request(kind string, at order.Millis, with map[string]string) {
	r := &order.Request{ID: "r" + strconv.Itoa(s.n), ReceivedAt: at, UpdatedAt: at, Type: order.RequestType(kind), OrderReferenceID: "NL-1",
		Customer: &order.Party{ID: "c1", Name: "Acme"}}
	if kind == "update" {
		r.Type = order.UpdateShipment
	}
	or := func(name, usual string) string {
		if v, ok := with[name]; ok {
			return v
		}
		return usual
	}
	r.Stages.Original = &order.Message{At: at, ContentType: "application/json", Transport: or("transport", "http"), Body: []byte(or("original", usualOriginal))}
	r.Stages.Template = &order.Template{Name: "acme-submit", Format: "json", Rendered: new(or("final", usualFinal)), Lookups: []order.Lookup{}}
	if source, ok := with["source"]; ok {
		r.Stages.Template.Source = &source
	}
	if text, ok := with["lookup"]; ok { // field:key:value, the value empty for a miss
		parts := strings.SplitN(text, ":", 3)
		r.Stages.Template.Lookups = append(r.Stages.Template.Lookups, order.Lookup{Field: parts[0], Key: parts[1], Hit: with["missed"] == "" && parts[2] != "", Value: &parts[2]})
	}
	r.Stages.Final = &order.Message{At: at, Method: "POST", URL: "https://" + or("host", "press-north.example") + "/v2/orders", ContentType: "application/json", Body: []byte(or("final", usualFinal))}
	s.answer(r, at, or("answer", "200"), with)
	s.without(r, with)
	s.e.Requests = append(s.e.Requests, r)
}

func (s *scene) answer(r *order.Request, at order.Millis, answer string, with map[string]string) {
	a := &order.Response{Message: order.Message{At: at + 200, ContentType: "application/json"}}
	r.Stages.Response = a
	switch answer {
	case "pending":
		r.Stages.Response, r.Stages.ResponseIs = nil, order.NotReached
	case "timeout", "connection_refused", "dns":
		a.Error = &order.StageError{Code: map[string]string{"timeout": "no_answer"}[answer] + map[string]string{"connection_refused": answer, "dns": answer}[answer], Message: answer}
	case "template":
		r.Stages.Template.Error = &order.StageError{Class: "UndefinedError", Message: "'dict object' has no attribute 'adress'", Line: new(7)}
		r.Stages.Template.Rendered, r.Stages.Final, r.Stages.FinalIs = nil, nil, order.NotReached
		a.Status, a.Body = new(422), []byte(`{"error":"Template rendering failed"}`)
	case "none":
		r.Stages.Response, r.Stages.ResponseIs = nil, order.NotCaptured
	default:
		status, err := strconv.Atoi(answer)
		if err != nil {
			s.t.Fatal(err)
		}
		a.Status = &status
		a.Body = []byte(`{"id":"g1"}`)
		if status < 300 {
			r.OrderID = "g1"
		}
	}
	if body, ok := with["body"]; ok {
		a.Body = []byte(body)
	}
}

// without takes stages away: door (all that follows the original), original, final.
func (s *scene) without(r *order.Request, with map[string]string) {
	if _, ok := with["door"]; ok {
		r.Stages.Template, r.Stages.TemplateIs, r.Stages.Final, r.Stages.FinalIs = nil, order.NotReached, nil, order.NotReached
	}
	if _, ok := with["no-original"]; ok {
		r.Stages.Original, r.Stages.OriginalIs = nil, order.NotCaptured
	}
	if _, ok := with["no-final"]; ok {
		r.Stages.Final, r.Stages.FinalIs = nil, order.NotCaptured
		r.Stages.Template, r.Stages.TemplateIs = nil, order.NotCaptured
	}
}

func (s *scene) news(at order.Millis, state string, with map[string]string) {
	p := &order.Postback{ID: "p" + strconv.Itoa(s.n), OccurredAt: at, UpdatedAt: at, Direction: order.ToCustomer, Event: "order_" + state, Status: state,
		OrderReferenceID: "NL-1", OrderID: "g1", PackageID: with["parcel"], Customer: &order.Party{ID: "c1", Name: "Acme"}}
	p.Payload = []byte(fmt.Sprintf(`{"order":{"referenceId":"NL-1","status":%q},"shipment":{"tracking":{"code":"TRK123456","url":"https://track.example/TRK123456"}}}`, state))
	if payload, ok := with["payload"]; ok {
		p.Payload = []byte(payload)
	}
	if _, ok := with["printer"]; ok {
		p.Direction, p.Event = order.FromPrinter, "status"
		s.e.Postbacks = append(s.e.Postbacks, p)
		return
	}
	p.Template = &order.Template{Name: "acme-pb", Type: "trigger_webhook"}
	p.Delivery = &order.Delivery{Target: "https://shop.example/hooks", Attempts: []order.Attempt{}}
	if host, ok := with["host"]; ok {
		p.Delivery.Target = "https://" + host + "/hooks"
	}
	if _, ok := with["mail"]; ok {
		p.Delivery.Target, p.Template.Type = "anna@shop.example", "trigger_email"
	}
	if _, ok := with["retry-off"]; ok {
		p.Trigger = &order.Trigger{RetryOnFailure: new(false)}
	}
	s.tries(p, with)
	s.e.Postbacks = append(s.e.Postbacks, p)
}

func (s *scene) tries(p *order.Postback, with map[string]string) {
	if with["tries"] == "unknown" {
		p.Delivery.Attempts = nil
		return
	}
	if with["tries"] == "template" {
		p.Template.Error = &order.StageError{Message: "'shipments' is undefined"}
		return
	}
	list := with["tries"]
	if list == "" {
		list = "200"
	}
	after, _ := strconv.Atoi(with["after"]) // minutes; 0 when nothing is said
	for i, try := range strings.Split(list, ",") {
		a := order.Attempt{N: i + 1, At: p.OccurredAt + order.Millis(after)*diagnose.Minute + order.Millis(i)*5000}
		if status, err := strconv.Atoi(strings.TrimSuffix(try, "+")); err == nil {
			a.Status = &status
		} else {
			a.Error = &order.StageError{Code: "no_answer", Message: try}
		}
		if strings.HasSuffix(try, "+") {
			a.RetryAfterS = new(300)
		}
		a.ResponseBody = new(with["told"])
		p.Delivery.Attempts = append(p.Delivery.Attempts, a)
	}
}

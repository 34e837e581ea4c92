package trail

import (
	"cmp"
	"context"
	"time"

	"ordertrail/backend/diagnose"
	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/store"
)

// GuideQuery is a question as a screen asks it, and how its answer is written.
type GuideQuery struct {
	Scenario  diagnose.Scenario `json:"scenario"`
	Reference string            `json:"reference"` // of the order, or whatever finds it
	Customer  string            `json:"customer"`  // "": whoever has the reference
	Expect    []diagnose.Said   `json:"expect"`
	Got       []diagnose.Said   `json:"got"`
	Language  string            `json:"language"`
	Zone      string            `json:"zone"` // in which times are written, such as Europe/Stockholm
}

// Guide is what a guide found, in words. Where several orders fit there is no verdict, but candidates.
type Guide struct {
	Scenario   diagnose.Scenario   `json:"scenario"`
	Reference  string              `json:"reference"`
	Customer   string              `json:"customer"`
	Verdict    diagnose.Verdict    `json:"verdict"`
	Confidence diagnose.Confidence `json:"confidence"`
	Steps      []GuideStep         `json:"steps"`
	Conclusion string              `json:"conclusion"`
	Next       string              `json:"next"`
	Notes      []string            `json:"notes"`
	Gaps       []order.Gap         `json:"gaps"` // what would have to be fetched to know more
	Candidates []GuideOrder        `json:"candidates"`
	Held       order.Millis        `json:"held"` // up to when the history is held; 0: nothing is
	Zone       string              `json:"zone"` // in which the reply's times are written
	ZoneBy     ZoneBy              `json:"zoneBy"`
	TookMs     float64             `json:"tookMs"`
}

// GuideStep is one question of a guide and its answer.
type GuideStep struct {
	ID       string          `json:"id"`
	Asks     string          `json:"asks"`
	Answer   diagnose.Answer `json:"answer"`
	Says     string          `json:"says"`
	Evidence []GuideLink     `json:"evidence"`
	Gaps     []order.Gap     `json:"gaps"`
	Like     string          `json:"like"` // the filter of requests that lists all that it speaks of; "": none
}

// GuideLink is the very place that a sentence rests on, and what to call it.
type GuideLink struct {
	List     order.List  `json:"list"`
	ID       string      `json:"id"`
	Stage    order.Stage `json:"stage"` // "": the whole record, or a postback
	Path     string      `json:"path"`  // JSON pointer into the stage's body
	Attempt  int         `json:"attempt"`
	Attempts int         `json:"attempts"` // that there are
	Kind     order.Kind  `json:"kind"`     // of a postback, else ""
}

// GuideOrder is one of several orders that fit.
type GuideOrder struct {
	Reference string       `json:"reference"`
	Customer  string       `json:"customer"`
	Requests  int          `json:"requests"`
	Postbacks int          `json:"postbacks"`
	At        order.Millis `json:"at"` // of the latest record
}

// Guide lets a guide answer, and keeps that the order was checked.
func (t *Trail) Guide(ctx context.Context, q GuideQuery) (Guide, error) {
	began := time.Now()
	e, r, err := t.ask(ctx, q)
	if fault.Is(err, fault.Ambiguous) {
		return t.undecided(ctx, q, err)
	}
	if err != nil {
		return Guide{}, err
	}
	g := told(r, e, diagnose.NewWords(q.Language, zoneOf(q.Zone)))
	c := t.clockFor(e, zoneOf(q.Zone))
	g.Zone, g.ZoneBy = c.zone.String(), c.by
	g.TookMs = float64(time.Since(began).Microseconds()) / 1000
	return g, t.keepCheck(ctx, g, e)
}

// keepCheck keeps that an order was checked; where nothing can be kept, the answer is as good without.
func (t *Trail) keepCheck(ctx context.Context, g Guide, e diagnose.Evidence) error {
	err := t.store.KeepCheck(ctx, store.Check{
		Reference: g.Reference, Customer: partyOf(e), Scenario: string(g.Scenario), Verdict: string(g.Verdict), At: t.Now(),
	})
	if unkept(err) {
		return nil
	}
	return err
}

// unkept says that an error only means that nothing can be written now.
func unkept(err error) bool {
	for _, code := range []fault.Code{fault.ReadOnly, fault.NewerVersion, fault.Busy, fault.DiskFull} {
		if fault.Is(err, code) {
			return true
		}
	}
	return false
}

// CheckedOrder is an order that was checked, and what was found.
type CheckedOrder struct {
	Reference string            `json:"reference"`
	Customer  string            `json:"customer"`
	Scenario  diagnose.Scenario `json:"scenario"`
	Verdict   diagnose.Verdict  `json:"verdict"`
	At        order.Millis      `json:"at"`
}

// mostRecent is how many checked orders screens show.
const mostRecent = 12

// Checked lists the orders that were checked, the latest first.
func (t *Trail) Checked(ctx context.Context) ([]CheckedOrder, error) {
	kept, err := t.store.Checked(ctx, mostRecent)
	list := make([]CheckedOrder, len(kept))
	for i, c := range kept {
		list[i] = CheckedOrder{c.Reference, partyName(c.Customer), diagnose.Scenario(c.Scenario), diagnose.Verdict(c.Verdict), c.At}
	}
	return list, err
}

// Reply writes what can be sent to whoever asked, in the query's language and by the customer's clock, where it is known.
func (t *Trail) Reply(ctx context.Context, q GuideQuery, length diagnose.Length) (string, error) {
	e, r, err := t.ask(ctx, q)
	if err != nil {
		return "", err
	}
	return diagnose.NewWords(q.Language, t.clockFor(e, zoneOf(q.Zone)).zone).Reply(r, length, t.Now()), nil
}

func (t *Trail) ask(ctx context.Context, q GuideQuery) (diagnose.Evidence, *diagnose.Report, error) {
	e, err := t.evidence(ctx, Question{
		Scenario: q.Scenario, Reference: q.Reference, Customer: q.Customer, Said: diagnose.Question{Expect: q.Expect, Got: q.Got},
	})
	if err != nil {
		return e, nil, err
	}
	r, err := t.judge(ctx, q.Scenario, e)
	return e, r, err
}

// zoneOf is the zone of a name; one that is not known here is this computer's.
func zoneOf(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil || name == "" {
		return time.Local
	}
	return zone
}

func told(r *diagnose.Report, e diagnose.Evidence, w *diagnose.Words) Guide {
	g := Guide{
		Scenario: r.Scenario, Reference: r.Reference, Customer: partyName(partyOf(e)), Verdict: r.Verdict, Confidence: r.Confidence,
		Steps: make([]GuideStep, len(r.Steps)), Conclusion: w.Say(r.Conclusion), Next: w.Say(r.Next), Notes: make([]string, len(r.Notes)),
		Gaps: append([]order.Gap{}, r.Missing...), Candidates: []GuideOrder{}, Held: heldTo(e.Coverage),
	}
	for i, note := range r.Notes {
		g.Notes[i] = w.Say(note)
	}
	for i, step := range r.Steps {
		g.Steps[i] = GuideStep{
			ID: step.ID, Asks: w.Asks(r.Scenario, step.ID), Answer: step.Answer, Says: w.Say(step.Says),
			Evidence: links(step.Evidence, e), Gaps: append([]order.Gap{}, step.Gaps...),
		}
		if step.ID == diagnose.OthersStep && step.Answer == diagnose.Problem {
			g.Steps[i].Like = rowOf(r.Row).String()
		}
	}
	return g
}

// partyOf is whose the order is, nobody where no record tells.
func partyOf(e diagnose.Evidence) order.Party {
	for _, r := range e.Requests {
		if r.Customer != nil {
			return *r.Customer
		}
	}
	for _, p := range e.Postbacks {
		if p.Customer != nil {
			return *p.Customer
		}
	}
	return order.Party{}
}

// heldTo is the latest moment of which something is held.
func heldTo(c order.Coverage) order.Millis {
	var to order.Millis
	for _, h := range c.Lists {
		to = max(to, h.To)
	}
	return to
}

func links(on []diagnose.Pointer, e diagnose.Evidence) []GuideLink {
	out := make([]GuideLink, len(on))
	for i, p := range on {
		out[i] = GuideLink{List: order.Requests, ID: p.ID, Stage: p.Stage, Path: p.Path, Attempt: p.Attempt}
		for _, news := range e.Postbacks {
			if news.ID != p.ID {
				continue
			}
			out[i].List, out[i].Kind = order.Postbacks, news.Kind()
			if news.Delivery != nil {
				out[i].Attempts = len(news.Delivery.Attempts)
			}
		}
	}
	return out
}

// undecided names the orders that fit.
func (t *Trail) undecided(ctx context.Context, q GuideQuery, why error) (Guide, error) {
	g := Guide{Scenario: q.Scenario, Reference: q.Reference, Steps: []GuideStep{}, Notes: []string{}, Gaps: []order.Gap{}, Candidates: []GuideOrder{}}
	names, _ := fault.Of(why).Params["candidates"].([]string)
	for _, name := range names {
		fits, err := t.candidate(ctx, q, name)
		if err != nil {
			return g, err
		}
		g.Candidates = append(g.Candidates, fits)
	}
	return g, nil
}

// candidate is an order that fits, by the name of its customer or by its reference.
func (t *Trail) candidate(ctx context.Context, q GuideQuery, name string) (GuideOrder, error) {
	fits := GuideOrder{Reference: q.Reference, Customer: name}
	o, err := t.store.OrderOf(ctx, q.Reference, name, t.Now())
	if fault.Is(err, fault.NotFound) {
		fits = GuideOrder{Reference: name, Customer: q.Customer}
		o, err = t.store.OrderOf(ctx, name, q.Customer, t.Now())
	}
	if err != nil {
		if fault.Is(err, fault.NotFound) || fault.Is(err, fault.Ambiguous) {
			err = nil // it is asked for by its name, and then it is seen
		}
		return fits, err
	}
	fits.Reference, fits.Customer = cmp.Or(o.Reference, fits.Reference), cmp.Or(partyName(o.Customer), fits.Customer)
	fits.Requests, fits.Postbacks = len(o.Requests), len(o.Postbacks)
	if len(o.Requests) > 0 {
		fits.At = o.Requests[0].ReceivedAt
	}
	if len(o.Postbacks) > 0 {
		fits.At = max(fits.At, o.Postbacks[0].OccurredAt)
	}
	return fits, nil
}

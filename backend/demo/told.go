package demo

import (
	"cmp"
	"slices"

	"ordertrail/backend/order"
)

// Story is an order that tells a story, and what a guide has to say about it.
type Story struct {
	Order    string `json:"order"`    // its reference
	Scenario string `json:"scenario"` // disappeared, shipping_notice, printer_never_got or wrong_product
	Verdict  string `json:"verdict"`
	Says     string `json:"says"` // what happened, in a sentence
}

// strangers are references that no order of any history has.
var strangers = []string{"NK-99999", "BWG-00042"}

// Stories lists which order tells which story, by guide and verdict, as of a moment not long after the
// history's end. They are orders of the last two weeks; older ones of the same kinds are all over the history.
func (h *History) Stories(now order.Millis) []Story {
	out := []Story{}
	for i := range h.planted {
		p := h.plan(h.usual + uint32(i))
		if p.requests[0].state(now) == 0 {
			continue
		}
		out = append(out, p.told(now)...)
	}
	for _, ref := range strangers {
		out = append(out, Story{ref, "disappeared", "NOT_RECEIVED", "There is no such order."})
		for _, scenario := range []string{"shipping_notice", "printer_never_got", "wrong_product"} {
			out = append(out, Story{ref, scenario, "NO_DATA", "There is no such order."})
		}
	}
	slices.SortStableFunc(out, func(a, b Story) int {
		return cmp.Or(cmp.Compare(a.Scenario, b.Scenario), cmp.Compare(a.Verdict, b.Verdict))
	})
	return out
}

// Stalls tells, by reference, of the orders that stopped where nobody says why: true for those that did so long enough ago
// to be noticed, which is as long as the planted ones. All others went on, or ended.
func (h *History) Stalls(now order.Millis) map[string]bool {
	stalls := map[string]bool{}
	for k := range h.usual + uint32(len(h.planted)+h.coming) {
		p := h.plan(k)
		if says := p.story.says.disappeared; says == "STALLED" || says == "ACCEPTED_SILENT" {
			stalls[p.ref()] = p.requests[0].state(now) > 0 && now-p.at >= p.story.age[0]
		}
	}
	return stalls
}

// told gives the verdicts of one order, but for those that time has overtaken.
func (p *plan) told(now order.Millis) []Story {
	says := p.story.says
	if says.shipping == "NOT_SHIPPED_YET" && p.hasLeft(now) || says.shipping == "RETRYING" && p.settled(now) {
		says.shipping = ""
	}
	out := []Story{}
	for _, one := range []Story{{"", "disappeared", says.disappeared, ""}, {"", "shipping_notice", says.shipping, ""},
		{"", "printer_never_got", says.printer, ""}, {"", "wrong_product", says.product, ""}} {
		if one.Verdict != "" {
			one.Order, one.Says = p.ref(), p.story.recount
			out = append(out, one)
		}
	}
	return out
}

// hasLeft says that news of a parcel are there.
func (p *plan) hasLeft(now order.Millis) bool {
	return slices.ContainsFunc(p.news, func(s slot) bool { return s.parcel > 0 && s.state(now) > 0 })
}

// settled says that no delivery of news is still under way.
func (p *plan) settled(now order.Millis) bool {
	return !slices.ContainsFunc(p.news, func(s slot) bool { return s.state(now) < int(s.changes) })
}

package demo

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/feed"
	"ordertrail/backend/order"
)

func TestEachStoryFitsSomebodyAndComesAtItsRate(t *testing.T) {
	h := made(t, Options{Requests: 60_000, Seed: 9})
	counts, orders := map[string]float64{}, 0.0
	for p := range h.orders() {
		if !p.story.fits(p.customer) {
			t.Fatalf("%s is told of %s, whom it does not fit", p.story.name, p.customer.key)
		}
		if !p.planted {
			counts[p.story.name]++
			orders++
		}
	}
	for _, s := range h.stories[1:] {
		want := float64(s.rate) / storyScale * orders
		if got := counts[s.name]; math.Abs(got-want) > 5*math.Sqrt(want)+1 {
			t.Errorf("%s: %.0f orders, want about %.0f", s.name, got, want)
		}
	}
}

func TestTheBusiestCustomersHaveMostOfTheOrders(t *testing.T) {
	h := made(t, Options{Requests: 20_000, Seed: 9})
	if len(h.customers) < 12 {
		t.Errorf("%d customers", len(h.customers))
	}
	counts := map[string]int{}
	for p := range h.orders() {
		counts[p.customer.key]++
	}
	if first, last := counts[h.customers[0].key], counts[h.customers[len(h.customers)-1].key]; first < 3*last || last == 0 {
		t.Errorf("the busiest has %d orders, the least busy %d", first, last)
	}
}

// What lists show and filter by must be seen in a demo of a thousand requests.
func TestEveryOutcomeStateKindAndResultOccurs(t *testing.T) {
	h := made(t, Options{Requests: 1000, Seed: 4})
	outcomes, states, severities := map[order.Outcome]bool{}, map[order.StageState]bool{}, map[order.Severity]bool{}
	types := map[order.RequestType]bool{}
	for _, r := range requestsOf(h, present) {
		outcomes[r.Outcome(present)], severities[r.Severity(present)], types[r.Type] = true, true, true
		for _, stage := range order.AllStages {
			states[r.States(present).Of(stage)] = true
		}
	}
	kinds, results := map[order.Kind]bool{}, map[order.Result]bool{}
	for p := range h.orders() {
		for i := range p.news {
			if b := h.postback(&p, i, present); b != nil {
				kinds[b.Kind()], results[b.Result()], severities[b.Severity(false)] = true, true, true
			}
		}
	}
	missing(t, outcomes, without(order.AllOutcomes, order.Undecided)) // its response would have to be missing
	missing(t, states, without(order.AllStageStates, order.StageEmpty))
	missing(t, kinds, order.AllKinds)
	missing(t, results, without(order.AllResults, order.ResultUnknown))
	missing(t, severities, order.AllSeverities)
	missing(t, types, []order.RequestType{order.Submit, order.Cancel, order.UpdateShipment})
}

func without[T comparable](all []T, one T) []T {
	return slices.DeleteFunc(slices.Clone(all), func(v T) bool { return v == one })
}

func missing[T comparable](t *testing.T, seen map[T]bool, all []T) {
	t.Helper()
	for _, v := range all {
		if !seen[v] {
			t.Errorf("no %v", v)
		}
	}
}

func TestRecordsComeBackFromTheFeedAsTheyWereMade(t *testing.T) {
	h := made(t, Options{Requests: 400, Seed: 6})
	for p := range h.orders() {
		for i := range p.requests {
			if made := h.request(&p, i, present); made != nil {
				read, err := feed.ReadRequest(feed.AppendRequest(nil, made))
				if diff := cmp.Diff(made, read); err != nil || diff != "" {
					t.Fatalf("%s: %v, %s", p.story.name, err, diff)
				}
			}
		}
		for i := range p.news {
			if made := h.postback(&p, i, present); made != nil {
				read, err := feed.ReadPostback(feed.AppendPostback(nil, made))
				if diff := cmp.Diff(made, read); err != nil || diff != "" {
					t.Fatalf("%s: %v, %s", p.story.name, err, diff)
				}
			}
		}
	}
}

// A record's moments follow each other: nothing is answered before it was asked.
func TestMomentsOfARecordFollowEachOther(t *testing.T) {
	h := made(t, Options{Requests: 2000, Seed: 8})
	for p := range h.orders() {
		for i := range p.requests {
			if r := h.request(&p, i, p.requests[i].seen[p.requests[i].changes-1]); !inOrder(r) {
				t.Errorf("%s: %s, moments %v", p.story.name, r.ID, moments(r))
			}
		}
		for i, s := range p.news {
			if !slices.IsSorted(s.seen[:s.changes]) || s.seen[0] < s.at || s.at < p.at {
				t.Errorf("%s: news %d of %s change at %v", p.story.name, i, p.ref(), s.seen[:s.changes])
			}
		}
	}
}

func inOrder(r *order.Request) bool { return slices.IsSorted(moments(r)) }

func moments(r *order.Request) []order.Millis {
	out := []order.Millis{r.ReceivedAt}
	if t := r.Stages.Template; t != nil {
		out = append(out, t.At)
	}
	if f := r.Stages.Final; f != nil {
		out = append(out, f.At)
	}
	for _, a := range r.Attempts {
		out = append(out, a.At)
	}
	if a := r.Stages.Response; a != nil {
		out = append(out, a.At)
	}
	return append(out, r.UpdatedAt)
}

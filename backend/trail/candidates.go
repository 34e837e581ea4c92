package trail

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/store"
)

// Candidate is one of several orders that fit what was looked for.
type Candidate struct {
	Reference string          `json:"reference"`
	Customer  order.Party     `json:"customer"`
	OrderIDs  []string        `json:"orderIds"`
	From      order.Millis    `json:"from"` // its first record
	To        order.Millis    `json:"to"`   // and its last
	Requests  int             `json:"requests"`
	Postbacks int             `json:"postbacks"`
	Latest    []order.Outcome `json:"latest"` // of its last request; none when it has no request
}

// several is why an order is ambiguous: the orders that fit.
type several struct {
	places []place
	cause  *fault.Error
}

func (s *several) Error() string { return s.cause.Error() }

func (s *several) Unwrap() error { return s.cause }

// severalOf makes of customers that have orders of one reference the orders that fit.
func severalOf(ref string, err error) error {
	f := fault.Of(err)
	if _, is := errors.AsType[*several](err); is || f.Code != fault.Ambiguous {
		return err
	}
	s := &several{cause: f}
	names, _ := f.Params["candidates"].([]string)
	for _, name := range names {
		s.places = append(s.places, place{ref, name})
	}
	return s
}

// mostCandidates is how many orders are offered to choose from; who gets more has to say more of what is meant.
const mostCandidates = 50

// Candidates tells the orders apart that an ambiguous error is about, the latest first; none for another error.
func (t *Trail) Candidates(ctx context.Context, ambiguous error) ([]Candidate, error) {
	s, ok := errors.AsType[*several](ambiguous)
	if !ok {
		return []Candidate{}, nil
	}
	list := []Candidate{}
	for _, p := range s.places[:min(len(s.places), mostCandidates)] {
		o, err := t.store.OrderOf(ctx, p.reference, p.customer, t.Now())
		if fault.Is(err, fault.Ambiguous) || fault.Is(err, fault.NotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		list = append(list, candidateOf(o, p))
	}
	slices.SortFunc(list, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(b.To, a.To), cmp.Compare(a.Reference, b.Reference), cmp.Compare(partyName(a.Customer), partyName(b.Customer)))
	})
	return list, nil
}

func candidateOf(o store.Order, p place) Candidate {
	c := Candidate{
		Reference: cmp.Or(o.Reference, p.reference), Customer: o.Customer, OrderIDs: o.OrderIDs,
		Requests: len(o.Requests), Postbacks: len(o.Postbacks), Latest: []order.Outcome{},
	}
	if c.Customer == (order.Party{}) {
		c.Customer.Name = p.customer
	}
	var at []order.Millis
	for _, r := range o.Requests {
		at = append(at, r.ReceivedAt)
	}
	for _, n := range o.Postbacks {
		at = append(at, n.OccurredAt)
	}
	if len(at) > 0 {
		c.From, c.To = slices.Min(at), slices.Max(at)
	}
	if len(o.Requests) > 0 {
		c.Latest = append(c.Latest, o.Requests[0].Outcome)
	}
	return c
}

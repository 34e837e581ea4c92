// Package story tells one order's story: all that happened to it in the order in which it happened, with the silences
// between held against what is usual for its customer. Nothing here reads a clock, a file or a store.
package story

import (
	"cmp"
	"slices"

	"ordertrail/backend/diagnose"
	"ordertrail/backend/order"
)

// Matter is what a story is told from.
type Matter struct {
	Requests  []*order.Request
	Postbacks []*order.Postback
	Coverage  order.Coverage
	Usual     Usuals // of other orders
	Now       order.Millis
	LateNews  order.Millis // after which news is late; 0: as usual
}

// Story is all that happened to an order, oldest first.
type Story struct {
	Events  []Event  `json:"events"`
	Gaps    []Gap    `json:"gaps"`
	Parcels []Parcel `json:"parcels"`
}

// Parcel is one parcel of an order, as its news name it.
type Parcel struct {
	ID    string   `json:"id"`
	Items []string `json:"items"` // references
	State string   `json:"state"` // what was last reported of it
}

// Tell tells the story of an order.
func Tell(m Matter) Story {
	s := Story{Events: []Event{}, Gaps: []Gap{}, Parcels: parcelsOf(m.Postbacks)}
	cancelled := slices.ContainsFunc(m.Requests, func(r *order.Request) bool { return r.Type == order.Cancel && r.Outcome(m.Now) == order.Accepted })
	for _, r := range m.Requests {
		s.Events = append(s.Events, requested(r, m.Now))
	}
	for _, p := range m.Postbacks {
		s.Events = append(s.Events, heard(p, s.Parcels, cancelled))
	}
	slices.SortStableFunc(s.Events, func(a, b Event) int { return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.ID, b.ID)) })
	s.sinceBefore()
	doubled(s.Events, m.Postbacks)
	lagging(s.Events, cmp.Or(m.LateNews, diagnose.DefaultLimits().LateNews))
	s.Gaps = gapsOf(s.Events, m)
	return s
}

// sinceBefore tells how long after the event before it each came.
func (s *Story) sinceBefore() {
	for i := 1; i < len(s.Events); i++ {
		s.Events[i].GapMs = int64(s.Events[i].At - s.Events[i-1].At)
	}
}

// parcelsOf are the parcels in the order in which they were heard of.
func parcelsOf(news []*order.Postback) []Parcel {
	sorted := slices.Clone(news)
	slices.SortStableFunc(sorted, func(a, b *order.Postback) int {
		return cmp.Or(cmp.Compare(a.OccurredAt, b.OccurredAt), cmp.Compare(a.ID, b.ID))
	})
	list := []Parcel{}
	for _, p := range sorted {
		if p.PackageID == "" {
			continue
		}
		at := numberOf(list, p.PackageID) - 1
		if at < 0 {
			at, list = len(list), append(list, Parcel{ID: p.PackageID, Items: []string{}})
		}
		list[at].State = p.Reports()
		for _, item := range p.ItemReferenceIDs {
			if !slices.Contains(list[at].Items, item) {
				list[at].Items = append(list[at].Items, item)
			}
		}
	}
	return list
}

// numberOf is which parcel an id names, from 1 on; 0 for none.
func numberOf(parcels []Parcel, id string) int {
	return slices.IndexFunc(parcels, func(p Parcel) bool { return p.ID == id }) + 1
}

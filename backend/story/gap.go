package story

import (
	"cmp"
	"slices"

	"ordertrail/backend/diagnose"
	"ordertrail/backend/order"
)

// Gap is a silence that is worth a word: longer than for 9 of 10 of the customer's orders, long without anything known
// of what is usual, or with a window in it that is not held.
type Gap struct {
	order.Window
	After  string  `json:"after"`  // the event before it
	Before string  `json:"before"` // the event that ends it; "": it goes on
	Part   Stretch `json:"part"`
	Usual  Usual   `json:"usual"`
	By     Basis   `json:"by"`     // whose orders say so
	Enough bool    `json:"enough"` // is known to say what is usual
	Long   bool    `json:"long"`   // longer than usual
	Held   bool    `json:"held"`   // all news of the time are held: else nobody knows whether there were any
}

const (
	leastLong   = 15 * diagnose.Minute // shorter silences are not worth a word, however unusual
	leastUnsure = diagnose.Day         // nor are shorter ones of which nothing is known
	leastUnheld = 15 * diagnose.Minute
)

// gapsOf finds the silences between news, up to now.
func gapsOf(events []Event, m Matter) []Gap {
	gaps := []Gap{}
	before := Event{}
	for _, e := range events {
		if !marks(&e) {
			continue
		}
		if before.ID != "" {
			gaps = m.named(gaps, before, e)
		}
		before = e
	}
	if before.ID != "" && !over(events) {
		gaps = m.named(gaps, before, Event{At: m.Now})
	}
	return gaps
}

// marks says that an event is a point of the order's course: a submit that may have been taken, or news.
func marks(e *Event) bool {
	return e.List == order.Postbacks || e.What == "request_submit" && slices.Contains([]order.Outcome{order.Accepted, order.Pending, order.NoAnswer}, e.Outcome)
}

func markOf(e Event) string {
	if e.List == order.Requests {
		return Submitted
	}
	return string(e.Kind)
}

// over says that no more news have to come: the order was delivered, all of it, or came to another end.
func over(events []Event) bool {
	shipped, ended := map[int]bool{}, map[int]bool{}
	for _, e := range events {
		switch {
		case e.What == "request_cancel" && e.Outcome == order.Accepted, e.List == order.Postbacks && slices.Contains([]string{"canceled", "failed", "error"}, e.State):
			return true
		case e.Kind == order.KindShipping:
			shipped[e.Parcel] = true
		case e.Kind == order.KindDelivery, e.State == "returned":
			ended[e.Parcel] = true
		}
	}
	for parcel := range shipped {
		if !ended[parcel] && !ended[0] {
			return false
		}
	}
	return len(ended) > 0
}

// named adds a silence if it is worth a word.
func (m *Matter) named(gaps []Gap, from, to Event) []Gap {
	g := Gap{Window: order.Window{From: from.At, To: to.At}, After: from.ID, Before: to.ID, Part: Stretch{From: markOf(from)}}
	if to.ID != "" {
		g.Part.To = markOf(to)
	}
	lasted := g.To - g.From
	g.Usual, g.By = m.Usual.Of(g.Part)
	g.Enough, g.Held = g.Usual.Enough(), !touches(g.Window, Unheld(m.Coverage, g.Window))
	g.Long = g.Enough && lasted > g.Usual.P90 && lasted >= leastLong
	if g.Long || !g.Enough && lasted >= leastUnsure || !g.Held && lasted >= leastUnheld {
		return append(gaps, g)
	}
	return gaps
}

// Unheld are the parts of a window in which a source may have news that are not held. What is newer than a sync can
// be expected to be does not count.
func Unheld(c order.Coverage, w order.Window) []order.Window {
	held := map[string][]order.Window{}
	for _, h := range c.Lists {
		if h.List == order.Postbacks {
			held[h.Source] = append(held[h.Source], h.Window)
		}
	}
	for _, g := range c.Gaps {
		if g.List == order.Postbacks {
			held[g.Source] = append(held[g.Source], order.Window{})
		}
	}
	if len(held) == 0 {
		return []order.Window{w}
	}
	holes := []order.Window{}
	for _, windows := range held {
		for _, hole := range w.Minus(windows) {
			if hole.To != w.To || hole.To-hole.From > order.Patience {
				holes = append(holes, hole)
			}
		}
	}
	slices.SortFunc(holes, func(a, b order.Window) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	return holes
}

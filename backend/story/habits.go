package story

import (
	"slices"

	"ordertrail/backend/order"
)

// Course is when an order was accepted and when news of it came, oldest first.
type Course []Mark

// Mark is one point of a course.
type Mark struct {
	What string // submit, or the kind of news
	At   order.Millis
}

// Submitted is the mark of a submit that may have been taken.
const Submitted = "submit"

// ends says that nothing has to follow.
func (m Mark) ends() bool {
	return m.What == string(order.KindDelivery) || m.What == string(order.KindError)
}

// Stretch is the way from one point of an order's course to the next. To "" is whatever comes next.
type Stretch struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// Usual is how long a stretch takes for half of a customer's orders, and for 9 of 10.
type Usual struct {
	Orders int          `json:"orders"` // that are known to have passed it
	P50    order.Millis `json:"p50"`
	P90    order.Millis `json:"p90"`
}

// leastKnown is how many orders must have passed a stretch before anything is called usual: 9 of 10 are then nine.
const leastKnown = 10

// Enough says that enough orders are known to call something usual.
func (u Usual) Enough() bool { return u.Orders >= leastKnown }

// Habits are how long the stretches of a customer's orders took, shortest first.
type Habits map[Stretch][]order.Millis

// Learn takes the lengths of all stretches of orders. What an order still waits for at a moment has lasted that long
// at least; spans that are not held tell nothing.
func Learn(courses []Course, unheld []order.Window, now order.Millis) Habits {
	h := Habits{}
	for _, c := range courses {
		for i, m := range c {
			next := Mark{At: now}
			if i+1 < len(c) {
				next = c[i+1]
			} else if m.ends() {
				continue
			}
			if !touches(order.Window{From: m.At, To: next.At}, unheld) {
				h.add(m.What, next, next.At-m.At)
			}
		}
	}
	for stretch := range h {
		slices.Sort(h[stretch])
	}
	return h
}

func (h Habits) add(from string, next Mark, lasted order.Millis) {
	h[Stretch{From: from}] = append(h[Stretch{From: from}], lasted)
	if next.What != "" {
		h[Stretch{from, next.What}] = append(h[Stretch{from, next.What}], lasted)
	}
}

// Of is what is usual for a stretch.
func (h Habits) Of(s Stretch) Usual {
	all := h[s]
	u := Usual{Orders: len(all)}
	if u.Enough() {
		u.P50, u.P90 = share(all, 50), share(all, 90)
	}
	return u
}

// leastRare is how many orders must have passed a point before it is told what only one of twenty exceeds.
const leastRare = 20

// Rare is how long no more than one of twenty of the customer's orders stayed at a point before they went on; 0 where too
// few are known. Those that are still there tell nothing: they may be the ones that stopped.
func (h Habits) Rare(from string) order.Millis {
	var all []order.Millis
	for stretch, lengths := range h {
		if stretch.From == from && stretch.To != "" {
			all = append(all, lengths...)
		}
	}
	if len(all) < leastRare {
		return 0
	}
	slices.Sort(all)
	return share(all, 95)
}

// share is what so many of a hundred do not exceed.
func share(sorted []order.Millis, percent int) order.Millis {
	return sorted[(len(sorted)*percent+99)/100-1]
}

// touches says that a window has a part in one of some others.
func touches(w order.Window, others []order.Window) bool {
	return slices.ContainsFunc(others, func(o order.Window) bool { return o.From < w.To && o.To > w.From })
}

package story

import (
	"slices"

	"ordertrail/backend/diagnose"
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

// Habits are how long the stretches of some orders took, shortest first, and when orders that stayed at a point went on.
type Habits struct {
	lengths map[Stretch][]order.Millis
	stays   map[string][]order.Window
}

// Learn takes the lengths of all stretches of orders. What an order still waits for at a moment has lasted that long
// at least; spans that are not held tell nothing.
func Learn(courses []Course, unheld []order.Window, now order.Millis) Habits {
	h := Habits{map[Stretch][]order.Millis{}, map[string][]order.Window{}}
	for _, c := range courses {
		for i, m := range c {
			next := Mark{At: now}
			if i+1 < len(c) {
				next = c[i+1]
			} else if m.ends() {
				continue
			}
			if !touches(order.Window{From: m.At, To: next.At}, unheld) {
				h.add(m, next)
			}
		}
	}
	for stretch := range h.lengths {
		slices.Sort(h.lengths[stretch])
	}
	return h
}

func (h Habits) add(from, next Mark) {
	on := Stretch{From: from.What}
	h.lengths[on] = append(h.lengths[on], next.At-from.At)
	if next.What != "" {
		part := Stretch{from.What, next.What}
		h.lengths[part] = append(h.lengths[part], next.At-from.At)
		h.stays[from.What] = append(h.stays[from.What], order.Window{From: from.At, To: next.At})
	}
}

// Of is what is usual for a stretch.
func (h Habits) Of(s Stretch) Usual {
	all := h.lengths[s]
	u := Usual{Orders: len(all)}
	if u.Enough() {
		u.P50, u.P90 = share(all, 50), share(all, 90)
	}
	return u
}

// leastRare is how many orders must have gone on from a point before it is told what only one of twenty exceeds.
const leastRare = 20

// Tells says that enough orders went on from a point to tell which stays there are rare.
func (h Habits) Tells(from string) bool { return len(h.stays[from]) >= leastRare }

// Rare says that a stay at a point is longer than that of 19 of 20 orders that went on from there, or that too few are
// known to tell. Only hours count in which orders go on from there: nights, weekends and holidays pass in silence where
// nothing is usually heard in them. Orders that are still there tell nothing: they may be the ones that stopped.
func (h Habits) Rare(from string, stay order.Window, c *diagnose.Calendar) bool {
	if !h.Tells(from) {
		return true
	}
	r := rhythmOf(h.stays[from], c)
	lengths := make([]order.Millis, len(h.stays[from]))
	for i, s := range h.stays[from] {
		lengths[i] = r.within(s)
	}
	slices.Sort(lengths)
	return r.within(stay) > share(lengths, 95)
}

// share is what so many of a hundred do not exceed.
func share(sorted []order.Millis, percent int) order.Millis {
	return sorted[(len(sorted)*percent+99)/100-1]
}

// touches says that a window has a part in one of some others.
func touches(w order.Window, others []order.Window) bool {
	return slices.ContainsFunc(others, func(o order.Window) bool { return o.From < w.To && o.To > w.From })
}

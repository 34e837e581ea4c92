package demo

import (
	"fmt"

	"ordertrail/backend/order"
)

// plan is when what happens to one order; what the records say in detail is made when somebody asks for them.
type plan struct {
	order    uint32
	customer *customer
	story    *story
	house    *printer // who prints it
	planted  bool
	at       order.Millis // the first request
	lines    uint8
	parcels  uint8
	requests []slot
	news     []slot // postbacks
}

// ref is the sender's own order number.
func (p *plan) ref() string {
	return fmt.Sprintf("%s%05d", p.customer.prefix, p.customer.first+int(p.order))
}

// plan draws the plan of an order. Equal histories give equal plans, in any order of asking.
func (h *History) plan(k uint32) plan {
	c := drawing(h.seed, streamPlan, uint64(k))
	p := plan{order: k}
	p.story, p.customer = h.cast(k, &c)
	p.planted = k >= h.usual && k-h.usual < uint32(len(h.planted))
	if p.house = p.customer.printer; p.story.other {
		p.house = h.printers[otherHouse]
	}
	p.at = h.begins(k, &p, &c)
	p.lines = 1
	if p.customer.lines > 1 && !c.oneIn(3) {
		p.lines = uint8(c.between(1, p.customer.lines))
	}
	p.parcels = 1
	if p.lines > 1 && c.oneIn(5) {
		p.parcels = 2
	}
	t := timeline{plan: &p, chance: &c, end: h.end}
	p.requests, p.news = make([]slot, 0, 2), make([]slot, 0, 8)
	p.story.run(&t)
	return p
}

// cast chooses the story of an order and a customer that can have it.
func (h *History) cast(k uint32, c *chance) (*story, *customer) {
	s := h.storyOf(k, c)
	for range 12 {
		if who := h.draw(c); s.fits(who) {
			return s, who
		}
	}
	for _, who := range h.customers {
		if s.fits(who) {
			return s, who
		}
	}
	return h.stories[0], h.customers[0] // not reached: a test holds that each story fits somebody
}

// draw chooses a customer by how busy each is.
func (h *History) draw(c *chance) *customer {
	n := c.below(h.busy)
	for _, who := range h.customers {
		if n -= who.usual; n < 0 {
			return who
		}
	}
	return h.customers[0]
}

// storyOf gives the story of an order: one of the planted ones near the end, or one by rate. Its first draw
// decides alone, so that counting requests needs no more than that.
func (h *History) storyOf(k uint32, c *chance) *story {
	n := c.below(storyScale)
	switch {
	case k >= h.usual && k-h.usual < uint32(len(h.planted)):
		return h.planted[k-h.usual]
	case k == h.plain:
		return h.stories[0]
	}
	for _, s := range h.stories[1:] {
		if n -= s.rate; n < 0 {
			return s
		}
	}
	return h.stories[0]
}

// begins gives the moment of an order's first request.
func (h *History) begins(k uint32, p *plan, c *chance) order.Millis {
	from, to, share := h.start, h.end-minute, (float64(k)+c.fraction())/float64(max(h.usual, 1))
	switch {
	case k >= h.usual && !p.planted:
		from, to, share = h.end, h.end+horizon, (float64(k-h.usual)-float64(len(h.planted))+c.fraction())/float64(h.coming)
	case p.planted:
		return p.story.planted(h, p.customer, c)
	case p.customer.auth == "folder": // the last file is read before the history ends
		to -= 20 * minute
	}
	z := p.customer.place.zone
	at := z.utc(p.customer.rhythm.at(z.local(from), z.local(to), share))
	return min(max(at, from), to-1)
}

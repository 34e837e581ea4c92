package syncer

import "ordertrail/backend/order"

// trend watches whether a walk goes newest first, as was asked for. A source may give another order all the same;
// then nothing is known to be held before its walk ends.
type trend struct {
	lowest order.Millis // the oldest moment so far, 0 before the first record
	falls  bool         // two moments were met, the newer first: one moment alone shows no order
	broken bool
}

// follow takes in a page and gives the moment above which nothing can follow any more; 0 when that is not known.
func (t *trend) follow(page order.Page, asked order.Window) order.Millis {
	see := func(at order.Millis) {
		switch {
		case at >= asked.To || t.lowest != 0 && at > t.lowest:
			t.broken = true
		case t.lowest != 0 && at < t.lowest:
			t.falls = true
		}
		t.lowest = at
	}
	each(page, func(_ string, at, _ order.Millis) { see(at) })
	if len(page.Requests)+len(page.Postbacks) == 0 {
		for _, m := range page.Missing {
			if m.At != 0 {
				see(m.At)
			}
		}
	}
	if t.broken || !t.falls {
		return 0
	}
	return t.lowest
}

// each gives the records of a page with their moments, in the order of the walk.
func each(page order.Page, do func(id string, at, updated order.Millis)) {
	for _, r := range page.Requests {
		do(r.ID, r.ReceivedAt, r.UpdatedAt)
	}
	for _, p := range page.Postbacks {
		do(p.ID, p.OccurredAt, p.UpdatedAt)
	}
}

// progress tells whether a walk has moved between two restarts, so that none goes on for ever.
type progress struct {
	last  order.Millis
	begun bool
}

func (p *progress) since(at order.Millis) bool {
	moved := !p.begun || p.last != at
	p.last, p.begun = at, true
	return moved
}

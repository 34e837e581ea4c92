package syncer

import (
	"context"

	"ordertrail/backend/order"
)

// windowWalk reads a window newest first. What lies above the oldest record of a page is held once the page is stored.
type windowWalk struct {
	run   *run
	list  order.List
	pos   order.Position
	asked order.Window // as the query under way names it
	until order.Millis // everything in the window from here on is held
	// sorted says that the source does give newest first; else nothing is known to be held before the walk ends.
	sorted    bool
	restarted order.Millis // where the last restart began
}

// readWindow reads all of a window that is not held. A walk that stopped on the way goes on with its cursor.
func (r *run) readWindow(ctx context.Context, list order.List, w order.Window) error {
	position, err := r.history.Position(ctx, list)
	if err != nil {
		return err
	}
	if position.Tail == 0 {
		// All that changes from now on is read as changes, after the windows.
		position.Tail = r.status.Now
	}
	ww := &windowWalk{run: r, list: list, pos: position, asked: w, until: w.To, sorted: true}
	q := order.Query{List: list, Window: w, Newest: true, Limit: r.o.Limit}
	if left := position.Window; left.Cursor != "" && left.Asked.From == w.From && left.Seen == w.To {
		ww.asked = left.Asked
		q.Window, q.Cursor, q.Limit = left.Asked, left.Cursor, left.Limit
	}
	return (&walk{run: r, list: list, q: q, restart: ww.restart, store: ww.store}).follow(ctx)
}

// restart asks for what is left of the window.
func (ww *windowWalk) restart(limit int) (order.Query, bool) {
	moved := ww.restarted != ww.until
	ww.restarted = ww.until
	ww.asked = order.Window{From: ww.asked.From, To: ww.until}
	return order.Query{List: ww.list, Window: ww.asked, Newest: true, Limit: limit}, moved
}

func (ww *windowWalk) store(ctx context.Context, q order.Query, page order.Page) error {
	down := ww.down(page)
	b := order.Batch{List: ww.list, Covered: order.Window{From: down, To: ww.until}, At: page.AsOf, Position: ww.pos}
	if b.At == 0 {
		b.At = ww.run.status.Now
	}
	b.Position.Window = order.Walk{}
	if page.Next != "" {
		b.Position.Window = order.Walk{Cursor: page.Next, Asked: ww.asked, Seen: down, AsOf: b.At, Limit: q.Limit}
	}
	b.Missing = placed(page.Missing, order.Window{From: ww.asked.From, To: ww.until})
	ww.until, ww.run.back = down, down
	return ww.run.save(ctx, b, page)
}

// down says from where on the window is held once this page is. On the last page that is all of it; before, it is
// just above the oldest record, since more of the same millisecond may follow.
func (ww *windowWalk) down(page order.Page) order.Millis {
	if page.Next == "" {
		return ww.asked.From
	}
	oldest, newest, sorted := extent(page)
	switch {
	case oldest == 0:
		return ww.until
	case !sorted || newest >= ww.asked.To:
		ww.sorted = false
	}
	// One moment alone does not show in which order the source gives its records.
	if !ww.sorted || oldest == newest && ww.until == ww.asked.To {
		return ww.until
	}
	return min(ww.until, max(oldest+1, ww.asked.From))
}

// extent gives the oldest and newest moment of a page's records, and whether they come newest first.
func extent(page order.Page) (oldest, newest order.Millis, sorted bool) {
	sorted = true
	last := order.Millis(0)
	see := func(at order.Millis) {
		if last != 0 && at > last {
			sorted = false
		}
		if oldest == 0 || at < oldest {
			oldest = at
		}
		newest, last = max(newest, at), at
	}
	for _, r := range page.Requests {
		see(r.ReceivedAt)
	}
	for _, p := range page.Postbacks {
		see(p.OccurredAt)
	}
	for _, m := range page.Missing {
		if m.At != 0 && len(page.Requests)+len(page.Postbacks) == 0 {
			see(m.At)
		}
	}
	return oldest, newest, sorted
}

// placed says where missing records lie: at their moment, or else somewhere in the window.
func placed(missing []order.Missing, w order.Window) []order.Missing {
	for i, m := range missing {
		missing[i].Within = w
		if m.At != 0 {
			missing[i].Within = order.Window{From: m.At, To: m.At + 1}
		}
	}
	return missing
}

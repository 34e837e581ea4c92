package syncer

import (
	"context"
	"maps"

	"ordertrail/backend/order"
)

// windowWalk reads a window newest first. What lies above the oldest record of a page is held once the page is stored.
type windowWalk struct {
	run   *run
	list  order.List
	pos   order.Position
	asked order.Window // as the query under way names it
	until order.Millis // everything in the window from here on is held
	asOf  order.Millis // the source's clock when the walk began: what came later may lie where it has been
	trend trend
	moved progress

	// compare holds what is held against what the source has: what it has no longer is gone.
	compare bool
	note    func(p *order.Position, down order.Millis) // writes into the position how far comparing has come
	ids     map[string]order.Millis                    // records met whose place in the window is not compared yet
	blind   bool                                       // a record without an id was met: nobody knows which
	oldest  order.Millis                               // of all records met
	sum     order.Saved
}

// readWindow reads all of a window that is not held. A walk that stopped on the way goes on with its cursor.
func (r *run) readWindow(ctx context.Context, list order.List, w order.Window) error {
	ww, err := r.newWindowWalk(ctx, list, w)
	if err != nil {
		return err
	}
	q := ww.query(r.o.Limit)
	if left := ww.pos.Window; r.fits(left) && left.Asked.From == w.From && left.Seen == w.To {
		ww.asked, ww.asOf, ww.trend.falls = left.Asked, left.AsOf, left.Seen < left.Asked.To
		q.Window, q.Cursor, q.Limit = left.Asked, left.Cursor, left.Limit
	}
	return ww.follow(ctx, q)
}

// fits says that the cursor of a walk left over may still be good: sources keep them for a day.
func (r *run) fits(left order.Walk) bool { return left.Cursor != "" && r.status.Now-left.AsOf < day }

func (r *run) newWindowWalk(ctx context.Context, list order.List, w order.Window) (*windowWalk, error) {
	position, err := r.history.Position(ctx, list)
	if position.Tail == 0 {
		// All that changes from now on is read as changes, after the windows.
		position.Tail, position.Looked, position.Compared = r.status.Now, r.status.Now, r.status.Now
	}
	return &windowWalk{run: r, list: list, pos: position, asked: w, until: w.To}, err
}

func (ww *windowWalk) follow(ctx context.Context, q order.Query) error {
	return (&walk{run: ww.run, list: ww.list, q: q, restart: ww.restart, store: ww.store}).follow(ctx)
}

func (ww *windowWalk) query(limit int) order.Query {
	return order.Query{List: ww.list, Window: ww.asked, Newest: true, Limit: limit}
}

// restart asks for what is left of the window.
func (ww *windowWalk) restart(limit int, force bool) (order.Query, bool) {
	if !ww.moved.since(ww.until) && !force {
		return order.Query{}, false
	}
	ww.asked.To, ww.trend = ww.until, trend{}
	return ww.query(limit), true
}

func (ww *windowWalk) store(ctx context.Context, q order.Query, page order.Page) error {
	if ww.asOf == 0 {
		ww.asOf = firstSet(page.AsOf, ww.run.status.Now)
	}
	down := ww.down(page)
	b := order.Batch{List: ww.list, Covered: order.Window{From: down, To: ww.until}, At: ww.asOf, Position: ww.pos}
	b.Missing = placed(page.Missing, order.Window{From: ww.asked.From, To: ww.until})
	if ww.compare {
		ww.compared(&b, page, down)
	} else {
		b.Position.Window = order.Walk{}
		if page.Next != "" {
			b.Position.Window = order.Walk{Cursor: page.Next, Asked: ww.asked, Seen: down, AsOf: ww.asOf, Limit: q.Limit}
		}
	}
	ww.until, ww.run.back = down, down
	saved, err := ww.run.save(ctx, b, page)
	ww.sum.Add(saved)
	return err
}

// compared completes a batch with what the source has of the part that is read now.
func (ww *windowWalk) compared(b *order.Batch, page order.Page, down order.Millis) {
	ww.note(&b.Position, down)
	each(page, func(id string, at, _ order.Millis) {
		ww.ids[id] = at
		if ww.oldest == 0 || at < ww.oldest {
			ww.oldest = at
		}
	})
	for _, m := range page.Missing {
		ww.ids[m.ID], ww.blind = m.At, ww.blind || m.ID == ""
	}
	if !ww.blind {
		b.Compared = order.Window{From: max(down, ww.edge()), To: ww.until}
	}
	for id := range ww.ids {
		b.Present = append(b.Present, id)
	}
	maps.DeleteFunc(ww.ids, func(_ string, at order.Millis) bool { return at >= down })
}

// edge is from where on a record that the source does not give is gone. A source that does not say how far back it
// reaches may keep nothing older than the oldest record that it gave.
func (ww *windowWalk) edge() order.Millis {
	if earliest := ww.run.status.Earliest; earliest != 0 && earliest+day <= ww.asked.From {
		return 0
	}
	if ww.oldest == 0 {
		return ww.until
	}
	return ww.oldest
}

// down says from where on the window is held once this page is. On the last page that is all of it; before, it is
// just above the oldest record, since more of the same millisecond may follow.
func (ww *windowWalk) down(page order.Page) order.Millis {
	if page.Next == "" {
		return ww.asked.From
	}
	lowest := ww.trend.follow(page, ww.asked)
	if lowest == 0 {
		return ww.until
	}
	return min(ww.until, max(lowest+1, ww.asked.From))
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

func firstSet(a, b order.Millis) order.Millis {
	if a != 0 {
		return a
	}
	return b
}

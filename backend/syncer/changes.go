package syncer

import (
	"context"

	"ordertrail/backend/order"
)

// changesWalk reads all that changed since the position's tail, oldest change first. Nothing of it counts as held
// before the walk ends, since a new record may have changed again and then stands at the end.
type changesWalk struct {
	run       *run
	list      order.List
	pos       order.Position
	since     order.Millis // as the query under way names it
	seen      order.Millis // the latest change met
	asOf      order.Millis // the source's clock when the walk began
	restarted order.Millis
}

// readChanges reads what changed from the tail on, its own millisecond included. A walk that stopped on the way goes on with its cursor.
func (r *run) readChanges(ctx context.Context, list order.List) error {
	position, err := r.history.Position(ctx, list)
	if err != nil {
		return err
	}
	cw := &changesWalk{run: r, list: list, pos: position, since: position.Tail - 1}
	q := order.Query{List: list, UpdatedAfter: cw.since, Limit: r.o.Limit}
	if left := position.Changes; left.Cursor != "" {
		cw.since, cw.seen, cw.asOf = left.Asked.From, left.Seen, left.AsOf
		q.UpdatedAfter, q.Cursor, q.Limit = left.Asked.From, left.Cursor, left.Limit
	}
	return (&walk{run: r, list: list, q: q, restart: cw.restart, store: cw.store}).follow(ctx)
}

// restart asks for the changes from the latest one met on; more may have happened in its millisecond.
func (cw *changesWalk) restart(limit int) (order.Query, bool) {
	moved := cw.restarted != cw.seen || cw.seen == 0
	cw.restarted = cw.seen
	cw.since = max(cw.since, cw.seen-1)
	return order.Query{List: cw.list, UpdatedAfter: cw.since, Limit: limit}, moved
}

func (cw *changesWalk) store(ctx context.Context, q order.Query, page order.Page) error {
	if page.AsOf == 0 {
		page.AsOf = cw.run.status.Now
	}
	if cw.asOf == 0 {
		cw.asOf = page.AsOf
	}
	cw.see(page)
	b := order.Batch{List: cw.list, At: cw.asOf, Position: cw.pos}
	b.Missing = placed(page.Missing, order.Window{From: cw.run.asked.From, To: cw.asOf})
	b.Position.Changes = order.Walk{}
	if page.Next != "" {
		b.Position.Changes = order.Walk{Cursor: page.Next, Asked: order.Window{From: cw.since}, Seen: cw.seen, AsOf: cw.asOf, Limit: q.Limit}
	} else {
		b.Position.Tail = max(cw.pos.Tail, cw.asOf)
		b.Covered = order.Window{From: cw.pos.Tail, To: cw.asOf}
	}
	return cw.run.save(ctx, b, page)
}

func (cw *changesWalk) see(page order.Page) {
	for _, r := range page.Requests {
		cw.seen = max(cw.seen, r.UpdatedAt)
	}
	for _, p := range page.Postbacks {
		cw.seen = max(cw.seen, p.UpdatedAt)
	}
}

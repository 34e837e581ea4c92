package syncer

import (
	"context"
	"time"

	"ordertrail/backend/order"
)

const (
	// overlap is how far a short look reaches back behind the last one.
	overlap = 5 * order.Millis(time.Minute/time.Millisecond)
	// lookEvery is how often at least quick syncs look back all the way.
	lookEvery = order.Millis(time.Hour / time.Millisecond)
)

// changesWalk reads all that changed since the last time and some more, oldest change first. Nothing of it counts as held
// before the walk ends, since a new record may have changed again and then stands at the end.
type changesWalk struct {
	run     *run
	list    order.List
	pos     order.Position
	since   order.Millis // as the query under way names it
	seen    order.Millis // the latest change met
	asOf    order.Millis // the source's clock when the walk began
	look    look
	jumbled bool // the source does not give changes in their order: a new walk must begin at the beginning
	moved   progress
}

// look is how far a walk through changes reaches back behind the last one. Records may become visible late, with an
// old moment of change.
type look struct {
	full bool // all the way
	back order.Millis
}

// readChanges reads what changed. A walk that stopped on the way goes on with its cursor, and what came after its
// beginning is read after it.
func (r *run) readChanges(ctx context.Context, list order.List, l look) error {
	position, err := r.history.Position(ctx, list)
	if err != nil {
		return err
	}
	cw := &changesWalk{run: r, list: list, pos: position, look: l}
	cw.since = cw.from()
	q := order.Query{List: list, UpdatedAfter: cw.since, Limit: r.o.Limit}
	left := position.Changes
	if r.fits(left) {
		cw.since, cw.seen, cw.asOf, cw.look.full = left.Asked.From, left.Seen, left.AsOf, left.Full
		q.UpdatedAfter, q.Cursor, q.Limit = left.Asked.From, left.Cursor, left.Limit
	}
	err = (&walk{run: r, list: list, q: q, restart: cw.restart, store: cw.store}).follow(ctx)
	if err != nil || !r.fits(left) {
		return err
	}
	return r.readChanges(ctx, list, l)
}

// from is the moment after which changes are asked for. The source's clock may have been put back.
func (cw *changesWalk) from() order.Millis {
	tail, back := min(cw.pos.Tail, cw.run.status.Now), cw.look.back
	if cw.look.full {
		back = cw.run.o.lookBack()
		if cw.pos.Looked != 0 {
			tail = min(tail, cw.pos.Looked)
		}
	}
	return max(tail-back-1, 1)
}

// restart asks for the changes from the latest one met on; more may have happened in its millisecond. Where the
// order of changes can't be relied on, it asks for all of them again, but not for ever.
func (cw *changesWalk) restart(limit int, force bool) (order.Query, bool) {
	if cw.jumbled {
		cw.seen = 0
	}
	if !cw.moved.since(cw.seen) && !force {
		return order.Query{}, false
	}
	cw.since = max(cw.since, cw.seen-1)
	if cw.jumbled {
		cw.since, cw.jumbled = cw.from(), false
	}
	return order.Query{List: cw.list, UpdatedAfter: cw.since, Limit: limit}, true
}

func (cw *changesWalk) store(ctx context.Context, q order.Query, page order.Page) error {
	if cw.asOf == 0 {
		cw.asOf = firstSet(page.AsOf, cw.run.status.Now)
	}
	each(page, func(_ string, _, updated order.Millis) {
		cw.jumbled = cw.jumbled || updated < cw.seen
		cw.seen = max(cw.seen, updated)
	})
	b := order.Batch{List: cw.list, At: cw.asOf, Position: cw.pos}
	b.Missing = placed(page.Missing, order.Window{From: cw.run.asked.From, To: cw.asOf})
	b.Position.Changes = order.Walk{}
	if page.Next != "" {
		b.Position.Changes = order.Walk{Cursor: page.Next, Asked: order.Window{From: cw.since}, Seen: cw.seen, AsOf: cw.asOf, Limit: q.Limit, Full: cw.look.full}
	} else {
		cw.end(&b)
	}
	_, err := cw.run.save(ctx, b, page)
	return err
}

// end says what is held once the walk has ended. After a look all the way back, everything is as it was when the walk began.
func (cw *changesWalk) end(b *order.Batch) {
	b.Covered = order.Window{From: cw.pos.Tail, To: cw.asOf}
	b.Position.Tail = cw.asOf
	if cw.look.full {
		b.AllAt, b.Position.Looked = true, cw.asOf
	}
}

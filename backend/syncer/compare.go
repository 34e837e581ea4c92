package syncer

import (
	"context"
	"slices"

	"ordertrail/backend/order"
)

// compareSpan is how far back the records are compared with the source's once a day.
const compareSpan = 30 * day

// compareDaily reads the windows of the last 30 days again, once a day by the source's clock: what slipped through is
// added, what changed is brought up to date, and what the source has no longer is marked. It may stop anywhere.
func (r *run) compareDaily(ctx context.Context, list order.List) error {
	position, err := r.history.Position(ctx, list)
	if err != nil || position.Tail == 0 {
		return err
	}
	under := position.Comparing
	if under.Asked.Empty() {
		if r.status.Now-position.Compared < day && r.status.Now >= position.Compared {
			return nil
		}
		under = order.Walk{Asked: r.reach().Within(order.Window{From: r.status.Now - compareSpan}), AsOf: r.status.Now}
		under.Seen = under.Asked.To
	}
	return r.compareDown(ctx, list, under)
}

// compareDown compares what is held of a window below where the comparing under way has come.
func (r *run) compareDown(ctx context.Context, list order.List, under order.Walk) error {
	held, err := r.history.Held(ctx, list)
	if err != nil {
		return err
	}
	w := order.Window{From: max(under.Asked.From, r.status.Earliest), To: under.Seen}
	for i := len(held) - 1; i >= 0; i-- {
		part := held[i].Within(w)
		if part.Empty() {
			continue
		}
		_, err := r.compareWindow(ctx, list, part, func(p *order.Position, down order.Millis) {
			p.Comparing = under
			p.Comparing.Seen = down
		})
		if err != nil {
			return err
		}
	}
	position, err := r.history.Position(ctx, list)
	if err != nil {
		return err
	}
	position.Comparing, position.Compared = order.Walk{}, under.AsOf
	_, err = r.history.Save(ctx, order.Batch{List: list, At: under.AsOf, Position: position})
	return err
}

// compareWindow reads a window again, from its end, and compares. It says what that changed.
func (r *run) compareWindow(ctx context.Context, list order.List, w order.Window, note func(*order.Position, order.Millis)) (order.Saved, error) {
	ww, err := r.newWindowWalk(ctx, list, w)
	if err != nil {
		return order.Saved{}, err
	}
	ww.compare, ww.note, ww.ids = true, note, map[string]order.Millis{}
	err = ww.follow(ctx, ww.query(r.o.Limit))
	return ww.sum, err
}

// readAgain reads, in a source that does not tell changes, the pieces of which no two readings agree yet. A piece
// is settled when a reading changes nothing and it was over at the reading before.
func (r *run) readAgain(ctx context.Context, list order.List) error {
	position, err := r.history.Position(ctx, list)
	if err != nil || position.Tail == 0 {
		return err
	}
	for _, w := range slices.Backward(order.Union(r.before[list])) {
		open := w.Within(r.reach()).Minus(position.Settled)
		for _, part := range slices.Backward(open) {
			if err := r.readPiecesAgain(ctx, list, part); err != nil {
				return err
			}
		}
	}
	if position, err = r.history.Position(ctx, list); err != nil {
		return err
	}
	position.Tail = r.status.Now // every piece that is not settled was read after this
	_, err = r.history.Save(ctx, order.Batch{List: list, At: r.status.Now, Position: position})
	return err
}

func (r *run) readPiecesAgain(ctx context.Context, list order.List, w order.Window) error {
	for !w.Empty() {
		part := order.Window{From: max(w.From, r.pieceOf(w.To-1)), To: w.To}
		w.To = part.From
		changed, err := r.compareWindow(ctx, list, part, func(*order.Position, order.Millis) {})
		if err != nil {
			return err
		}
		if changed.New+changed.Updated+changed.Gone > 0 {
			continue
		}
		position, err := r.history.Position(ctx, list)
		if err != nil {
			return err
		}
		if part.To > position.Tail {
			continue // it was not over yet at the reading before
		}
		position.Settled = order.Union(append(position.Settled, part))
		if _, err := r.history.Save(ctx, order.Batch{List: list, At: r.status.Now, Position: position}); err != nil {
			return err
		}
	}
	return nil
}

// pieceOf is where the piece begins that a moment is read again with: a day, or a month of what is older than a week.
func (r *run) pieceOf(at order.Millis) order.Millis {
	size, recent := 30*day, (r.status.Now-7*day)/day*day
	if at >= recent {
		return at / day * day
	}
	return recent - (recent-at+size-1)/size*size
}

// Fetch reads one window of one list, again if it is held already, and notes what it could not read.
func Fetch(ctx context.Context, src Source, history History, list order.List, w order.Window, o Options) (Result, error) {
	o.Asked = w
	r := newRun(src, history, o)
	err := r.fetchWindow(ctx, list)
	r.res.Retries = int(r.retries.Load())
	return r.res, err
}

func (r *run) fetchWindow(ctx context.Context, list order.List) error {
	if err := r.greet(ctx); err != nil {
		return err
	}
	w := r.reach()
	r.span = max(w.To-w.From, 0)
	var err error
	if !w.Empty() {
		_, err = r.compareWindow(ctx, list, w, func(*order.Position, order.Millis) {})
	}
	why := order.GapWhy("")
	if err != nil {
		why = gapWhy(err)
	}
	noted := r.history.Asked(context.WithoutCancel(ctx), list, r.asked, r.status.Earliest, why)
	if err == nil {
		err = noted
	}
	return err
}

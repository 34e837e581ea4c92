package store

import (
	"context"
	"database/sql"

	"ordertrail/backend/order"
)

// perMilli is how many ids a millisecond has.
const perMilli = 1024

// idGiver gives new records their time-ordered ids. What does not fit into its millisecond takes the next free id
// after it; spill is how many milliseconds an id then runs ahead, at most.
type idGiver struct {
	w     *writer
	table string
	spill int64
	last  map[int64]int64 // the highest id given in each millisecond by this batch
	empty [2]int64        // between these moments nothing was held when the batch began
	body  int64           // the last id given to a body
}

func newIDGiver(ctx context.Context, w *writer, list order.List, changed []*change) (*idGiver, error) {
	g := &idGiver{w: w, table: string(list), last: map[int64]int64{}}
	if err := w.one(ctx, "SELECT coalesce(max(id), 0) FROM "+bodiesOf(list), nil, &g.body); err != nil || len(changed) == 0 {
		return g, err
	}
	first, last := int64(changed[0].at), int64(changed[0].at)
	for _, c := range changed {
		first, last = min(first, int64(c.at)), max(last, int64(c.at))
	}
	var held bool
	query := "SELECT EXISTS(SELECT 1 FROM " + g.table + " WHERE id >= ? AND id < ?)"
	if err := w.one(ctx, query, []any{first * perMilli, (last + 1) * perMilli}, &held); err != nil {
		return g, err
	}
	if !held {
		g.empty = [2]int64{first, last + 1}
	}
	return g, nil
}

func (g *idGiver) give(ctx context.Context, at order.Millis) (int64, error) {
	for ms := int64(at); ; ms++ {
		highest, err := g.highest(ctx, ms)
		if err != nil {
			return 0, err
		}
		if highest+1 < (ms+1)*perMilli {
			g.last[ms] = highest + 1
			g.spill = max(g.spill, ms-int64(at))
			return highest + 1, nil
		}
	}
}

// highest gives the highest id in use within a millisecond, one below its first if none is.
func (g *idGiver) highest(ctx context.Context, ms int64) (int64, error) {
	if id, ok := g.last[ms]; ok {
		return id, nil
	}
	if ms >= g.empty[0] && ms < g.empty[1] {
		return ms*perMilli - 1, nil
	}
	var id sql.NullInt64
	query := "SELECT max(id) FROM " + g.table + " WHERE id >= ? AND id < ?"
	if err := g.w.one(ctx, query, []any{ms * perMilli, (ms + 1) * perMilli}, &id); err != nil {
		return 0, err
	}
	if !id.Valid {
		return ms*perMilli - 1, nil
	}
	return id.Int64, nil
}

// spill notes how far the ids of a list run ahead, if further than before.
func (w *writer) spill(ctx context.Context, list order.List, ms int64) error {
	if ms == 0 {
		return nil
	}
	return w.exec(ctx, "INSERT INTO spill(list, ms) VALUES(?, ?) ON CONFLICT(list) DO UPDATE SET ms = max(ms, excluded.ms)",
		listCode(list), ms)
}

// idRange gives the ids between which the records of a window lie; received_at or occurred_at must be held
// against the window as well when spill is not 0. An open end is 0.
func idRange(w order.Window, spill int64) (from, below int64) {
	below = 1 << 62
	if w.To != 0 {
		below = (int64(w.To) + spill) * perMilli
	}
	return max(int64(w.From), 0) * perMilli, below
}

package store

import (
	"context"
	"time"

	"ordertrail/backend/order"
)

// cellsOfDays counts a window: whole days from what is kept of them, the rest record by record, newest first. A day that
// is not kept yet is counted and kept, as long as the budget lasts, so that asking again goes on where this ended.
func (s *Store) cellsOfDays(ctx context.Context, q facetQuery) (cells, bool, error) {
	found, begun := cells{}, time.Now()
	kept, err := s.keptDays(ctx, q)
	if err != nil {
		return found, false, err
	}
	days, err := s.daysOf(ctx, q)
	if err != nil {
		return found, false, err
	}
	for _, day := range days {
		whole := order.Window{From: order.Millis(day * msPerDay), To: order.Millis((day + 1) * msPerDay)}
		part := whole.Within(q.window)
		packed, known := kept[day]
		if part == whole && known {
			if err := found.unpack(packed); err == nil {
				continue
			}
		}
		if time.Since(begun) > q.budget && s.Writable() == nil { // where nothing can be kept, asking again would not help
			return found, false, nil
		}
		settled := part == whole && whole.To <= q.now-order.Patience
		if err := s.addDay(ctx, found, q, day, part, settled); err != nil {
			return found, false, err
		}
	}
	return found, true, nil
}

// keptDays are the counts that are kept of the days of a window.
func (s *Store) keptDays(ctx context.Context, q facetQuery) (map[int64][]byte, error) {
	first, last := dayRange(q.window)
	rows, err := s.ask(ctx, "SELECT day, cells FROM day_facets WHERE list = ? AND day BETWEEN ? AND ?", listCode(q.list), first, last)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	kept := map[int64][]byte{}
	for rows.Next() {
		var day int64
		var packed []byte
		if err := rows.Scan(&day, &packed); err != nil {
			return nil, err
		}
		kept[day] = packed
	}
	return kept, rows.Err()
}

// daysOf are the days of a window that have records, newest first.
func (s *Store) daysOf(ctx context.Context, q facetQuery) ([]int64, error) {
	first, last := dayRange(q.window)
	return s.idList(ctx, "SELECT day FROM day_counts WHERE list = ? AND customer = ? AND day BETWEEN ? AND ? ORDER BY day DESC",
		listCode(q.list), everyone, first, last)
}

// dayRange is the first and the last day that a window touches.
func dayRange(w order.Window) (first, last int64) {
	last = int64(farFuture) / msPerDay
	if w.To != 0 {
		last = int64(w.To-1) / msPerDay
	}
	return int64(w.From) / msPerDay, last
}

// addDay counts a part of a day. A whole one that no longer changes by itself is kept, unless something is being stored
// just now, which must not wait.
func (s *Store) addDay(ctx context.Context, into cells, q facetQuery, day int64, part order.Window, settled bool) error {
	var only where
	if err := s.window(ctx, &only, q.list, part, ""); err != nil {
		return err
	}
	if !settled || s.Writable() != nil || !s.mu.TryLock() {
		return s.addCells(ctx, into, q.list, only, q.now)
	}
	defer s.mu.Unlock()
	return s.writer.inTx(ctx, func(ctx context.Context) error {
		counted := cells{}
		query, args := cellQuery(q.list, only, q.now)
		if err := s.writer.each(ctx, query, args, counted.scan); err != nil {
			return err
		}
		for at, n := range counted {
			into[at] += n
		}
		return s.writer.exec(ctx, "INSERT OR REPLACE INTO day_facets(list, day, cells) VALUES(?, ?, ?)", listCode(q.list), day, counted.pack())
	})
}

// forgetFacets takes away what is kept of a day of which records change.
func (w *writer) forgetFacets(ctx context.Context, of dayOf) error {
	if of.customer != everyone || of.list == silentList {
		return nil
	}
	return w.exec(ctx, "DELETE FROM day_facets WHERE list = ? AND day = ?", of.list, of.day)
}

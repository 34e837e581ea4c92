package store

import (
	"context"
	"errors"

	"ordertrail/backend/order"
)

// CoverageOf says which windows are held and which are not. An empty window asks for all that was asked of the
// sources; an open end means up to the last sync. Empty source and lists mean all.
func (s *Store) CoverageOf(ctx context.Context, w order.Window, source string, lists ...order.List) (order.Coverage, error) {
	asked, err := s.askedLists(ctx, source)
	if err != nil {
		return order.Coverage{}, fail("read coverage", err)
	}
	c := order.Coverage{Lists: []order.Held{}, Gaps: []order.Gap{}}
	for _, a := range asked {
		if len(lists) > 0 && code(lists, a.list) < 0 {
			continue
		}
		if err := s.coverList(ctx, w, a, &c); err != nil {
			return order.Coverage{}, fail("read coverage", err)
		}
	}
	return c, nil
}

// askedList is what was asked of one list of one source.
type askedList struct {
	source   int64
	name     string
	list     order.List
	window   order.Window
	earliest order.Millis
	why      order.GapWhy
}

func (s *Store) askedLists(ctx context.Context, source string) ([]askedList, error) {
	rows, err := s.readers.QueryContext(ctx, `SELECT a.source, s.name, a.list, a.from_at, a.to_at, a.earliest, a.why
		FROM asked a JOIN sources s ON s.id = a.source WHERE ?1 = '' OR s.name = ?1
		UNION ALL SELECT s.id, s.name, l.code, 0, 0, 0, 'not_yet' FROM sources s CROSS JOIN (SELECT ?2 AS code UNION SELECT ?3) l
		WHERE (?1 = '' OR s.name = ?1) AND s.kind = 'feed' AND NOT EXISTS(SELECT 1 FROM asked a WHERE a.source = s.id)
		ORDER BY 2, 3`, source, listCode(order.Requests), listCode(order.Postbacks))
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var all []askedList
	for rows.Next() {
		var a askedList
		var list int
		if err := rows.Scan(&a.source, &a.name, &list, &a.window.From, &a.window.To, &a.earliest, &a.why); err != nil {
			return nil, err
		}
		a.list = listOf(list)
		all = append(all, a)
	}
	return all, rows.Err()
}

// coverList adds what is held of one list in the window, and the gaps in it.
func (s *Store) coverList(ctx context.Context, w order.Window, a askedList, c *order.Coverage) error {
	held, err := s.held(ctx, a.source, a.list)
	if err != nil {
		return err
	}
	missing, err := s.missing(ctx, a)
	if err != nil {
		return err
	}
	if w.From == 0 {
		w.From = a.window.From
	}
	if w.To == 0 {
		w.To = a.window.To
	}
	if w.To == 0 { // nothing was ever asked of it
		w.To = s.now()
	}
	var whole []order.Window
	for _, h := range held {
		whole = append(whole, h.Window)
		for _, part := range h.Minus(windowsOf(missing)) {
			if part = part.Within(w); !part.Empty() {
				c.Lists = append(c.Lists, order.Held{Source: a.name, List: a.list, Window: part, CompleteAt: h.CompleteAt})
			}
		}
	}
	for _, m := range missing {
		if part := m.Within(w); !part.Empty() {
			c.Gaps = append(c.Gaps, order.Gap{Source: a.name, List: a.list, Window: part, Why: m.Why, ErasedAt: m.ErasedAt})
		}
	}
	for _, left := range w.Minus(whole) {
		c.Gaps = append(c.Gaps, a.explain(left)...)
	}
	return nil
}

// explain names why a window is not held: the source does not reach so far back, it was asked for and reading it
// stopped, or it was not asked for yet.
func (a askedList) explain(w order.Window) []order.Gap {
	var gaps []order.Gap
	add := func(part order.Window, why order.GapWhy) {
		if !part.Empty() {
			gaps = append(gaps, order.Gap{Source: a.name, List: a.list, Window: part, Why: why})
		}
	}
	if before := w.Within(order.Window{From: w.From, To: a.earliest}); a.earliest != 0 {
		add(before, order.BeyondSource)
		w.From = max(w.From, a.earliest)
	}
	inside := w.Within(a.window)
	if inside.Empty() {
		add(w, order.NotYet)
		return gaps
	}
	add(order.Window{From: w.From, To: inside.From}, order.NotYet)
	add(inside, a.why)
	add(order.Window{From: inside.To, To: w.To}, order.NotYet)
	return gaps
}

// missing reads the records that a list has and that could not be taken over.
func (s *Store) missing(ctx context.Context, a askedList) ([]order.Gap, error) {
	rows, err := s.readers.QueryContext(ctx, "SELECT from_at, to_at, why FROM missing WHERE source = ? AND list = ? ORDER BY from_at", a.source, listCode(a.list))
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var gaps []order.Gap
	for rows.Next() {
		var g order.Gap
		if err := rows.Scan(&g.From, &g.To, &g.Why); err != nil {
			return nil, err
		}
		gaps = append(gaps, g)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return nil, err
	}
	erased, err := s.erasedHours(ctx, a)
	return append(gaps, erased...), err
}

// erasedHours are the hours of a list in which something was erased of which nobody can tell whose it was: nothing can be
// said of them any more.
func (s *Store) erasedHours(ctx context.Context, a askedList) ([]order.Gap, error) {
	rows, err := s.readers.QueryContext(ctx, "SELECT from_at, to_at, erased_at FROM erased_hours WHERE source = ? AND list = ? ORDER BY from_at", a.source, listCode(a.list))
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var hours []order.Gap
	for rows.Next() {
		g := order.Gap{Why: order.Erased}
		if err := rows.Scan(&g.From, &g.To, &g.ErasedAt); err != nil {
			return nil, err
		}
		hours = append(hours, g)
	}
	return joined(hours), rows.Err()
}

func windowsOf(gaps []order.Gap) []order.Window {
	windows := make([]order.Window, len(gaps))
	for i, g := range gaps {
		windows[i] = g.Window
	}
	return windows
}

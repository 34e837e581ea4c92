package store

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"errors"
	"slices"

	"ordertrail/backend/order"
)

// Held gives the windows of a list that are completely held, oldest first.
func (h *History) Held(ctx context.Context, list order.List) ([]order.Window, error) {
	held, err := h.store.held(ctx, h.id, list)
	windows := make([]order.Window, len(held))
	for i, w := range held {
		windows[i] = w.Window
	}
	return windows, err
}

// ledgerChanges says whether a batch changes coverage or position.
func (h *History) ledgerChanges(ctx context.Context, b order.Batch) (bool, error) {
	held, err := h.store.held(ctx, h.id, b.List)
	if err != nil {
		return false, err
	}
	if b.AllAt && slices.ContainsFunc(held, func(w order.Held) bool { return w.CompleteAt < b.At }) {
		return true, nil
	}
	windows := make([]order.Window, len(held))
	for i, w := range held {
		windows[i] = w.Window
	}
	if !b.Covered.Empty() && len(b.Covered.Minus(windows)) > 0 {
		return true, nil
	}
	if b.Keep {
		return false, nil
	}
	stored, err := h.storedPosition(ctx, b.List)
	if err != nil {
		return false, err
	}
	packed, err := h.store.frames.encode.Marshal(b.Position)
	return !bytes.Equal(stored, packed), err
}

func (h *History) storedPosition(ctx context.Context, list order.List) ([]byte, error) {
	var packed []byte
	err := h.store.writer.one(ctx, "SELECT position FROM positions WHERE source = ? AND list = ?", []any{h.id, listCode(list)}, &packed)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return packed, err
}

// saveLedger writes coverage and position of a batch.
func (h *History) saveLedger(ctx context.Context, b order.Batch) error {
	if !b.Covered.Empty() {
		if err := h.cover(ctx, b.List, b.Covered, b.At); err != nil {
			return err
		}
	}
	if b.AllAt {
		err := h.store.writer.exec(ctx, "UPDATE coverage SET complete_at = ?3 WHERE source = ?1 AND list = ?2 AND complete_at < ?3",
			h.id, listCode(b.List), int64(b.At))
		if err != nil {
			return err
		}
	}
	if b.Keep {
		return nil
	}
	packed, err := h.store.frames.encode.Marshal(b.Position)
	if err != nil {
		return err
	}
	return h.store.writer.exec(ctx, `INSERT INTO positions(source, list, position) VALUES(?, ?, ?)
		ON CONFLICT DO UPDATE SET position = excluded.position`, h.id, listCode(b.List), packed)
}

// cover adds a window to the coverage, joined with those it touches. What is joined is only as complete as its
// oldest reading.
func (h *History) cover(ctx context.Context, list order.List, w order.Window, at order.Millis) error {
	wr, l := h.store.writer, listCode(list)
	var from, to, since sql.NullInt64
	touching := "source = ?1 AND list = ?2 AND from_at <= ?4 AND to_at >= ?3"
	args := []any{h.id, l, int64(w.From), int64(w.To)}
	err := wr.one(ctx, `SELECT min(from_at), max(to_at), min(complete_at) FILTER (WHERE from_at < ?3 OR to_at > ?4)
		FROM coverage WHERE `+touching, args, &from, &to, &since)
	if err != nil {
		return err
	}
	if from.Valid {
		w.From, w.To = min(w.From, order.Millis(from.Int64)), max(w.To, order.Millis(to.Int64))
		if err := wr.exec(ctx, "DELETE FROM coverage WHERE "+touching, args...); err != nil {
			return err
		}
	}
	if since.Valid {
		at = min(at, order.Millis(since.Int64))
	}
	return wr.exec(ctx, "INSERT INTO coverage(source, list, from_at, to_at, complete_at) VALUES(?, ?, ?, ?, ?)",
		h.id, l, int64(w.From), int64(w.To), int64(at))
}

// Asked adds to what was asked of a list so far, and remembers how far back its source reaches (0: not said) and
// why what is not held of it is not held; "" leaves the reason as it was.
func (h *History) Asked(ctx context.Context, list order.List, w order.Window, earliest order.Millis, why order.GapWhy) error {
	s := h.store
	s.mu.Lock()
	defer s.mu.Unlock()
	var same int
	args := []any{h.id, listCode(list), int64(w.From), int64(w.To), int64(earliest), string(why)}
	err := s.writer.one(ctx, `SELECT EXISTS(SELECT 1 FROM asked WHERE source = ? AND list = ? AND from_at <= ? AND to_at >= ?
		AND earliest = ? AND ? IN ('', why))`, args, &same)
	if err != nil || same == 1 {
		return fail("note what was asked", err)
	}
	return fail("note what was asked", s.writer.inTx(ctx, func(ctx context.Context) error {
		return s.writer.exec(ctx, `INSERT INTO asked(source, list, from_at, to_at, earliest, why)
			VALUES(?1, ?2, ?3, ?4, ?5, coalesce(nullif(?6, ''), 'not_yet'))
			ON CONFLICT DO UPDATE SET from_at = min(from_at, excluded.from_at), to_at = max(to_at, excluded.to_at),
			earliest = excluded.earliest, why = CASE ?6 WHEN '' THEN why ELSE ?6 END`, args...)
	}))
}

// held reads the coverage of one list of one source.
func (s *Store) held(ctx context.Context, source int64, list order.List) ([]order.Held, error) {
	rows, err := s.readers.QueryContext(ctx, "SELECT from_at, to_at, complete_at FROM coverage WHERE source = ? AND list = ? ORDER BY from_at",
		source, listCode(list))
	if err != nil {
		return nil, fail("read coverage", err)
	}
	defer func() { _ = rows.Close() }()
	windows := []order.Held{}
	for rows.Next() {
		w := order.Held{List: list}
		if err := rows.Scan(&w.From, &w.To, &w.CompleteAt); err != nil {
			return nil, fail("read coverage", err)
		}
		windows = append(windows, w)
	}
	slices.SortFunc(windows, func(a, b order.Held) int { return cmp.Compare(a.From, b.From) })
	return windows, fail("read coverage", rows.Err())
}

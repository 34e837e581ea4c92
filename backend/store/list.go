package store

import (
	"context"
	"database/sql"
	"strconv"
	"strings"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
)

// most is how many rows a page of a list has at most; usual is how many it has when nothing is said.
const (
	most  = 1000
	usual = 100
	// countMost is up to how many records a list is counted exactly.
	countMost = 10_000
)

// where collects the conditions of a list from fixed fragments, and their arguments.
type where struct {
	parts []string
	args  []any
}

func (w *where) add(fragment string, args ...any) {
	w.parts = append(w.parts, fragment)
	w.args = append(w.args, args...)
}

// in narrows a column to values; none given does not narrow.
func (w *where) in(column string, values []any) {
	if len(values) == 0 {
		return
	}
	w.add(column+" IN (?"+strings.Repeat(", ?", len(values)-1)+")", values...)
}

// either narrows to records of which one of two columns has one of its values.
func (w *where) either(one string, ones []any, other string, others []any) {
	var a, b where
	a.in(one, ones)
	b.in(other, others)
	w.add("("+strings.Join(append(a.parts, b.parts...), " OR ")+")", append(a.args, b.args...)...)
}

func (w *where) text() string {
	if len(w.parts) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(w.parts, " AND ")
}

// window narrows to the records of a window and a keyset page: newest first, after a cursor.
func (s *Store) window(ctx context.Context, q *where, list order.List, w order.Window, after string) error {
	moment := "received_at"
	if list == order.Postbacks {
		moment = "occurred_at"
	}
	var spill int64
	err := s.readers.QueryRowContext(ctx, "SELECT coalesce(max(ms), 0) FROM spill WHERE list = ?", listCode(list)).Scan(&spill)
	if err != nil {
		return err
	}
	from, below := idRange(w, spill)
	if w.From != 0 {
		q.add("t.id >= ?", from)
	}
	if w.To != 0 {
		q.add("t.id < ?", below)
	}
	if spill != 0 && w.From != 0 {
		q.add("t."+moment+" >= ?", int64(w.From))
	}
	if spill != 0 && w.To != 0 {
		q.add("t."+moment+" < ?", int64(w.To))
	}
	if after == "" {
		return nil
	}
	last, err := strconv.ParseInt(after, 36, 64)
	if err != nil {
		return fault.New(fault.Invalid, "cursor", nil, err)
	}
	q.add("t.id < ?", last)
	return nil
}

// cursor is how a page names the next one: the id of its last row.
func cursor(id int64) string { return strconv.FormatInt(id, 36) }

// customers finds the customers that go by a name: id, reference id or name, without regard to case.
func (s *Store) customers(ctx context.Context, names []string) ([]any, error) {
	if len(names) == 0 {
		return nil, nil
	}
	wanted := map[string]bool{}
	for _, n := range names {
		wanted[order.Key(n)] = true
	}
	rows, err := s.readers.QueryContext(ctx, "SELECT id, party_id, name, reference_id FROM customers")
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	ids := []any{int64(-1)} // a name nobody goes by finds nothing, not everything
	for rows.Next() {
		var id int64
		var party order.Party
		if err := rows.Scan(&id, &party.ID, &party.Name, &party.ReferenceID); err != nil {
			return nil, err
		}
		if wanted[order.Key(party.ID)] || wanted[order.Key(party.Name)] || wanted[order.Key(party.ReferenceID)] {
			ids = append(ids, id)
		}
	}
	return ids, rows.Err()
}

// wordIDs finds the ids of words; a word that is not known finds nothing.
func (s *Store) wordIDs(ctx context.Context, words []string) ([]any, error) {
	ids := []any{}
	for _, text := range words {
		var id int64 = -1
		err := s.readers.QueryRowContext(ctx, "SELECT id FROM words WHERE word = ?", text).Scan(&id)
		if err != nil && err != sql.ErrNoRows {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// total counts the records of a list up to countMost; -1 stands for more.
func (s *Store) total(ctx context.Context, from string, q where) (int, error) {
	n := 0
	query := "SELECT count(*) FROM (SELECT 1 FROM " + from + q.text() + " LIMIT ?)"
	err := s.readers.QueryRowContext(ctx, query, append(q.args, countMost+1)...).Scan(&n)
	if n > countMost {
		n = -1
	}
	return n, err
}

func limited(limit int) int {
	if limit <= 0 {
		return usual
	}
	return min(limit, most)
}

func texts[T ~string](values []T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}

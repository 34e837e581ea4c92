package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"ordertrail/backend/order"
	"ordertrail/backend/search"
)

// markColumns are what rows show of a mark.
const markColumns = `coalesce(m.bookmarked, 0), coalesce(m.note, '') <> '', coalesce(m.label, '')`

// marking names a record by what a mark goes by.
type marking struct {
	list   order.List
	source int64
	remote any
}

// Mark gives what is noted of a record; it is not_found when there is neither the record nor a mark.
func (s *Store) Mark(ctx context.Context, id string) (order.Mark, error) {
	m, err := s.marking(ctx, id)
	if err != nil {
		return order.Mark{}, err
	}
	mark, err := s.markOf(ctx, m)
	return mark, fail("read mark", err)
}

// ChangeMarks changes what is noted of records, of all or, where one is not held or change refuses one, of none, and
// gives how it was and how it is. It is on the disk when this returns: it can't be fetched again as records can.
func (s *Store) ChangeMarks(ctx context.Context, ids []string, change func(i int, m *order.Mark) error) (was, is []order.Mark, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.Writable(); err != nil {
		return nil, nil, err
	}
	was, is = make([]order.Mark, len(ids)), make([]order.Mark, len(ids))
	err = s.writer.lastingly(ctx, func(ctx context.Context) error {
		for i, id := range ids {
			m, err := s.marking(ctx, id)
			if err != nil {
				return err
			}
			if was[i], err = s.markOf(ctx, m); err != nil {
				return err
			}
			is[i] = was[i]
			if err := change(i, &is[i]); err != nil {
				return err
			}
			if is[i] == was[i] {
				continue
			}
			is[i].ChangedAt = s.now()
			if err := s.writer.saveMark(ctx, m, is[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return was, is, fail("save mark", err)
}

func (w *writer) saveMark(ctx context.Context, m marking, mark order.Mark) error {
	if mark.Blank() {
		return w.exec(ctx, "DELETE FROM own_marks WHERE list = ? AND source = ? AND remote_id = ?", listCode(m.list), m.source, m.remote)
	}
	return w.exec(ctx, `INSERT INTO own_marks(list, source, remote_id, bookmarked, label, note, changed_at) VALUES(?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET bookmarked = excluded.bookmarked, label = excluded.label, note = excluded.note, changed_at = excluded.changed_at`,
		listCode(m.list), m.source, m.remote, mark.Bookmarked, string(mark.Label), mark.Note, int64(mark.ChangedAt))
}

// lastingly runs do in a transaction that a power cut does not take back.
func (w *writer) lastingly(ctx context.Context, do func(context.Context) error) error {
	if err := w.usable(ctx); err != nil {
		return err
	}
	if _, err := w.conn.ExecContext(ctx, "PRAGMA synchronous = FULL"); err != nil {
		return err
	}
	err := w.inTx(ctx, do)
	_, back := w.conn.ExecContext(context.WithoutCancel(ctx), "PRAGMA synchronous = NORMAL")
	return errors.Join(err, back)
}

// marking finds what a mark of a record goes by: the record of this id that was changed last, or a mark whose record is gone.
func (s *Store) marking(ctx context.Context, id string) (m marking, err error) {
	m.remote = packID(id)
	for _, list := range [...]order.List{order.Requests, order.Postbacks} {
		for _, query := range [...]string{
			"SELECT source FROM " + string(list) + " WHERE remote_id = ? ORDER BY updated_at DESC, source LIMIT 1",
			fmt.Sprintf("SELECT source FROM own_marks WHERE remote_id = ? AND list = %d ORDER BY changed_at DESC LIMIT 1", listCode(list)),
		} {
			err := s.askOne(ctx, query, []any{m.remote}, &m.source)
			if err == nil || !errors.Is(err, sql.ErrNoRows) {
				m.list = list
				return m, fail("find record", err)
			}
		}
	}
	return m, notHeld(id)
}

func (s *Store) markOf(ctx context.Context, m marking) (mark order.Mark, err error) {
	err = s.askOne(ctx, "SELECT bookmarked, label, note, changed_at FROM own_marks WHERE list = ? AND source = ? AND remote_id = ?",
		[]any{listCode(m.list), m.source, m.remote}, &mark.Bookmarked, &mark.Label, &mark.Note, &mark.ChangedAt)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return mark, err
}

// Marked lists all records with a mark, the latest changed first, judged as of now.
func (s *Store) Marked(ctx context.Context, now order.Millis) ([]order.Marked, error) {
	rows, err := s.ask(ctx, `SELECT m.list, m.remote_id, m.bookmarked, m.label, m.note, m.changed_at, coalesce(r.id, 0), coalesce(p.id, 0)
		FROM own_marks m LEFT JOIN requests r ON m.list = 1 AND r.source = m.source AND r.remote_id = m.remote_id
		LEFT JOIN postbacks p ON m.list = 2 AND p.source = m.source AND p.remote_id = m.remote_id ORDER BY m.changed_at DESC`)
	if err != nil {
		return nil, fail("list marks", err)
	}
	defer func() { _ = rows.Close() }()
	all := []order.Marked{}
	places := map[order.List]map[int64]int{order.Requests: {}, order.Postbacks: {}}
	for rows.Next() {
		var one order.Marked
		var list int
		var remote any
		var request, postback int64
		m := &one.Mark
		if err := rows.Scan(&list, &remote, &m.Bookmarked, &m.Label, &m.Note, &m.ChangedAt, &request, &postback); err != nil {
			return nil, fail("list marks", err)
		}
		one.ID, one.List = unpackID(remote), listOf(list)
		places[one.List][request+postback] = len(all)
		all = append(all, one)
	}
	return all, fail("list marks", errors.Join(rows.Err(), s.describe(ctx, all, places, now)))
}

// describe fills in what marked records are that are held.
func (s *Store) describe(ctx context.Context, all []order.Marked, places map[order.List]map[int64]int, now order.Millis) error {
	requests, err := s.requestRows(ctx, keysOf(places[order.Requests]), now)
	if err != nil {
		return err
	}
	for _, r := range requests {
		one := &all[places[order.Requests][r.id]]
		one.Held, one.At, one.OrderReferenceID, one.Customer, one.Outcome = true, r.row.ReceivedAt, r.row.OrderReferenceID, r.row.Customer, r.row.Outcome
	}
	postbacks, err := s.postbackRows(ctx, keysOf(places[order.Postbacks]))
	for _, p := range postbacks {
		one := &all[places[order.Postbacks][p.id]]
		one.Held, one.At, one.OrderReferenceID, one.Customer, one.Kind = true, p.row.OccurredAt, p.row.OrderReferenceID, p.row.Customer, p.row.Kind
	}
	return err
}

func keysOf[V any](m map[int64]V) []int64 {
	keys := make([]int64, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	return keys
}

// hasMark is what a mark must be for a condition of the search box, with its arguments.
func hasMark(p search.Part) (string, []any) {
	if p.Key == search.Label {
		return "m.label IN (?" + strings.Repeat(", ?", len(p.Values)-1) + ")", anys(p.Values)
	}
	is := map[string]string{"note": "m.note <> ''", "bookmark": "m.bookmarked = 1", "label": "m.label <> ''"}
	var any []string
	for _, v := range p.Values {
		any = append(any, is[v])
	}
	return "(" + strings.Join(any, " OR ") + ")", nil
}

// askedMarks are the parts of a query that are about marks.
func askedMarks(q search.Query) []search.Part {
	return append(q.Of(search.Has), q.Of(search.Label)...)
}

// unmarked leaves out the records that have a mark which must not be.
func unmarked(rest *where, list order.List, asked search.Query) {
	for _, p := range askedMarks(asked) {
		if is, args := hasMark(p); p.Not {
			rest.add("NOT EXISTS(SELECT 1 FROM own_marks m WHERE m.list = ? AND m.source = t.source AND m.remote_id = t.remote_id AND "+is+")",
				append([]any{listCode(list)}, args...)...)
		}
	}
}

// toMarks leads a plan straight to the records with a mark that is asked for: there are few of them.
func (s *Store) toMarks(ctx context.Context, p *plan, asked search.Query) error {
	for _, part := range askedMarks(asked) {
		if part.Not {
			continue
		}
		is, args := hasMark(part)
		ids, err := s.idList(ctx, "SELECT t.id FROM own_marks m JOIN "+string(p.list)+" t ON t.remote_id = m.remote_id AND t.source = m.source WHERE m.list = ? AND "+is,
			append([]any{listCode(p.list)}, args...)...)
		if err != nil {
			return err
		}
		p.leave()
		only := way{}
		only.add("t.id IN (SELECT value FROM json_each(?))", idsJSON(ids))
		p.ways = []way{only}
	}
	return nil
}

// notes are what agents wrote of the records of a list, by id, where a text is looked for.
func (s *Store) notes(ctx context.Context, list order.List, m *matcher) (map[int64]string, error) {
	if m.empty() {
		return nil, nil
	}
	rows, err := s.ask(ctx, "SELECT t.id, m.note FROM own_marks m JOIN "+string(list)+" t ON t.remote_id = m.remote_id AND t.source = m.source WHERE m.list = ? AND m.note <> ''",
		listCode(list))
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	notes := map[int64]string{}
	for rows.Next() {
		var id int64
		var note string
		if err := rows.Scan(&id, &note); err != nil {
			return nil, err
		}
		notes[id] = note
	}
	return notes, rows.Err()
}

// byNotes takes the records of which someone wrote something.
func (f *finder) byNotes(ctx context.Context) error {
	for _, l := range f.lists {
		ids, err := f.allowed(ctx, l, keysOf(l.notes))
		if err != nil {
			return err
		}
		if err := f.check(ctx, l, ids); err != nil {
			return err
		}
	}
	return nil
}

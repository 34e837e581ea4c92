package store

import (
	"context"
	"database/sql"
	"slices"
	"strconv"
	"strings"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/search"
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

// cursor is how a page names the next one: the id of its last row; 0 is none.
func cursor(id int64) string {
	if id == 0 {
		return ""
	}
	return strconv.FormatInt(id, 36)
}

// nobody is the customer of no record.
const nobody = -2

// customers finds the customers that go by a name: id, reference id or name, without regard to case.
func (s *Store) customers(ctx context.Context, names []string) ([]any, error) {
	if len(names) == 0 {
		return nil, nil
	}
	ids := []any{int64(nobody)} // a name nobody goes by finds nothing, not everything
	err := s.eachCustomer(ctx, names, func(id int64, _ order.Party) { ids = append(ids, id) })
	return ids, err
}

// NamesOf are all names by which customers go of whom this is one: ids, reference ids and names.
func (s *Store) NamesOf(ctx context.Context, customer string) ([]string, error) {
	var names []string
	err := s.eachCustomer(ctx, []string{customer}, func(_ int64, p order.Party) { names = append(names, p.ID, p.Name, p.ReferenceID) })
	return names, fail("read names of customer", err)
}

func (s *Store) eachCustomer(ctx context.Context, names []string, each func(int64, order.Party)) error {
	wanted := map[string]bool{}
	for _, n := range names {
		wanted[order.Key(n)] = true
	}
	rows, err := s.readers.QueryContext(ctx, "SELECT id, party_id, name, reference_id FROM customers")
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var id int64
		var party order.Party
		if err := rows.Scan(&id, &party.ID, &party.Name, &party.ReferenceID); err != nil {
			return err
		}
		if wanted[order.Key(party.ID)] || wanted[order.Key(party.Name)] || wanted[order.Key(party.ReferenceID)] {
			each(id, party)
		}
	}
	return rows.Err()
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

// listQuery is a filter of a list, resolved.
type listQuery struct {
	plan    plan
	match   *matcher
	notes   map[int64]string // of records, where texts are looked for
	sourced bool             // narrowed to one of several sources
	plain   bool             // narrowed by nothing that is not counted by day
	known   int              // how many it leaves, where totals tell it, else -1
}

// counted says that a query asks for nothing that is not counted by day: statuses and whose records.
func counted(q search.Query, status search.Key) bool {
	return !slices.ContainsFunc(q.Parts, func(p search.Part) bool { return p.Key != status && (p.Key != search.Customer || p.Not) })
}

// finish makes the plan of what a filter asks. looked is what is looked for by shortcuts; the scopes of asked hold anyway.
func (s *Store) finish(ctx context.Context, q *listQuery, t totals, parts []part, rest where, source string, w order.Window, looked, asked search.Query) (err error) {
	if q.sourced, err = s.ofSource(ctx, source, &rest); err != nil {
		return err
	}
	for _, p := range asked.Of(search.Customer) {
		if ids, err := s.customers(ctx, p.Values); p.Not && err == nil {
			rest.add("t.customer NOT IN (SELECT value FROM json_each(?))", idsJSON(int64s(ids)))
		} else if err != nil {
			return err
		}
	}
	q.match = newMatcher(looked)
	if q.notes, err = s.notes(ctx, t.list, q.match); err != nil {
		return err
	}
	unmarked(&rest, t.list, asked)
	if q.known = -1; len(rest.parts) == 0 && w == (order.Window{}) && q.match.empty() && len(askedMarks(asked)) == 0 {
		// Lists begin at 1970, whatever older moments records claim.
		older := false
		if err := s.askOne(ctx, "SELECT EXISTS(SELECT 1 FROM "+string(t.list)+" WHERE id < 0)", nil, &older); err != nil {
			return err
		}
		if !older {
			q.known = t.of(parts...)
		}
	}
	q.plan = newPlan(t, parts, rest)
	if err := s.toMarks(ctx, &q.plan, asked); err != nil {
		return err
	}
	if err := s.bounds(ctx, &q.plan, w); err != nil {
		return err
	}
	return s.shortcut(ctx, &q.plan, q.match)
}

// ofSource narrows to a source, unless there is no other.
func (s *Store) ofSource(ctx context.Context, name string, rest *where) (bool, error) {
	if name == "" {
		return false, nil
	}
	var id, others int64
	err := s.askOne(ctx, "SELECT coalesce((SELECT id FROM sources WHERE name = ?1), 0), (SELECT count(*) FROM sources WHERE name <> ?1)", []any{name}, &id, &others)
	if err != nil || id != 0 && others == 0 {
		return false, err
	}
	rest.add("t.source = ?", id)
	return true, nil
}

// fits says whether a record has the texts that are looked for.
func (s *Store) fits(ctx context.Context, q listQuery, id int64) (bool, error) {
	if q.match.empty() {
		return true, nil
	}
	fr, err := s.frame(ctx, q.plan.list, id)
	if err != nil {
		return false, err
	}
	_, hit := q.match.find(fr, q.notes[id])
	return hit, nil
}

// fitting says which of some records have the texts that are looked for.
func (s *Store) fitting(ctx context.Context, q listQuery, ids []int64) ([]bool, error) {
	hits, places := make([]bool, len(ids)), make([]int, len(ids))
	for i := range places {
		places[i] = i
	}
	err := inParallel(places, func(i int) (err error) {
		hits[i], err = s.fits(ctx, q, ids[i])
		return err
	})
	return hits, err
}

// countSome counts up to countMost records of a plan that looks at few; -1 stands for more, or for not known.
func (s *Store) countSome(ctx context.Context, q listQuery) (int, error) {
	if q.plan.estimate > sliceRows && len(q.plan.rest.parts) > 0 {
		return -1, nil
	}
	query, args := q.plan.query(q.plan.from, q.plan.below, countMost+1)
	n := 0
	if err := s.askOne(ctx, "SELECT count(*) FROM ("+query+")", args, &n); err != nil || n > countMost {
		return -1, err
	}
	return n, nil
}

// edgesOf are the ends of a window; an open one is where no record is.
func edgesOf(w order.Window) []order.Millis {
	if w.To == 0 {
		w.To = farFuture / msPerDay * msPerDay
	}
	return []order.Millis{w.From, w.To}
}

// understand reads what was typed into the search box.
func understand(text string) (search.Query, error) {
	q, problems := search.Parse(text)
	if len(problems) > 0 {
		return q, problems[0].Fault(text)
	}
	return q, nil
}

func int64s(values []any) []int64 {
	out := make([]int64, len(values))
	for i, v := range values {
		out[i] = v.(int64)
	}
	return out
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

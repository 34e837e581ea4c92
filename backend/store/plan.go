package store

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
)

// plan is how a list is read: along one index, newest first, and what else a record must be.
type plan struct {
	list     order.List
	ways     []way
	rest     where // what is asked of each record on the way
	from     int64 // ids from here
	below    int64 // to below here
	none     bool  // no record has what the filter asks
	estimate int   // how many records lie on the ways
	covered  int   // how many of the rest's parts the index answers by itself
	up       bool  // read oldest first
}

// way is a stretch of an index in which ids come in order.
type way struct {
	index string // "": the list itself
	where
}

// part is one part of a filter: a column that has one of the values.
type part struct {
	column string
	values []any
	index  string // along which records with one value come in order; "" for none
	only   string // what the index holds alone, as a fragment: a query must repeat it
}

// mostWays is how many stretches are read at the same time.
const mostWays = 60

// plan chooses the index that leaves the least to look at, and leaves the other parts of the filter to be checked.
func newPlan(t totals, parts []part, rest where) plan {
	p := plan{list: t.list, estimate: t.of(), none: t.of(parts...) == 0, rest: rest}
	asked, best := len(rest.parts), -1
	for i, part := range parts {
		if part.index == "" || len(part.values) == 0 || len(part.values) > mostWays {
			continue
		}
		if n := t.of(part); n < p.estimate {
			best, p.estimate = i, n
		}
	}
	for i, part := range parts {
		if i != best {
			p.rest.in(part.column, part.values)
			continue
		}
		for at, value := range part.values {
			if slices.Contains(part.values[:at], value) {
				continue // named twice
			}
			w := way{index: part.index}
			w.add(part.column+" = ?", value)
			if part.only != "" {
				w.add(part.only)
			}
			p.ways = append(p.ways, w)
		}
	}
	if best < 0 {
		p.ways = []way{{}}
	} else {
		p.covered = len(p.rest.parts) - asked
	}
	return p
}

// scattered says that each record on the way is looked up in the list itself, at another place of the file.
func (p plan) scattered() bool {
	return len(p.rest.parts) > p.covered && slices.ContainsFunc(p.ways, func(w way) bool { return w.index != "" })
}

// query reads ids along the ways, newest first unless the plan goes up, between two ids; SQLite merges the ways as it goes.
func (p plan) query(from, below int64, limit int) (string, []any) {
	if p.up {
		return p.queryUp(from, below, limit)
	}
	text, args := p.along(from, below)
	return text + " ORDER BY id DESC LIMIT ?", append(args, limit)
}

// queryUp reads them the oldest first.
func (p plan) queryUp(from, below int64, limit int) (string, []any) {
	text, args := p.along(from, below)
	return text + " ORDER BY id LIMIT ?", append(args, limit)
}

func (p plan) along(from, below int64) (string, []any) {
	var b strings.Builder
	var args []any
	for i, w := range p.ways {
		if i > 0 {
			b.WriteString(" UNION ALL ")
		}
		b.WriteString("SELECT t.id AS id FROM " + string(p.list) + " t")
		if w.index != "" {
			b.WriteString(" INDEXED BY " + w.index)
		} else {
			b.WriteString(" NOT INDEXED") // but by its id
		}
		q := where{slices.Clone(w.parts), slices.Clone(w.args)}
		q.add("t.id >= ? AND t.id < ?", from, below)
		q.parts, q.args = append(q.parts, p.rest.parts...), append(q.args, p.rest.args...)
		b.WriteString(q.text())
		args = append(args, q.args...)
	}
	return b.String(), args
}

// walk is the reading of a plan, slice by slice, so that it can be stopped and can say how far it has come.
type walk struct {
	s     *Store
	plan  plan
	below int64 // where it goes on
	width int64 // of the next slice, in ids
}

// sliceRows is how many records can be looked at in some milliseconds where they lie in memory, and firstRows about how
// many the first slice looks at, which may have to fetch them from the disk; of scattered ones it looks at few. The next
// slices are as wide as it was quick.
const (
	sliceRows = 20_000
	firstRows = 4_000
	fewRows   = 500
	widest    = 1 << 60 // ids, which leave room for a slice on either side of each
)

// newWalk begins below an id; 0 means at the newest.
func (s *Store) newWalk(ctx context.Context, p plan, after int64) (*walk, error) {
	var newest, oldest int64
	err := s.askOne(ctx, "SELECT coalesce((SELECT max(id) FROM "+string(p.list)+"), 0), coalesce((SELECT min(id) FROM "+string(p.list)+"), 0)", nil, &newest, &oldest)
	if err != nil {
		return nil, err
	}
	w := &walk{s: s, plan: p, below: min(p.below, newest+1)}
	if after != 0 {
		w.below = min(w.below, after)
	}
	w.plan.from = max(p.from, oldest)
	atOnce, first := sliceRows, firstRows
	if p.scattered() {
		atOnce, first = fewRows, fewRows
	}
	w.width = newest - oldest + 1
	if len(p.rest.parts) > 0 && p.estimate > atOnce {
		w.width = max(w.width/int64(p.estimate)*int64(first), 1)
	}
	return w, nil
}

// ended says that everything was looked at.
func (w *walk) ended() bool { return w.below <= w.plan.from }

// next gives up to n ids of the next slice. Where it gives n, there may be more of it.
func (w *walk) next(ctx context.Context, n int) ([]int64, error) {
	low := max(w.below-w.width, w.plan.from)
	ids, err := w.read(ctx, low, w.below, n)
	if w.below = low; len(ids) == n {
		w.below = ids[n-1]
	}
	return ids, err
}

// place is where the walk goes on, as pages name it.
func (w *walk) place() int64 { return w.below }

// read gives up to n ids between two, and makes the next slice as wide as this one was quick.
func (w *walk) read(ctx context.Context, low, below int64, n int) ([]int64, error) {
	begun := time.Now()
	query, args := w.plan.query(low, below, n)
	rows, err := w.s.ask(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	ids := make([]int64, 0, n)
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	if took := time.Since(begun); took < 5*time.Millisecond {
		w.width = min(2*w.width, widest)
	} else if took > 15*time.Millisecond {
		w.width = max(w.width/2, 1)
	}
	return ids, rows.Err()
}

// page reads up to limit ids that fit, as pageOf does.
func (w *walk) page(ctx context.Context, limit int, budget time.Duration, fits fitting) ([]int64, int64, error) {
	return pageOf(ctx, w, limit, budget, fits)
}

// fitting says which records have what is looked for in the records themselves; nil where nothing is.
type fitting func(ids []int64) ([]bool, error)

// fitAtOnce is how many records are looked into at once, on all cores, before the time is looked at.
const fitAtOnce = 32

// pageOf reads up to limit ids that fit, and gives from where the next page goes on; 0 means that it was the last one.
// With a budget it may end before, and go on from there: where a slice twice as wide as the last one would overrun it.
func pageOf(ctx context.Context, w stretch, limit int, budget time.Duration, fits fitting) (ids []int64, next int64, err error) {
	begun := time.Now()
	ids = make([]int64, 0, limit)
	for !w.ended() {
		lap := time.Now()
		chunk, err := w.next(ctx, limit+1)
		if err != nil {
			return ids, 0, err
		}
		for some := range slices.Chunk(chunk, fitAtOnce) {
			var hit []bool
			if fits != nil {
				if hit, err = fits(some); err != nil {
					return ids, 0, err
				}
			}
			for i, id := range some {
				if fits != nil && !hit[i] {
					continue
				}
				if len(ids) == limit {
					return ids, ids[limit-1], nil
				}
				ids = append(ids, id)
			}
			if fits != nil && budget > 0 && time.Since(begun) > budget {
				return ids, some[len(some)-1], nil
			}
		}
		if budget > 0 && time.Since(begun)+2*time.Since(lap) > budget && !w.ended() {
			return ids, w.place(), nil
		}
	}
	return ids, 0, nil
}

// idsJSON is how ids are handed to a query of constant text.
func idsJSON(ids []int64) string {
	var b strings.Builder
	b.WriteByte('[')
	for i, id := range ids {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(strconv.FormatInt(id, 10))
	}
	b.WriteByte(']')
	return b.String()
}

// bounds narrows a plan to a window.
func (s *Store) bounds(ctx context.Context, p *plan, w order.Window) error {
	var spill int64
	if err := s.askOne(ctx, "SELECT coalesce(max(ms), 0) FROM spill WHERE list = ?", []any{listCode(p.list)}, &spill); err != nil {
		return err
	}
	p.from, p.below = idRange(w, spill)
	moment := "t.received_at"
	if p.list == order.Postbacks {
		moment = "t.occurred_at"
	}
	if spill != 0 && w.From != 0 {
		p.rest.add(moment+" >= ?", int64(w.From))
	}
	if spill != 0 && w.To != 0 {
		p.rest.add(moment+" < ?", int64(w.To))
	}
	if p.none {
		p.below = p.from
	}
	return nil
}

// place reads a cursor: the id that a page ends with.
func place(after string) (int64, error) {
	if after == "" {
		return 0, nil
	}
	id, err := strconv.ParseInt(after, 36, 64)
	if err != nil || id <= 0 {
		return 0, fault.New(fault.Invalid, "cursor", nil, err)
	}
	return id, nil
}

// totals are how many records a list has, of all customers and of those that a filter names, by their mix.
type totals struct {
	list  order.List
	mixes map[mix]int
}

// totals reads them; customers are those that the filter names.
func (s *Store) totals(ctx context.Context, list order.List, customers []any) (totals, error) {
	t := totals{list, map[mix]int{}}
	rows, err := s.ask(ctx, `SELECT customer, status, sort, result, n FROM totals
		WHERE list = ? AND customer IN (SELECT value FROM json_each(?))`, listCode(list), idsJSON(append(int64s(customers), everyone)))
	if err != nil {
		return t, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		m, n := mix{list: int64(listCode(list))}, 0
		if err := rows.Scan(&m.customer, &m.status, &m.sort, &m.result, &n); err != nil {
			return t, err
		}
		t.mixes[m] = n
	}
	return t, rows.Err()
}

// of is how many records some parts of a filter leave.
func (t totals) of(parts ...part) int {
	wanted, columns := [mixColumns][]any{{int64(everyone)}}, mixOf(t.list)
	for _, p := range parts {
		if len(p.values) > 0 {
			wanted[slices.Index(columns[:], p.column)] = p.values
		}
	}
	sum := 0
	for m, n := range t.mixes {
		has := [mixColumns]any{m.customer, int64(m.status), m.sort, m.result}
		fits := true
		for i, values := range wanted {
			fits = fits && (values == nil || slices.Contains(values, has[i]))
		}
		if fits {
			sum += n
		}
	}
	return sum
}

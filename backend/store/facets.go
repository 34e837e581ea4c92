package store

import (
	"context"
	"encoding/binary"
	"errors"
	"slices"
	"strings"
	"time"

	"ordertrail/backend/order"
	"ordertrail/backend/search"
)

// facetKeys are what chips narrow a list by, and in which column each stands.
var facetKeys = map[order.List][len(cell{})]facetKey{
	order.Requests: {
		{search.Outcome, "t.outcome"}, {search.Customer, "t.customer"}, {search.Type, "t.type"}, {search.Connector, "t.connector"}, {search.Template, "t.template"},
	},
	order.Postbacks: {
		{search.Kind, "t.kind"}, {search.Result, "t.result"}, {search.Direction, "t.direction"}, {search.Customer, "t.customer"}, {search.Template, "t.template"},
	},
}

type facetKey struct {
	key    search.Key
	column string
}

// cell is what records have in common by all that chips choose; in the order of facetKeys.
type cell [5]int64

// cells count records by what they have in common.
type cells map[cell]int

// pendingCode is the outcome of an unanswered request that is still young, which no record is stored with.
const pendingCode = statusesAtAll - 1

// RequestFacets counts what each value of each chip would leave of the requests that a filter asks for. It counts whole
// days once and keeps that; what takes longer than the budget is left out, and said to be.
func (s *Store) RequestFacets(ctx context.Context, f order.RequestFilter, now order.Millis, budget time.Duration) (order.Facets, error) {
	q, chips, err := s.requestChips(ctx, f, now, budget)
	if err != nil {
		return order.Facets{}, fail("count for chips", err)
	}
	return s.facets(ctx, q, chips)
}

// requestChips parts what chips choose of the requests from what else is asked of them.
func (s *Store) requestChips(ctx context.Context, f order.RequestFilter, now order.Millis, budget time.Duration) (facetQuery, search.Query, error) {
	asked, err := understand(f.Search)
	if err != nil {
		return facetQuery{}, asked, err
	}
	asked.Parts = append(asked.Parts, chosen(search.Outcome, f.Outcomes)...)
	asked.Parts = append(asked.Parts, chosen(search.Type, f.Types)...)
	asked.Parts = append(asked.Parts, chosen(search.Customer, f.Customers)...)
	chips, rest := split(order.Requests, asked)
	others := order.RequestFilter{Window: f.Window, Source: f.Source, Like: f.Like, Stages: f.Stages, Search: rest.String()}
	q, err := s.requestQuery(ctx, &others, now)
	bare := len(rest.Parts)+len(f.Stages) == 0 && f.Like == "" && !q.sourced
	return facetQuery{order.Requests, q, bare, f.Window, now, budget}, chips, err
}

// PostbackFacets counts what each value of each chip would leave of the postbacks, as RequestFacets does.
func (s *Store) PostbackFacets(ctx context.Context, f order.PostbackFilter, now order.Millis, budget time.Duration) (order.Facets, error) {
	q, chips, err := s.postbackChips(ctx, f, now, budget)
	if err != nil {
		return order.Facets{}, fail("count for chips", err)
	}
	return s.facets(ctx, q, chips)
}

func (s *Store) postbackChips(ctx context.Context, f order.PostbackFilter, now order.Millis, budget time.Duration) (facetQuery, search.Query, error) {
	asked, err := understand(f.Search)
	if err != nil {
		return facetQuery{}, asked, err
	}
	asked.Parts = append(asked.Parts, chosen(search.Kind, f.Kinds)...)
	asked.Parts = append(asked.Parts, chosen(search.Result, f.Results)...)
	asked.Parts = append(asked.Parts, chosen(search.Direction, f.Directions)...)
	asked.Parts = append(asked.Parts, chosen(search.Customer, f.Customers)...)
	chips, rest := split(order.Postbacks, asked)
	q, err := s.postbackQuery(ctx, &order.PostbackFilter{Window: f.Window, Source: f.Source, Search: rest.String()})
	return facetQuery{order.Postbacks, q, len(rest.Parts) == 0 && !q.sourced, f.Window, now, budget}, chips, err
}

// countTime is how long the days of a list may be counted to know how many it has.
const countTime = 40 * time.Millisecond

// totalOfDays counts what chips leave by what is kept of days; -1 where more is asked than chips can, or where it takes long.
func (s *Store) totalOfDays(ctx context.Context, q facetQuery, chips search.Query) (int, error) {
	if !q.bare {
		return -1, nil
	}
	found, complete, err := s.cellsOfDays(ctx, q)
	if err != nil || !complete {
		return -1, err
	}
	holds, err := s.holding(ctx, q.list, chips)
	if err != nil {
		return -1, err
	}
	_, total := sum(found, holds)
	return total, nil
}

// chosen is a part of a filter as a part of a query.
func chosen[T ~string](key search.Key, values []T) []search.Part {
	if len(values) == 0 {
		return nil
	}
	return []search.Part{{Key: key, Values: texts(values), Quoted: key == search.Customer}}
}

// split parts what chips choose of a list from the rest of a query.
func split(list order.List, q search.Query) (chips, rest search.Query) {
	for _, p := range q.Parts {
		if slices.ContainsFunc(chipsOf(list), func(k facetKey) bool { return k.key == p.Key }) {
			chips.Parts = append(chips.Parts, p)
		} else {
			rest.Parts = append(rest.Parts, p)
		}
	}
	return chips, rest
}

func chipsOf(list order.List) []facetKey {
	keys := facetKeys[list]
	return keys[:]
}

// facetQuery is what is to be counted: what a filter leaves without its chips.
type facetQuery struct {
	list   order.List
	query  listQuery
	bare   bool // nothing is asked but a window
	window order.Window
	now    order.Millis
	budget time.Duration
}

func (s *Store) facets(ctx context.Context, q facetQuery, chips search.Query) (order.Facets, error) {
	count := s.cellsOf
	if q.bare {
		count = s.cellsOfDays
	}
	found, complete, err := count(ctx, q)
	if err != nil {
		return order.Facets{}, fail("count for chips", err)
	}
	holds, err := s.holding(ctx, q.list, chips)
	if err != nil {
		return order.Facets{}, fail("count for chips", err)
	}
	sums, total := sum(found, holds)
	facets := order.Facets{Facets: []order.Facet{}, Total: total, Complete: complete}
	for i, k := range chipsOf(q.list) {
		values, err := s.facetValues(ctx, k.key, sums[i])
		if err != nil {
			return facets, fail("name counts of chips", err)
		}
		facets.Facets = append(facets.Facets, order.Facet{Key: string(k.key), Values: values})
	}
	return facets, nil
}

// condition is what a chip asks of a column.
type condition struct {
	ids map[int64]bool
	not bool
}

// holding resolves what the chips ask, column by column.
func (s *Store) holding(ctx context.Context, list order.List, chips search.Query) (holds [len(cell{})][]condition, err error) {
	for i, k := range chipsOf(list) {
		for _, p := range chips.Of(k.key) {
			ids, err := s.facetIDs(ctx, p)
			if err != nil {
				return holds, err
			}
			c := condition{ids: map[int64]bool{}, not: p.Not}
			for _, id := range ids {
				c.ids[id] = true
			}
			holds[i] = append(holds[i], c)
		}
	}
	return holds, nil
}

// sum counts by column what all other columns let through, and what all do.
func sum(found cells, holds [len(cell{})][]condition) (sums [len(cell{})]map[int64]int, total int) {
	for i := range sums {
		sums[i] = map[int64]int{}
	}
	for c, n := range found {
		failing, which := 0, -1
		for i, conditions := range holds {
			if slices.ContainsFunc(conditions, func(on condition) bool { return on.ids[c[i]] == on.not }) {
				failing, which = failing+1, i
			}
		}
		switch failing {
		case 0:
			total += n
			for i := range sums {
				sums[i][c[i]] += n
			}
		case 1: // it would be there, but for that chip
			sums[which][c[which]] += n
		}
	}
	return sums, total
}

// facetSome is how many records are counted at a time where a filter leaves them one by one.
const facetSome = 1000

// cellsOf counts what a filter leaves, newest first, until the budget is used up.
func (s *Store) cellsOf(ctx context.Context, q facetQuery) (cells, bool, error) {
	found, begun := cells{}, time.Now()
	for after := ""; ; {
		left := q.budget - time.Since(begun)
		if left <= 0 {
			return found, false, nil
		}
		page, err := s.page(ctx, q.query, beginning{after: after}, facetSome, left)
		if err != nil {
			return found, false, err
		}
		var only where
		only.add("t.id IN (SELECT value FROM json_each(?))", idsJSON(page.ids))
		if err := s.addCells(ctx, found, q.list, only, q.now); err != nil || page.next == 0 {
			return found, true, err
		}
		after = cursor(page.next)
	}
}

// addCells counts the records of a list that a condition leaves.
func (s *Store) addCells(ctx context.Context, into cells, list order.List, only where, now order.Millis) error {
	query, args := cellQuery(list, only, now)
	rows, err := s.ask(ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := into.scan(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (c cells) scan(scan func(...any) error) error {
	var at cell
	var n int
	err := scan(&at[0], &at[1], &at[2], &at[3], &at[4], &n)
	c[at] += n
	return err
}

// cellQuery counts records by cell. What is pending is told by its age.
func cellQuery(list order.List, only where, now order.Millis) (string, []any) {
	var columns []string
	for _, k := range chipsOf(list) {
		columns = append(columns, k.column)
	}
	args := slices.Clone(only.args)
	if list == order.Requests {
		columns[0] = "CASE WHEN t.waiting = 1 AND t.received_at > ? THEN ? ELSE t.outcome END"
		args = slices.Concat([]any{int64(now - order.Patience), pendingCode}, args)
	}
	return "SELECT " + strings.Join(columns, ", ") + ", count(*) FROM " + string(list) + " t NOT INDEXED" + only.text() + " GROUP BY 1, 2, 3, 4, 5", args
}

// pack writes cells as bytes, and unpackCells reads them.
func (c cells) pack() []byte {
	var packed []byte
	for at, n := range c {
		for _, id := range at {
			packed = binary.AppendUvarint(packed, uint64(id))
		}
		packed = binary.AppendUvarint(packed, uint64(n))
	}
	return packed
}

var errCells = errors.New("counts of a day can't be read")

func (c cells) unpack(packed []byte) error {
	for len(packed) > 0 {
		var row [len(cell{}) + 1]int64
		for i := range row {
			v, n := binary.Uvarint(packed)
			if n <= 0 {
				return errCells
			}
			row[i], packed = int64(v), packed[n:]
		}
		c[cell(row[:len(cell{})])] += int(row[len(cell{})])
	}
	return nil
}

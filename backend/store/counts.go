package store

import (
	"context"
	"database/sql"
	"slices"

	"ordertrail/backend/order"
)

// spans are windows that follow one another, from each edge to the next, and what is counted in each, by status.
type spans struct {
	edges []order.Millis
	sums  [][statusesAtAll]int
}

func newSpans(edges []order.Millis) *spans {
	return &spans{edges: edges, sums: make([][statusesAtAll]int, max(len(edges)-1, 0))}
}

// of gives the span that a moment lies in, -1 for none.
func (s *spans) of(at order.Millis) int {
	i, exact := slices.BinarySearch(s.edges, at)
	if !exact {
		i--
	}
	if i >= len(s.sums) {
		return -1
	}
	return i
}

// counts counts the records of spans by outcome or kind: whole half hours from what is counted by day, and those that
// an edge cuts record by record. Outcomes are as in a far future: unanswered requests count as no_answer.
func (s *Store) counts(ctx context.Context, list order.List, edges []order.Millis, customers []int64) (*spans, error) {
	sum := newSpans(edges)
	if len(sum.sums) == 0 {
		return sum, nil
	}
	for _, customer := range customers {
		if err := s.countDays(ctx, listCode(list), sum, customer); err != nil {
			return sum, err
		}
	}
	for i, edge := range edges {
		start := edge / msPerSlot * msPerSlot
		if edge == start {
			continue
		}
		if i > 0 {
			if err := s.countRows(ctx, list, order.Window{From: max(start, edges[i-1]), To: edge}, customers, &sum.sums[i-1]); err != nil {
				return sum, err
			}
		}
		if i < len(sum.sums) && edges[i+1] >= start+msPerSlot { // else the next edge counts it
			if err := s.countRows(ctx, list, order.Window{From: edge, To: start + msPerSlot}, customers, &sum.sums[i]); err != nil {
				return sum, err
			}
		}
	}
	return sum, nil
}

// countDays adds the half hours that lie in one span whole.
func (s *Store) countDays(ctx context.Context, list int, sum *spans, customer int64) error {
	first, last := countedFrom(list, sum.edges[0]), countedFrom(list, sum.edges[len(sum.edges)-1])
	rows, err := s.ask(ctx, "SELECT day, packed FROM day_counts WHERE list = ? AND customer = ? AND day BETWEEN ? AND ?",
		list, customer, first, last)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var day int64
		var packed sql.RawBytes
		if err := rows.Scan(&day, &packed); err != nil {
			return err
		}
		sum.add(packed, order.Millis(day*msPerDay), daysARow(list)*slotsPerDay)
	}
	return rows.Err()
}

// add adds to each span what a tally of so many slots has in it.
func (s *spans) add(packed []byte, begin order.Millis, slots int) {
	slotOf := func(at order.Millis) int { return min(max(int((at-begin)/msPerSlot), 0), slots) }
	end := begin + order.Millis(slots)*msPerSlot
	for span := max(s.of(begin), 0); span < len(s.sums) && s.edges[span] < end; span++ {
		from, to := slotOf(s.edges[span]+msPerSlot-1), slotOf(s.edges[span+1])
		if from < to {
			addSlots(packed, from, to, &s.sums[span])
		}
	}
}

// countRows counts the records of a short window one by one.
func (s *Store) countRows(ctx context.Context, list order.List, w order.Window, customers []int64, sum *[statusesAtAll]int) error {
	if w.Empty() {
		return nil
	}
	var q where
	if err := s.window(ctx, &q, list, w, ""); err != nil {
		return err
	}
	if !slices.Contains(customers, everyone) {
		q.in("t.customer", anys(customers))
	}
	status := "t.outcome"
	if list == order.Postbacks {
		status = "t.kind"
	}
	rows, err := s.readers.QueryContext(ctx, "SELECT "+status+", count(*) FROM "+string(list)+" t"+q.text()+" GROUP BY 1", q.args...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var status, n int
		if err := rows.Scan(&status, &n); err != nil {
			return err
		}
		sum[status] += n
	}
	return rows.Err()
}

func anys[T any](values []T) []any {
	out := make([]any, len(values))
	for i, v := range values {
		out[i] = v
	}
	return out
}

// whose gives the customers that go by the names, all of them for none.
func (s *Store) whose(ctx context.Context, names []string) ([]int64, error) {
	if len(names) == 0 {
		return []int64{everyone}, nil
	}
	ids, err := s.customers(ctx, names)
	return slices.DeleteFunc(int64s(ids), func(id int64) bool { return id == nobody }), err
}

// CountRequests counts the requests between each edge and the next by outcome, judged as of now; of all customers, or
// of those named.
func (s *Store) CountRequests(ctx context.Context, edges []order.Millis, customers []string, now order.Millis) ([]map[order.Outcome]int, error) {
	ids, err := s.whose(ctx, customers)
	if err != nil {
		return nil, fail("count requests", err)
	}
	sum, err := s.counts(ctx, order.Requests, edges, ids)
	if err != nil {
		return nil, fail("count requests", err)
	}
	list := make([]map[order.Outcome]int, len(sum.sums))
	for i, counted := range sum.sums {
		list[i] = map[order.Outcome]int{}
		for status, n := range counted {
			if n > 0 {
				list[i][outcomes[status]] = n
			}
		}
	}
	return list, fail("count requests", s.countPending(ctx, edges, ids, now, list))
}

// countPending tells the unanswered requests that are still young from the others; there are never many.
func (s *Store) countPending(ctx context.Context, edges []order.Millis, customers []int64, now order.Millis, list []map[order.Outcome]int) error {
	for i := range list {
		young := order.Window{From: edges[i], To: edges[i+1]}.Within(order.Window{From: now - order.Patience + 1})
		if young.Empty() {
			continue
		}
		var q where
		if err := s.window(ctx, &q, order.Requests, young, ""); err != nil {
			return err
		}
		if !slices.Contains(customers, everyone) {
			q.in("t.customer", anys(customers))
		}
		q.add("t.waiting = 1")
		pending := 0
		if err := s.readers.QueryRowContext(ctx, "SELECT count(*) FROM requests t"+q.text(), q.args...).Scan(&pending); err != nil {
			return err
		}
		if pending > 0 {
			list[i][order.NoAnswer] -= pending
			list[i][order.Pending] = pending
		}
	}
	return nil
}

// CountPostbacks counts the postbacks between each edge and the next by kind; of all customers, or of those named.
func (s *Store) CountPostbacks(ctx context.Context, edges []order.Millis, customers []string) ([]map[order.Kind]int, error) {
	ids, err := s.whose(ctx, customers)
	if err != nil {
		return nil, fail("count postbacks", err)
	}
	sum, err := s.counts(ctx, order.Postbacks, edges, ids)
	list := make([]map[order.Kind]int, len(sum.sums))
	for i, counted := range sum.sums {
		list[i] = map[order.Kind]int{}
		for status, n := range counted {
			if n > 0 {
				list[i][kinds[status]] = n
			}
		}
	}
	return list, fail("count postbacks", err)
}

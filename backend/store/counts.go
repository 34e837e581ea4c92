package store

import (
	"context"

	"ordertrail/backend/order"
)

// counts counts the records of a window by outcome or kind: whole hours from the hourly counts, and what lies in
// cut hours at the edges exactly, as in zones with half hours. Outcomes are as in a far future: unanswered
// requests count as no_answer. Customer 0 means all.
func (s *Store) counts(ctx context.Context, list order.List, w order.Window, customer int64) (map[int]int, error) {
	sum := map[int]int{}
	whole := order.Window{From: (w.From + msPerHour - 1) / msPerHour * msPerHour, To: w.To / msPerHour * msPerHour}
	if whole.Empty() {
		return sum, s.countRows(ctx, list, w, customer, sum)
	}
	query := "SELECT status, sum(n) FROM hour_counts WHERE list = ? AND hour >= ? AND hour < ? AND (?4 = 0 OR customer = ?4) GROUP BY status"
	err := s.sum(ctx, sum, query, listCode(list), int64(whole.From)/msPerHour, int64(whole.To)/msPerHour, customer)
	if err != nil {
		return sum, err
	}
	if err := s.countRows(ctx, list, order.Window{From: w.From, To: whole.From}, customer, sum); err != nil {
		return sum, err
	}
	return sum, s.countRows(ctx, list, order.Window{From: whole.To, To: w.To}, customer, sum)
}

// countRows counts the records of a short window one by one.
func (s *Store) countRows(ctx context.Context, list order.List, w order.Window, customer int64, sum map[int]int) error {
	if w.Empty() {
		return nil
	}
	var q where
	if err := s.window(ctx, &q, list, w, ""); err != nil {
		return err
	}
	if customer != 0 {
		q.add("t.customer = ?", customer)
	}
	status := "t.outcome"
	if list == order.Postbacks {
		status = "t.kind"
	}
	return s.sum(ctx, sum, "SELECT "+status+", count(*) FROM "+string(list)+" t"+q.text()+" GROUP BY 1", q.args...)
}

func (s *Store) sum(ctx context.Context, into map[int]int, query string, args ...any) error {
	rows, err := s.readers.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var status, n int
		if err := rows.Scan(&status, &n); err != nil {
			return err
		}
		into[status] += n
	}
	return rows.Err()
}

// CountRequests counts the requests of a window by outcome, judged as of now.
func (s *Store) CountRequests(ctx context.Context, w order.Window, now order.Millis) (map[order.Outcome]int, error) {
	sum, err := s.counts(ctx, order.Requests, w, 0)
	if err != nil {
		return nil, fail("count requests", err)
	}
	out := map[order.Outcome]int{}
	for status, n := range sum {
		out[outcomes[status]] = n
	}
	pending, err := s.countPending(ctx, w, now)
	if pending > 0 {
		out[order.NoAnswer] -= pending
		out[order.Pending] = pending
	}
	return out, fail("count requests", err)
}

// countPending counts the unanswered requests of a window that are still young; there are never many.
func (s *Store) countPending(ctx context.Context, w order.Window, now order.Millis) (n int, err error) {
	young := w.Within(order.Window{From: now - order.Patience + 1})
	if young.Empty() {
		return 0, nil
	}
	var q where
	if err := s.window(ctx, &q, order.Requests, young, ""); err != nil {
		return 0, err
	}
	q.add("t.waiting = 1")
	return n, s.readers.QueryRowContext(ctx, "SELECT count(*) FROM requests t"+q.text(), q.args...).Scan(&n)
}

// CountPostbacks counts the postbacks of a window by kind.
func (s *Store) CountPostbacks(ctx context.Context, w order.Window) (map[order.Kind]int, error) {
	sum, err := s.counts(ctx, order.Postbacks, w, 0)
	out := map[order.Kind]int{}
	for status, n := range sum {
		out[kinds[status]] = n
	}
	return out, fail("count postbacks", err)
}

package store

import (
	"context"

	"ordertrail/backend/order"
)

// Course is when an order was accepted, and when which kinds of news came of it, oldest first.
type Course struct {
	AcceptedAt order.Millis
	News       []News
}

// News is that news of a kind came.
type News struct {
	Kind order.Kind
	At   order.Millis
}

// Courses reads how a customer's orders went that were accepted before a moment, but for one order: the latest so many.
func (s *Store) Courses(ctx context.Context, customer order.Party, before order.Millis, but string, limit int) ([]Course, error) {
	ids, courses, err := s.acceptedOf(ctx, customer, before, but, limit)
	if err != nil || len(ids) == 0 {
		return courses, fail("read customer's orders", err)
	}
	rows, err := s.ask(ctx, `SELECT t.order_id, t.kind, t.occurred_at FROM postbacks t INDEXED BY postbacks_order
		WHERE t.order_id IN (SELECT value FROM json_each(?)) ORDER BY t.order_id, t.id`, idsJSON(ids))
	if err != nil {
		return nil, fail("read customer's news", err)
	}
	defer func() { _ = rows.Close() }()
	at := map[int64]int{}
	for i, id := range ids {
		at[id] = i
	}
	for rows.Next() {
		var id, kind int64
		var n News
		if err := rows.Scan(&id, &kind, &n.At); err != nil {
			return nil, fail("read customer's news", err)
		}
		n.Kind = kinds[kind]
		c := &courses[at[id]]
		c.News = append(c.News, n)
	}
	return courses, fail("read customer's news", rows.Err())
}

// acceptedOf finds a customer's orders by the submits that were accepted.
func (s *Store) acceptedOf(ctx context.Context, customer order.Party, before order.Millis, but string, limit int) (ids []int64, courses []Course, err error) {
	rows, err := s.ask(ctx, `SELECT t.order_id, t.received_at FROM requests t INDEXED BY requests_customer
		WHERE t.customer = (SELECT id FROM customers WHERE key = ?) AND t.id < ? AND t.outcome = 0 AND t.type = ? AND t.order_id <> 0
		AND t.order_id NOT IN (SELECT o.id FROM orders o WHERE o.ref_key = ?)
		ORDER BY t.id DESC LIMIT ?`, partyKey(&customer), int64(before)*perMilli, submitWord, order.Key(but), limit)
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = rows.Close() }()
	seen := map[int64]bool{}
	for rows.Next() {
		var id int64
		var c Course
		if err := rows.Scan(&id, &c.AcceptedAt); err != nil {
			return nil, nil, err
		}
		if !seen[id] {
			seen[id], ids, courses = true, append(ids, id), append(courses, c)
		}
	}
	return ids, courses, rows.Err()
}

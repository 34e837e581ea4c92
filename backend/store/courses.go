package store

import (
	"context"

	"ordertrail/backend/order"
)

// Course is when an order was accepted, and when which kinds of news came of it, oldest first. Family is the same for
// orders of one family of products; 0: not known.
type Course struct {
	AcceptedAt order.Millis
	Family     int64
	News       []News
}

// News is that news of a kind came.
type News struct {
	Kind order.Kind
	At   order.Millis
}

// Courses reads how a customer's orders went, or everybody's, that were accepted before a moment, but for one order: the
// latest so many.
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

// FamilyOf is the family of an order's products, as courses tell it.
func (s *Store) FamilyOf(ctx context.Context, ref string, who order.Party) (int64, error) {
	families, err := column[int64](ctx, s, "SELECT o.family FROM orders o LEFT JOIN customers c ON c.id = o.customer WHERE o.ref_key = ? AND coalesce(c.key, '') = ?",
		order.Key(ref), partyKey(&who))
	if err != nil || len(families) == 0 {
		return 0, fail("read family of order", err)
	}
	return families[0], nil
}

// acceptedOf finds a customer's orders, or everybody's, by the submits that were accepted.
func (s *Store) acceptedOf(ctx context.Context, customer order.Party, before order.Millis, but string, limit int) (ids []int64, courses []Course, err error) {
	from, args := "requests t WHERE ", []any{}
	if customer != (order.Party{}) {
		from, args = "requests t INDEXED BY requests_customer WHERE t.customer = (SELECT id FROM customers WHERE key = ?) AND ", []any{partyKey(&customer)}
	}
	rows, err := s.ask(ctx, `SELECT t.order_id, t.received_at, (SELECT o.family FROM orders o WHERE o.id = t.order_id) FROM `+from+`
		t.id < ? AND t.outcome = 0 AND t.type = ? AND t.order_id <> 0
		AND t.order_id NOT IN (SELECT o.id FROM orders o WHERE o.ref_key = ?)
		ORDER BY t.id DESC LIMIT ?`, append(args, int64(before)*perMilli, submitWord, order.Key(but), limit)...)
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = rows.Close() }()
	seen := map[int64]bool{}
	for rows.Next() {
		var id int64
		var c Course
		if err := rows.Scan(&id, &c.AcceptedAt, &c.Family); err != nil {
			return nil, nil, err
		}
		if !seen[id] {
			seen[id], ids, courses = true, append(ids, id), append(courses, c)
		}
	}
	return ids, courses, rows.Err()
}

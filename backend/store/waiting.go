package store

import (
	"context"

	"ordertrail/backend/order"
)

// Waiting is an order whose last news is no end.
type Waiting struct {
	Reference string
	Customer  order.Party
	NewsAt    order.Millis
}

// StepsBefore are the moments before which a step must have been reached for its order to count as waiting.
type StepsBefore struct{ Received, Produced, Shipped order.Millis }

// Waiting lists orders whose last news came in a window and tells of no end, the longest waiting first: trouble, or
// a step on the way that was reached long enough ago, which the steps say. Parcels of customers of whom no delivery is
// ever told are at their end. More follow after the moment of the last one.
func (s *Store) Waiting(ctx context.Context, w order.Window, before StepsBefore, limit int) ([]Waiting, error) {
	rows, err := s.ask(ctx, `SELECT o.ref, o.news_at, coalesce(c.party_id, ''), coalesce(c.name, ''), coalesce(c.reference_id, '')
		FROM orders o INDEXED BY orders_waiting LEFT JOIN customers c ON c.id = o.customer
		WHERE o.news IN (0, 1, 2, 4) AND o.cancel_accepted = 0 AND (o.news = 4 OR o.news_at < CASE o.news WHEN 0 THEN ? WHEN 1 THEN ? ELSE ? END) AND o.news_at >= ? AND o.news_at < ?
		AND (o.news <> 2 OR EXISTS(SELECT 1 FROM totals n WHERE n.list = 2 AND n.customer = o.customer AND n.status = 3 AND n.n > 0))
		ORDER BY o.news_at LIMIT ?`, int64(before.Received), int64(before.Produced), int64(before.Shipped), int64(w.From), int64(w.To), limit)
	if err != nil {
		return nil, fail("list waiting orders", err)
	}
	defer func() { _ = rows.Close() }()
	list := []Waiting{}
	for rows.Next() {
		var o Waiting
		if err := rows.Scan(&o.Reference, &o.NewsAt, &o.Customer.ID, &o.Customer.Name, &o.Customer.ReferenceID); err != nil {
			return nil, fail("list waiting orders", err)
		}
		list = append(list, o)
	}
	return list, fail("list waiting orders", rows.Err())
}

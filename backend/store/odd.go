package store

import (
	"context"

	"ordertrail/backend/order"
)

// Sent is an order of which shipping news arrived, and when they were sent.
type Sent struct {
	Reference string
	Customer  order.Party
	SentAt    order.Millis
}

const sentColumns = `SELECT o.ref, t.occurred_at, coalesce(c.party_id, ''), coalesce(c.name, ''), coalesce(c.reference_id, '')
	FROM postbacks t `

// Complained lists orders of whose news somebody said in a window, though they were taken, that something was wrong.
func (s *Store) Complained(ctx context.Context, w order.Window, limit int) ([]Sent, error) {
	return s.sent(ctx, w, sentColumns+`INDEXED BY postbacks_complained JOIN orders o ON o.id = t.order_id LEFT JOIN customers c ON c.id = o.customer
		WHERE t.complained = 1 AND t.kind = 2 AND t.id >= ?1 AND t.id < ?2 ORDER BY t.id LIMIT ?3`, limit)
}

// Strayed lists orders whose shipping news went in a window to a host to which no more than one in ten of their
// customer's go.
func (s *Store) Strayed(ctx context.Context, w order.Window, limit int) ([]Sent, error) {
	return s.sent(ctx, w, `WITH went AS MATERIALIZED (SELECT customer, host, count(*) AS n FROM postbacks INDEXED BY postbacks_host
			WHERE kind = 2 AND host <> 0 AND id >= ?1 AND id < ?2 GROUP BY customer, host),
		odd AS MATERIALIZED (SELECT e.customer, e.host FROM went e JOIN (SELECT customer, sum(n) AS n FROM went GROUP BY customer) a ON a.customer = e.customer
			WHERE e.customer <> 0 AND e.n * 10 <= a.n) `+sentColumns+`JOIN orders o ON o.id = t.order_id LEFT JOIN customers c ON c.id = o.customer
		WHERE t.id IN (SELECT n.id FROM odd CROSS JOIN postbacks n INDEXED BY postbacks_host ON n.customer = odd.customer AND n.host = odd.host
			AND n.kind = 2 AND n.host <> 0 AND n.id >= ?1 AND n.id < ?2)
		ORDER BY t.id LIMIT ?3`, limit)
}

func (s *Store) sent(ctx context.Context, w order.Window, query string, limit int) ([]Sent, error) {
	spill, err := s.spilled(ctx, order.Postbacks)
	if err != nil {
		return nil, fail("list news that were taken", err)
	}
	from, below := idRange(w, spill)
	rows, err := s.ask(ctx, query, from, below, limit)
	if err != nil {
		return nil, fail("list news that were taken", err)
	}
	defer func() { _ = rows.Close() }()
	list := []Sent{}
	for rows.Next() {
		var o Sent
		if err := rows.Scan(&o.Reference, &o.SentAt, &o.Customer.ID, &o.Customer.Name, &o.Customer.ReferenceID); err != nil {
			return nil, fail("list news that were taken", err)
		}
		list = append(list, o)
	}
	return list, fail("list news that were taken", rows.Err())
}

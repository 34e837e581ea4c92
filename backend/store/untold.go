package store

import (
	"context"

	"ordertrail/backend/order"
)

// Untold is an order that shipped, and of which its customer got no shipping news.
type Untold struct {
	Reference string
	Customer  order.Party
	ShippedAt order.Millis
}

// Untold lists orders of which the printer, or the news of their delivery, told in a window that they shipped, and of which
// no shipping news went out, to customers who get such news of other orders; the first that shipped first.
func (s *Store) Untold(ctx context.Context, w order.Window, limit int) ([]Untold, error) {
	spill, err := s.spilled(ctx, order.Postbacks)
	if err != nil {
		return nil, fail("list untold orders", err)
	}
	from, below := idRange(w, spill)
	rows, err := s.ask(ctx, `WITH inward AS (SELECT id FROM words WHERE word = ?1),
		told AS (SELECT DISTINCT customer FROM postbacks INDEXED BY postbacks_kind WHERE kind = 2 AND id >= ?2 AND direction NOT IN (SELECT id FROM inward))
		SELECT o.ref, min(t.occurred_at), coalesce(c.party_id, ''), coalesce(c.name, ''), coalesce(c.reference_id, '')
		FROM postbacks t INDEXED BY postbacks_kind JOIN orders o ON o.id = t.order_id LEFT JOIN customers c ON c.id = o.customer
		WHERE t.kind IN (2, 3) AND t.id >= ?2 AND t.id < ?3 AND (t.kind = 3 OR t.direction IN (SELECT id FROM inward))
		AND o.customer IN (SELECT customer FROM told)
		AND NOT EXISTS(SELECT 1 FROM postbacks n INDEXED BY postbacks_order WHERE n.order_id = o.id AND n.kind = 2 AND n.direction NOT IN (SELECT id FROM inward))
		GROUP BY o.id ORDER BY 2 LIMIT ?4`, string(order.FromPrinter), from, below, limit)
	if err != nil {
		return nil, fail("list untold orders", err)
	}
	defer func() { _ = rows.Close() }()
	list := []Untold{}
	for rows.Next() {
		var o Untold
		if err := rows.Scan(&o.Reference, &o.ShippedAt, &o.Customer.ID, &o.Customer.Name, &o.Customer.ReferenceID); err != nil {
			return nil, fail("list untold orders", err)
		}
		list = append(list, o)
	}
	return list, fail("list untold orders", rows.Err())
}

package store

import (
	"context"
	"slices"

	"ordertrail/backend/order"
)

// SilentOrder is an order that was accepted and of which no news is held. Whether that means anything is for coverage
// to say.
type SilentOrder struct {
	Reference  string
	Customer   order.Party
	AcceptedAt order.Millis
}

// silentOnly is what the indexes of silent orders hold; queries must repeat it.
const silentOnly = "o.accepted_at IS NOT NULL AND o.news IS NULL AND o.cancel_accepted = 0"

// Silent gives orders that were accepted in a window and of which no news is held, the longest silent first; of all
// customers, or of those named. More of them follow after the moment of the last one.
func (s *Store) Silent(ctx context.Context, w order.Window, customers []string, limit int) ([]SilentOrder, error) {
	whose, err := s.whose(ctx, customers)
	if err != nil {
		return nil, fail("list silent orders", err)
	}
	list := []SilentOrder{}
	for _, customer := range whose {
		some, err := s.silentOf(ctx, w, customer, limited(limit))
		if err != nil {
			return nil, fail("list silent orders", err)
		}
		list = append(list, some...)
	}
	slices.SortStableFunc(list, func(a, b SilentOrder) int { return int(a.AcceptedAt - b.AcceptedAt) })
	return list[:min(len(list), limited(limit))], nil
}

func (s *Store) silentOf(ctx context.Context, w order.Window, customer int64, limit int) ([]SilentOrder, error) {
	if w.To == 0 {
		w.To = farFuture
	}
	query, args := "o.accepted_at >= ? AND o.accepted_at < ?", []any{int64(w.From), int64(w.To)}
	if customer != everyone {
		query, args = "o.customer = ? AND "+query, append([]any{customer}, args...)
	}
	rows, err := s.ask(ctx, `SELECT o.ref, o.accepted_at, coalesce(c.party_id, ''), coalesce(c.name, ''), coalesce(c.reference_id, '')
		FROM orders o LEFT JOIN customers c ON c.id = o.customer WHERE `+silentOnly+" AND "+query+" ORDER BY o.accepted_at LIMIT ?", append(args, limit)...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var list []SilentOrder
	for rows.Next() {
		var o SilentOrder
		if err := rows.Scan(&o.Reference, &o.AcceptedAt, &o.Customer.ID, &o.Customer.Name, &o.Customer.ReferenceID); err != nil {
			return nil, err
		}
		list = append(list, o)
	}
	return list, rows.Err()
}

// countSilentAnew counts silent orders where they are counted nowhere, as a migration leaves them.
func (w *writer) countSilentAnew(ctx context.Context) error {
	uncounted := false
	err := w.one(ctx, "SELECT EXISTS(SELECT 1 FROM orders o WHERE "+silentOnly+") AND NOT EXISTS(SELECT 1 FROM day_counts WHERE list = ?)",
		[]any{silentList}, &uncounted)
	if err != nil || !uncounted {
		return err
	}
	return w.inTx(ctx, func(ctx context.Context) error {
		if err := w.exec(ctx, "DELETE FROM day_counts WHERE list = ?", silentList); err != nil { // another process may just have counted
			return err
		}
		d := newDerived()
		err := w.each(ctx, "SELECT o.customer, o.accepted_at FROM orders o WHERE "+silentOnly, nil, func(scan func(...any) error) error {
			var customer int64
			var at order.Millis
			if err := scan(&customer, &at); err != nil {
				return err
			}
			d.count(silentList, customer, at, 0, 1)
			return nil
		})
		if err != nil {
			return err
		}
		return w.derive(ctx, d)
	})
}

// CountSilent counts silent orders by when they were accepted, between each edge and the next; of all customers, or of
// those named. Edges lie on half hours, as those of ages and of most zones do; others count to the half hour before.
func (s *Store) CountSilent(ctx context.Context, edges []order.Millis, customers []string) ([]int, error) {
	whose, err := s.whose(ctx, customers)
	if err != nil {
		return nil, fail("count silent orders", err)
	}
	floored := make([]order.Millis, len(edges))
	for i, edge := range edges {
		floored[i] = edge / msPerSlot * msPerSlot
	}
	sum := newSpans(floored)
	for _, customer := range whose {
		if err := s.countDays(ctx, silentList, sum, customer); err != nil {
			return nil, fail("count silent orders", err)
		}
	}
	counts := make([]int, len(sum.sums))
	for i, counted := range sum.sums {
		counts[i] = counted[0]
	}
	return counts, nil
}

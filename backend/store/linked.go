package store

import (
	"cmp"
	"context"
	"slices"

	"ordertrail/backend/order"
)

// Linked adds to an order what the same customer's other orders have that share a Gelato id with it: one order that was
// sent under two references. Orders of different customers are never linked, whatever ids they share.
func (s *Store) Linked(ctx context.Context, o Order, now order.Millis) (Order, error) {
	key := partyKey(&o.Customer)
	if key == "" || o.Reference == "" {
		return o, nil
	}
	ids, err := s.ids(ctx, `SELECT DISTINCT b.order_id FROM orders w JOIN customers c ON c.id = w.customer JOIN order_ids a ON a.order_id = w.id
		JOIN order_ids b ON b.value = a.value AND b.order_id <> a.order_id JOIN orders v ON v.id = b.order_id AND v.customer = w.customer
		WHERE w.ref_key = ? AND c.key = ?`, order.Key(o.Reference), key)
	if err != nil || len(ids) == 0 {
		return o, fail("find linked orders", err)
	}
	more, err := s.gather(ctx, ids, nil, now)
	return o.with(more), fail("read linked orders", err)
}

// with adds the records of another order, each once, newest first.
func (o Order) with(more Order) Order {
	held := map[string]bool{}
	for _, r := range o.Requests {
		held[r.ID] = true
	}
	for _, p := range o.Postbacks {
		held[p.ID] = true
	}
	for _, r := range more.Requests {
		if !held[r.ID] {
			o.Requests = append(o.Requests, r)
		}
	}
	for _, p := range more.Postbacks {
		if !held[p.ID] {
			o.Postbacks = append(o.Postbacks, p)
		}
	}
	slices.SortStableFunc(o.Requests, func(a, b order.RequestRow) int { return cmp.Compare(b.ReceivedAt, a.ReceivedAt) })
	slices.SortStableFunc(o.Postbacks, func(a, b order.PostbackRow) int { return cmp.Compare(b.OccurredAt, a.OccurredAt) })
	return o.Again()
}

// Again tells the Gelato ids of an order whose rows have changed.
func (o Order) Again() Order {
	o.OrderIDs = o.idsHeld()
	return o
}

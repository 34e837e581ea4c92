package store

import (
	"cmp"
	"context"
	"slices"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
)

// OrderOf is Order for one customer, named by id, reference id or name; "" is whoever has the reference.
func (s *Store) OrderOf(ctx context.Context, ref, customer string, now order.Millis) (Order, error) {
	if customer == "" {
		return s.Order(ctx, ref, now)
	}
	o, err := s.Order(ctx, ref, now)
	if err != nil && !fault.Is(err, fault.Ambiguous) {
		return o, err
	}
	known := o.of(customer)
	if len(known.Requests)+len(known.Postbacks) == 0 {
		return Order{}, fault.New(fault.NotFound, "order", fault.Params{"reference": ref}, nil)
	}
	return known, nil
}

// of keeps the records of one customer. Those that name none can be anybody's, and stay.
func (o Order) of(customer string) Order {
	is := func(p order.Party) bool {
		name := order.Key(customer)
		return p == (order.Party{}) || order.Key(p.ID) == name || order.Key(p.ReferenceID) == name || order.Key(p.Name) == name
	}
	out := Order{Reference: o.Reference, OrderIDs: []string{}, Requests: []order.RequestRow{}, Postbacks: []order.PostbackRow{}}
	named := false
	for _, r := range o.Requests {
		if is(r.Customer) {
			out.Requests = append(out.Requests, r)
			out.Customer, named = r.Customer, named || r.Customer != (order.Party{})
		}
	}
	for _, p := range o.Postbacks {
		if is(p.Customer) {
			out.Postbacks = append(out.Postbacks, p)
			named = named || p.Customer != (order.Party{})
		}
	}
	if !named {
		return Order{}
	}
	out.OrderIDs = out.idsHeld()
	return out
}

// nearby is how many records of a customer before and after a moment are looked at to see what is usual.
const nearby = 12

// Nearby reads whole records of a customer around a moment, but for those of one order: its accepted submits, its
// shipping news and its other news.
func (s *Store) Nearby(ctx context.Context, customer order.Party, at order.Millis, but string) ([]*order.Request, []*order.Postback, error) {
	var who int64
	rows, err := s.ids(ctx, "SELECT id FROM customers WHERE key = ?", partyKey(&customer))
	if err != nil || len(rows) == 0 {
		return nil, nil, fail("find customer", err)
	}
	who = rows[0].(int64)
	id := int64(at) * perMilli
	var requests []*order.Request
	err = s.around(ctx, order.Requests, "t.customer = ? AND t.outcome = 0", []any{who}, id, but, func(f *frame) { requests = append(requests, f.Request) })
	if err != nil {
		return nil, nil, fail("read orders nearby", err)
	}
	var postbacks []*order.Postback
	for _, kinds := range []string{"t.kind = 2", "t.kind <> 2"} {
		err = s.around(ctx, order.Postbacks, "t.customer = ? AND "+kinds, []any{who}, id, but, func(f *frame) { postbacks = append(postbacks, f.Postback) })
		if err != nil {
			return nil, nil, fail("read news nearby", err)
		}
	}
	return requests, postbacks, nil
}

// around reads the frames nearest to an id on both sides.
func (s *Store) around(ctx context.Context, list order.List, where string, args []any, id int64, but string, each func(*frame)) error {
	other := " AND t.order_id NOT IN (SELECT o.id FROM orders o WHERE o.ref_key = ?)"
	for _, side := range []string{" AND t.id < ? ORDER BY t.id DESC LIMIT ?", " AND t.id >= ? ORDER BY t.id LIMIT ?"} {
		ids, err := s.ids(ctx, "SELECT t.id FROM "+string(list)+" t WHERE "+where+other+side, append(slices.Clone(args), order.Key(but), id, nearby)...)
		if err != nil {
			return err
		}
		for _, row := range ids {
			f, err := s.frame(ctx, list, row.(int64))
			if err != nil {
				return err
			}
			each(f)
		}
	}
	return nil
}

// Resembling lists references that begin as this one does, the most alike first.
func (s *Store) Resembling(ctx context.Context, ref string) ([]string, error) {
	key := order.Key(ref)
	for n := len(key) - 1; n >= 4 && n >= len(key)-2; n-- {
		found, err := column[string](ctx, s, "SELECT ref FROM orders WHERE ref_key >= ?1 AND ref_key < ?1 || char(1114111) ORDER BY ref_key LIMIT 5", key[:n])
		if err != nil || len(found) > 0 {
			slices.SortStableFunc(found, func(a, b string) int { return cmp.Compare(abs(len(a)-len(ref)), abs(len(b)-len(ref))) })
			return found, fail("find references", err)
		}
	}
	return nil, nil
}

func abs(n int) int { return max(n, -n) }

// column reads a query's one column.
func column[T any](ctx context.Context, s *Store, query string, args ...any) ([]T, error) {
	rows, err := s.ask(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var list []T
	for rows.Next() {
		var value T
		if err := rows.Scan(&value); err != nil {
			return nil, err
		}
		list = append(list, value)
	}
	return list, rows.Err()
}

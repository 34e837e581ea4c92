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

// AcceptedNearby reads a customer's accepted submits around a moment, but for those of one order.
func (s *Store) AcceptedNearby(ctx context.Context, customer order.Party, at order.Millis, but string) ([]*order.Request, error) {
	ids, err := column[int64](ctx, s, nearbyOf("t.id", "requests t", "t.customer = (SELECT id FROM customers WHERE key = ?1) AND t.outcome = 0"),
		partyKey(&customer), order.Key(but), int64(at)*perMilli, nearby)
	if err != nil {
		return nil, fail("find orders nearby", err)
	}
	list := make([]*order.Request, len(ids))
	for i, id := range ids {
		f, err := s.frame(ctx, order.Requests, id)
		if err != nil {
			return nil, fail("read orders nearby", err)
		}
		list[i] = f.Request
	}
	return list, nil
}

// NewsNearby is what news of a customer's other order told, and where they went.
type NewsNearby struct {
	Kind    order.Kind
	Reports string // the state of the order that they tell of
	host    int64  // digest; 0: to none
	id      int64
}

// NewsNearby reads what a customer's news around a moment told, but for those of one order: shipping news, and others.
// No record is opened for it.
func (s *Store) NewsNearby(ctx context.Context, customer order.Party, at order.Millis, but string) ([]NewsNearby, error) {
	var list []NewsNearby
	for _, kinds := range []string{"t.kind = 2", "t.kind <> 2"} {
		some, err := s.newsNearby(ctx, kinds, customer, at, but)
		if err != nil {
			return nil, fail("read news nearby", err)
		}
		list = append(list, some...)
	}
	return list, nil
}

func (s *Store) newsNearby(ctx context.Context, kind string, customer order.Party, at order.Millis, but string) ([]NewsNearby, error) {
	columns := `t.id, t.kind, t.host, coalesce((SELECT w.word FROM words w WHERE w.id = t.status), ''), coalesce((SELECT w.word FROM words w WHERE w.id = t.event), '')`
	rows, err := s.ask(ctx, nearbyOf(columns, "postbacks t", "t.customer = (SELECT id FROM customers WHERE key = ?1) AND "+kind),
		partyKey(&customer), order.Key(but), int64(at)*perMilli, nearby)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var list []NewsNearby
	for rows.Next() {
		var n NewsNearby
		var code int
		var p order.Postback
		if err := rows.Scan(&n.id, &code, &n.host, &p.Status, &p.Event); err != nil {
			return nil, err
		}
		n.Kind, n.Reports = kinds[code], p.Reports()
		list = append(list, n)
	}
	return list, rows.Err()
}

// nearbyOf selects the rows nearest to an id on both sides: ?1 is the customer's key, ?2 the reference to leave out, ?3
// the id and ?4 how many on each side.
func nearbyOf(columns, from, where string) string {
	some := "SELECT * FROM (SELECT " + columns + " FROM " + from + " WHERE " + where + " AND t.order_id NOT IN (SELECT o.id FROM orders o WHERE o.ref_key = ?2)"
	return some + " AND t.id < ?3 ORDER BY t.id DESC LIMIT ?4) UNION ALL " + some + " AND t.id >= ?3 ORDER BY t.id LIMIT ?4)"
}

// Hosts counts to which hosts news went. Of each host one record tells the name.
func (s *Store) Hosts(ctx context.Context, list []NewsNearby) (map[string]int, error) {
	names, counts := map[int64]string{0: ""}, map[string]int{}
	for _, n := range list {
		name, known := names[n.host]
		if !known {
			f, err := s.frame(ctx, order.Postbacks, n.id)
			if err != nil {
				return nil, fail("read news nearby", err)
			}
			name = hostOf(f.Postback)
			names[n.host] = name
		}
		if name != "" {
			counts[name]++
		}
	}
	return counts, nil
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

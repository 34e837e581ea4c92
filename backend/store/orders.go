package store

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
)

// Order is everything that is held of one order.
type Order struct {
	Reference string
	Customer  order.Party
	OrderIDs  []string
	Requests  []order.RequestRow  // newest first
	Postbacks []order.PostbackRow // newest first
}

// Order finds an order by its reference, or else by a Gelato order id, without regard to case. It is not_found when
// none is held, and ambiguous, with candidates, when several customers have orders of that reference.
func (s *Store) Order(ctx context.Context, ref string, now order.Millis) (Order, error) {
	orders, err := s.findOrders(ctx, ref)
	if err != nil {
		return Order{}, fail("find order", err)
	}
	strays, err := s.strays(ctx, ref, orders)
	if err != nil {
		return Order{}, fail("find order", err)
	}
	o, err := s.gather(ctx, orders, strays, now)
	if err != nil {
		return Order{}, fail("read order", err)
	}
	if len(o.Requests)+len(o.Postbacks) == 0 {
		return Order{}, fault.New(fault.NotFound, "order", fault.Params{"reference": ref}, nil)
	}
	return o, ambiguous(ref, o)
}

// ambiguous refuses to mix orders of several customers. Records that name no customer belong to the one that does.
func ambiguous(ref string, o Order) error {
	customers := map[string]bool{}
	for _, r := range o.Requests {
		customers[cmp.Or(r.Customer.Name, r.Customer.ReferenceID, r.Customer.ID)] = true
	}
	for _, p := range o.Postbacks {
		customers[cmp.Or(p.Customer.Name, p.Customer.ReferenceID, p.Customer.ID)] = true
	}
	delete(customers, "")
	if len(customers) < 2 {
		return nil
	}
	return fault.New(fault.Ambiguous, "order", fault.Params{"reference": ref, "candidates": slices.Sorted(maps.Keys(customers))}, nil)
}

func (s *Store) findOrders(ctx context.Context, ref string) ([]any, error) {
	ids, err := s.ids(ctx, "SELECT id FROM orders WHERE ref_key = ?", order.Key(ref))
	if err != nil || len(ids) > 0 {
		return ids, err
	}
	return s.ids(ctx, "SELECT DISTINCT order_id FROM order_ids WHERE order_id <> 0 AND value IN (?, ?)", packID(ref), packID(order.Key(ref)))
}

func (s *Store) ids(ctx context.Context, query string, args ...any) ([]any, error) {
	return column[any](ctx, s, query, args...)
}

// strays finds Gelato ids that stand in records without an order, since they came before any with a reference.
func (s *Store) strays(ctx context.Context, ref string, orders []any) ([]any, error) {
	if len(orders) == 0 {
		return s.ids(ctx, "SELECT id FROM order_ids WHERE order_id = 0 AND value IN (?, ?)", packID(ref), packID(order.Key(ref)))
	}
	var q where
	q.in("o.order_id", orders)
	q.add(oneCustomers)
	return s.ids(ctx, "SELECT g.id FROM order_ids o JOIN order_ids g ON g.value = o.value AND g.order_id = 0"+q.text(), q.args...)
}

// oneCustomers says that a Gelato id stands in orders of no more than one customer: of an id that several use, such as
// one of tests, nobody can tell whose a record is that names nothing else.
const oneCustomers = "(SELECT count(DISTINCT w.customer) FROM order_ids x JOIN orders w ON w.id = x.order_id WHERE x.value = o.value) < 2"

// ofOrders finds the records of orders, and those that are only known by a Gelato id.
func (s *Store) ofOrders(ctx context.Context, list order.List, orders, strays []any) ([]int64, error) {
	// The indexes are named, or SQLite walks the whole list for the sake of its order.
	return s.idList(ctx, "SELECT id FROM "+string(list)+" INDEXED BY "+string(list)+"_order WHERE order_id IN (SELECT value FROM json_each(?1)) UNION ALL SELECT id FROM "+
		string(list)+" INDEXED BY "+string(list)+"_stray WHERE order_id = 0 AND gelato_id IN (SELECT value FROM json_each(?2)) ORDER BY id DESC LIMIT ?3",
		idsJSON(int64s(orders)), idsJSON(int64s(strays)), most)
}

// gather reads the rows of the orders, and of records that are only known by a Gelato id.
func (s *Store) gather(ctx context.Context, orders, strays []any, now order.Millis) (Order, error) {
	o := Order{OrderIDs: []string{}, Requests: []order.RequestRow{}, Postbacks: []order.PostbackRow{}}
	if len(orders)+len(strays) == 0 {
		return o, nil
	}
	ids, err := s.ofOrders(ctx, order.Requests, orders, strays)
	if err != nil {
		return o, err
	}
	requests, err := s.requestRows(ctx, ids, now)
	if err != nil {
		return o, err
	}
	if ids, err = s.ofOrders(ctx, order.Postbacks, orders, strays); err != nil {
		return o, err
	}
	postbacks, err := s.postbackRows(ctx, ids)
	if err != nil {
		return o, err
	}
	for _, r := range requests {
		o.Requests, o.Reference, o.Customer = append(o.Requests, r.row), r.row.OrderReferenceID, r.row.Customer
	}
	for _, p := range postbacks {
		o.Postbacks, o.Reference = append(o.Postbacks, p.row), cmp.Or(o.Reference, p.row.OrderReferenceID)
		if o.Customer == (order.Party{}) {
			o.Customer = p.row.Customer
		}
	}
	o.OrderIDs = o.idsHeld()
	return o, nil
}

// idsHeld are the Gelato ids in the rows of an order.
func (o Order) idsHeld() []string {
	ids := map[string]bool{}
	for _, r := range o.Requests {
		ids[r.OrderID] = true
	}
	for _, p := range o.Postbacks {
		ids[p.OrderID] = true
	}
	delete(ids, "")
	return append([]string{}, slices.Sorted(maps.Keys(ids))...)
}

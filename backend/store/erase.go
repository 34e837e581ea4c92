package store

import (
	"context"
	"errors"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
)

// Erasure says what is to be erased; one of its parts is set.
type Erasure struct {
	Order    string       // a reference or a Gelato order id
	Customer string       // id, reference id or name
	Before   order.Millis // everything older
}

// Erased is how many records are gone.
type Erased struct{ Requests, Postbacks int }

// Erase removes records for good: rows, bodies, former states, what they are found by, what is counted, and what is
// left of them in free pages and in the log. A keyed mark of each stays, so that no sync brings it back. each hears how
// many are gone. Nothing that fits is not_found, and an order of several customers is ambiguous.
func (s *Store) Erase(ctx context.Context, what Erasure, each func(done int)) (Erased, error) {
	var gone Erased
	if err := s.Writable(); err != nil {
		return gone, err
	}
	targets, err := s.targets(ctx, what)
	if err != nil {
		return gone, fail("find what to erase", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	counts := map[order.List]*int{order.Requests: &gone.Requests, order.Postbacks: &gone.Postbacks}
	for _, list := range [...]order.List{order.Postbacks, order.Requests} { // by what an order is found is read again of what is left of it
		err := s.eraseList(ctx, list, targets[list], true, func(n int) {
			*counts[list] += n
			each(gone.Requests + gone.Postbacks)
		})
		if err != nil {
			return gone, errors.Join(fail("erase", err), s.wipe(context.WithoutCancel(ctx)))
		}
	}
	if what.Before != 0 {
		if err := s.eraseHoursBefore(ctx, what.Before); err != nil {
			return gone, fail("erase", err)
		}
	}
	return gone, s.wipe(context.WithoutCancel(ctx))
}

// eraseList erases what is meant of a list, some in each transaction. With marks, none of it ever comes back.
func (s *Store) eraseList(ctx context.Context, list order.List, q where, marks bool, done func(int)) error {
	for {
		n := 0
		err := s.writer.inTx(ctx, func(ctx context.Context) error {
			chunk, err := s.writer.condemned(ctx, list, q)
			if n = len(chunk); err != nil || n == 0 {
				return err
			}
			return s.writer.eraseRecords(ctx, list, chunk, marks, s.now())
		})
		clear(s.writer.known) // it may name what is gone
		s.frames.forget()
		if err != nil {
			return err
		}
		if done(n); n < eraseSome {
			return nil
		}
	}
}

// targets is which records of each list are meant.
func (s *Store) targets(ctx context.Context, what Erasure) (map[order.List]where, error) {
	switch {
	case what.Order != "":
		return s.targetsOfOrder(ctx, what.Order)
	case what.Customer != "":
		return s.targetsOfCustomer(ctx, what.Customer)
	}
	targets := map[order.List]where{}
	for list, moment := range map[order.List]string{order.Requests: "t.received_at < ?", order.Postbacks: "t.occurred_at < ?"} {
		spill, err := s.spilled(ctx, list)
		if err != nil {
			return nil, err
		}
		_, below := idRange(order.Window{To: what.Before}, spill)
		var q where
		q.add("t.id < ?", below)
		q.add(moment, int64(what.Before))
		targets[list] = q
	}
	return targets, nil
}

// targetsOfOrder finds an order as Order does, with the same refusals.
func (s *Store) targetsOfOrder(ctx context.Context, ref string) (map[order.List]where, error) {
	if _, err := s.Order(ctx, ref, s.now()); err != nil {
		return nil, err
	}
	orders, err := s.findOrders(ctx, ref)
	if err != nil {
		return nil, err
	}
	strays, err := s.strays(ctx, ref, orders)
	if err != nil {
		return nil, err
	}
	var q where
	q.add("(t.order_id IN (SELECT value FROM json_each(?)) OR t.order_id = 0 AND t.gelato_id IN (SELECT value FROM json_each(?)))",
		idsJSON(int64s(orders)), idsJSON(int64s(strays)))
	return map[order.List]where{order.Requests: q, order.Postbacks: q}, nil
}

// targetsOfCustomer are the customer's records, and those of its orders that name no customer.
func (s *Store) targetsOfCustomer(ctx context.Context, name string) (map[order.List]where, error) {
	ids, err := s.customers(ctx, []string{name})
	if err != nil {
		return nil, err
	}
	if len(ids) < 2 { // nobody alone
		return nil, fault.New(fault.NotFound, "customer", fault.Params{"customer": name}, nil)
	}
	whose := idsJSON(int64s(ids))
	var q where
	q.add("(t.customer IN (SELECT value FROM json_each(?)) OR t.customer = 0 AND t.order_id IN (SELECT id FROM orders WHERE customer IN (SELECT value FROM json_each(?))))",
		whose, whose)
	return map[order.List]where{order.Requests: q, order.Postbacks: q}, nil
}

// eraseHoursBefore says of all time before a moment that it can't be told any more what was there.
func (s *Store) eraseHoursBefore(ctx context.Context, before order.Millis) error {
	return s.writer.inTx(ctx, func(ctx context.Context) error {
		if err := s.writer.exec(ctx, "DELETE FROM erased_hours WHERE to_at <= ?", int64(before)); err != nil {
			return err
		}
		return s.writer.exec(ctx, `INSERT INTO erased_hours(source, list, from_at, to_at, erased_at) SELECT s.id, l.value, 0, ?1, ?2 FROM sources s, json_each('[1,2]') l
			WHERE true ON CONFLICT DO UPDATE SET to_at = max(to_at, ?1), erased_at = ?2`, int64(before), int64(s.now()))
	})
}

package store

import (
	"context"

	"ordertrail/backend/order"
)

// Check is that an order was looked into, and what was found.
type Check struct {
	Reference string
	Customer  order.Party
	Scenario  string
	Verdict   string
	At        order.Millis
}

// mostChecked is how many orders are kept that were looked into.
const mostChecked = 50

// KeepCheck keeps that an order was looked into, in place of what was found before. An order that is not held is
// not kept: there is nothing that it could be told by.
func (s *Store) KeepCheck(ctx context.Context, c Check) error {
	if err := s.Writable(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	err := s.writer.inTx(ctx, func(ctx context.Context) error {
		err := s.writer.exec(ctx, `INSERT INTO checked(order_id, scenario, verdict, at)
			SELECT o.id, ?, ?, ? FROM orders o LEFT JOIN customers c ON c.id = o.customer
			WHERE o.ref_key = ? AND coalesce(c.key, '') IN (?, '') ORDER BY c.key IS NULL LIMIT 1
			ON CONFLICT DO UPDATE SET scenario = excluded.scenario, verdict = excluded.verdict, at = excluded.at`,
			c.Scenario, c.Verdict, int64(c.At), order.Key(c.Reference), partyKey(&c.Customer))
		if err != nil {
			return err
		}
		return s.writer.exec(ctx, "DELETE FROM checked WHERE order_id NOT IN (SELECT order_id FROM checked ORDER BY at DESC LIMIT ?)", mostChecked)
	})
	return fail("keep what was checked", err)
}

// Checked lists the orders that were looked into, the latest first.
func (s *Store) Checked(ctx context.Context, limit int) ([]Check, error) {
	rows, err := s.ask(ctx, `SELECT o.ref, coalesce(c.party_id, ''), coalesce(c.name, ''), coalesce(c.reference_id, ''), k.scenario, k.verdict, k.at
		FROM checked k JOIN orders o ON o.id = k.order_id LEFT JOIN customers c ON c.id = o.customer ORDER BY k.at DESC, o.id LIMIT ?`, limit)
	if err != nil {
		return nil, fail("list what was checked", err)
	}
	defer func() { _ = rows.Close() }()
	list := []Check{}
	for rows.Next() {
		var c Check
		if err := rows.Scan(&c.Reference, &c.Customer.ID, &c.Customer.Name, &c.Customer.ReferenceID, &c.Scenario, &c.Verdict, &c.At); err != nil {
			return nil, fail("list what was checked", err)
		}
		list = append(list, c)
	}
	return list, fail("list what was checked", rows.Err())
}

package store

import (
	"context"
	"database/sql"
	"errors"

	"ordertrail/backend/order"
)

// Swept is what a guide found of an order, as the sweep wrote it.
type Swept struct {
	Scenario string
	At       order.Millis // when it was judged
	Found    []byte
	order    int64
	stamp    string
}

// orderStamp changes with every record of an order that comes, changes or goes.
const orderStamp = `(SELECT count(*) || ':' || coalesce(max(id), 0) || ':' || coalesce(sum(updated_at), 0) FROM (
	SELECT id, updated_at FROM requests INDEXED BY requests_order WHERE order_id = o.id UNION ALL
	SELECT id, updated_at FROM postbacks INDEXED BY postbacks_order WHERE order_id = o.id))`

// Swept gives what a guide found of an order, nil where it was not asked or the order has changed since. row is where
// what it finds now is to be kept.
func (s *Store) Swept(ctx context.Context, scenario, ref string, who order.Party) (row Swept, found *Swept, err error) {
	row.Scenario = scenario
	var kept Swept
	var at sql.NullInt64
	err = s.askOne(ctx, `SELECT o.id, `+orderStamp+`, coalesce(k.stamp, ''), k.at, k.found FROM orders o LEFT JOIN customers c ON c.id = o.customer
		LEFT JOIN swept k ON k.order_id = o.id AND k.scenario = ? WHERE o.ref_key = ? AND coalesce(c.key, '') = ?`,
		[]any{scenario, order.Key(ref), partyKey(&who)}, &row.order, &row.stamp, &kept.stamp, &at, &kept.Found)
	if errors.Is(err, sql.ErrNoRows) {
		return row, nil, nil // known by a Gelato id alone
	}
	if err != nil || !at.Valid || kept.stamp != row.stamp {
		return row, nil, fail("read what was swept", err)
	}
	kept.At = order.Millis(at.Int64)
	return row, &kept, nil
}

// KeepSwept keeps what guides found, and forgets what they found before a moment.
func (s *Store) KeepSwept(ctx context.Context, list []Swept, before order.Millis) error {
	if err := s.Writable(); err != nil || len(list) == 0 {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	err := s.writer.inTx(ctx, func(ctx context.Context) error {
		for _, k := range list {
			if k.order == 0 {
				continue
			}
			// An order that was erased meanwhile leaves nothing behind.
			err := s.writer.exec(ctx, `INSERT INTO swept(order_id, scenario, stamp, at, found) SELECT id, ?, ?, ?, ? FROM orders WHERE id = ?
				ON CONFLICT DO UPDATE SET stamp = excluded.stamp, at = excluded.at, found = excluded.found`,
				k.Scenario, k.stamp, int64(k.At), k.Found, k.order)
			if err != nil {
				return err
			}
		}
		return s.writer.exec(ctx, "DELETE FROM swept WHERE at < ?", int64(before))
	})
	return fail("keep what was swept", err)
}

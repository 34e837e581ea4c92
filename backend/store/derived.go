package store

import (
	"context"
	"fmt"

	"ordertrail/backend/order"
)

// derived is what a batch changes in tables that follow from records.
type derived struct {
	orders map[int64]bool
	counts map[hourCount]int
}

type hourCount struct {
	customer, hour int64
	status         int
}

const msPerHour = 3_600_000

func (d *derived) touch(orderID int64) {
	if orderID != 0 {
		d.orders[orderID] = true
	}
}

func (d *derived) count(customer int64, at order.Millis, status, n int) {
	d.counts[hourCount{customer, int64(at) / msPerHour, status}] += n
}

// derive brings orders and counts in line with their records.
func (w *writer) derive(ctx context.Context, list order.List, d derived) error {
	for id := range d.orders {
		if err := w.deriveOrder(ctx, list, id); err != nil {
			return fmt.Errorf("derive order: %w", err)
		}
	}
	for c, n := range d.counts {
		if n == 0 {
			continue
		}
		err := w.exec(ctx, `INSERT INTO hour_counts(list, customer, hour, status, n) VALUES(?, ?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET n = n + excluded.n`, listCode(list), c.customer, c.hour, c.status, n)
		if err != nil {
			return fmt.Errorf("derive counts: %w", err)
		}
	}
	return nil
}

// deriveOrder looks at the records of an order again; the ids are in time order, so the latest is one seek away.
func (w *writer) deriveOrder(ctx context.Context, list order.List, id int64) error {
	if list == order.Postbacks {
		return w.exec(ctx, `UPDATE orders SET (news, news_at) =
			(SELECT kind, occurred_at FROM postbacks WHERE order_id = orders.id ORDER BY id DESC LIMIT 1) WHERE id = ?`, id)
	}
	return w.exec(ctx, `UPDATE orders SET cancel_accepted = EXISTS(SELECT 1 FROM requests WHERE order_id = orders.id AND outcome = 0
		AND type = (SELECT id FROM words WHERE word = 'cancel')) WHERE id = ?`, id)
}

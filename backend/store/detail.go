package store

import (
	"context"
	"database/sql"
	"errors"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
)

// RequestRow gives a request as lists show it, and the postbacks of its order, newest first.
func (s *Store) RequestRow(ctx context.Context, id string, now order.Millis) (order.RequestRow, []order.PostbackRow, error) {
	row, err := s.rowOf(ctx, order.Requests, id)
	if err != nil {
		return order.RequestRow{}, nil, err
	}
	rows, err := s.requestRows(ctx, []int64{row}, now)
	if err != nil || len(rows) == 0 {
		return order.RequestRow{}, nil, firstOf(fail("read request", err), notHeld(id))
	}
	var orderID int64
	if err := s.readers.QueryRowContext(ctx, "SELECT order_id FROM requests WHERE id = ?", row).Scan(&orderID); err != nil {
		return order.RequestRow{}, nil, fail("read request", err)
	}
	if orderID == 0 {
		return rows[0].row, []order.PostbackRow{}, nil
	}
	of, err := s.gather(ctx, []any{orderID}, nil, now)
	return rows[0].row, of.Postbacks, fail("read order", err)
}

// PostbackRow gives a postback as lists show it.
func (s *Store) PostbackRow(ctx context.Context, id string) (order.PostbackRow, error) {
	row, err := s.rowOf(ctx, order.Postbacks, id)
	if err != nil {
		return order.PostbackRow{}, err
	}
	rows, err := s.postbackRows(ctx, []int64{row})
	if err != nil || len(rows) == 0 {
		return order.PostbackRow{}, firstOf(fail("read postback", err), notHeld(id))
	}
	return rows[0].row, nil
}

func (s *Store) rowOf(ctx context.Context, list order.List, id string) (int64, error) {
	row, err := s.locate(ctx, list, id)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, notHeld(id)
	}
	return row, fail("find record", err)
}

func notHeld(id string) error {
	return fault.New(fault.NotFound, "record", fault.Params{"id": id}, nil)
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

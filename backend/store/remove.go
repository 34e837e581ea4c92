package store

import (
	"context"
	"errors"

	"ordertrail/backend/order"
)

// RemoveSource removes a source with all its records, as Erase does. No mark of them stays: they may come again. each
// hears how many more are gone.
func (s *Store) RemoveSource(ctx context.Context, name string, each func(more int)) error {
	if err := s.Writable(); err != nil {
		return err
	}
	var id int64
	if err := s.askOne(ctx, "SELECT id FROM sources WHERE name = ?", []any{name}, &id); err != nil {
		return fail("find source", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var q where
	q.add("t.source = ?", id)
	for _, list := range []order.List{order.Postbacks, order.Requests} {
		if err := s.eraseList(ctx, list, q, false, each); err != nil {
			return errors.Join(fail("remove source", err), s.wipe(context.WithoutCancel(ctx)))
		}
	}
	err := s.writer.inTx(ctx, func(ctx context.Context) error {
		for _, table := range []string{"coverage", "asked", "positions", "erased_hours", "erased_orders", "missing", "gone", "profiles_used"} {
			if err := s.writer.exec(ctx, "DELETE FROM "+table+" WHERE source = ?", id); err != nil {
				return err
			}
		}
		if err := s.writer.exec(ctx, "DELETE FROM told WHERE teller = ?", id); err != nil {
			return err
		}
		return s.writer.exec(ctx, "DELETE FROM sources WHERE id = ?", id)
	})
	return errors.Join(fail("remove source", err), s.wipe(context.WithoutCancel(ctx)))
}

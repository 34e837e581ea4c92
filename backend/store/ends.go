package store

import (
	"context"
	"database/sql"

	"ordertrail/backend/order"
)

// Ends gives the moments of the oldest and the newest record of a list within a window; 0 where there is none.
func (s *Store) Ends(ctx context.Context, list order.List, w order.Window) (oldest, newest order.Millis, err error) {
	from, below := idRange(w, 0)
	for _, end := range []struct {
		fn string
		at *order.Millis
	}{{"min", &oldest}, {"max", &newest}} {
		var id sql.NullInt64
		if err := s.askOne(ctx, "SELECT "+end.fn+"(id) FROM "+string(list)+" WHERE id >= ? AND id < ?", []any{from, below}, &id); err != nil {
			return 0, 0, fail("find ends", err)
		}
		*end.at = order.Millis(id.Int64 / perMilli)
	}
	return oldest, newest, nil
}

package store

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"

	"ordertrail/backend/order"
)

// Version is another text whenever a record is: what was read of a record holds as long as its version does.
// It reads no body.
func (s *Store) Version(ctx context.Context, id string) (string, error) {
	for _, list := range [...]order.List{order.Requests, order.Postbacks} {
		row, err := s.locate(ctx, list, id)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return "", fail("find record", err)
		}
		var digest []byte
		err = s.readers.QueryRowContext(ctx, "SELECT digest FROM "+string(list)+" WHERE id = ?", row).Scan(&digest)
		return string(list) + hex.EncodeToString(digest), fail("read version", err)
	}
	return "", notHeld(id)
}

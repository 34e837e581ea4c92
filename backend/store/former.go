package store

import (
	"context"

	"ordertrail/backend/order"
)

// Former is a state that a record had before it changed.
type Former struct {
	Record
	ReplacedAt order.Millis // when the state after it was first seen here
}

// Former gives the states that a record had before its present one, oldest first.
func (s *Store) Former(ctx context.Context, list order.List, source, id string) ([]Former, error) {
	rows, err := s.readers.QueryContext(ctx, `SELECT f.replaced_at, f.codec, f.frame FROM former f JOIN sources s ON s.id = f.source
		WHERE f.list = ? AND s.name = ? AND f.remote_id = ? ORDER BY f.replaced_at, f.updated_at`, listCode(list), source, packID(id))
	if err != nil {
		return nil, fail("read former states", err)
	}
	defer func() { _ = rows.Close() }()
	states := []Former{}
	for rows.Next() {
		state := Former{Record: Record{Source: source}}
		var codec int
		var packed []byte
		if err := rows.Scan(&state.ReplacedAt, &codec, &packed); err != nil {
			return nil, fail("read former states", err)
		}
		fr, err := s.frames.unpack(ctx, s.readers, codec, packed)
		if err != nil {
			return nil, fail("read former states", err)
		}
		state.Request, state.Postback = fr.Request, fr.Postback
		states = append(states, state)
	}
	return states, fail("read former states", rows.Err())
}

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

// beside are the earlier states of some records that another source tells otherwise, packed.
func (h *History) beside(ctx context.Context, list order.List, all []*change) (some []*change, err error) {
	for _, c := range all {
		if c.beside == nil {
			continue
		}
		state := &change{frame: *c.beside, remote: c.remote, source: c.source, updated: c.beside.updated(), old: c.old}
		var kept bool
		err := h.store.writer.one(ctx, "SELECT EXISTS(SELECT 1 FROM former WHERE list = ? AND source = ? AND remote_id = ? AND updated_at = ?)",
			[]any{listCode(list), c.source, c.remote, int64(state.updated)}, &kept)
		if err != nil {
			return nil, err
		}
		if !kept {
			some = append(some, state)
		}
	}
	return some, h.store.packAll(list, some)
}

func (h *History) saveBeside(ctx context.Context, list order.List, some []*change) error {
	d := newDerived()
	for _, c := range some {
		d.uses[c.frame.Text]++
		err := h.store.writer.exec(ctx, "INSERT INTO former(list, source, remote_id, replaced_at, updated_at, codec, frame) VALUES(?, ?, ?, ?, ?, ?, ?)",
			listCode(list), c.source, c.remote, int64(c.old.updated), int64(c.updated), c.codec, c.packed)
		if err != nil {
			return err
		}
	}
	if len(some) == 0 {
		return nil
	}
	return h.store.writer.derive(ctx, d)
}

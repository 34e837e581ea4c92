package store

import (
	"context"

	"ordertrail/backend/order"
)

// Capture is a source that told of a record.
type Capture struct {
	Source string
	// SeenAt is when its state, or that it has the record, was first seen here.
	SeenAt order.Millis
	// Profile is by which profile the source was read then, and Digest that of the profile's text; "" where none was noted.
	Profile, Digest string
}

// tellOf notes all sources that told of a record beside the one that it belongs to.
func (h *History) tellOf(ctx context.Context, list order.List, c *change) error {
	for _, teller := range [...]int64{h.id, c.old.source} {
		if teller == 0 || teller == c.source {
			continue
		}
		if err := h.tell(ctx, list, c, teller); err != nil {
			return err
		}
	}
	return nil
}

func (h *History) tell(ctx context.Context, list order.List, c *change, teller int64) error {
	return h.store.writer.exec(ctx, "INSERT INTO told(list, source, remote_id, teller, at) VALUES(?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
		listCode(list), c.source, c.remote, teller, int64(h.store.now()))
}

// untold leaves those records of which it is not noted yet that this source tells of them too, or what it tells.
func (h *History) untold(ctx context.Context, list order.List, all []*change) ([]*change, error) {
	var some []*change
	for _, c := range all {
		if c.source == h.id {
			continue
		}
		var noted bool
		err := h.store.writer.one(ctx, "SELECT EXISTS(SELECT 1 FROM told WHERE list = ? AND source = ? AND remote_id = ? AND teller = ?)",
			[]any{listCode(list), c.source, c.remote, h.id}, &noted)
		if err != nil {
			return nil, err
		}
		if !noted || c.beside != nil {
			some = append(some, c)
		}
	}
	return some, nil
}

// ReadBy notes by which profile this source is read from now on. The digest is that of the profile's text.
func (h *History) ReadBy(ctx context.Context, profile, digest string) error {
	s := h.store
	var name, last string
	rows := `SELECT coalesce((SELECT profile FROM profiles_used WHERE source = ?1 ORDER BY since DESC LIMIT 1), ''),
		coalesce((SELECT digest FROM profiles_used WHERE source = ?1 ORDER BY since DESC LIMIT 1), '')`
	if err := s.askOne(ctx, rows, []any{h.id}, &name, &last); err != nil || name == profile && last == digest {
		return fail("look up profile", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return fail("note profile", s.writer.inTx(ctx, func(ctx context.Context) error {
		return s.writer.exec(ctx, "INSERT OR REPLACE INTO profiles_used(source, since, profile, digest) VALUES(?, ?, ?, ?)", h.id, int64(s.now()), profile, digest)
	}))
}

// Captures gives the sources that told of a record: the one that it belongs to, and then those beside it.
func (s *Store) Captures(ctx context.Context, list order.List, source, id string) ([]Capture, error) {
	rows, err := s.ask(ctx, `WITH c AS (
			SELECT 0 AS rank, t.source AS teller, t.seen_at AS at FROM `+string(list)+` t JOIN sources s ON s.id = t.source WHERE t.remote_id = ?1 AND s.name = ?2
			UNION ALL SELECT 1, t.teller, t.at FROM told t JOIN sources s ON s.id = t.source WHERE t.list = ?3 AND t.remote_id = ?1 AND s.name = ?2)
		SELECT s.name, c.at, coalesce(p.profile, ''), coalesce(p.digest, '') FROM c JOIN sources s ON s.id = c.teller
		LEFT JOIN profiles_used p ON p.source = c.teller AND p.since = (SELECT max(since) FROM profiles_used WHERE source = c.teller AND since <= c.at)
		ORDER BY c.rank, c.at, s.name`, packID(id), source, listCode(list))
	if err != nil {
		return nil, fail("read sources of record", err)
	}
	defer func() { _ = rows.Close() }()
	all := []Capture{}
	for rows.Next() {
		var c Capture
		if err := rows.Scan(&c.Source, &c.SeenAt, &c.Profile, &c.Digest); err != nil {
			return nil, fail("read sources of record", err)
		}
		all = append(all, c)
	}
	return all, fail("read sources of record", rows.Err())
}

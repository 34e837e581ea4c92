package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"ordertrail/backend/order"
)

// Source is where records come from.
type Source struct {
	Name    string
	Kind    string // feed or files
	URL     string
	Profile string
	Tenant  string // the account that the source says it serves; "" when it does not say
	Paused  bool   // asked only by name
}

// History is the part of the store that one source fills.
type History struct {
	store *Store
	id    int64
	Source
}

// Sources lists the known sources by name.
func (s *Store) Sources(ctx context.Context) ([]Source, error) {
	rows, err := s.readers.QueryContext(ctx, "SELECT name, kind, url, profile, tenant, paused FROM sources ORDER BY name")
	if err != nil {
		return nil, fail("list sources", err)
	}
	defer func() { _ = rows.Close() }()
	list := []Source{}
	for rows.Next() {
		var src Source
		if err := rows.Scan(&src.Name, &src.Kind, &src.URL, &src.Profile, &src.Tenant, &src.Paused); err != nil {
			return nil, fail("list sources", err)
		}
		list = append(list, src)
	}
	return list, fail("list sources", rows.Err())
}

// History opens what a source of this name fills. The source is added if it is new, and its address, profile and
// account are brought up to date if they differ.
func (s *Store) History(ctx context.Context, src Source) (*History, error) {
	h := &History{store: s}
	var known Source
	err := s.readers.QueryRowContext(ctx, "SELECT id, kind, url, profile, tenant, paused FROM sources WHERE name = ?", src.Name).
		Scan(&h.id, &known.Kind, &known.URL, &known.Profile, &known.Tenant, &known.Paused)
	known.Name, src.Paused = src.Name, known.Paused
	h.Source = src
	switch {
	case err == nil && known == src:
		return h, nil
	case err != nil && !errors.Is(err, sql.ErrNoRows):
		return nil, fail("find source", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	err = s.writer.inTx(ctx, func(ctx context.Context) error {
		err := s.writer.exec(ctx, `INSERT INTO sources(name, kind, url, profile, tenant, added_at) VALUES(?, ?, ?, ?, ?, ?)
			ON CONFLICT(name) DO UPDATE SET kind = excluded.kind, url = excluded.url, profile = excluded.profile, tenant = excluded.tenant`,
			src.Name, src.Kind, src.URL, src.Profile, src.Tenant, int64(s.now()))
		if err != nil {
			return err
		}
		return s.writer.one(ctx, "SELECT id FROM sources WHERE name = ?", []any{src.Name}, &h.id)
	})
	return h, fail("add source", err)
}

// Position says where reading a list goes on.
func (h *History) Position(ctx context.Context, list order.List) (order.Position, error) {
	var packed []byte
	var p order.Position
	err := h.store.readers.QueryRowContext(ctx, "SELECT position FROM positions WHERE source = ? AND list = ?", h.id, listCode(list)).Scan(&packed)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return p, nil
	case err != nil:
		return p, fail("read position", err)
	}
	if err := h.store.frames.decode.Unmarshal(packed, &p); err != nil {
		return p, fmt.Errorf("read position: %w", err)
	}
	return p, nil
}

// Pause makes a source one that is asked only by name, or ends that.
func (s *Store) Pause(ctx context.Context, name string, paused bool) error {
	if err := s.Writable(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return fail("pause source", s.writer.inTx(ctx, func(ctx context.Context) error {
		return s.writer.exec(ctx, "UPDATE sources SET paused = ? WHERE name = ?", paused, name)
	}))
}

// ReadAnew forgets what is known to be held of a source, so that all of it is read again; its records stay.
func (s *Store) ReadAnew(ctx context.Context, name string) error {
	if err := s.Writable(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return fail("read source anew", s.writer.inTx(ctx, func(ctx context.Context) error {
		for _, table := range []string{"coverage", "positions", "missing"} {
			err := s.writer.exec(ctx, "DELETE FROM "+table+" WHERE source = (SELECT id FROM sources WHERE name = ?)", name)
			if err != nil {
				return err
			}
		}
		return nil
	}))
}

package store

import (
	"context"
	"database/sql"
	"errors"

	"ordertrail/backend/order"
)

// Views lists the saved views in their order.
func (s *Store) Views(ctx context.Context) ([]order.View, error) {
	rows, err := s.ask(ctx, "SELECT name, list, query FROM views ORDER BY place, name")
	if err != nil {
		return nil, fail("list views", err)
	}
	defer func() { _ = rows.Close() }()
	views := []order.View{}
	for rows.Next() {
		var v order.View
		var list int
		if err := rows.Scan(&v.Name, &list, &v.Query); err != nil {
			return nil, fail("list views", err)
		}
		v.List = listOf(list)
		views = append(views, v)
	}
	return views, fail("list views", rows.Err())
}

// SaveViews keeps views, all of them or none; those of the same names are replaced.
func (s *Store) SaveViews(ctx context.Context, views []order.View) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.Writable(); err != nil {
		return err
	}
	return fail("save views", s.writer.lastingly(ctx, func(ctx context.Context) error {
		for _, v := range views {
			err := s.writer.exec(ctx, `INSERT INTO views(name, list, query, place) VALUES(?, ?, ?, (SELECT coalesce(max(place), 0) + 1 FROM views))
				ON CONFLICT DO UPDATE SET name = excluded.name, list = excluded.list, query = excluded.query`, v.Name, listCode(v.List), v.Query)
			if err != nil {
				return err
			}
		}
		return nil
	}))
}

// RemoveView forgets a view and gives what it was; found is false when there was none of this name.
func (s *Store) RemoveView(ctx context.Context, name string) (was order.View, found bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.Writable(); err != nil {
		return was, false, err
	}
	err = s.writer.lastingly(ctx, func(ctx context.Context) error {
		var list int
		err := s.writer.one(ctx, "SELECT name, list, query FROM views WHERE name = ?", []any{name}, &was.Name, &list, &was.Query)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if found = err == nil; !found {
			return err
		}
		was.List = listOf(list)
		return s.writer.exec(ctx, "DELETE FROM views WHERE name = ?", name)
	})
	return was, found, fail("remove view", err)
}

package store

import (
	"context"

	"ordertrail/backend/order"
)

// collect fills a page from find, which gives rows below an id. With a search text it goes on until enough rows
// match or there are no more; it stops when ctx ends.
func collect[R any](ctx context.Context, s *Store, list order.List, search string, limit int, find func(after int64, n int) ([]found[R], error)) (rows []R, next string, err error) {
	rows = make([]R, 0, limit)
	var after, last int64
	for {
		chunk, err := find(after, limit+1)
		if err != nil {
			return rows, "", err
		}
		for _, f := range chunk {
			after = f.id
			if search != "" {
				if hit, err := s.matches(ctx, list, f.id, search); err != nil {
					return rows, "", err
				} else if !hit {
					continue
				}
			}
			if len(rows) == limit {
				return rows, cursor(last), nil
			}
			rows, last = append(rows, f.row), f.id
		}
		if len(chunk) <= limit {
			return rows, "", nil
		}
	}
}

// matches looks for a text anywhere in a record: references, ids, names, addresses, bodies, errors.
func (s *Store) matches(ctx context.Context, list order.List, id int64, search string) (bool, error) {
	fr, err := s.frame(ctx, list, id)
	if err != nil {
		return false, err
	}
	if fr.Request != nil {
		return fr.Request.Mentions(search), nil
	}
	return fr.Postback.Mentions(search), nil
}

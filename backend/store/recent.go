package store

import "context"

// mostRecent is how many texts that were looked for are kept.
const mostRecent = 12

// Remember keeps a text that was looked for.
func (s *Store) Remember(ctx context.Context, text string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.Writable(); err != nil {
		return err
	}
	return fail("remember search", s.writer.inTx(ctx, func(ctx context.Context) error {
		err := s.writer.exec(ctx, `INSERT INTO recent(text, at) VALUES(?, max(?, (SELECT coalesce(max(at), 0) + 1 FROM recent)))
			ON CONFLICT DO UPDATE SET at = excluded.at`, text, int64(s.now()))
		if err != nil {
			return err
		}
		return s.writer.exec(ctx, "DELETE FROM recent WHERE text NOT IN (SELECT text FROM recent ORDER BY at DESC LIMIT ?)", mostRecent)
	}))
}

// Recent gives the texts that were looked for last, newest first.
func (s *Store) Recent(ctx context.Context) ([]string, error) {
	rows, err := s.ask(ctx, "SELECT text FROM recent ORDER BY at DESC")
	if err != nil {
		return nil, fail("list searches", err)
	}
	defer func() { _ = rows.Close() }()
	recent := []string{}
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, fail("list searches", err)
		}
		recent = append(recent, text)
	}
	return recent, fail("list searches", rows.Err())
}

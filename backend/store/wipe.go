package store

import (
	"context"
	"os"
	"path/filepath"

	"ordertrail/backend/fault"
)

// wipe leaves nothing of what was erased in names that nothing has any more, in the index of words, in the log, or in
// copies made before a migration. It is noted as unfinished until it is done, so that the next start does it where this
// one ends before.
func (s *Store) wipe(ctx context.Context) error {
	w := s.writer
	var left bool
	if err := w.one(ctx, "SELECT EXISTS(SELECT 1 FROM unfinished WHERE work = 'wipe')", nil, &left); err != nil || !left {
		return fail("wipe", err)
	}
	if err := s.removeCopies(); err != nil {
		return fail("wipe", err)
	}
	for _, query := range []string{
		"DELETE FROM connectors WHERE id NOT IN (SELECT connector FROM requests)",
		"DELETE FROM templates WHERE id NOT IN (SELECT template FROM requests) AND id NOT IN (SELECT template FROM postbacks)",
		"INSERT INTO human(human) VALUES('optimize')",
	} {
		if err := w.inTx(ctx, func(ctx context.Context) error { return w.exec(ctx, query) }); err != nil {
			return fail("wipe", err)
		}
	}
	if err := s.scrub(ctx); err != nil {
		return fail("wipe", err)
	}
	if err := w.emptyLog(ctx); err != nil {
		return err
	}
	done := func(ctx context.Context) error { return w.exec(ctx, "DELETE FROM unfinished WHERE work = 'wipe'") }
	return fail("wipe", w.inTx(ctx, done))
}

// removeCopies removes the copies made before migrations: they hold what was erased since.
func (s *Store) removeCopies() error {
	copies, err := filepath.Glob(s.path + ".schema-*.bak*")
	if err != nil {
		return err
	}
	for _, copied := range copies {
		if err := os.Remove(copied); err != nil {
			return err
		}
	}
	return nil
}

// emptyLog moves the log into the file and empties it; while something else reads what is in it, it is busy.
func (w *writer) emptyLog(ctx context.Context) error {
	var busy, frames, moved int
	err := w.conn.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &frames, &moved)
	if err == nil && busy != 0 {
		return fault.New(fault.Busy, "erase", nil, nil)
	}
	return fail("wipe log", err)
}

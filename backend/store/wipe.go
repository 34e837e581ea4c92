package store

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
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
		"DELETE FROM connectors WHERE " + unusedBy("connector", order.Requests),
		"DELETE FROM templates WHERE " + unusedBy("template", order.Requests, order.Postbacks),
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

// unusedBy says that no record of some lists has an id in a column. The newest are looked at first: most names are in use,
// and where all are, SQLite reads no more of the lists.
func unusedBy(column string, lists ...order.List) string {
	var newest, all []string
	for _, list := range lists {
		newest = append(newest, fmt.Sprintf("id NOT IN (SELECT %s FROM (SELECT %s FROM %s ORDER BY id DESC LIMIT 20000))", column, column, list))
		all = append(all, fmt.Sprintf("id NOT IN (SELECT %s FROM %s)", column, list))
	}
	return strings.Join(append(newest, all...), " AND ")
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

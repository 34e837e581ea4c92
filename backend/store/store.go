// Package store keeps a history in one SQLite file: records, what lists need to know of them, and the ledger of
// what is held. One connection writes, a few read; a page of a list is one transaction.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync"

	_ "modernc.org/sqlite" // the driver

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
)

// File is the name of the database in its data folder.
const File = "orders.db"

// Store is an opened history. Its methods may be called at the same time.
type Store struct {
	path    string
	now     func() order.Millis
	readers *sql.DB
	writers *sql.DB
	frames  *frames
	statements

	mu     sync.Mutex // one writer at a time
	writer *writer
	// One training for each list, used under mu.
	trainings map[order.List]*training
}

// Open opens the history in the folder, which is made if missing. Where nothing can be written, and where a newer
// Ordertrail has added to the file, it can only be read: Writable says why. A file that this Ordertrail can't read is
// newer_version; one that is no history is corrupt. The clock stamps when records are first seen.
func Open(ctx context.Context, dir string, now func() order.Millis) (*Store, error) {
	path := filepath.Join(dir, File)
	s := &Store{path: path, now: now, trainings: map[order.List]*training{}, statements: statements{byOf: map[string]*sql.Stmt{}}}
	err := private(dir, path)
	if err == nil {
		err = s.connect(ctx)
	}
	if err != nil {
		err = s.connectReading(ctx, fail("open history", err))
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func (s *Store) connect(ctx context.Context) (err error) {
	if err := s.newer(ctx); err != nil {
		return err
	}
	if s.writers, err = sql.Open("sqlite", dsn(s.path, "", writing)); err != nil {
		return err
	}
	s.writers.SetMaxOpenConns(1)
	if err := migrate(ctx, s.writers, s.path); err != nil {
		return err
	}
	if err := s.connectReaders(ctx, "ro"); err != nil {
		return err
	}
	if s.writer, err = newWriter(ctx, s.writers, s.readers, s.frames); err != nil {
		return err
	}
	if err := s.writer.rebuildIfOld(ctx); err != nil {
		return err
	}
	if err := s.writer.countSilentAnew(ctx); err != nil {
		return err
	}
	if err := s.wipe(ctx); err != nil && !fault.Is(err, fault.Busy) { // busy: another process does it, or the next start
		return err
	}
	return nil
}

func (s *Store) connectReaders(ctx context.Context, mode string) (err error) {
	if s.readers, err = sql.Open("sqlite", dsn(s.path, mode, reading)); err != nil {
		return err
	}
	s.readers.SetMaxOpenConns(4)
	s.readers.SetMaxIdleConns(4)
	s.frames, err = openFrames(ctx, s.readers)
	return err
}

// Settle seals some cold records and moves what was written from the log into the file, so that the log does not keep
// its largest size. Readers go on; when one is in the way it is done another time.
func (s *Store) Settle(ctx context.Context) error {
	if s.Writable() == nil {
		if _, err := s.Seal(context.WithoutCancel(ctx), sealFor); err != nil {
			return err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.writer.refuses != nil {
		return s.writer.refuses
	}
	_, err := s.writer.conn.ExecContext(context.WithoutCancel(ctx), "PRAGMA wal_checkpoint(TRUNCATE)")
	return fail("settle history", err)
}

// Close closes the history.
func (s *Store) Close() error {
	var errs []error
	if s.frames != nil {
		s.frames.close()
	}
	s.statements.close()
	if s.readers != nil {
		errs = append(errs, s.readers.Close())
	}
	if s.writer != nil {
		errs = append(errs, s.writer.close())
	}
	if s.writers != nil {
		errs = append(errs, s.writers.Close())
	}
	return errors.Join(errs...)
}

// How the two kinds of connection are set up (store.md). The page size must be set before WAL, and the driver runs
// _pragma values sorted by name and the shorthands after them.
var (
	writing = []string{
		"_journal_mode=WAL", "_synchronous=NORMAL", "_txlock=immediate",
		"_pragma=page_size(8192)", "_pragma=cache_size(-65536)", "_pragma=temp_store(MEMORY)",
		"_pragma=wal_autocheckpoint(8000)", "_pragma=secure_delete(ON)",
	}
	reading = []string{"_query_only=1", "_pragma=cache_size(-16384)"}
	both    = []string{"_busy_timeout=5000", "_dqs=0", "_pragma=trusted_schema(OFF)", "_pragma=cell_size_check(ON)"}
)

// dsn is a file URI, so that any path works and mode is heard.
func dsn(path, mode string, options []string) string {
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(path)}
	if filepath.VolumeName(path) != "" {
		u.Path = "/" + u.Path
	}
	query := ""
	for _, o := range append(append([]string{}, both...), options...) {
		query += "&" + o
	}
	if mode != "" {
		query += "&mode=" + mode
	}
	u.RawQuery = query[1:]
	return u.String()
}

// private makes the folder and the files readable by their owner only, also where they were not (R14).
func private(dir, path string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	info, err := os.Stat(dir)
	if err == nil && info.Mode().Perm()&0o077 != 0 {
		err = os.Chmod(dir, 0o700)
	}
	if err != nil {
		return err
	}
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := tighten(path + suffix); err != nil {
			return err
		}
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

// tighten takes a file from everybody but its owner. A link in its place is refused: it may lead anywhere.
func tighten(path string) error {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return fault.New(fault.Invalid, "data_file", fault.Params{"file": filepath.Base(path)}, fmt.Errorf("%s is not a plain file", path))
	case info.Mode().Perm()&0o077 != 0:
		return os.Chmod(path, 0o600)
	}
	return nil
}

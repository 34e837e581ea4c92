package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"

	"ordertrail/backend/fault"
)

// Writable is nil where records can be stored, and else says why they can only be read.
func (s *Store) Writable() error { return s.writer.refuses }

// connectReading opens a history that can't be written, and keeps the reason. Any other reason is given back.
func (s *Store) connectReading(ctx context.Context, why error) error {
	if !fault.Is(why, fault.ReadOnly) && !fault.Is(why, fault.NewerVersion) {
		return why
	}
	if info, err := os.Stat(s.path); err != nil || info.Size() == 0 {
		return why // there is nothing to read
	}
	_ = s.Close()
	s.writers, s.writer = nil, &writer{refuses: why}
	err := s.connectReaders(ctx, "ro")
	if err != nil && s.settled() {
		// Where nothing at all can be written, readers can't share what WAL needs shared (sqlite.org/wal.html, 5).
		_ = s.readers.Close()
		err = s.connectReaders(ctx, "ro&immutable=1")
	}
	if err == nil {
		err = s.readable(ctx)
	}
	if err != nil {
		return errors.Join(why, err)
	}
	return nil
}

// settled says that all that was written stands in the file itself, and nothing in the log beside it.
func (s *Store) settled() bool {
	info, err := os.Stat(s.path + "-wal")
	return errors.Is(err, os.ErrNotExist) || err == nil && info.Size() == 0
}

// newer says that a newer Ordertrail has written the history. It is found out by a connection that can't write; what
// such a connection can't read, since the file is being made just now, say, is for the one that can.
func (s *Store) newer(ctx context.Context) error {
	if info, err := os.Stat(s.path); err != nil || info.Size() == 0 {
		return err
	}
	db, err := sql.Open("sqlite", dsn(s.path, "ro", reading))
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	version := 0
	if db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version) != nil {
		return nil
	}
	return tooNew(version, len(known()))
}

func tooNew(version, known int) error {
	if version <= known {
		return nil
	}
	return fault.New(fault.NewerVersion, "", fault.Params{"version": version}, fmt.Errorf("schema %d, this program knows %d", version, known))
}

// readable says whether all that this Ordertrail reads stands where it looks for it.
func (s *Store) readable(ctx context.Context) error {
	ours, err := schemaOf(ctx)
	if err != nil {
		return err
	}
	theirs, err := columns(ctx, s.readers)
	if err != nil {
		return err
	}
	for column := range ours {
		if !theirs[column] {
			return fmt.Errorf("the file has no %s", column)
		}
	}
	return nil
}

// schemaOf gives the columns that the migrations of this program make.
func schemaOf(ctx context.Context) (map[string]bool, error) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return nil, err
	}
	defer func() { _ = db.Close() }()
	db.SetMaxOpenConns(1) // each connection has a memory of its own
	if err := migrate(ctx, db, ""); err != nil {
		return nil, err
	}
	return columns(ctx, db)
}

// columns names all columns of all tables, with their tables.
func columns(ctx context.Context, db *sql.DB) (map[string]bool, error) {
	rows, err := db.QueryContext(ctx, "SELECT t.name || '.' || c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'")
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	all := map[string]bool{}
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		all[name] = true
	}
	return all, rows.Err()
}

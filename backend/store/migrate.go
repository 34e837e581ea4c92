package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"

	"ordertrail/backend/fault"
)

// migrations are numbered from 1 and only go forward; PRAGMA user_version is the number of the last one done.
//
//go:embed sql/*.sql
var migrations embed.FS

// migrate brings the schema up to date, one transaction for each step.
func migrate(ctx context.Context, db *sql.DB) error {
	steps, err := fs.Glob(migrations, "sql/*.sql")
	if err != nil {
		return err
	}
	version := 0
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	if version > len(steps) {
		return fault.New(fault.NewerVersion, "", fault.Params{"version": version}, fmt.Errorf("schema %d, this program knows %d", version, len(steps)))
	}
	for n := version; n < len(steps); n++ {
		if err := step(ctx, db, steps[n], n+1); err != nil {
			return fmt.Errorf("migrate to schema %d: %w", n+1, err)
		}
	}
	return nil
}

func step(ctx context.Context, db *sql.DB, file string, version int) error {
	text, err := migrations.ReadFile(file)
	if err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // after a commit it does nothing
	// Another process may have done the step while this one waited for the lock.
	done := 0
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&done); err != nil || done >= version {
		return err
	}
	if _, err := tx.ExecContext(ctx, string(text)); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", version)); err != nil {
		return err
	}
	return tx.Commit()
}

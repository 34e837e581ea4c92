package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// migrations are numbered from 1 and only go forward; PRAGMA user_version is the number of the last one done.
//
//go:embed sql/*.sql
var migrations embed.FS

// known are the texts of the migrations, in their order.
func known() []string {
	entries, _ := migrations.ReadDir("sql") // what is embedded is there
	steps := make([]string, len(entries))
	for i, e := range entries {
		text, _ := migrations.ReadFile("sql/" + e.Name())
		steps[i] = string(text)
	}
	return steps
}

// migrate brings the schema of the file at path up to date.
func migrate(ctx context.Context, db *sql.DB, path string) error {
	return migrateBy(ctx, db, path, known())
}

// migrateBy does the steps that are not done yet, one transaction for each, so that a large history need not have room for
// all of them at once. A new one has them in one, which writes each page once. A history that holds something is copied first.
func migrateBy(ctx context.Context, db *sql.DB, path string, steps []string) error {
	version := 0
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	if err := tooNew(version, len(steps)); err != nil {
		return err
	}
	if version == 0 {
		return stepTo(ctx, db, steps, len(steps))
	}
	if version < len(steps) {
		if err := backUp(ctx, db, path, version); err != nil {
			return fmt.Errorf("copy history before migrating it: %w", err)
		}
	}
	for n := version + 1; n <= len(steps); n++ {
		if err := stepTo(ctx, db, steps, n); err != nil {
			return err
		}
	}
	return nil
}

// stepTo does the steps up to a version in one transaction.
func stepTo(ctx context.Context, db *sql.DB, steps []string, version int) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // after a commit it does nothing
	// Another process may have done them while this one waited for the lock.
	done := 0
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&done); err != nil || done >= version {
		return err
	}
	for n := done; n < version; n++ {
		if _, err := tx.ExecContext(ctx, steps[n]); err != nil {
			return fmt.Errorf("migrate to schema %d: %w", n+1, err)
		}
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", version)); err != nil {
		return err
	}
	return tx.Commit()
}

// mostCopies is how many copies made before migrations are kept.
const mostCopies = 2

// backUp copies the history beside itself, readable by its owner only. A copy that is whole has its final name.
func backUp(ctx context.Context, db *sql.DB, path string, version int) error {
	copied := fmt.Sprintf("%s.schema-%04d.bak", path, version)
	half := copied + ".new"
	if err := os.WriteFile(half, nil, 0o600); err != nil { // it may be an older half; SQLite takes an empty file
		return err
	}
	if _, err := db.ExecContext(ctx, "VACUUM INTO ?", half); err != nil {
		_ = os.Remove(half)
		return err
	}
	if err := os.Rename(half, copied); err != nil {
		return err
	}
	return forgetCopies(path)
}

func forgetCopies(path string) error {
	copies, err := filepath.Glob(path + ".schema-*.bak")
	if err != nil {
		return err
	}
	slices.Sort(copies)
	for _, old := range copies[:max(0, len(copies)-mostCopies)] {
		if err := os.Remove(old); err != nil {
			return err
		}
	}
	return nil
}

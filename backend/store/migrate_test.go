package store

import (
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
)

// aged makes a history with records in it, as a program with a schema of this number left it after doing query.
func aged(t *testing.T, version string, query string) string {
	t.Helper()
	dir := t.TempDir()
	s, h := openInside(t, dir)
	if _, err := h.Save(t.Context(), order.Batch{List: order.Requests, Requests: random(20, 1)}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.writer.conn.ExecContext(t.Context(), query+"; PRAGMA user_version = "+version); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.Settle(t.Context()), s.Close()); err != nil {
		t.Fatal(err)
	}
	return dir
}

func digest(t *testing.T, path string) [32]byte {
	t.Helper()
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return sha256.Sum256(whole)
}

func TestAHistoryOfANewerProgramIsReadAndLeftAsItIs(t *testing.T) {
	dir := aged(t, "999", "ALTER TABLE requests ADD COLUMN mood TEXT; CREATE TABLE moods(id INTEGER PRIMARY KEY) STRICT")
	before := digest(t, filepath.Join(dir, File))
	s, err := Open(t.Context(), dir, func() order.Millis { return testClock })
	if err != nil {
		t.Fatal(err)
	}
	if page, err := s.Requests(t.Context(), order.RequestFilter{}, testClock); err != nil || len(page.Requests) != 20 {
		t.Errorf("%d rows, %v", len(page.Requests), err)
	}
	_, err = s.History(t.Context(), Source{Name: "another", Kind: "feed"})
	if !fault.Is(err, fault.NewerVersion) || !fault.Is(s.Writable(), fault.NewerVersion) {
		t.Errorf("writing: %v", err)
	}
	if err := s.Close(); err != nil || digest(t, filepath.Join(dir, File)) != before {
		t.Errorf("the file has changed; %v", err)
	}
}

func TestAHistoryThatANewerProgramRebuiltIsRefusedAndLeftAsItIs(t *testing.T) {
	dir := aged(t, "999", "ALTER TABLE requests RENAME COLUMN outcome TO ending")
	before := digest(t, filepath.Join(dir, File))
	if _, err := Open(t.Context(), dir, func() order.Millis { return testClock }); !fault.Is(err, fault.NewerVersion) {
		t.Errorf("open: %v", err)
	}
	if digest(t, filepath.Join(dir, File)) != before {
		t.Error("the file has changed")
	}
}

// opened opens the file of a history without bringing it up to date.
func opened(t *testing.T, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", dsn(path, "", writing))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func TestAMigrationCopiesTheHistoryFirstAndKeepsTwoCopies(t *testing.T) {
	present := len(known())
	path := filepath.Join(aged(t, fmt.Sprint(present), ""), File)
	db := opened(t, path)
	steps := append(known(), "CREATE TABLE two(id INTEGER) STRICT", "CREATE TABLE three(id INTEGER) STRICT", "CREATE TABLE four(id INTEGER) STRICT")
	for n := present + 1; n <= len(steps); n++ { // as by one program after the other
		if err := migrateBy(t.Context(), db, path, steps[:n]); err != nil {
			t.Fatal(err)
		}
	}
	copies, _ := filepath.Glob(path + ".*")
	want := []string{fmt.Sprintf("%s.schema-%04d.bak", path, present+1), fmt.Sprintf("%s.schema-%04d.bak", path, present+2)}
	if d := cmp.Diff(want, copies); d != "" {
		t.Errorf("copies: %s", d)
	}
	info, err := os.Stat(copies[1])
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("a copy may be read by others: %v %v", info.Mode(), err)
	}
	rows, version := 0, 0
	old := opened(t, copies[1])
	if err := old.QueryRowContext(t.Context(), "SELECT count(*), (SELECT user_version FROM pragma_user_version) FROM requests").Scan(&rows, &version); err != nil || rows != 20 || version != present+2 {
		t.Errorf("the copy has %d rows of schema %d: %v", rows, version, err)
	}
}

func TestAMigrationThatFailsLeavesTheHistoryAsItWas(t *testing.T) {
	present := len(known())
	path := filepath.Join(aged(t, fmt.Sprint(present), ""), File)
	db := opened(t, path)
	for _, broken := range []string{"CREATE TABLE two(id INTEGER) STRICT; DELETE FROM requests; CREATE TABLE two(id INTEGER)", "junk"} {
		if err := migrateBy(t.Context(), db, path, append(known(), broken)); err == nil {
			t.Error("it was migrated")
		}
		rows, version, tables := 0, 0, 0
		err := db.QueryRowContext(t.Context(), `SELECT count(*), (SELECT user_version FROM pragma_user_version),
			(SELECT count(*) FROM sqlite_schema WHERE name = 'two') FROM requests`).Scan(&rows, &version, &tables)
		if err != nil || rows != 20 || version != present || tables != 0 {
			t.Errorf("%d rows, schema %d, %d new tables: %v", rows, version, tables, err)
		}
	}
}

func TestRecordsAndSilentOrdersAreCountedAnewWhereTheyWereCountedOtherwise(t *testing.T) {
	dir := t.TempDir()
	s, h := openInside(t, dir)
	busyHistory(t, h)
	want := derivedRows(t, s)
	err := errors.Join(s.writer.exec(t.Context(), "UPDATE day_counts SET day = day + 1, packed = x'0505' WHERE list = 3"),
		s.writer.exec(t.Context(), "ALTER TABLE day_counts RENAME COLUMN packed TO tally"),
		s.writer.exec(t.Context(), "DROP TABLE totals"), // as schema 11 had it
		s.writer.exec(t.Context(), `CREATE TABLE totals(list INTEGER NOT NULL, customer INTEGER NOT NULL, status INTEGER NOT NULL, n INTEGER NOT NULL,
			PRIMARY KEY(list, customer, status)) WITHOUT ROWID, STRICT`),
		s.writer.exec(t.Context(), "INSERT INTO totals VALUES(1, -1, 0, 9), (3, -1, 0, 9)"),
		s.writer.exec(t.Context(), "PRAGMA user_version = 11"), s.Close())
	if err != nil {
		t.Fatal(err)
	}
	s, _ = openInside(t, dir)
	if d := cmp.Diff(want, derivedRows(t, s)); d != "" {
		t.Error(d)
	}
}

package store

import (
	"cmp"
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"maps"

	"ordertrail/backend/fault"
)

// writer is the one connection that writes. Statements are prepared once, before any transaction (store.md, 2).
type writer struct {
	pool    *sql.DB
	conn    *sql.Conn
	stmts   map[string]*sql.Stmt
	refuses error // why nothing can be written; nil: it can
	suspect bool  // a transaction failed at the disk: the connection may be of no more use
	breath  breath
	frames  *frames
	db      *sql.DB // where else than in the transaction frames find what they need
	// Ids of interned rows that are committed; those of the transaction under way are in fresh.
	known, fresh map[interned]int64
	seen         int64 // the version of the file up to which known holds
	// Silent orders that found their customer in the transaction under way.
	adopted []adoption
}

// interned names a row of words, customers, connectors, orders, order_ids or texts by its key.
type interned struct {
	table string
	key   string
	owner int64 // customer of an order, order of a Gelato id
}

func newWriter(ctx context.Context, writers, readers *sql.DB, f *frames) (*writer, error) {
	conn, err := writers.Conn(ctx)
	if err != nil {
		return nil, err
	}
	return &writer{pool: writers, conn: conn, frames: f, db: readers, stmts: map[string]*sql.Stmt{}, known: map[interned]int64{}, fresh: map[interned]int64{}}, nil
}

func (w *writer) close() error {
	if w.conn == nil {
		return nil
	}
	w.forgetStmts()
	return w.conn.Close()
}

func (w *writer) forgetStmts() {
	for _, s := range w.stmts {
		_ = s.Close() // the connection goes with them
	}
	clear(w.stmts)
}

// usable says why nothing can be written, and takes a new connection after the disk failed the old one.
func (w *writer) usable(ctx context.Context) error {
	if w.refuses != nil || !w.suspect {
		return w.refuses
	}
	w.forgetStmts()
	_ = w.conn.Raw(func(any) error { return driver.ErrBadConn }) // gives it back as broken, so that nobody gets it again
	conn, err := w.pool.Conn(ctx)
	if err != nil {
		return err
	}
	w.conn, w.suspect = conn, false
	return nil
}

// onDisk says that an error is of the disk or the connection, not of what was asked.
func onDisk(err error) bool {
	switch classify(err) {
	case fault.IO, fault.DiskFull, fault.ReadOnly:
		return true
	}
	return errors.Is(err, driver.ErrBadConn) || errors.Is(err, sql.ErrConnDone)
}

// inTx runs do in one transaction. A cancelled ctx is heard before it begins, not in the middle: a page is
// stored in well under a second, and an interrupted connection would be lost.
func (w *writer) inTx(ctx context.Context, do func(context.Context) error) error {
	if err := cmp.Or(ctx.Err(), w.usable(ctx)); err != nil {
		return err
	}
	ctx = context.WithoutCancel(ctx)
	if _, err := w.conn.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		w.suspect = onDisk(err)
		return err
	}
	w.adopted = nil
	panicked := true
	defer func() {
		if panicked {
			clear(w.fresh)
			_, _ = w.conn.ExecContext(ctx, "ROLLBACK") // what is told of is the panic
		}
	}()
	err := do(ctx)
	panicked = false
	if err == nil {
		_, err = w.conn.ExecContext(ctx, "COMMIT")
	}
	if err != nil {
		clear(w.fresh)
		w.suspect = onDisk(err)
		_, _ = w.conn.ExecContext(ctx, "ROLLBACK") // SQLite may have rolled back by itself already
		return err
	}
	maps.Copy(w.known, w.fresh)
	clear(w.fresh)
	w.forgetSome()
	return nil
}

// refresh forgets what is known of interned rows when another process has written: it may have erased them.
func (w *writer) refresh(ctx context.Context) error {
	var version int64
	if err := w.one(ctx, "PRAGMA data_version", nil, &version); err != nil {
		return err
	}
	if version != w.seen {
		clear(w.known)
		w.frames.forget()
		w.seen = version
	}
	return nil
}

// forgetSome keeps the memory of interned rows bounded; they are looked up again when needed.
func (w *writer) forgetSome() {
	const most = 50_000
	for key := range w.known {
		if len(w.known) <= most {
			return
		}
		delete(w.known, key)
	}
}

// stmt gives a statement to run.
func (w *writer) stmt(ctx context.Context, query string) (*sql.Stmt, error) {
	w.breath.take()
	if err := w.usable(ctx); err != nil {
		return nil, err
	}
	if s := w.stmts[query]; s != nil {
		return s, nil
	}
	s, err := w.conn.PrepareContext(ctx, query)
	if err != nil {
		return nil, fmt.Errorf("prepare %.40s: %w", query, err)
	}
	w.stmts[query] = s
	return s, nil
}

func (w *writer) exec(ctx context.Context, query string, args ...any) error {
	s, err := w.stmt(ctx, query)
	if err != nil {
		return err
	}
	_, err = s.ExecContext(ctx, args...)
	return err
}

// one reads a single row; no row is sql.ErrNoRows.
func (w *writer) one(ctx context.Context, query string, args []any, into ...any) error {
	s, err := w.stmt(ctx, query)
	if err != nil {
		return err
	}
	return s.QueryRowContext(ctx, args...).Scan(into...)
}

// each reads rows one by one.
func (w *writer) each(ctx context.Context, query string, args []any, row func(scan func(...any) error) error) error {
	s, err := w.stmt(ctx, query)
	if err != nil {
		return err
	}
	rows, err := s.QueryContext(ctx, args...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := row(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

// intern gives the id of the row with this key, which insert makes if it is not there yet. Most are.
func (w *writer) intern(ctx context.Context, key interned, insert string, args []any, find string, findArgs []any) (int64, error) {
	if id, ok := w.cached(key); ok {
		return id, nil
	}
	var id int64
	err := w.one(ctx, find, findArgs, &id)
	if errors.Is(err, sql.ErrNoRows) {
		if err := w.exec(ctx, insert, args...); err != nil {
			return 0, fmt.Errorf("name %s: %w", key.table, err)
		}
		err = w.one(ctx, find, findArgs, &id)
	}
	if err != nil {
		return 0, fmt.Errorf("find %s: %w", key.table, err)
	}
	w.fresh[key] = id
	return id, nil
}

func (w *writer) cached(key interned) (int64, bool) {
	id, ok := w.known[key]
	if !ok {
		id, ok = w.fresh[key]
	}
	return id, ok
}

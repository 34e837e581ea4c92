package store

import (
	"context"
	"database/sql"
	"fmt"
	"sync"
)

// statements keeps what readers ask often prepared: preparing a page of a list takes as long as reading it.
type statements struct {
	mu   sync.Mutex
	byOf map[string]*sql.Stmt
}

// mostStatements is how many are kept; the shapes of filters are fewer.
const mostStatements = 400

// ask runs a query that is asked again and again, with other arguments.
func (s *Store) ask(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	s.statements.mu.Lock()
	stmt := s.statements.byOf[query]
	if stmt == nil && len(s.statements.byOf) < mostStatements {
		var err error
		if stmt, err = s.readers.PrepareContext(context.WithoutCancel(ctx), query); err != nil {
			s.statements.mu.Unlock()
			return nil, fmt.Errorf("prepare %.60s: %w", query, err)
		}
		s.statements.byOf[query] = stmt
	}
	s.statements.mu.Unlock()
	if stmt == nil {
		return s.readers.QueryContext(ctx, query, args...)
	}
	return stmt.QueryContext(ctx, args...)
}

// askOne asks for one row; no row is sql.ErrNoRows.
func (s *Store) askOne(ctx context.Context, query string, args []any, into ...any) error {
	rows, err := s.ask(ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	if !rows.Next() {
		if err := rows.Err(); err != nil {
			return err
		}
		return sql.ErrNoRows
	}
	if err := rows.Scan(into...); err != nil {
		return err
	}
	return rows.Close()
}

func (st *statements) close() {
	st.mu.Lock()
	defer st.mu.Unlock()
	for _, stmt := range st.byOf {
		_ = stmt.Close() // its connection goes with it
	}
	clear(st.byOf)
}

package store

import (
	"context"
	"errors"
	"fmt"

	"ordertrail/backend/order"
)

// Checked is what opening every record found.
type Checked struct {
	Records int
	Bad     []Bad
}

// Bad is a record that is not what it should be.
type Bad struct {
	ID     string
	Source string
	Why    string // damaged: not what was received; source_digest: its source gave another digest
}

// Check opens every record and holds its bodies against their digests. each hears how many are done.
func (s *Store) Check(ctx context.Context, each func(done int)) (Checked, error) {
	c := Checked{Bad: []Bad{}}
	if err := s.integrity(ctx); err != nil {
		return c, fail("check database", err)
	}
	for _, list := range [...]order.List{order.Requests, order.Postbacks} {
		if err := s.checkList(ctx, list, &c, each); err != nil {
			return c, fail("check records", err)
		}
	}
	return c, nil
}

// integrity asks SQLite about the file's structure; it can't see a flipped byte inside a payload.
func (s *Store) integrity(ctx context.Context) error {
	var verdict string
	if err := s.readers.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&verdict); err != nil {
		return err
	}
	if verdict != "ok" {
		return corrupt(errors.New(verdict))
	}
	return nil
}

func (s *Store) checkList(ctx context.Context, list order.List, c *Checked, each func(int)) error {
	for after := int64(0); ; {
		rows, err := s.readers.QueryContext(ctx, `SELECT t.id, t.remote_id, s.name FROM `+string(list)+` t
			JOIN sources s ON s.id = t.source WHERE t.id > ? ORDER BY t.id LIMIT 500`, after)
		if err != nil {
			return err
		}
		type row struct {
			id     int64
			remote any
			source string
		}
		var chunk []row
		for rows.Next() {
			var r row
			if err := rows.Scan(&r.id, &r.remote, &r.source); err != nil {
				return errors.Join(err, rows.Close())
			}
			chunk = append(chunk, r)
		}
		if err := rows.Err(); err != nil || len(chunk) == 0 {
			return err
		}
		for _, r := range chunk {
			c.Records, after = c.Records+1, r.id
			if why, err := s.checkOne(ctx, list, r.id); err != nil {
				return err
			} else if why != "" {
				c.Bad = append(c.Bad, Bad{ID: unpackID(r.remote), Source: r.source, Why: why})
			}
			each(c.Records)
		}
	}
}

// checkOne says what is wrong with a record, "" for nothing.
func (s *Store) checkOne(ctx context.Context, list order.List, id int64) (string, error) {
	fr, err := s.whole(ctx, list, id)
	switch {
	case errors.Is(err, errDigest), errors.Is(err, errNoFrame):
		return "damaged", nil
	case err != nil:
		return "", fmt.Errorf("open record %d: %w", id, err)
	}
	for _, m := range fr.messages() {
		if m == nil || m.Body == nil {
			continue
		}
		if m.SHA256 != "" && m.SHA256 != sumHex(m.Body) || m.SizeBytes != nil && *m.SizeBytes != int64(len(m.Body)) {
			return "source_digest", nil
		}
	}
	return "", nil
}

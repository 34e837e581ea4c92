package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"

	"ordertrail/backend/order"
)

// saveCause notes why a request failed, if it did: by a digest, since words of a message may be somebody's.
func (w *writer) saveCause(ctx context.Context, row int64, r *order.Request) error {
	said := r.Cause(farFuture)
	if said == "" {
		return nil
	}
	sum := sha256.Sum256([]byte(said))
	key := hex.EncodeToString(sum[:16])
	cause, err := w.intern(ctx, interned{table: "causes", key: key},
		"INSERT INTO causes(key) VALUES(?) ON CONFLICT DO NOTHING", []any{key},
		"SELECT id FROM causes WHERE key = ?", []any{key})
	if err != nil {
		return err
	}
	return w.exec(ctx, "INSERT INTO request_causes(cause, request) VALUES(?, ?)", cause, row)
}

// sameCause are the requests that failed for the same cause as one, itself included.
const sameCause = "SELECT request FROM request_causes WHERE cause = (SELECT cause FROM request_causes WHERE request = ?)"

// mostNamed is how many customers are named.
const mostNamed = 3

// Same counts the other requests that failed for the same cause. It reads no body.
func (s *Store) Same(ctx context.Context, id string) (order.Same, error) {
	same := order.Same{Customers: []string{}}
	row, err := s.rowOf(ctx, order.Requests, id)
	if err != nil {
		return same, err
	}
	var since sql.NullInt64
	err = s.readers.QueryRowContext(ctx, "SELECT count(*) - 1, min(received_at) FROM requests WHERE id IN ("+sameCause+")", row).Scan(&same.Count, &since)
	if err != nil || !since.Valid {
		same.Count = 0
		return same, fail("count same cause", err)
	}
	same.Since = order.Millis(since.Int64)
	rows, err := s.readers.QueryContext(ctx, `SELECT coalesce(nullif(c.name, ''), nullif(c.reference_id, ''), c.party_id, '')
		FROM requests r LEFT JOIN customers c ON c.id = r.customer WHERE r.id IN (`+sameCause+`) AND r.id <> ?
		GROUP BY r.customer ORDER BY count(*) DESC`, row, row)
	if err != nil {
		return same, fail("name customers", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return same, fail("name customers", err)
		}
		if len(same.Customers) < mostNamed && name != "" {
			same.Customers = append(same.Customers, name)
		} else if name != "" {
			same.More++
		}
	}
	return same, fail("name customers", rows.Err())
}

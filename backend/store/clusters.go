package store

import (
	"context"

	"ordertrail/backend/order"
)

// Cluster are requests of a window that failed for the same cause.
type Cluster struct {
	Latest string         // id of the latest of them
	Times  []order.Millis // when they came, the oldest first
	First  order.Millis   // when the first of all that are held came, also before the window
}

// Clusters gives the causes that most requests of a window failed for, the most frequent first. A duplicate is refused
// for what it is, and is no failure.
func (s *Store) Clusters(ctx context.Context, w order.Window, limit int) ([]Cluster, error) {
	spill, err := s.spilled(ctx, order.Requests)
	if err != nil {
		return nil, fail("read causes", err)
	}
	from, below := idRange(w, spill)
	rows, err := s.ask(ctx, `SELECT c.cause, count(*), max(t.id) FROM requests t INDEXED BY requests_outcome JOIN request_causes c ON c.request = t.id
		WHERE t.outcome IN (1, 3, 4, 5) AND t.outcome <> 0 AND t.id >= ? AND t.id < ? GROUP BY c.cause ORDER BY 2 DESC, 3 DESC LIMIT ?`, from, below, limit)
	if err != nil {
		return nil, fail("read causes", err)
	}
	defer func() { _ = rows.Close() }()
	type found struct{ cause, latest int64 }
	var causes []found
	for rows.Next() {
		var f found
		var n int
		if err := rows.Scan(&f.cause, &n, &f.latest); err != nil {
			return nil, fail("read causes", err)
		}
		causes = append(causes, f)
	}
	if err := rows.Err(); err != nil {
		return nil, fail("read causes", err)
	}
	clusters := make([]Cluster, len(causes))
	for i, f := range causes {
		if clusters[i], err = s.cluster(ctx, f.cause, f.latest, from, below); err != nil {
			return nil, fail("read a cause", err)
		}
	}
	return clusters, nil
}

func (s *Store) cluster(ctx context.Context, cause, latest, from, below int64) (c Cluster, err error) {
	var remote any
	err = s.askOne(ctx, "SELECT remote_id, (SELECT min(t.received_at) FROM request_causes c JOIN requests t ON t.id = c.request WHERE c.cause = ?) FROM requests WHERE id = ?",
		[]any{cause, latest}, &remote, &c.First)
	if err != nil {
		return c, err
	}
	c.Latest = unpackID(remote)
	c.Times, err = column[order.Millis](ctx, s, `SELECT t.received_at FROM request_causes c JOIN requests t ON t.id = c.request
		WHERE c.cause = ? AND c.request >= ? AND c.request < ? ORDER BY t.received_at`, cause, from, below)
	return c, err
}

// spilled is how far the ids of a list run ahead of their moments.
func (s *Store) spilled(ctx context.Context, list order.List) (ms int64, err error) {
	return ms, s.askOne(ctx, "SELECT coalesce(max(ms), 0) FROM spill WHERE list = ?", []any{listCode(list)}, &ms)
}

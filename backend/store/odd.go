package store

import (
	"context"

	"ordertrail/backend/order"
)

// Sent is an order of which news were sent, and when.
type Sent struct {
	Reference string
	Customer  order.Party
	SentAt    order.Millis
}

const sentColumns = `SELECT o.ref, t.occurred_at, coalesce(c.party_id, ''), coalesce(c.name, ''), coalesce(c.reference_id, '')
	FROM postbacks t `

// Complained lists orders of whose news somebody said in a window, though they were taken, that something was wrong.
func (s *Store) Complained(ctx context.Context, w order.Window, limit int) ([]Sent, error) {
	return s.sent(ctx, w, sentColumns+`INDEXED BY postbacks_complained JOIN orders o ON o.id = t.order_id LEFT JOIN customers c ON c.id = o.customer
		WHERE t.complained = 1 AND t.kind = 2 AND t.id >= ?1 AND t.id < ?2 ORDER BY t.id LIMIT ?3`, limit)
}

// Strayed lists orders whose shipping news went in a window to a host to which no more than one in ten of their
// customer's go.
func (s *Store) Strayed(ctx context.Context, w order.Window, limit int) ([]Sent, error) {
	return s.sent(ctx, w, `WITH went AS MATERIALIZED (SELECT customer, host, count(*) AS n FROM postbacks INDEXED BY postbacks_host
			WHERE kind = 2 AND host <> 0 AND id >= ?1 AND id < ?2 GROUP BY customer, host),
		odd AS MATERIALIZED (SELECT e.customer, e.host FROM went e JOIN (SELECT customer, sum(n) AS n FROM went GROUP BY customer) a ON a.customer = e.customer
			WHERE e.customer <> 0 AND e.n * 10 <= a.n) `+sentColumns+`JOIN orders o ON o.id = t.order_id LEFT JOIN customers c ON c.id = o.customer
		WHERE t.id IN (SELECT n.id FROM odd CROSS JOIN postbacks n INDEXED BY postbacks_host ON n.customer = odd.customer AND n.host = odd.host
			AND n.kind = 2 AND n.host <> 0 AND n.id >= ?1 AND n.id < ?2)
		ORDER BY t.id LIMIT ?3`, limit)
}

func (s *Store) sent(ctx context.Context, w order.Window, query string, limit int, more ...any) ([]Sent, error) {
	spill, err := s.spilled(ctx, order.Postbacks)
	if err != nil {
		return nil, fail("list news that were taken", err)
	}
	from, below := idRange(w, spill)
	rows, err := s.ask(ctx, query, append([]any{from, below, limit}, more...)...)
	if err != nil {
		return nil, fail("list news that were taken", err)
	}
	defer func() { _ = rows.Close() }()
	list := []Sent{}
	for rows.Next() {
		var o Sent
		if err := rows.Scan(&o.Reference, &o.SentAt, &o.Customer.ID, &o.Customer.Name, &o.Customer.ReferenceID); err != nil {
			return nil, fail("list news that were taken", err)
		}
		list = append(list, o)
	}
	return list, fail("list news that were taken", rows.Err())
}

// Refused are orders of which news of other kinds than shipping did not arrive at one host, of one customer.
type Refused struct {
	Customer order.Party
	Orders   int
	Since    order.Millis
	Latest   string // id of the latest of these news
}

// Refused lists where news of other kinds than shipping did not arrive in a window, where it hit most orders first.
func (s *Store) Refused(ctx context.Context, w order.Window, limit int) ([]Refused, error) {
	spill, err := s.spilled(ctx, order.Postbacks)
	if err != nil {
		return nil, fail("list refused news", err)
	}
	from, below := idRange(w, spill)
	rows, err := s.ask(ctx, `SELECT count(DISTINCT t.order_id), min(t.occurred_at), max(t.id) FROM postbacks t INDEXED BY postbacks_result
		WHERE t.result <> 2 AND t.result IN (SELECT id FROM words WHERE word IN (?1, ?2)) AND t.id >= ?3 AND t.id < ?4 AND t.kind <> 2
		AND t.order_id <> 0 AND t.direction NOT IN (SELECT id FROM words WHERE word = ?5)
		GROUP BY t.customer, t.host ORDER BY 1 DESC, 2 LIMIT ?6`,
		string(order.ResultFailed), string(order.ResultRetrying), from, below, string(order.FromPrinter), limit)
	if err != nil {
		return nil, fail("list refused news", err)
	}
	defer func() { _ = rows.Close() }()
	list, latest := []Refused{}, []int64{}
	for rows.Next() {
		var r Refused
		var id int64
		if err := rows.Scan(&r.Orders, &r.Since, &id); err != nil {
			return nil, fail("list refused news", err)
		}
		list, latest = append(list, r), append(latest, id)
	}
	if err := rows.Err(); err != nil {
		return nil, fail("list refused news", err)
	}
	return list, s.nameLatest(ctx, list, latest)
}

// Unreached lists the orders of which news of other kinds than shipping did not arrive in a window, each once, with when
// the first of them was sent.
func (s *Store) Unreached(ctx context.Context, w order.Window, limit int) ([]Sent, error) {
	return s.sent(ctx, w, `SELECT o.ref, min(t.occurred_at), coalesce(c.party_id, ''), coalesce(c.name, ''), coalesce(c.reference_id, '')
		FROM postbacks t INDEXED BY postbacks_result JOIN orders o ON o.id = t.order_id LEFT JOIN customers c ON c.id = o.customer
		WHERE t.result <> 2 AND t.result IN (SELECT id FROM words WHERE word IN (?4, ?5)) AND t.id >= ?1 AND t.id < ?2 AND t.kind <> 2
		AND t.direction NOT IN (SELECT id FROM words WHERE word = ?6)
		GROUP BY o.id ORDER BY 2 LIMIT ?3`, limit, string(order.ResultFailed), string(order.ResultRetrying), string(order.FromPrinter))
}

// nameLatest gives the latest news their ids, and the customers their names.
func (s *Store) nameLatest(ctx context.Context, list []Refused, latest []int64) error {
	for i, id := range latest {
		found, err := s.postbackRows(ctx, []int64{id})
		if err != nil || len(found) == 0 {
			return fail("read refused news", err)
		}
		list[i].Latest, list[i].Customer = found[0].row.ID, found[0].row.Customer
	}
	return nil
}

package store

import (
	"context"

	"ordertrail/backend/order"
)

// Postbacks gives a page of the list of postbacks, newest first.
func (s *Store) Postbacks(ctx context.Context, f order.PostbackFilter) (order.PostbackPage, error) {
	page := order.PostbackPage{Postbacks: []order.PostbackRow{}, Total: -1}
	q, err := s.postbacksWhere(ctx, f)
	if err != nil {
		return page, fail("list postbacks", err)
	}
	if f.Search == "" && f.After == "" {
		if page.Total, err = s.total(ctx, "postbacks t", q); err != nil {
			return page, fail("count postbacks", err)
		}
	}
	find := func(after int64, n int) ([]found[order.PostbackRow], error) { return s.postbackRows(ctx, q, after, n) }
	page.Postbacks, page.Next, err = collect(ctx, s, order.Postbacks, f.Search, limited(f.Limit), find)
	return page, fail("list postbacks", err)
}

func (s *Store) postbacksWhere(ctx context.Context, f order.PostbackFilter) (where, error) {
	var q where
	customers, err := s.customers(ctx, f.Customers)
	if err != nil {
		return q, err
	}
	directions, err := s.wordIDs(ctx, texts(f.Directions))
	if err != nil {
		return q, err
	}
	results, err := s.wordIDs(ctx, texts(f.Results))
	if err != nil {
		return q, err
	}
	wanted := []any{}
	for _, k := range f.Kinds {
		wanted = append(wanted, code(kinds, k))
	}
	q.in("t.customer", customers)
	q.in("t.direction", directions)
	q.in("t.result", results)
	q.in("t.kind", wanted)
	if f.Source != "" {
		q.add("t.source = (SELECT id FROM sources WHERE name = ?)", f.Source)
	}
	return q, s.window(ctx, &q, order.Postbacks, f.Window, f.After)
}

// postbackColumns are what a row is made of, in the order in which scanPostback reads them.
const postbackColumns = `t.id, t.remote_id, s.name, t.occurred_at, d.word, e.word, coalesce(w.word, ''), t.kind, t.severity, r.word, t.attempts,
	t.http, coalesce(o.ref, ''), coalesce(g.value, ''), coalesce(c.party_id, ''), coalesce(c.name, ''), coalesce(c.reference_id, ''),
	coalesce(o.cancel_accepted, 0)`

const postbackTables = `postbacks t JOIN sources s ON s.id = t.source LEFT JOIN words d ON d.id = t.direction
	LEFT JOIN words e ON e.id = t.event LEFT JOIN words w ON w.id = t.status LEFT JOIN words r ON r.id = t.result
	LEFT JOIN orders o ON o.id = t.order_id LEFT JOIN order_ids g ON g.id = t.gelato_id LEFT JOIN customers c ON c.id = t.customer`

// postbackRows reads up to n rows below an id; 0 means from the newest on.
func (s *Store) postbackRows(ctx context.Context, q where, after int64, n int) ([]found[order.PostbackRow], error) {
	if after != 0 {
		q.add("t.id < ?", after)
	}
	rows, err := s.readers.QueryContext(ctx, "SELECT "+postbackColumns+" FROM "+postbackTables+q.text()+" ORDER BY t.id DESC LIMIT ?", append(q.args, n)...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	list := make([]found[order.PostbackRow], 0, n)
	for rows.Next() {
		f, err := scanPostback(rows.Scan)
		if err != nil {
			return nil, err
		}
		list = append(list, f)
	}
	return list, rows.Err()
}

func scanPostback(scan func(...any) error) (found[order.PostbackRow], error) {
	var f found[order.PostbackRow]
	var remote any
	var kind, severity int
	var asked bool
	p := &f.row
	err := scan(&f.id, &remote, &p.Source, &p.OccurredAt, &p.Direction, &p.Event, &p.Status, &kind, &severity, &p.Result, &p.Attempts,
		&p.HTTPStatus, &p.OrderReferenceID, &p.OrderID, &p.Customer.ID, &p.Customer.Name, &p.Customer.ReferenceID, &asked)
	if err != nil {
		return f, err
	}
	p.ID, p.Kind = unpackID(remote), kinds[kind]
	switch {
	case severity != cancelSeverity:
		p.Severity = severities[severity]
	case asked:
		p.Severity = order.SeverityInfo
	default:
		p.Severity = order.SeverityWarning
	}
	return f, nil
}

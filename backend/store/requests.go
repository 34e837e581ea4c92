package store

import (
	"context"
	"slices"
	"strings"

	"ordertrail/backend/order"
)

// Requests gives a page of the list of requests, newest first, judged as of now.
func (s *Store) Requests(ctx context.Context, f order.RequestFilter, now order.Millis) (order.RequestPage, error) {
	page := order.RequestPage{Requests: []order.RequestRow{}, Total: -1}
	q, err := s.requestsWhere(ctx, f, now)
	if err != nil {
		return page, fail("list requests", err)
	}
	if f.Search == "" && f.After == "" {
		if page.Total, err = s.total(ctx, "requests t", q); err != nil {
			return page, fail("count requests", err)
		}
	}
	find := func(after int64, n int) ([]found[order.RequestRow], error) {
		return s.requestRows(ctx, q, now, after, n)
	}
	page.Requests, page.Next, err = collect(ctx, s, order.Requests, f.Search, limited(f.Limit), find)
	return page, fail("list requests", err)
}

func (s *Store) requestsWhere(ctx context.Context, f order.RequestFilter, now order.Millis) (where, error) {
	var q where
	customers, err := s.customers(ctx, f.Customers)
	if err != nil {
		return q, err
	}
	types, err := s.wordIDs(ctx, texts(f.Types))
	if err != nil {
		return q, err
	}
	q.in("t.customer", customers)
	q.in("t.type", types)
	q.outcomes(f.Outcomes, now)
	q.failedAt(f.Stages, now)
	if f.Source != "" {
		q.add("t.source = (SELECT id FROM sources WHERE name = ?)", f.Source)
	}
	return q, s.window(ctx, &q, order.Requests, f.Window, f.After)
}

// outcomes narrows to outcomes as they are now: what is stored as unanswered is pending while it is young.
func (w *where) outcomes(set []order.Outcome, now order.Millis) {
	if len(set) == 0 {
		return
	}
	young, silent := int64(now-order.Patience), code(outcomes, order.NoAnswer)
	var parts []string
	var args []any
	either := func(fragment string, values ...any) {
		parts, args = append(parts, fragment), append(args, values...)
	}
	for _, o := range set {
		switch {
		case o == order.Pending:
			either("t.outcome = ? AND t.waiting = 1 AND t.received_at > ?", silent, young)
		case o == order.NoAnswer:
			either("t.outcome = ? AND (t.waiting = 0 OR t.received_at <= ?)", silent, young)
		default:
			either("t.outcome = ?", code(outcomes, o))
		}
	}
	w.add("(("+strings.Join(parts, ") OR (")+"))", args...)
	if !slices.Contains(set, order.Accepted) {
		w.add("t.outcome <> 0") // SQLite does not infer it, and without it the partial index is not used
	}
}

// failedAt narrows to requests that failed at one of the stages.
func (w *where) failedAt(stages []order.Stage, now order.Millis) {
	values := []any{}
	for _, stage := range stages {
		values = append(values, code(order.AllStages[:], stage)+1)
	}
	w.in("t.failed_stage", values)
	if len(values) > 0 {
		w.add("(t.waiting = 0 OR t.received_at <= ?)", int64(now-order.Patience))
	}
}

// found is a row of a list with its id in the file.
type found[R any] struct {
	id  int64
	row R
}

// requestColumns are what a row is made of, in the order in which scanRequest reads them.
const requestColumns = `t.id, t.remote_id, s.name, t.received_at, ty.word, t.outcome, t.waiting, t.severity, t.stages, t.http, t.duration_ms,
	coalesce(o.ref, ''), coalesce(g.value, ''), coalesce(c.party_id, ''), coalesce(c.name, ''), coalesce(c.reference_id, ''),
	coalesce(k.connector_id, ''), coalesce(k.type, ''), coalesce(k.name, ''), coalesce(o.news, -1), coalesce(o.news_at, 0)`

const requestTables = `requests t JOIN sources s ON s.id = t.source LEFT JOIN words ty ON ty.id = t.type
	LEFT JOIN orders o ON o.id = t.order_id LEFT JOIN order_ids g ON g.id = t.gelato_id
	LEFT JOIN customers c ON c.id = t.customer LEFT JOIN connectors k ON k.id = t.connector`

// requestRows reads up to n rows below an id; 0 means from the newest on.
func (s *Store) requestRows(ctx context.Context, q where, now order.Millis, after int64, n int) ([]found[order.RequestRow], error) {
	if after != 0 {
		q.add("t.id < ?", after)
	}
	rows, err := s.readers.QueryContext(ctx, "SELECT "+requestColumns+" FROM "+requestTables+q.text()+" ORDER BY t.id DESC LIMIT ?", append(q.args, n)...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	list := make([]found[order.RequestRow], 0, n)
	for rows.Next() {
		f, err := scanRequest(rows.Scan, now)
		if err != nil {
			return nil, err
		}
		list = append(list, f)
	}
	return list, rows.Err()
}

func scanRequest(scan func(...any) error, now order.Millis) (found[order.RequestRow], error) {
	var f found[order.RequestRow]
	var remote any
	var outcome, severity, stages, news int
	var waiting bool
	r := &f.row
	err := scan(&f.id, &remote, &r.Source, &r.ReceivedAt, &r.Type, &outcome, &waiting, &severity, &stages, &r.HTTPStatus, &r.DurationMs,
		&r.OrderReferenceID, &r.OrderID, &r.Customer.ID, &r.Customer.Name, &r.Customer.ReferenceID,
		&r.Connector.ID, &r.Connector.Type, &r.Connector.Name, &news, &r.LastNews.At)
	if err != nil {
		return f, err
	}
	r.ID, r.Outcome, r.Severity, r.Stages = unpackID(remote), outcomes[outcome], severities[severity], unpackStages(stages)
	if news >= 0 {
		r.LastNews.Kind = kinds[news]
	}
	if waiting && now-r.ReceivedAt < order.Patience {
		r.Outcome, r.Severity, r.Stages.Response = order.Pending, order.SeverityInfo, order.StageWaiting
	}
	return f, nil
}

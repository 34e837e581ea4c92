package store

import (
	"context"
	"slices"
	"strings"
	"time"

	"ordertrail/backend/order"
	"ordertrail/backend/search"
)

// Requests gives a page of the list of requests, newest first, judged as of now.
func (s *Store) Requests(ctx context.Context, f order.RequestFilter, now order.Millis) (order.RequestPage, error) {
	return s.RequestsWithin(ctx, f, now, 0)
}

// Glance is a time for a first page: rows, or how far it was looked, are there within 50 ms.
const Glance = 20 * time.Millisecond

// RequestsWithin gives what of a page is found in a time, 0 being any: when Next is set and the page is not full, there
// is more to look at.
func (s *Store) RequestsWithin(ctx context.Context, f order.RequestFilter, now order.Millis, budget time.Duration) (order.RequestPage, error) {
	page, asked := order.RequestPage{Requests: []order.RequestRow{}, Total: -1}, f
	q, err := s.requestQuery(ctx, &f, now)
	if err != nil {
		return page, fail("list requests", err)
	}
	ids, err := s.page(ctx, q, beginning{f.After, f.Before, f.Near}, limited(f.Limit), budget)
	if err != nil {
		return page, fail("list requests", err)
	}
	page.Next, page.Prev, page.Down = cursor(ids.next), cursor(ids.prev), ids.down
	if first := f.After == "" && f.Before == "" && q.match.empty(); first && ids.next == 0 && ids.prev == 0 {
		page.Total = len(ids.ids)
	} else if first && !f.Uncounted {
		if page.Total, err = s.totalRequests(ctx, f, asked, q, now); err != nil {
			return page, fail("count requests", err)
		}
	}
	rows, err := s.requestRows(ctx, ids.ids, now)
	for _, r := range rows {
		page.Requests = append(page.Requests, r.row)
	}
	return page, fail("list requests", err)
}

// RequestTotal counts the requests that a filter leaves; -1 where that would be slow.
func (s *Store) RequestTotal(ctx context.Context, f order.RequestFilter, now order.Millis) (int, error) {
	asked := f
	q, err := s.requestQuery(ctx, &f, now)
	if err != nil || !q.match.empty() {
		return -1, fail("count requests", err)
	}
	n, err := s.totalRequests(ctx, f, asked, q, now)
	return n, fail("count requests", err)
}

// requestQuery resolves a filter, which is narrowed by what its search asks.
func (s *Store) requestQuery(ctx context.Context, f *order.RequestFilter, now order.Millis) (listQuery, error) {
	var q listQuery
	asked, err := understand(f.Search)
	if err != nil {
		return q, err
	}
	q.plain = len(f.Types)+len(f.Stages) == 0 && f.Like == "" && counted(asked, search.Outcome)
	var rest where
	narrowRequests(f, asked, &rest, now)
	customers, err := s.customers(ctx, f.Customers)
	if err != nil {
		return q, err
	}
	t, err := s.totals(ctx, order.Requests, customers)
	if err != nil {
		return q, err
	}
	types, err := s.wordIDs(ctx, texts(f.Types))
	if err != nil {
		return q, err
	}
	parts := []part{
		{column: "t.customer", values: customers, index: "requests_customer"},
		outcomePart(f.Outcomes),
		stagePart(f.Stages),
		typePart(types),
	}
	likes := asked.Of(search.Like)
	if f.Like != "" {
		likes = append(likes, search.Part{Key: search.Like, Values: []string{f.Like}})
	}
	if err := s.alike(ctx, &rest, likes); err != nil {
		return q, err
	}
	rest.pending(f.Outcomes, f.Stages, now)
	return q, s.finish(ctx, &q, t, parts, rest, f.Source, f.Window, asked, asked)
}

// alike narrows to requests that are like one of those that each part names: by their cause, or by what made them.
func (s *Store) alike(ctx context.Context, rest *where, parts []search.Part) error {
	for _, p := range parts {
		var sets []string
		var args []any
		for _, like := range p.Values {
			set, of, err := s.like(ctx, like)
			if err != nil {
				return err
			}
			sets, args = append(sets, "t.id IN ("+set+")"), append(args, of...)
		}
		text := "(" + strings.Join(sets, " OR ") + ")"
		if p.Not {
			text = "NOT " + text
		}
		rest.add(text, args...)
	}
	return nil
}

// like are the requests that are like one, or that are of the orders of a row.
func (s *Store) like(ctx context.Context, name string) (string, []any, error) {
	if r, ok := rowOfText(name); ok {
		mark, err := s.tokenOf(ctx, r)
		return "SELECT r.id FROM requests r WHERE r.order_id IN (" + ofRow + ")", []any{mark.text, mark.kind}, err
	}
	row, err := s.rowOf(ctx, order.Requests, name)
	return sameCause, []any{row}, err
}

// outcomePart narrows to outcomes as they are stored: what is pending is stored as unanswered.
func outcomePart(set []order.Outcome) part {
	p := part{column: "t.outcome", index: "requests_outcome", only: "t.outcome <> 0"}
	for _, o := range set {
		if o == order.Pending {
			o = order.NoAnswer
		}
		if c := int64(code(outcomes, o)); !slices.Contains(p.values, any(c)) {
			p.values = append(p.values, c)
		}
	}
	if slices.Contains(p.values, any(int64(0))) {
		p.index = "" // most are accepted: no index has them
	}
	return p
}

// stagePart narrows to requests that failed at one of the stages.
func stagePart(stages []order.Stage) part {
	p := part{column: "t.failed_stage", index: "requests_stage", only: "t.failed_stage <> 0"}
	for _, stage := range stages {
		n := int64(code(order.AllStages[:], stage)) + 1
		if n == 0 {
			n = nobody // no stage of ours: no request failed there
		}
		p.values = append(p.values, n)
	}
	return p
}

// submitWord is the id of the usual type of request, which its index leaves out.
const submitWord = 1

func typePart(types []any) part {
	p := part{column: "t.type", values: types, index: "requests_type", only: "t.type <> 1"}
	if slices.Contains(types, any(int64(submitWord))) {
		p.index = ""
	}
	return p
}

// pending tells unanswered requests apart by their age: while they are young they are pending, and have not failed.
func (w *where) pending(set []order.Outcome, stages []order.Stage, now order.Millis) {
	young, silent := int64(now-order.Patience), code(outcomes, order.NoAnswer)
	pending, unanswered := slices.Contains(set, order.Pending), slices.Contains(set, order.NoAnswer)
	switch {
	case pending && !unanswered:
		w.add("(t.outcome <> ? OR t.waiting = 1 AND t.received_at > ?)", silent, young)
	case unanswered && !pending:
		w.add("(t.outcome <> ? OR t.waiting = 0 OR t.received_at <= ?)", silent, young)
	}
	if len(stages) > 0 {
		w.add("(t.waiting = 0 OR t.received_at <= ?)", young)
	}
}

// totalRequests counts what a filter leaves where that is quick. asked is the filter before its search narrowed it.
func (s *Store) totalRequests(ctx context.Context, f, asked order.RequestFilter, q listQuery, now order.Millis) (int, error) {
	if q.known >= 0 {
		return q.known, nil
	}
	if !q.plain || q.sourced {
		n, err := s.countSome(ctx, q)
		if err != nil || n >= 0 {
			return n, err
		}
		days, chips, err := s.requestChips(ctx, asked, now, countTime)
		if err != nil {
			return -1, err
		}
		return s.totalOfDays(ctx, days, chips)
	}
	by, err := s.CountRequests(ctx, edgesOf(f.Window), f.Customers, now)
	if err != nil {
		return -1, err
	}
	n := 0
	for outcome, count := range by[0] {
		if len(f.Outcomes) == 0 || slices.Contains(f.Outcomes, outcome) {
			n += count
		}
	}
	return n, nil
}

// found is a row of a list with its id in the file.
type found[R any] struct {
	id  int64
	row R
}

// requestColumns are what a row is made of, in the order in which scanRequest reads them.
const requestColumns = `t.id, t.remote_id, s.name, t.received_at, ty.word, t.outcome, t.waiting, t.severity, t.stages, t.http, t.duration_ms,
	coalesce(o.ref, ''), coalesce(g.value, ''), coalesce(c.party_id, ''), coalesce(c.name, ''), coalesce(c.reference_id, ''),
	coalesce(k.connector_id, ''), coalesce(k.type, ''), coalesce(k.name, ''), coalesce(o.news, -1), coalesce(o.news_at, 0),
	` + markColumns

const requestTables = `requests t JOIN sources s ON s.id = t.source LEFT JOIN words ty ON ty.id = t.type
	LEFT JOIN orders o ON o.id = t.order_id LEFT JOIN order_ids g ON g.id = t.gelato_id
	LEFT JOIN customers c ON c.id = t.customer LEFT JOIN connectors k ON k.id = t.connector
	LEFT JOIN own_marks m ON m.list = 1 AND m.source = t.source AND m.remote_id = t.remote_id`

// requestRows reads the rows of ids, newest first.
func (s *Store) requestRows(ctx context.Context, ids []int64, now order.Millis) ([]found[order.RequestRow], error) {
	rows, err := s.ask(ctx, "SELECT "+requestColumns+" FROM "+requestTables+" WHERE t.id IN (SELECT value FROM json_each(?)) ORDER BY t.id DESC", idsJSON(ids))
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	list := make([]found[order.RequestRow], 0, len(ids))
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
	var remote, orderID any
	var outcome, severity, stages, news int
	var waiting bool
	r := &f.row
	err := scan(&f.id, &remote, &r.Source, &r.ReceivedAt, &r.Type, &outcome, &waiting, &severity, &stages, &r.HTTPStatus, &r.DurationMs,
		&r.OrderReferenceID, &orderID, &r.Customer.ID, &r.Customer.Name, &r.Customer.ReferenceID,
		&r.Connector.ID, &r.Connector.Type, &r.Connector.Name, &news, &r.LastNews.At,
		&r.Bookmarked, &r.HasNote, &r.Label)
	if err != nil {
		return f, err
	}
	r.OrderID = unpackID(orderID)
	r.ID, r.Outcome, r.Severity, r.Stages = unpackID(remote), outcomes[outcome], severities[severity], unpackStages(stages)
	if news >= 0 {
		r.LastNews.Kind = kinds[news]
	}
	if waiting && now-r.ReceivedAt < order.Patience {
		r.Outcome, r.Severity, r.Stages.Response = order.Pending, order.SeverityInfo, order.StageWaiting
	}
	return f, nil
}

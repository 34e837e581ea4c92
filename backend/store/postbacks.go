package store

import (
	"context"
	"slices"
	"time"

	"ordertrail/backend/order"
	"ordertrail/backend/search"
)

// Postbacks gives a page of the list of postbacks, newest first.
func (s *Store) Postbacks(ctx context.Context, f order.PostbackFilter) (order.PostbackPage, error) {
	return s.PostbacksWithin(ctx, f, 0)
}

// PostbacksWithin gives what of a page is found in a time, as RequestsWithin does.
func (s *Store) PostbacksWithin(ctx context.Context, f order.PostbackFilter, budget time.Duration) (order.PostbackPage, error) {
	page, asked := order.PostbackPage{Postbacks: []order.PostbackRow{}, Total: -1}, f
	q, err := s.postbackQuery(ctx, &f)
	if err != nil {
		return page, fail("list postbacks", err)
	}
	ids, err := s.page(ctx, q, beginning{f.After, f.Before, f.Near}, limited(f.Limit), budget)
	if err != nil {
		return page, fail("list postbacks", err)
	}
	page.Next, page.Prev, page.Down = cursor(ids.next), cursor(ids.prev), ids.down
	if first := f.After == "" && f.Before == "" && q.match.empty(); first && ids.next == 0 && ids.prev == 0 {
		page.Total = len(ids.ids)
	} else if first && !f.Uncounted {
		if page.Total, err = s.totalPostbacks(ctx, f, asked, q); err != nil {
			return page, fail("count postbacks", err)
		}
	}
	rows, err := s.postbackRows(ctx, ids.ids)
	for _, r := range rows {
		page.Postbacks = append(page.Postbacks, r.row)
	}
	return page, fail("list postbacks", err)
}

// PostbackTotal counts the postbacks that a filter leaves, as RequestTotal does.
func (s *Store) PostbackTotal(ctx context.Context, f order.PostbackFilter) (int, error) {
	asked := f
	q, err := s.postbackQuery(ctx, &f)
	if err != nil || !q.match.empty() {
		return -1, fail("count postbacks", err)
	}
	n, err := s.totalPostbacks(ctx, f, asked, q)
	return n, fail("count postbacks", err)
}

// postbackQuery resolves a filter, which is narrowed by what its search asks.
func (s *Store) postbackQuery(ctx context.Context, f *order.PostbackFilter) (listQuery, error) {
	var q listQuery
	asked, err := understand(f.Search)
	if err != nil {
		return q, err
	}
	q.plain = len(f.Directions)+len(f.Results) == 0 && counted(asked, search.Kind)
	var rest where
	narrowPostbacks(f, asked, &rest)
	customers, err := s.customers(ctx, f.Customers)
	if err != nil {
		return q, err
	}
	t, err := s.totals(ctx, order.Postbacks, customers)
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
	parts := []part{
		{column: "t.customer", values: customers, index: "postbacks_customer"},
		kindPart(f.Kinds),
		{column: "t.direction", values: directions},
		resultPart(results),
	}
	return q, s.finish(ctx, &q, t, parts, rest, f.Source, f.Window, asked, asked)
}

func kindPart(set []order.Kind) part {
	p := part{column: "t.kind", index: "postbacks_kind"}
	for _, k := range set {
		p.values = append(p.values, int64(code(kinds, k)))
	}
	return p
}

// deliveredWord is the id of the usual result, which its index leaves out.
const deliveredWord = 2

func resultPart(results []any) part {
	p := part{column: "t.result", values: results, index: "postbacks_result", only: "t.result <> 2"}
	if slices.Contains(results, any(int64(deliveredWord))) {
		p.index = ""
	}
	return p
}

// totalPostbacks counts what a filter leaves where that is quick, as totalRequests does.
func (s *Store) totalPostbacks(ctx context.Context, f, asked order.PostbackFilter, q listQuery) (int, error) {
	if q.known >= 0 {
		return q.known, nil
	}
	if !q.plain || q.sourced {
		n, err := s.countSome(ctx, q)
		if err != nil || n >= 0 {
			return n, err
		}
		days, chips, err := s.postbackChips(ctx, asked, 0, countTime) // of no day it is known that it stays as it is
		if err != nil {
			return -1, err
		}
		return s.totalOfDays(ctx, days, chips)
	}
	by, err := s.CountPostbacks(ctx, edgesOf(f.Window), f.Customers)
	if err != nil {
		return -1, err
	}
	n := 0
	for kind, count := range by[0] {
		if len(f.Kinds) == 0 || slices.Contains(f.Kinds, kind) {
			n += count
		}
	}
	return n, nil
}

// postbackColumns are what a row is made of, in the order in which scanPostback reads them.
const postbackColumns = `t.id, t.remote_id, s.name, t.occurred_at, d.word, e.word, coalesce(w.word, ''), t.kind, t.severity, r.word, t.attempts,
	t.http, coalesce(o.ref, ''), coalesce(g.value, ''), coalesce(c.party_id, ''), coalesce(c.name, ''), coalesce(c.reference_id, ''),
	coalesce(o.cancel_accepted, 0), ` + markColumns

const postbackTables = `postbacks t JOIN sources s ON s.id = t.source LEFT JOIN words d ON d.id = t.direction
	LEFT JOIN words e ON e.id = t.event LEFT JOIN words w ON w.id = t.status LEFT JOIN words r ON r.id = t.result
	LEFT JOIN orders o ON o.id = t.order_id LEFT JOIN order_ids g ON g.id = t.gelato_id LEFT JOIN customers c ON c.id = t.customer
	LEFT JOIN own_marks m ON m.list = 2 AND m.source = t.source AND m.remote_id = t.remote_id`

// postbackRows reads the rows of ids, newest first.
func (s *Store) postbackRows(ctx context.Context, ids []int64) ([]found[order.PostbackRow], error) {
	rows, err := s.ask(ctx, "SELECT "+postbackColumns+" FROM "+postbackTables+" WHERE t.id IN (SELECT value FROM json_each(?)) ORDER BY t.id DESC", idsJSON(ids))
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	list := make([]found[order.PostbackRow], 0, len(ids))
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
	var remote, orderID any
	var kind, severity int
	var asked bool
	p := &f.row
	err := scan(&f.id, &remote, &p.Source, &p.OccurredAt, &p.Direction, &p.Event, &p.Status, &kind, &severity, &p.Result, &p.Attempts,
		&p.HTTPStatus, &p.OrderReferenceID, &orderID, &p.Customer.ID, &p.Customer.Name, &p.Customer.ReferenceID, &asked,
		&p.Bookmarked, &p.HasNote, &p.Label)
	if err != nil {
		return f, err
	}
	p.OrderID = unpackID(orderID)
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

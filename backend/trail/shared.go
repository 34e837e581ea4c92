package trail

import (
	"cmp"
	"context"
	"iter"
	"slices"

	"ordertrail/backend/diagnose"
	"ordertrail/backend/export"
	"ordertrail/backend/order"
)

// shared reads the records of an export, one after the other.
func (t *Trail) shared(ctx context.Context, o ExportOptions) export.Records {
	return func(yield func(export.Record, error) bool) {
		for id, err := range t.sharedIDs(ctx, o) {
			var r export.Record
			if err == nil {
				r, err = t.sharedRecord(ctx, id, o)
			}
			if !yield(r, err) || err != nil {
				return
			}
		}
	}
}

// sharedRecord is a request with the postbacks of its order, or a postback, with what else is wanted.
func (t *Trail) sharedRecord(ctx context.Context, id string, o ExportOptions) (export.Record, error) {
	rec, err := t.Record(ctx, id)
	if err != nil {
		return export.Record{}, err
	}
	r := export.Record{Source: rec.Source, Request: rec.Request}
	if rec.Postback != nil {
		r.Postbacks = []*order.Postback{rec.Postback}
	}
	if o.Notes {
		mark, err := t.store.Mark(ctx, id)
		if err != nil {
			return r, err
		}
		r.Note = mark.Note
	}
	if rec.Request == nil {
		return r, nil
	}
	if r.Reports, err = t.reports(ctx, rec.Request, o.Verdicts); err != nil || o.NoPostbacks {
		return r, err
	}
	_, news, err := t.store.RequestRow(ctx, id, t.Now())
	for i := len(news) - 1; i >= 0 && err == nil; i-- { // they come newest first
		var p Record
		if p, err = t.Record(ctx, news[i].ID); err == nil {
			r.Postbacks = append(r.Postbacks, p.Postback)
		}
	}
	return r, err
}

// reports lets guides answer their questions about the order of a request; one without a reference has none.
func (t *Trail) reports(ctx context.Context, r *order.Request, scenarios []diagnose.Scenario) ([]diagnose.Report, error) {
	if r.OrderReferenceID == "" {
		return nil, nil
	}
	var list []diagnose.Report
	for _, s := range scenarios {
		q := Question{Scenario: s, Reference: r.OrderReferenceID}
		if c := r.Customer; c != nil {
			q.Customer = cmp.Or(c.ID, c.ReferenceID, c.Name)
		}
		found, err := t.Diagnose(ctx, q)
		if err != nil {
			return nil, err
		}
		list = append(list, *found.Report)
	}
	return list, nil
}

// sharedIDs are the ids that are meant: those of a list, or those named, each once.
func (t *Trail) sharedIDs(ctx context.Context, o ExportOptions) iter.Seq2[string, error] {
	switch {
	case o.Requests != nil:
		return idsOf(t.requestRows(ctx, *o.Requests), func(r order.RequestRow) string { return r.ID })
	case o.Postbacks != nil:
		return idsOf(t.postbackRows(ctx, *o.Postbacks), func(p order.PostbackRow) string { return p.ID })
	}
	return func(yield func(string, error) bool) {
		for i, id := range o.IDs {
			if !slices.Contains(o.IDs[:i], id) && !yield(id, nil) {
				return
			}
		}
	}
}

func idsOf[T any](rows iter.Seq2[T, error], id func(T) string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for row, err := range rows {
			if !yield(id(row), err) {
				return
			}
		}
	}
}

// requestRows walks through a whole list of requests; a limit of the filter ends it.
func (t *Trail) requestRows(ctx context.Context, f order.RequestFilter) iter.Seq2[order.RequestRow, error] {
	return walked(f.Limit, f.After, func(after string, limit int) ([]order.RequestRow, string, error) {
		f.After, f.Limit = after, limit
		page, err := t.store.Requests(ctx, f, t.Now())
		return page.Requests, page.Next, err
	})
}

// postbackRows walks through a whole list of postbacks; a limit of the filter ends it.
func (t *Trail) postbackRows(ctx context.Context, f order.PostbackFilter) iter.Seq2[order.PostbackRow, error] {
	return walked(f.Limit, f.After, func(after string, limit int) ([]order.PostbackRow, string, error) {
		f.After, f.Limit = after, limit
		page, err := t.store.Postbacks(ctx, f)
		return page.Postbacks, page.Next, err
	})
}

// pageSize is how many rows are read at a time.
const pageSize = 500

// walked reads a list page by page, up to a limit; 0 is all of it.
func walked[T any](limit int, after string, read func(after string, limit int) ([]T, string, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		given := 0
		for {
			size := pageSize
			if limit > 0 {
				size = min(size, limit-given)
			}
			rows, next, err := read(after, size)
			if err != nil {
				var none T
				yield(none, err)
				return
			}
			for _, row := range rows {
				if given++; !yield(row, nil) {
					return
				}
			}
			if after = next; next == "" || limit > 0 && given >= limit {
				return
			}
		}
	}
}

package trail

import (
	"context"
	"maps"
	"slices"
	"time"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/store"
)

// Requests gives a page of the list of requests, newest first, with the coverage of what was asked for.
func (t *Trail) Requests(ctx context.Context, f order.RequestFilter) (order.RequestPage, error) {
	return t.RequestsWithin(ctx, f, 0)
}

// RequestsWithin gives what of a page is found in a time, 0 being any: when Next is set and the page is not full, there
// is more to look at.
func (t *Trail) RequestsWithin(ctx context.Context, f order.RequestFilter, budget time.Duration) (order.RequestPage, error) {
	if err := t.knows(ctx, f.Source); err != nil {
		return order.RequestPage{Requests: []order.RequestRow{}, Total: -1}, err
	}
	page, err := t.store.RequestsWithin(ctx, f, t.Now(), budget)
	if err != nil {
		return page, err
	}
	if err := t.doubtNews(ctx, page.Requests); err != nil {
		return page, err
	}
	page.Coverage, err = t.store.CoverageOf(ctx, f.Window, f.Source, order.Requests)
	return page, err
}

// RequestTotal counts the requests that a filter leaves; -1 where that would be slow.
func (t *Trail) RequestTotal(ctx context.Context, f order.RequestFilter) (int, error) {
	if err := t.knows(ctx, f.Source); err != nil {
		return -1, err
	}
	return t.store.RequestTotal(ctx, f, t.Now())
}

// PostbackTotal counts the postbacks that a filter leaves, as RequestTotal does.
func (t *Trail) PostbackTotal(ctx context.Context, f order.PostbackFilter) (int, error) {
	if err := t.knows(ctx, f.Source); err != nil {
		return -1, err
	}
	return t.store.PostbackTotal(ctx, f)
}

// doubtNews marks rows without news whose postbacks are not all held: silence is only news where we have listened.
func (t *Trail) doubtNews(ctx context.Context, rows []order.RequestRow) error {
	var oldest order.Millis
	for _, r := range rows {
		if r.LastNews.Kind == "" {
			oldest = r.ReceivedAt // rows come newest first
		}
	}
	if oldest == 0 {
		return nil
	}
	held, err := t.store.CoverageOf(ctx, order.Window{From: oldest}, "", order.Postbacks)
	if err != nil {
		return err
	}
	listened := map[string]bool{}
	deafUntil := map[string]order.Millis{}
	for _, h := range held.Lists {
		listened[h.Source] = true
	}
	for _, g := range held.Gaps {
		deafUntil[g.Source] = max(deafUntil[g.Source], g.To)
	}
	for i, r := range rows {
		rows[i].LastNews.Unknown = r.LastNews.Kind == "" && (!listened[r.Source] || r.ReceivedAt < deafUntil[r.Source])
	}
	return nil
}

// Postbacks gives a page of the list of postbacks, newest first, with the coverage of what was asked for.
func (t *Trail) Postbacks(ctx context.Context, f order.PostbackFilter) (order.PostbackPage, error) {
	return t.PostbacksWithin(ctx, f, 0)
}

// PostbacksWithin gives what of a page is found in a time, as RequestsWithin does.
func (t *Trail) PostbacksWithin(ctx context.Context, f order.PostbackFilter, budget time.Duration) (order.PostbackPage, error) {
	if err := t.knows(ctx, f.Source); err != nil {
		return order.PostbackPage{Postbacks: []order.PostbackRow{}, Total: -1}, err
	}
	page, err := t.store.PostbacksWithin(ctx, f, budget)
	if err != nil {
		return page, err
	}
	page.Coverage, err = t.store.CoverageOf(ctx, f.Window, f.Source, order.Postbacks)
	return page, err
}

// Same counts the other requests that failed for the same cause as one.
func (t *Trail) Same(ctx context.Context, id string) (order.Same, error) {
	return t.store.Same(ctx, id)
}

// Record is a whole request or postback.
type Record = store.Record

// Record reads a whole request or postback by its id; not_found when none is held.
func (t *Trail) Record(ctx context.Context, id string) (Record, error) {
	rec, err := t.store.Record(ctx, id)
	return rec, t.orUnread(ctx, err)
}

// orUnread lets the ledger speak where nothing is found: only where all is held that its sources have, it is not there.
func (t *Trail) orUnread(ctx context.Context, err error) error {
	f := fault.Of(err)
	if f == nil || f.Code != fault.NotFound {
		return err
	}
	c, failed := t.Coverage(ctx, order.Window{From: 1}, "") // from the beginning, whatever was asked for
	whole := failed == nil && len(c.Lists) > 0 && !slices.ContainsFunc(c.Gaps, func(g order.Gap) bool { return g.Why != order.BeyondSource })
	erased, failed := t.store.ErasedOf(ctx, store.Named{Text: true})
	whole = whole && failed == nil && len(erased) == 0
	params := fault.Params{"whole": whole}
	maps.Copy(params, f.Params)
	return fault.New(f.Code, f.About, params, f.Cause)
}

// Coverage says which windows are held and which are not.
func (t *Trail) Coverage(ctx context.Context, w order.Window, source string) (order.Coverage, error) {
	return t.store.CoverageOf(ctx, w, source)
}

// knows refuses a source that nothing came from and that is not synced: its empty list would read as "there was nothing".
func (t *Trail) knows(ctx context.Context, source string) error {
	if source == "" {
		return nil
	}
	all, err := t.Sources(ctx)
	if err == nil && !slices.ContainsFunc(all, func(s store.Source) bool { return s.Name == source }) {
		err = fault.New(fault.NotFound, "source", fault.Params{"source": source}, nil)
	}
	return err
}

// Sources lists the known sources by name.
func (t *Trail) Sources(ctx context.Context) ([]store.Source, error) { return t.store.Sources(ctx) }

// Checked is what opening every record found.
type Checked = store.Checked

// Check opens every record and holds its bodies against their digests. each hears how many are done.
func (t *Trail) Check(ctx context.Context, each func(done int)) (Checked, error) {
	return t.store.Check(ctx, each)
}

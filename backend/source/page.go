package source

import (
	"bytes"
	"context"
	"net/url"
	"strconv"

	"ordertrail/backend/fault"
	"ordertrail/backend/feed"
	"ordertrail/backend/order"
)

// Page asks for one page of a list, once. The page comes whole or not at all; a record in it that cannot be read
// is named in Missing. A page over the limit is too_large, and the same walk should begin again with a smaller
// Query.Limit; at a limit of one the record is skimmed and named in Missing instead.
func (f *Feed) Page(ctx context.Context, q order.Query) (order.Page, error) {
	var page order.Page
	err := f.fetch(ctx, call{path: "/v1/" + string(q.List), query: parameters(q)}, func(b *body) (err error) {
		page, err = f.readPage(b, q)
		return err
	})
	if err != nil {
		return order.Page{}, err
	}
	return page, nil
}

// parameters writes a query as the feed wants it. A walk of changes has no window and one direction.
func parameters(q order.Query) url.Values {
	v := url.Values{}
	set := func(name, value string) {
		if value != "" {
			v.Set(name, value)
		}
	}
	if q.UpdatedAfter != 0 {
		set("updatedAfter", q.UpdatedAfter.String())
	} else {
		set("from", q.Window.From.String())
		set("to", q.Window.To.String())
	}
	if q.Newest && q.UpdatedAfter == 0 {
		set("order", "desc")
	}
	if q.Limit > 0 {
		set("limit", strconv.Itoa(q.Limit))
	}
	set("cursor", q.Cursor)
	return v
}

func (f *Feed) readPage(b *body, q order.Query) (order.Page, error) {
	if b.over {
		return f.oversized(b, q)
	}
	text := bytes.TrimPrefix(b.head, utf8BOM)
	if _, commas := shape(text); commas >= mostRecords { // each would cost much more than its bytes
		return order.Page{}, f.fault(fault.ContractChanged, "page", fault.Params{"field": "data"}, nil)
	}
	wire, err := feed.ReadPage(text)
	switch {
	case err != nil && tooDeep(text):
		return f.nested(text, q)
	case err != nil:
		return order.Page{}, f.notFeed(text, err)
	}
	if err := f.incomplete(wire.Next, wire.Ends, wire.AsOf); err != nil {
		return order.Page{}, err
	}
	return f.records(q.List, wire)
}

// incomplete gives the fault of an envelope that leaves open where the walk goes on, or the source's clock.
func (f *Feed) incomplete(next string, ends bool, asOf order.Millis) error {
	switch {
	case next == "" && !ends, len(next) > longestCursor:
		return f.fault(fault.ContractChanged, "page", fault.Params{"field": "next"}, nil)
	case asOf == 0:
		return f.fault(fault.ContractChanged, "page", fault.Params{"field": "asOf"}, nil)
	}
	return nil
}

// records reads the records one by one; what cannot be read is missing and stops nothing.
func (f *Feed) records(list order.List, wire feed.Page) (order.Page, error) {
	page := order.Page{Next: wire.Next, AsOf: wire.AsOf}
	s := newScanner(nil)
	for _, item := range wire.Items {
		err := f.add(&page, list, item)
		if err != nil {
			s.reset(bytes.NewReader(item))
			o, _ := s.outline()
			page.Missing = append(page.Missing, order.Missing{ID: o.id, At: o.at, Why: order.Failed, Reason: unreadable(item, err)})
		}
	}
	return page, nil
}

func (f *Feed) add(page *order.Page, list order.List, item feed.Item) error {
	record, mismatched, err := readRecord(list, item, f.tokens)
	switch {
	case err != nil:
		return err
	case record.Request != nil:
		page.Requests = append(page.Requests, record.Request)
	default:
		page.Postbacks = append(page.Postbacks, record.Postback)
	}
	page.Mismatched += mismatched
	return nil
}

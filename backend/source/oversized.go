package source

import (
	"bytes"
	"errors"
	"io"

	"ordertrail/backend/fault"
	"ordertrail/backend/feed"
	"ordertrail/backend/order"
)

// oversized names the one record of a page over the limit, or asks for smaller pages.
func (f *Feed) oversized(b *body, q order.Query, l *listing) (order.Page, error) {
	if first := bytes.TrimLeft(bytes.TrimPrefix(b.head, utf8BOM), " \t\r\n"); len(first) > 0 && first[0] != '{' && (first[0] != '[' || f.profile.strict) {
		return order.Page{}, f.notFeed(b.head, feed.ErrNotFeed)
	}
	if q.Limit != 1 {
		return order.Page{}, f.fault(fault.TooLarge, "page", fault.Params{"limitBytes": f.limits.Bytes}, nil)
	}
	if !f.profile.skimmable(l) {
		return order.Page{}, f.fault(fault.TooLarge, "record", fault.Params{"limitBytes": f.limits.Bytes}, nil)
	}
	all := io.MultiReader(bytes.NewReader(bytes.TrimPrefix(b.head, utf8BOM)), b.rest)
	page, err := f.skimmed(all, l, order.Oversized, megabytes)
	if err != nil && b.rest.N <= 0 {
		return order.Page{}, f.fault(fault.TooLarge, "record", fault.Params{"limitBytes": f.limits.Skim}, nil)
	}
	return page, err
}

// nested does the same for JSON that is nested too deeply to be read.
func (f *Feed) nested(text []byte, q order.Query, l *listing) (order.Page, error) {
	if q.Limit != 1 || !f.profile.skimmable(l) {
		return order.Page{}, f.fault(fault.TooLarge, "nesting", nil, nil)
	}
	return f.skimmed(bytes.NewReader(text), l, order.Failed, func(int64) string { return reasonNested })
}

func (f *Feed) skimmed(r io.Reader, l *listing, why order.GapWhy, reason func(int64) string) (order.Page, error) {
	seen, err := f.profile.skim(r, l, why, reason)
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return order.Page{}, f.fault(fault.NotAPI, "truncated", nil, nil)
	case err != nil || !seen.list:
		return order.Page{}, f.fault(fault.NotAPI, "json", nil, err)
	}
	if err := f.incomplete(seen.next, seen.ends || seen.next == "" && !f.profile.strict, seen.asOf); err != nil {
		return order.Page{}, err
	}
	return order.Page{Next: seen.next, AsOf: seen.asOf, Missing: seen.missing}, nil
}

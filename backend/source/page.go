package source

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"time"

	"ordertrail/backend/fault"
	"ordertrail/backend/feed"
	"ordertrail/backend/order"
)

// Page asks for one page of a list, once. The page comes whole or not at all; a record in it that cannot be read
// is named in Missing. A page over the limit is too_large, and the same walk should begin again with a smaller
// Query.Limit; at a limit of one the record is skimmed and named in Missing instead.
func (f *Feed) Page(ctx context.Context, q order.Query) (order.Page, error) {
	l := f.profile.lists[q.List]
	if l == nil {
		return order.Page{}, f.fault(fault.NotFound, "list", fault.Params{"list": string(q.List)}, nil)
	}
	if q.UpdatedAfter != 0 && !l.changes {
		return order.Page{}, f.fault(fault.Invalid, "no_changes", fault.Params{"list": string(q.List)}, nil)
	}
	var read pageRead
	err := f.fetch(ctx, l.question(q), func(b *body) (err error) {
		read, err = f.readPage(b, q, l)
		return err
	})
	if err != nil {
		return order.Page{}, err
	}
	return f.records(ctx, l, q, read)
}

// pageRead is a page of which the records are still to be read, or one that was only skimmed.
type pageRead struct {
	page  order.Page
	items []*value
}

// question is how a page is asked for. A link holds all of it.
func (l *listing) question(q order.Query) call {
	c := call{path: l.path, method: l.method, goesOn: q.Cursor != ""}
	if l.paging.style == "link" && q.Cursor != "" {
		c.path, c.link = q.Cursor, true
		return c
	}
	f := l.filling(q)
	for _, p := range l.query {
		if text, whole := f.fill(p.text); whole {
			c.query.Set(p.name, text)
		}
	}
	if p := l.paging; p.param != "" {
		if text := f[p.style]; text != "" {
			c.query.Set(p.param, text)
		}
	}
	if l.body != nil {
		c.body = l.body.fill(f)
	}
	return c
}

func (f *Feed) readPage(b *body, q order.Query, l *listing) (pageRead, error) {
	if b.over {
		page, err := f.oversized(b, q, l)
		return pageRead{page: page}, err
	}
	text := bytes.TrimPrefix(b.head, utf8BOM)
	root, err := readValue(text)
	switch {
	case err != nil && tooDeep(text):
		page, err := f.nested(text, q, l)
		return pageRead{page: page}, err
	case err != nil:
		return pageRead{}, f.notFeed(text, err)
	}
	return f.envelope(b, root, q, l)
}

// envelope reads what a page says beside its records.
func (f *Feed) envelope(b *body, root *value, q order.Query, l *listing) (read pageRead, err error) {
	if read.items, err = f.itemsOf(root, l); err != nil {
		return read, err
	}
	to, err := f.next(l, q, root, b, len(read.items))
	if err != nil {
		return read, err
	}
	read.page = order.Page{Next: to.next, AsOf: f.clockOf(root, b)}
	if err := f.incomplete(to.next, to.ends, read.page.AsOf); err != nil {
		return read, err
	}
	if !f.profile.strict && f.again(q, read.items) { // of the feed, whoever walks sees a cursor come back
		return read, f.fault(fault.ContractChanged, "page_repeats", fault.Params{"list": string(q.List)}, nil)
	}
	return read, nil
}

// itemsOf gives the records of a page. A page whose list is not there is none; an empty list is.
func (f *Feed) itemsOf(root *value, l *listing) ([]*value, error) {
	items := l.items.values(root)
	if f.profile.strict && l.items.steps != nil {
		if at := root.follow(l.items.steps); at == nil || at.kind() != '[' {
			return nil, f.notFeed(root.raw, feed.ErrNotFeed)
		}
	}
	if len(items) == 0 {
		if !l.listed(root) {
			return nil, f.notFeed(root.raw, feed.ErrNotFeed)
		}
		return nil, nil
	}
	if len(items) > mostRecords { // each would cost much more than its bytes
		return nil, f.fault(fault.ContractChanged, "page", fault.Params{"field": strings.TrimPrefix(strings.TrimSuffix(l.items.said, "[*]"), "$.")}, nil)
	}
	return items, nil
}

// listed says that a page without records has the list that its records would be in, as far as the path tells. A
// list that is null counts as empty, except in the feed.
func (l *listing) listed(root *value) bool {
	if l.items.query != nil {
		return root.kind() == '{' || root.kind() == '['
	}
	at := root.follow(l.items.steps)
	if at == nil {
		return false
	}
	return !l.items.all || at.kind() == '[' || at.kind() == '{' || !l.same && at.missing()
}

// clockOf is the source's clock when it made the page: as the page says, or else the header Date.
func (f *Feed) clockOf(root *value, b *body) order.Millis {
	if c := f.profile.clock; c != nil {
		if at, ok := c.at(root); ok {
			return at
		}
		if f.profile.strict {
			return 0
		}
	}
	return b.date()
}

// at reads a moment outside of the records. A number that no form was given for is seconds, or milliseconds when it
// is too large for that.
func (r *rule) at(root *value) (order.Millis, bool) {
	v := r.resolve(subject{item: root})
	if v.missing() {
		return 0, false
	}
	if r.form.style == "rfc3339" && v.kind() == '0' {
		if ms, ok := (timeForm{style: "unix_ms"}).read(string(v.raw)); ok && ms > 100_000_000_000 {
			return ms, true
		}
		return timeForm{style: "unix"}.read(string(v.raw))
	}
	return r.millis(v)
}

func (b *body) date() order.Millis {
	at, err := time.Parse(time.RFC1123, b.header.Get("Date"))
	if err != nil {
		return 0
	}
	return order.At(at)
}

// incomplete gives the fault of an envelope that leaves open where the walk goes on, or the source's clock.
func (f *Feed) incomplete(next string, ends bool, asOf order.Millis) error {
	switch {
	case next == "" && !ends, len(next) > longestCursor:
		return f.fault(fault.ContractChanged, "page", fault.Params{"field": "next"}, nil)
	case asOf == 0 && f.profile.strict:
		return f.fault(fault.ContractChanged, "page", fault.Params{"field": "asOf"}, nil)
	}
	return nil
}

// records reads the records one by one; what cannot be read is missing and stops nothing.
func (f *Feed) records(ctx context.Context, l *listing, q order.Query, read pageRead) (order.Page, error) {
	page := read.page
	if !f.profile.strict && q.UpdatedAfter == 0 {
		read.items = l.within(q.Window, read.items)
	}
	details, err := f.details(ctx, l, read.items)
	if err != nil {
		return order.Page{}, err
	}
	for i, item := range read.items {
		s := subject{item: item, detail: details[i].value}
		if why := details[i].why; why != "" {
			page.Missing = append(page.Missing, l.missing(s, why))
			continue
		}
		record, mismatched, err := l.record(s, f.tokens)
		if err != nil {
			page.Missing = append(page.Missing, l.missing(s, unreadable(item.raw, err)))
			continue
		}
		page.Mismatched += mismatched
		if record.Request != nil {
			page.Requests = append(page.Requests, record.Request)
		} else {
			page.Postbacks = append(page.Postbacks, record.Postback)
		}
	}
	return page, nil
}

// within leaves out items that lie outside of the window that was asked for: a source may take windows by the day, or
// not at all. An item whose moment is not known stays.
func (l *listing) within(w order.Window, items []*value) []*value {
	kept := items[:0:0]
	for _, item := range items {
		at := l.missing(subject{item: item}, "").At
		if at == 0 || at >= w.From && (w.To == 0 || at < w.To) {
			kept = append(kept, item)
		}
	}
	return kept
}

// record reads one record.
func (l *listing) record(s subject, t Tokens) (Record, int, error) {
	if l.same {
		return readRecord(l.list, s.item.raw, t)
	}
	if s.item.kind() != '{' && s.detail == nil {
		return Record{}, 0, errNoRecord
	}
	text, err := l.asFeed(s)
	if err != nil {
		return Record{}, 0, err
	}
	return readRecord(l.list, text, t)
}

// asFeed writes what the mapping finds as a record of the feed.
func (l *listing) asFeed(s subject) ([]byte, error) {
	text, _, err := l.fields.writeJSON(nil, s)
	if err != nil {
		return nil, err
	}
	if len(text) == 0 {
		text = []byte("{}")
	}
	if l.list == order.Requests && !l.fields.has("stages") {
		comma := ","
		if len(text) == 2 {
			comma = ""
		}
		text = append(text[:len(text)-1], comma+`"stages":{}}`...)
	}
	return text, nil
}

func (m *mapping) has(name string) bool {
	for _, part := range m.inside {
		if part.field.name == name {
			return true
		}
	}
	return false
}

// missing tells of a record that can't be taken over what can be told: its id and its moment.
func (l *listing) missing(s subject, why string) order.Missing {
	m := order.Missing{Why: order.Failed, Reason: why}
	for _, part := range l.fields.inside {
		if part.rule == nil {
			continue
		}
		switch part.field.name {
		case "id":
			if v := part.rule.resolve(s); !v.missing() && (!l.same || v.kind() == '"') {
				m.ID, _ = v.text()
			}
		case "receivedAt", "occurredAt":
			if v := part.rule.resolve(s); !v.missing() {
				m.At, _ = part.rule.millis(v)
			}
		}
	}
	return m
}

var errNoRecord = errors.New(reasonNoRecord)

package store

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"ordertrail/backend/order"
	"ordertrail/backend/search"
)

// Hit is a record in which a search found everything it looked for.
type Hit struct {
	ID      string
	List    order.List
	Where   order.Place // of the first text; AtHead when none was looked for
	Snippet string
	At      order.Millis
	// What the record is, as lists show it.
	Reference string
	Customer  string
	Outcome   order.Outcome // of a request
	Severity  order.Severity
	Kind      order.Kind // of a postback
}

// FindOptions say how far a search goes.
type FindOptions struct {
	Window order.Window
	Source string
	Limit  int           // hits; 0: 100
	Budget time.Duration // for looking into records one by one; 0: as long as it takes
	// Unnamed looks only into records that name no order.
	Unnamed bool
	// Each hears of hits as they come, index first; nil: nobody does.
	Each func(Hit)
	// Looked hears down to which moment all records were looked into, and how many they were.
	Looked func(down order.Millis, records int)
	Now    order.Millis
}

// Found is what a search found, newest first. Complete says that every record of the window was looked at.
type Found struct {
	Hits     []Hit
	Complete bool
	Down     order.Millis // down to here everything was looked at; 0 when Complete
}

// Find looks for a query everywhere: in the indexes of references, ids, addresses and articles, in the words that
// people wrote, and then, as far as its budget goes, in all texts of the records of the window, newest first.
func (s *Store) Find(ctx context.Context, q search.Query, o FindOptions) (Found, error) {
	f := &finder{s: s, o: o, seen: map[int64]bool{}, begun: time.Now()}
	if f.o.Limit <= 0 {
		f.o.Limit = usual
	}
	var err error
	for _, list := range [...]order.List{order.Requests, order.Postbacks} {
		if of := q.List(); of == "" || of == list {
			if err = f.prepare(ctx, list, q); err != nil {
				return Found{}, fail("search", err)
			}
		}
	}
	if err := f.byIndex(ctx); err != nil {
		return f.result(), fail("search", err)
	}
	if len(f.hits) > 0 && o.Budget > 0 {
		f.o.Budget = min(o.Budget, time.Since(f.begun)+hitBudget)
	}
	err = f.scan(ctx)
	return f.result(), fail("search", err)
}

// hitBudget is how long records are looked into where an index has found something: who typed a whole reference or
// address mostly means just that.
const hitBudget = 2 * time.Second

// finder is one search.
type finder struct {
	s        *Store
	o        FindOptions
	lists    []*listSearch
	seen     map[int64]bool // documents looked at and found
	hits     []Hit
	begun    time.Time
	complete bool
	down     order.Millis
	looked   int
}

// listSearch is a search in one of the lists.
type listSearch struct {
	listQuery
	walk *walk
}

func (f *finder) prepare(ctx context.Context, list order.List, q search.Query) error {
	var rest where
	var parts []part
	var customers []string
	if list == order.Requests {
		var filter order.RequestFilter
		narrowRequests(&filter, q, &rest, f.o.Now)
		types, err := f.s.wordIDs(ctx, texts(filter.Types))
		if err != nil {
			return err
		}
		customers = filter.Customers
		parts = []part{outcomePart(filter.Outcomes), stagePart(filter.Stages), typePart(types)}
		rest.pending(filter.Outcomes, filter.Stages, f.o.Now)
		if err := f.s.alike(ctx, &rest, q.Of(search.Like)); err != nil {
			return err
		}
	} else {
		var filter order.PostbackFilter
		narrowPostbacks(&filter, q, &rest)
		directions, err := f.s.wordIDs(ctx, texts(filter.Directions))
		if err != nil {
			return err
		}
		results, err := f.s.wordIDs(ctx, texts(filter.Results))
		if err != nil {
			return err
		}
		customers = filter.Customers
		parts = []part{kindPart(filter.Kinds), {column: "t.direction", values: directions}, resultPart(results)}
	}
	if f.o.Unnamed {
		rest.add("t.order_id = 0")
	}
	ids, err := f.s.customers(ctx, customers)
	if err != nil {
		return err
	}
	index := string(list) + "_customer"
	parts = append(parts, part{column: "t.customer", values: ids, index: index})
	t, err := f.s.totals(ctx, list, ids)
	if err != nil {
		return err
	}
	l := &listSearch{}
	if err := f.s.finish(ctx, &l.listQuery, t, parts, rest, f.o.Source, f.o.Window, search.Query{}, q); err != nil {
		return err
	}
	l.match = newMatcher(q)
	if l.notes, err = f.s.notes(ctx, list, l.match); err != nil {
		return err
	}
	if l.walk, err = f.s.newWalk(ctx, l.plan, 0); err != nil {
		return err
	}
	f.lists = append(f.lists, l)
	return nil
}

// byIndex takes what the indexes know of the texts. Each record is then held against the whole query.
func (f *finder) byIndex(ctx context.Context) error {
	if len(f.lists) == 0 || f.lists[0].match.empty() {
		return nil
	}
	if err := f.byNotes(ctx); err != nil {
		return err
	}
	m := f.lists[0].match
	for i, part := range m.parts {
		if part.Not {
			continue
		}
		owners, err := f.s.pointed(ctx, part, m.folded[i], true, f.o.Limit)
		if err != nil {
			return err
		}
		for _, l := range f.lists {
			if err := f.ofOwners(ctx, l, owners); err != nil {
				return err
			}
		}
	}
	return f.byWords(ctx, m)
}

func (f *finder) ofOwners(ctx context.Context, l *listSearch, owners []pointer) error {
	for chunk := range slices.Chunk(owners, mostWays) {
		p := l.plan
		p.ways, p.rest = slices.Clone(p.ways), where{slices.Clone(p.rest.parts), slices.Clone(p.rest.args)}
		p.follow(chunk)
		w, err := f.s.newWalk(ctx, p, 0)
		if err != nil {
			return err
		}
		ids, _, err := w.page(ctx, f.o.Limit, 0, nil)
		if err != nil {
			return err
		}
		if err := f.check(ctx, l, ids); err != nil {
			return err
		}
	}
	return nil
}

// byWords takes what people wrote, where all texts are words.
func (f *finder) byWords(ctx context.Context, m *matcher) error {
	var terms []string
	for i, part := range m.parts {
		if part.Not || part.Key != search.Text {
			continue
		}
		for word := range strings.FieldsFuncSeq(m.folded[i], notOfWord) {
			terms = append(terms, `"`+word+`"*`)
		}
	}
	if len(terms) == 0 {
		return nil
	}
	rows, err := f.s.ask(ctx, "SELECT rowid FROM human WHERE human MATCH ? ORDER BY rowid DESC LIMIT ?", strings.Join(terms, " AND "), f.o.Limit)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	docs := map[order.List][]int64{}
	for rows.Next() {
		var doc int64
		if err := rows.Scan(&doc); err != nil {
			return err
		}
		list := order.Requests
		if doc&1 == 1 {
			list = order.Postbacks
		}
		docs[list] = append(docs[list], doc>>1)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	for _, l := range f.lists {
		ids, err := f.allowed(ctx, l, docs[l.plan.list])
		if err != nil {
			return err
		}
		if err := f.check(ctx, l, ids); err != nil {
			return err
		}
	}
	return nil
}

// allowed leaves the records that the filters of the query let through.
func (f *finder) allowed(ctx context.Context, l *listSearch, ids []int64) ([]int64, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	p := l.plan
	if slices.ContainsFunc(p.ways, func(w way) bool { return len(w.parts) > 0 }) {
		p.rest = where{slices.Clone(p.rest.parts), slices.Clone(p.rest.args)}
		p.rest.either(p.ways)
	}
	w := way{}
	w.add("t.id IN (SELECT value FROM json_each(?))", idsJSON(ids))
	p.ways = []way{w}
	query, args := p.query(p.from, p.below, len(ids))
	return f.s.idList(ctx, query, args...)
}

func (s *Store) idList(ctx context.Context, query string, args ...any) ([]int64, error) {
	rows, err := s.ask(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var ids []int64
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}

// check looks into records, on all cores, and keeps those in which everything is found.
func (f *finder) check(ctx context.Context, l *listSearch, ids []int64) error {
	ids = slices.DeleteFunc(slices.Clone(ids), func(id int64) bool { return f.seen[docOf(l.plan.list, id)] })
	type looked struct {
		id  int64
		hit *Hit
	}
	list := make([]*looked, len(ids))
	for i, id := range ids {
		list[i] = &looked{id: id}
	}
	err := inParallel(list, func(r *looked) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		fr, err := f.s.rawFrame(ctx, l.plan.list, r.id)
		if errors.Is(err, errDigest) || errors.Is(err, errNoFrame) {
			return nil // check tells of it
		}
		if err != nil {
			return err
		}
		if at, ok := l.match.find(fr, l.notes[r.id]); ok {
			r.hit = hitOf(l.plan.list, fr, at, f.o.Now)
		}
		return nil
	})
	for _, r := range list {
		if r.hit != nil && len(f.hits) < f.o.Limit {
			f.seen[docOf(l.plan.list, r.id)] = true
			f.hits = append(f.hits, *r.hit)
			if f.o.Each != nil {
				f.o.Each(*r.hit)
			}
		}
	}
	return err
}

func hitOf(list order.List, fr *frame, at match, now order.Millis) *Hit {
	h := Hit{List: list, Where: cmp.Or(at.at, order.AtHead)}
	party := &order.Party{}
	if r := fr.Request; r != nil {
		h.ID, h.At, h.Reference = r.ID, r.ReceivedAt, r.OrderReferenceID
		h.Outcome, h.Severity = r.Outcome(now), r.Severity(now)
		party = cmp.Or(r.Customer, party)
	} else {
		p := fr.Postback
		h.ID, h.At, h.Reference = p.ID, p.OccurredAt, p.OrderReferenceID
		h.Kind, h.Severity = p.Kind(), p.Severity(true)
		party = cmp.Or(p.Customer, party)
	}
	h.Customer = cmp.Or(party.Name, party.ReferenceID, party.ID)
	h.Snippet = cmp.Or(at.snippet, h.Reference)
	return &h
}

// scanChunk is how many records are looked into before the budget is asked again.
const scanChunk = 256

// scan looks into all records, newest first in both lists.
func (f *finder) scan(ctx context.Context) error {
	for len(f.hits) < f.o.Limit {
		l := f.newest()
		if l == nil {
			f.complete = true
			return nil
		}
		f.down = order.Millis(l.walk.below / perMilli)
		if f.o.Looked != nil {
			f.o.Looked(f.down, f.looked)
		}
		if f.o.Budget > 0 && time.Since(f.begun) > f.o.Budget {
			return nil
		}
		ids, err := l.walk.next(ctx, scanChunk)
		if err != nil {
			return err
		}
		if err := f.check(ctx, l, ids); err != nil {
			return err
		}
		f.looked += len(ids)
	}
	return nil
}

// newest is the list that is not looked through and in which the search has come less far.
func (f *finder) newest() *listSearch {
	var next *listSearch
	for _, l := range f.lists {
		if !l.walk.ended() && (next == nil || l.walk.below > next.walk.below) {
			next = l
		}
	}
	return next
}

func (f *finder) result() Found {
	slices.SortStableFunc(f.hits, func(a, b Hit) int { return cmp.Or(cmp.Compare(b.At, a.At), cmp.Compare(a.ID, b.ID)) })
	found := Found{Hits: f.hits, Complete: f.complete, Down: f.down}
	if found.Hits == nil {
		found.Hits = []Hit{}
	}
	if f.complete {
		found.Down = 0
	}
	return found
}

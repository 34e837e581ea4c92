package store

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"ordertrail/backend/order"
)

// anybody stands for whose order it is, where that is not known.
const anybody = "*"

// name is the mark of what an order was called: its reference by whose order it is, or an id.
func (t tombstones) name(kind, text, whose string) nameMark {
	sum := hmac.New(sha256.New, t.key)
	_, _ = fmt.Fprintf(sum, "%s\x00%s\x00%s", kind, order.Key(text), whose) // a hash takes everything
	return nameMark{kind, sum.Sum(nil)[:16]}
}

// nameMark is what is kept of a name.
type nameMark struct {
	kind string
	sum  []byte
}

// hourMark is one that is kept of an hour.
type hourMark struct {
	sum          [16]byte
	source, from int64
	list         order.List
}

// ofReference and ofID are the kinds of names.
const (
	ofReference = "reference"
	ofID        = "id"
)

// buryHour keeps in which hour something was erased: of the order, by all that names it, or of nobody knows whom.
func (t tombstones) buryHour(ctx context.Context, list order.List, c condemned, named []string, now order.Millis) error {
	from := int64(c.at) / msPerHour * msPerHour
	marks, err := t.names(ctx, c, named)
	if err != nil {
		return err
	}
	for _, mark := range marks {
		hour := hourMark{[16]byte(mark.sum), c.source, from, list}
		if t.hours[hour] {
			continue
		}
		t.hours[hour] = true
		rows := "(?1, ?2, ?3, ?4, ?5, ?6)"
		if mark.kind == ofID { // a reference stands in records of both lists, an id perhaps in this one alone, and yet all of its order is gone
			rows += ", (?1, ?2, 3 - ?3, ?4, ?5, ?6)"
		}
		err := t.w.exec(ctx, "INSERT INTO erased_orders(mark, source, list, from_at, to_at, erased_at) VALUES"+rows+
			" ON CONFLICT DO UPDATE SET erased_at = excluded.erased_at", mark.sum, c.source, listCode(list), from, from+msPerHour, int64(now))
		if err != nil {
			return err
		}
	}
	if len(marks) > 0 {
		return nil
	}
	return t.w.exec(ctx, `INSERT INTO erased_hours(source, list, from_at, to_at, erased_at) VALUES(?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET erased_at = max(erased_at, excluded.erased_at)`, c.source, listCode(list), from, from+msPerHour, int64(now))
}

// names are the marks of all that a record's order is called. named are its items and parcels.
func (t tombstones) names(ctx context.Context, c condemned, named []string) ([]nameMark, error) {
	var marks []nameMark
	var reference, whose string
	err := t.w.one(ctx, "SELECT o.ref, coalesce(c.key, '') FROM orders o LEFT JOIN customers c ON c.id = o.customer WHERE o.id = ?", []any{c.order}, &reference, &whose)
	if err == nil {
		marks = append(marks, t.name(ofReference, reference, whose), t.name(ofReference, reference, anybody))
	}
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, err
	}
	var gelato any
	switch err := t.w.one(ctx, "SELECT value FROM order_ids WHERE id = ?", []any{c.gelato}, &gelato); {
	case err == nil:
		marks = append(marks, t.name(ofID, unpackID(gelato), anybody))
	case !errors.Is(err, sql.ErrNoRows):
		return nil, err
	}
	if len(marks) == 0 {
		return nil, nil // that an item of it is known does not tell the order
	}
	for _, name := range named {
		marks = append(marks, t.name(ofID, name, anybody))
	}
	return marks, nil
}

// called are the tokens of a record that name its order to people: items and parcels. Whose it was is not kept.
func called(c clues) []string {
	var names []string
	for _, t := range c.tokens {
		if t.kind == itemToken || t.kind == trackingToken {
			names = append(names, t.text)
		}
	}
	return names
}

// Named is an order as it is asked for.
type Named struct {
	Reference string
	Customer  order.Party // nobody: whoever's
	IDs       []string    // Gelato's, or what else it may be called
	Text      bool        // it is looked for by a text that any order could hold
}

// ErasedOf lists the hours in which something of an order was erased. Where it is looked for by any text, they are those
// of all orders.
func (s *Store) ErasedOf(ctx context.Context, n Named) ([]order.Gap, error) {
	var key []byte
	if err := s.askOne(ctx, "SELECT key FROM erase_key", nil, &key); errors.Is(err, sql.ErrNoRows) {
		return nil, nil // nothing was ever erased
	} else if err != nil {
		return nil, fail("read what was erased", err)
	}
	marks := tombstones{key: key}.asked(n)
	rows, err := s.ask(ctx, `SELECT s.name, e.list, e.from_at, e.to_at, max(e.erased_at) FROM erased_orders e JOIN sources s ON s.id = e.source
		WHERE ?1 OR e.mark IN (SELECT unhex(value) FROM json_each(?2)) GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3`, n.Text, marks)
	if err != nil {
		return nil, fail("read what was erased", err)
	}
	defer func() { _ = rows.Close() }()
	var gaps []order.Gap
	for rows.Next() {
		g, list := order.Gap{Why: order.Erased}, 0
		if err := rows.Scan(&g.Source, &list, &g.From, &g.To, &g.ErasedAt); err != nil {
			return nil, fail("read what was erased", err)
		}
		g.List = listOf(list)
		gaps = append(gaps, g)
	}
	return joined(gaps), fail("read what was erased", rows.Err())
}

// asked are the marks of all that an order may have been called, as a JSON list of hexadecimal texts.
func (t tombstones) asked(n Named) string {
	marks := map[string]bool{}
	add := func(kind, text, whose string) {
		marks[fmt.Sprintf("%q", fmt.Sprintf("%x", t.name(kind, text, whose).sum))] = true
	}
	if key := partyKey(&n.Customer); key == "" {
		add(ofReference, n.Reference, anybody)
	} else {
		add(ofReference, n.Reference, key)
		add(ofReference, n.Reference, "")
	}
	for _, id := range n.IDs {
		add(ofID, id, anybody)
	}
	return "[" + strings.Join(slices.Sorted(maps.Keys(marks)), ",") + "]"
}

// joined puts hours that follow one another together.
func joined(gaps []order.Gap) []order.Gap {
	out := gaps[:0]
	for _, g := range gaps {
		if n := len(out); n > 0 && out[n-1].Source == g.Source && out[n-1].List == g.List && out[n-1].To >= g.From {
			out[n-1].To, out[n-1].ErasedAt = max(out[n-1].To, g.To), max(out[n-1].ErasedAt, g.ErasedAt)
			continue
		}
		out = append(out, g)
	}
	return out
}

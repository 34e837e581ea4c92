package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"ordertrail/backend/order"
)

// made are the clues of what a template made an order from: the rows that its lookups found, and the template itself.
func (c *clueFinder) made(t *order.Template) {
	if t == nil {
		return
	}
	for i := range t.Lookups {
		c.token(rowToken, rowDigest(&t.Lookups[i]))
	}
	if name := templateDigest(t); name != "" {
		c.token(templateToken, name)
	}
}

// rowDigest is the same for all requests that one row of a lookup made something of; one for each value that was not found.
func rowDigest(l *order.Lookup) string {
	value := ""
	if l.Value != nil {
		value = *l.Value
	}
	return short(l.Field, l.Key, strconv.FormatBool(l.Hit), value)
}

// templateDigest is the same for all requests that went through one version of a template; "" where it has no name.
func templateDigest(t *order.Template) string {
	if t.ID+t.Name == "" {
		return ""
	}
	return short(t.ID, t.Name, t.Version)
}

// short is a digest that tells the rows of a history apart, and keeps the index of them small.
func short(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:6])
}

// Row names a row of a lookup, or a template, by a request that it made something of: its id, and the place in its template
// stage: /lookups/2, or /template.
type Row struct{ ID, Path string }

// rowMark parts a request from a place in it, as links do.
const rowMark = "#"

// String is how filters name the row.
func (r Row) String() string { return r.ID + rowMark + r.Path }

// rowOfText reads what String writes.
func rowOfText(text string) (r Row, ok bool) {
	r.ID, r.Path, ok = strings.Cut(text, rowMark)
	return r, ok
}

// token is the token of all orders of a row.
func (s *Store) tokenOf(ctx context.Context, r Row) (token, error) {
	rec, err := s.Record(ctx, r.ID)
	if err != nil {
		return token{}, err
	}
	if rec.Request == nil || rec.Request.Stages.Template == nil {
		return token{}, notHeld(r.ID)
	}
	t := rec.Request.Stages.Template
	n, isLookup := strings.CutPrefix(r.Path, "/lookups/")
	if !isLookup {
		return token{templateToken, templateDigest(t)}, nil
	}
	i, err := strconv.Atoi(n)
	if err != nil || i < 0 || i >= len(t.Lookups) {
		return token{}, notHeld(r.String())
	}
	return token{rowToken, rowDigest(&t.Lookups[i])}, nil
}

// SameRow are the other orders that the same row of a lookup, or the same template, made something of.
type SameRow struct {
	Orders int
	Since  order.Millis // when the first of them came
	Latest []string     // ids of submits of the latest orders, one each
}

// mostOfRow is how many orders of a row are named.
const mostOfRow = 10

// ofRow are the orders that have a token; orders without a reference are known by their records, and are left out.
const ofRow = "SELECT owner FROM tokens WHERE token = ? AND kind = ? AND owner > 0"

// SameRow counts the other orders of a row, by index.
func (s *Store) SameRow(ctx context.Context, r Row) (SameRow, error) {
	var same SameRow
	mark, err := s.tokenOf(ctx, r)
	if err != nil || mark.text == "" {
		return same, fail("find the row", err)
	}
	row, err := s.rowOf(ctx, order.Requests, r.ID)
	if err != nil {
		return same, err
	}
	var own, first int64
	if err := s.askOne(ctx, "SELECT order_id FROM requests WHERE id = ?", []any{row}, &own); err != nil {
		return same, fail("find its order", err)
	}
	err = s.askOne(ctx, "SELECT count(*), coalesce(min(owner), 0) FROM ("+ofRow+") WHERE owner <> ?", []any{mark.text, mark.kind, own}, &same.Orders, &first)
	if err != nil || same.Orders == 0 {
		return same, fail("count orders of a row", err)
	}
	ids, err := s.idList(ctx, "SELECT owner FROM ("+ofRow+") WHERE owner <> ? ORDER BY owner DESC LIMIT ?", mark.text, mark.kind, own, mostOfRow)
	if err != nil {
		return same, fail("list orders of a row", err)
	}
	if same.Latest, err = s.submitsOf(ctx, mark, ids); err != nil {
		return same, fail("list orders of a row", err)
	}
	err = s.askOne(ctx, "SELECT coalesce(min(received_at), 0) FROM requests WHERE order_id = ?", []any{first}, &same.Since)
	return same, fail("date the first order of a row", err)
}

// submitsOf gives for each order the id of a request that has the token: the latest.
func (s *Store) submitsOf(ctx context.Context, mark token, orders []int64) ([]string, error) {
	latest := []string{}
	for _, id := range orders {
		rows, err := s.idList(ctx, "SELECT id FROM requests INDEXED BY requests_order WHERE order_id = ? ORDER BY id DESC", id)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			fr, err := s.rawFrame(ctx, order.Requests, row)
			if err != nil {
				return nil, err
			}
			if slices.Contains(cluesOf(fr).tokens, mark) {
				latest = append(latest, fr.Request.ID)
				break
			}
		}
	}
	return latest, nil
}

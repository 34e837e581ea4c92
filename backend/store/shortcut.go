package store

import (
	"context"
	"encoding/hex"
	"strings"

	"ordertrail/backend/order"
	"ordertrail/backend/search"
)

// pointer is to what an index says of a text: an order, or a record that has none.
type pointer struct {
	owner int64 // as in tokens
}

// shortcut leads a plan straight to the records that an index knows for one of the texts looked for. Whatever else
// there is of that text elsewhere is not looked for then: who types a whole reference or address means its order.
func (s *Store) shortcut(ctx context.Context, p *plan, m *matcher) error {
	for i, part := range m.parts {
		if part.Not {
			continue
		}
		owners, err := s.pointed(ctx, part, m.folded[i], false, mostOwners+1)
		if err != nil {
			return err
		}
		if len(owners) == 0 {
			continue
		}
		if len(owners) <= mostOwners {
			p.follow(owners)
			return nil
		}
		if s.byToken(ctx, p, part, m.folded[i]) {
			return nil
		}
	}
	return nil
}

// mostOwners is of how many orders all records are gathered and sorted; where there are more, the next page is near.
const mostOwners = 2000

// follow makes a plan read the records of orders, and those that have none, whatever it read before.
func (p *plan) follow(owners []pointer) {
	p.leave()
	if len(owners) > mostWays {
		p.gather(owners)
		return
	}
	for _, o := range owners {
		w := way{index: string(p.list) + "_order"}
		if o.owner > 0 {
			w.add("t.order_id = ?", o.owner)
		} else if docOf(p.list, 0) == -o.owner&1 {
			w.index = ""
			w.add("t.id = ?", -o.owner>>1)
		} else {
			continue
		}
		p.ways = append(p.ways, w)
	}
	if len(p.ways) == 0 {
		w := way{}
		w.add("0")
		p.ways = append(p.ways, w)
	}
}

// leave makes what a plan read along something that each record is asked.
func (p *plan) leave() {
	for _, w := range p.ways {
		if len(w.parts) > 0 && len(p.ways) > 1 {
			p.rest.either(p.ways)
			break
		}
		p.rest.parts, p.rest.args = append(p.rest.parts, w.parts...), append(p.rest.args, w.args...)
	}
	p.ways, p.estimate = nil, 0
}

// gather reads the records of many orders at once, and those that have none.
func (p *plan) gather(owners []pointer) {
	var orders, alone []int64
	for _, o := range owners {
		if o.owner > 0 {
			orders = append(orders, o.owner)
		} else if docOf(p.list, 0) == -o.owner&1 {
			alone = append(alone, -o.owner>>1)
		}
	}
	of, by := way{index: string(p.list) + "_order"}, way{}
	of.add("t.order_id IN (SELECT value FROM json_each(?))", idsJSON(orders))
	by.add("t.id IN (SELECT value FROM json_each(?))", idsJSON(alone))
	p.ways = append(p.ways, of, by)
}

// either asks of a record that it lies on one of the ways.
func (w *where) either(ways []way) {
	var parts []string
	for _, way := range ways {
		parts = append(parts, "("+strings.Join(way.parts, " AND ")+")")
		w.args = append(w.args, way.args...)
	}
	w.parts = append(w.parts, "("+strings.Join(parts, " OR ")+")")
}

// byToken asks of each record whether its order has a token that many have.
func (s *Store) byToken(_ context.Context, p *plan, part search.Part, folded string) bool {
	kind, scoped := tokenKinds[part.Key]
	if !scoped && part.Key != search.Text {
		return false
	}
	owner := "CASE t.order_id WHEN 0 THEN -(t.id * 2 + " + string('0'+rune(docOf(p.list, 0))) + ") ELSE t.order_id END"
	if scoped {
		p.rest.add("EXISTS(SELECT 1 FROM tokens k WHERE k.token = ? AND k.kind = ? AND k.owner = "+owner+")", folded, kind)
		return true
	}
	p.rest.add("EXISTS(SELECT 1 FROM tokens k WHERE k.token = ? AND k.kind BETWEEN 0 AND 5 AND k.owner = "+owner+")", folded)
	return true
}

// pointed finds what the indexes know of a text, newest first: its orders by reference, Gelato id or token, and
// records by their own id. With prefix, what only begins with it counts too.
func (s *Store) pointed(ctx context.Context, part search.Part, folded string, prefix bool, limit int) ([]pointer, error) {
	f := pointing{s: s, ctx: ctx, limit: limit, seen: map[int64]bool{}}
	text := strings.TrimSpace(part.Values[0])
	if folded == "" {
		return nil, nil
	}
	any := part.Key == search.Text
	if any || part.Key == search.ID {
		f.record(text)
		f.orderID(text, folded)
	}
	if any || part.Key == search.Ref {
		f.find("SELECT id FROM orders WHERE ref_key = ? ORDER BY id DESC LIMIT ?", order.Key(text), limit)
	}
	if kind, ok := tokenKinds[part.Key]; ok {
		f.find("SELECT owner FROM tokens WHERE token = ? AND kind = ? ORDER BY owner DESC LIMIT ?", folded, kind, limit)
	} else if any {
		for kind := range fileToken + 1 {
			f.find("SELECT owner FROM tokens WHERE token = ? AND kind = ? ORDER BY owner DESC LIMIT ?", folded, kind, limit)
		}
	}
	if prefix && len(folded) >= shortest {
		f.prefixes(part, text, folded)
	}
	return f.found, f.err
}

// pointing gathers pointers, each once.
type pointing struct {
	s     *Store
	ctx   context.Context
	limit int
	seen  map[int64]bool
	found []pointer
	err   error
}

func (f *pointing) find(query string, args ...any) {
	if f.err != nil || len(f.found) >= f.limit {
		return
	}
	rows, err := f.s.ask(f.ctx, query, args...)
	if err != nil {
		f.err = err
		return
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var owner int64
		if err := rows.Scan(&owner); err != nil {
			f.err = err
			return
		}
		f.add(owner)
	}
	f.err = rows.Err()
}

func (f *pointing) add(owner int64) {
	if !f.seen[owner] && owner != 0 {
		f.seen[owner] = true
		f.found = append(f.found, pointer{owner})
	}
}

// record finds a record by its source's id: its order, or itself where it has none.
func (f *pointing) record(id string) {
	for _, query := range [...]string{
		"SELECT CASE order_id WHEN 0 THEN -(id * 2) ELSE order_id END FROM requests WHERE remote_id = ? LIMIT ?",
		"SELECT CASE order_id WHEN 0 THEN -(id * 2 + 1) ELSE order_id END FROM postbacks WHERE remote_id = ? LIMIT ?",
	} {
		f.find(query, packID(id), f.limit)
		if low := strings.ToLower(id); low != id {
			f.find(query, packID(low), f.limit)
		}
	}
}

// orderID finds orders by Gelato's id, and records that have nothing but that id.
func (f *pointing) orderID(text, folded string) {
	for _, value := range [...]any{packID(text), packID(folded)} {
		f.find("SELECT order_id FROM order_ids WHERE value = ? LIMIT ?", value, f.limit)
		f.find("SELECT -(t.id * 2) FROM requests t JOIN order_ids g ON g.id = t.gelato_id WHERE g.value = ? AND g.order_id = 0 AND t.order_id = 0 LIMIT ?", value, f.limit)
		f.find("SELECT -(t.id * 2 + 1) FROM postbacks t JOIN order_ids g ON g.id = t.gelato_id WHERE g.value = ? AND g.order_id = 0 AND t.order_id = 0 LIMIT ?", value, f.limit)
	}
}

// mostPrefixed is of how many entries of an index that begin with a text the newest are taken.
const mostPrefixed = 20_000

// prefixes finds what begins with the text, the newest first: where very many do, of some of them.
func (f *pointing) prefixes(part search.Part, text, folded string) {
	newest := func(column, from string, args ...any) {
		f.find("SELECT "+column+" FROM (SELECT "+column+" FROM "+from+" LIMIT ?) ORDER BY 1 DESC LIMIT ?", append(args, mostPrefixed, f.limit)...)
	}
	any := part.Key == search.Text
	if any || part.Key == search.Ref {
		key := order.Key(text)
		newest("id", "orders WHERE ref_key >= ? AND ref_key < ?", key, key+"\U0010FFFF")
	}
	if any || part.Key == search.ID {
		if begin, err := hex.DecodeString(strings.ReplaceAll(folded, "-", "")); err == nil && len(begin) >= 4 && len(begin) < 16 {
			end := append(append([]byte{}, begin...), 0xff)
			newest("order_id", "order_ids WHERE value >= ? AND value < ?", begin, end)
			newest("order_id", "requests WHERE remote_id >= ? AND remote_id < ?", begin, end)
			newest("order_id", "postbacks WHERE remote_id >= ? AND remote_id < ?", begin, end)
		}
	}
	if kind, ok := tokenKinds[part.Key]; ok {
		newest("owner", "tokens WHERE token >= ? AND token < ? AND kind = ?", folded, folded+"\U0010FFFF", kind)
	} else if any {
		newest("owner", "tokens WHERE token >= ? AND token < ?", folded, folded+"\U0010FFFF")
	}
}

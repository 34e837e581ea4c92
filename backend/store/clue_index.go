package store

import (
	"bytes"
	"cmp"
	"context"
	"maps"
	"slices"

	"ordertrail/backend/order"
)

// clueChanges are the tokens and words that a batch adds and takes away.
type clueChanges struct {
	tokens  []owned
	gone    []owned
	words   []said
	unsaid  []said
	changed map[int64]bool // owners of which tokens may have to go
}

type owned struct {
	token
	owner int64
}

type said struct {
	doc  int64
	text string
}

// docOf is under which id a record's words are kept.
func docOf(list order.List, id int64) int64 {
	if list == order.Postbacks {
		return id*2 + 1
	}
	return id * 2
}

// ownerOf is to whom a record's tokens belong: its order, or itself where it has none.
func ownerOf(list order.List, id, orderID int64) int64 {
	if orderID != 0 {
		return orderID
	}
	return -docOf(list, id)
}

func (c *clueChanges) add(list order.List, id, orderID int64, found clues) {
	owner := ownerOf(list, id, orderID)
	for _, t := range found.tokens {
		c.tokens = append(c.tokens, owned{t, owner})
	}
	if found.words != "" {
		c.words = append(c.words, said{docOf(list, id), found.words})
	}
}

func (c *clueChanges) remove(list order.List, id, orderID int64, found clues) {
	owner := ownerOf(list, id, orderID)
	if c.changed == nil {
		c.changed = map[int64]bool{}
	}
	c.changed[owner] = true
	for _, t := range found.tokens {
		c.gone = append(c.gone, owned{t, owner})
	}
	if found.words != "" {
		c.unsaid = append(c.unsaid, said{docOf(list, id), found.words})
	}
}

// saveClues writes them, in the order of the index, which is quicker than one here and one there. Tokens that another
// record of the order still has stay.
func (w *writer) saveClues(ctx context.Context, c clueChanges) error {
	for _, s := range c.unsaid {
		if err := w.exec(ctx, "INSERT INTO human(human, rowid, words) VALUES('delete', ?, ?)", s.doc, s.text); err != nil {
			return err
		}
	}
	for _, s := range c.words {
		if err := w.exec(ctx, "INSERT INTO human(rowid, words) VALUES(?, ?)", s.doc, s.text); err != nil {
			return err
		}
	}
	if err := w.dropTokens(ctx, c); err != nil {
		return err
	}
	slices.SortFunc(c.tokens, compareOwned)
	for _, t := range slices.Compact(c.tokens) {
		if err := w.exec(ctx, "INSERT OR IGNORE INTO tokens(token, kind, owner) VALUES(?, ?, ?)", t.text, t.kind, t.owner); err != nil {
			return err
		}
	}
	return nil
}

func compareOwned(a, b owned) int {
	return cmp.Or(cmp.Compare(a.text, b.text), cmp.Compare(a.kind, b.kind), cmp.Compare(a.owner, b.owner))
}

// dropTokens takes away what no record of an owner has any more. The records are in the tables as they are now.
func (w *writer) dropTokens(ctx context.Context, c clueChanges) error {
	if len(c.gone) == 0 {
		return nil
	}
	still, err := w.tokensOf(ctx, slices.Collect(maps.Keys(c.changed)))
	if err != nil {
		return err
	}
	for _, t := range c.gone {
		if still[t] {
			continue
		}
		if err := w.exec(ctx, "DELETE FROM tokens WHERE token = ? AND kind = ? AND owner = ?", t.text, t.kind, t.owner); err != nil {
			return err
		}
	}
	return nil
}

// tokensOf finds the tokens of all records of owners.
func (w *writer) tokensOf(ctx context.Context, owners []int64) (map[owned]bool, error) {
	tokens, all, size := map[owned]bool{}, []*ownersRecord{}, 0
	for _, owner := range owners {
		if size > togetherBytes {
			w.readTokens(ctx, all, tokens)
			all, size = nil, 0
		}
		for _, list := range [...]order.List{order.Requests, order.Postbacks} {
			query, arg := "SELECT codec, frame FROM ("+bodiesJoined(list)+") WHERE order_id = ?", owner
			if owner < 0 {
				if docOf(list, 0) != -owner&1 {
					continue
				}
				query, arg = "SELECT codec, frame FROM ("+bodiesJoined(list)+") WHERE id = ? AND order_id = 0", -owner>>1
			}
			err := w.each(ctx, query, []any{arg}, func(scan func(...any) error) error {
				r := &ownersRecord{owner: owner}
				err := scan(&r.codec, &r.packed)
				all, size = append(all, r), size+len(r.packed)
				return err
			})
			if err != nil {
				return nil, err
			}
		}
	}
	w.readTokens(ctx, all, tokens)
	return tokens, nil
}

// togetherBytes is about how much of records is held packed at once.
const togetherBytes = 16 << 20

// readTokens adds the tokens of some records. Of a damaged one they can't be told.
func (w *writer) readTokens(ctx context.Context, some []*ownersRecord, into map[owned]bool) {
	// What lies in one block is unpacked one after the other.
	slices.SortFunc(some, func(a, b *ownersRecord) int { return cmp.Or(a.codec-b.codec, bytes.Compare(a.packed, b.packed)) })
	_ = inParallel(some, func(r *ownersRecord) error { // it never fails
		if fr, err := w.frames.unpackRaw(ctx, w.db, r.codec, r.packed); err == nil {
			r.tokens = cluesOf(fr).tokens
		}
		return nil
	})
	for _, r := range some {
		for _, t := range r.tokens {
			into[owned{t, r.owner}] = true
		}
	}
}

// ownersRecord is a record as it is stored, and what it is found by.
type ownersRecord struct {
	owner  int64
	codec  int
	packed []byte
	tokens []token
}

// bodiesJoined is a list with its frames.
func bodiesJoined(list order.List) string {
	if list == order.Postbacks {
		return "SELECT t.id, t.order_id, b.codec, b.frame FROM postbacks t JOIN postback_bodies b ON b.id = t.body"
	}
	return "SELECT t.id, t.order_id, b.codec, b.frame FROM requests t JOIN request_bodies b ON b.id = t.body"
}

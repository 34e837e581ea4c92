package store

import (
	"bytes"
	"context"
	"encoding/json"

	"ordertrail/backend/order"
)

// twins finds what is held of records whose id says nothing: a paste, a webhook without an id and the like have one that
// was made of their content. Such a record is the one held with the same reference, moment and body, where one of the two
// came out of a file and only one fits. The id that its source gave is the one that stays.
func (h *History) twins(ctx context.Context, list order.List, all []*change) error {
	var files bool
	if err := h.store.writer.one(ctx, "SELECT EXISTS(SELECT 1 FROM sources WHERE kind = ?)", []any{filesKind}, &files); err != nil || !files {
		return err
	}
	taken := map[int64]bool{} // by another record of the batch
	for _, c := range all {
		taken[c.old.id] = true
	}
	for _, c := range all {
		if c.old.id != 0 || c.frame.reference() == "" {
			continue
		}
		if err := h.twin(ctx, list, c, taken); err != nil {
			return err
		}
		taken[c.old.id] = true
	}
	return nil
}

func (h *History) twin(ctx context.Context, list order.List, c *change, taken map[int64]bool) error {
	made := order.IsMadeID(unpackID(c.remote))
	near, err := h.near(ctx, list, c)
	if err != nil {
		return err
	}
	var fit []another
	for _, a := range near {
		fromFile := h.Kind == filesKind || a.kind == filesKind
		if !fromFile || taken[a.id] || made == order.IsMadeID(unpackID(a.remote)) {
			continue
		}
		other, err := h.store.frame(ctx, list, a.id)
		if err != nil {
			return err
		}
		if sameBody(&c.frame, other) {
			fit = append(fit, a)
		}
	}
	if len(fit) != 1 {
		return nil
	}
	c.old = fit[0].held
	if made {
		c.remote, c.made = fit[0].remote, true
	}
	if h.Kind == filesKind {
		c.source = c.old.source
	}
	return nil
}

// near gives the records held of the same reference and moment.
func (h *History) near(ctx context.Context, list order.List, c *change) ([]another, error) {
	at := "t.received_at"
	if list == order.Postbacks {
		at = "t.occurred_at"
	}
	query := "SELECT t.remote_id, t.id, " + at + ", t.updated_at, t.digest, t.source, s.kind FROM orders o JOIN " + string(list) +
		" t ON t.order_id = o.id JOIN sources s ON s.id = t.source WHERE o.ref_key = ? AND " + at + " > ? AND " + at + " < ?"
	var found []another
	args := []any{order.Key(c.frame.reference()), int64(c.at - closeTo), int64(c.at + closeTo)}
	err := h.store.writer.each(ctx, query, args, func(scan func(...any) error) error {
		var a another
		err := scan(&a.remote, &a.id, &a.at, &a.updated, &a.digest, &a.source, &a.kind)
		found = append(found, a)
		return err
	})
	return found, err
}

// sameBody says that two states have a body in common, and none that differs.
func sameBody(a, b *frame) bool {
	equal := false
	theirs := b.bodies()
	for i, body := range a.bodies() {
		if len(body) == 0 || len(theirs[i]) == 0 {
			continue
		}
		if !bytes.Equal(plainJSON(body), plainJSON(theirs[i])) {
			return false
		}
		equal = true
	}
	return equal
}

// bodies are those of a record, in an order of their own: each stands in its place or is nil.
func (fr *frame) bodies() [4][]byte {
	if p := fr.Postback; p != nil {
		return [4][]byte{p.Payload}
	}
	s := fr.Request.Stages
	bodies := [4][]byte{bodyOf(s.Original), nil, bodyOf(s.Final), nil}
	if s.Template != nil && s.Template.Rendered != nil {
		bodies[1] = []byte(*s.Template.Rendered)
	}
	if s.Response != nil {
		bodies[3] = s.Response.Body
	}
	return bodies
}

func bodyOf(m *order.Message) []byte {
	if m == nil {
		return nil
	}
	return m.Body
}

// plainJSON is JSON without the spaces between its values; anything else is as it is.
func plainJSON(body []byte) []byte {
	var b bytes.Buffer
	if json.Compact(&b, body) != nil {
		return body
	}
	return b.Bytes()
}

// named puts the id into a record that goes by another one.
func (fr *frame) named(id string) {
	if fr.Request != nil {
		fr.Request.ID = id
	} else {
		fr.Postback.ID = id
	}
}

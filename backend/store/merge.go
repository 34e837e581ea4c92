package store

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"strings"

	"ordertrail/backend/order"
)

// Two records are one when they have the same id in the same history, or when one came out of a file and the other
// from a source that is asked, or from another set of files: files belong to no account. Then the moment must be the
// same too, and the reference where both have one, since another account may count its orders alike. Those whose id
// says nothing meet by reference, moment and body (twins).

const filesKind = "files"

// closeTo is how far the moments of one record may lie apart in two sources: some cut it to seconds.
const closeTo = order.Millis(1000)

// another is a record of the same id, in this source or another.
type another struct {
	held
	kind string
}

// lookUpAtOnce is how many ids one query looks up.
const lookUpAtOnce = 50

// lookUpAll finds what is held of some records, in this source or, where files are concerned, in another.
func (h *History) lookUpAll(ctx context.Context, list order.List, all []*change) error {
	for some := range slices.Chunk(all, lookUpAtOnce) {
		found, err := h.sameID(ctx, list, some)
		if err != nil {
			return err
		}
		for _, c := range some {
			if err := h.take(ctx, list, c, found[unpackID(c.remote)]); err != nil {
				return err
			}
		}
	}
	return nil
}

// sameID gives the records held that have the ids of some, by id.
func (h *History) sameID(ctx context.Context, list order.List, some []*change) (map[string][]another, error) {
	at := "received_at"
	if list == order.Postbacks {
		at = "occurred_at"
	}
	query := "SELECT t.remote_id, t.id, t." + at + ", t.updated_at, t.digest, t.source, s.kind FROM " + string(list) +
		" t JOIN sources s ON s.id = t.source WHERE t.remote_id IN (?" + strings.Repeat(", ?", lookUpAtOnce-1) + ")"
	ids := make([]any, lookUpAtOnce) // what is not used stays NULL, which no id is
	for i, c := range some {
		ids[i] = c.remote
	}
	found := map[string][]another{}
	err := h.store.writer.each(ctx, query, ids, func(scan func(...any) error) error {
		var a another
		err := scan(&a.remote, &a.id, &a.at, &a.updated, &a.digest, &a.source, &a.kind)
		id := unpackID(a.remote)
		found[id] = append(found[id], a)
		return err
	})
	return found, err
}

// take gives a record what is held of it, of all that has its id.
func (h *History) take(ctx context.Context, list order.List, c *change, found []another) error {
	c.source = h.id
	var elsewhere []another
	for _, a := range found {
		if a.source == h.id {
			c.old = a.held
			return nil
		}
		if a.kind == filesKind || h.Kind == filesKind {
			elsewhere = append(elsewhere, a)
		}
	}
	if len(elsewhere) != 1 {
		return nil
	}
	return h.meet(ctx, list, c, elsewhere[0])
}

// meet makes one record of two. It belongs to the source that can be asked for it.
func (h *History) meet(ctx context.Context, list order.List, c *change, a another) error {
	if d := c.at - a.at; d <= -closeTo || d >= closeTo {
		return nil
	}
	other, err := h.store.frame(ctx, list, a.id)
	if err != nil {
		return err
	}
	mine, theirs := order.Key(c.frame.reference()), order.Key(other.reference())
	if mine != "" && theirs != "" && mine != theirs {
		return nil
	}
	c.old = a.held
	if h.Kind == filesKind {
		c.source = a.source
	}
	return nil
}

func (fr *frame) at() order.Millis {
	if fr.Request != nil {
		return fr.Request.ReceivedAt
	}
	return fr.Postback.OccurredAt
}

func (fr *frame) reference() string {
	if fr.Request != nil {
		return fr.Request.OrderReferenceID
	}
	return fr.Postback.OrderReferenceID
}

// merge completes a changed record by what is held of it: the later state holds, and what it leaves empty is filled
// from the other. Nothing that is filled is ever overwritten by nothing. It says whether anything is new.
func (h *History) merge(ctx context.Context, list order.List, c *change) (news bool, err error) {
	other, err := h.store.frame(ctx, list, c.old.id)
	if err == nil {
		var digest []byte
		if digest, err = h.store.frames.digest(other); !bytes.Equal(digest, c.old.digest) {
			err = errDigest
		}
	}
	if err != nil {
		return true, nil // what can't be read is no loss to replace
	}
	later, earlier := c.frame, *other
	if c.updated < c.old.updated || c.made {
		later, earlier = earlier, later
	}
	merged := completed(&later, &earlier)
	if h.Kind == filesKind && c.old.source == h.id {
		joinTries(&merged, &earlier)
	}
	merged.named(unpackID(c.remote))
	told := c.frame
	c.frame, c.updated = merged, merged.updated()
	c.at = merged.at()
	if c.digest, err = h.store.frames.digest(&c.frame); err != nil {
		return false, err
	}
	if told.updated() < other.updated() && c.old.source != h.id && !c.made {
		err = h.contradicts(c, &told, other)
	}
	return !bytes.Equal(c.digest, c.old.digest), err
}

// completed is the later of two states, with what it leaves empty from the other.
func completed(later, earlier *frame) frame {
	both := *later.copied()
	if both.Request != nil {
		fillRequest(both.Request, earlier.Request)
	} else {
		fillPostback(both.Postback, earlier.Postback)
	}
	both.Text = 0
	return both
}

// contradicts notes what another source tells of a record, where it is of an earlier state than the one that holds and
// says otherwise: both are kept.
func (h *History) contradicts(c *change, told, holds *frame) error {
	both := completed(told, holds)
	both.named(unpackID(c.remote))
	if r := both.Request; r != nil {
		r.ReceivedAt = holds.Request.ReceivedAt
	} else {
		both.Postback.OccurredAt = holds.Postback.OccurredAt
	}
	digest, err := h.store.frames.digest(&both)
	if err == nil && !bytes.Equal(digest, c.digest) {
		c.beside = told
	}
	return err
}

// or fills an empty value.
func or[T comparable](at *T, otherwise T) {
	var empty T
	if *at == empty {
		*at = otherwise
	}
}

func fillRequest(r, from *order.Request) {
	or(&r.Customer, from.Customer)
	or(&r.Connector, from.Connector)
	or(&r.Printer, from.Printer)
	or(&r.OrderReferenceID, from.OrderReferenceID)
	or(&r.OrderID, from.OrderID)
	if r.Attempts == nil {
		r.Attempts = from.Attempts
	}
	s, other := &r.Stages, from.Stages
	s.Original, s.OriginalIs = filledMessage(s.Original, other.Original, s.OriginalIs, other.OriginalIs)
	s.Final, s.FinalIs = filledMessage(s.Final, other.Final, s.FinalIs, other.FinalIs)
	s.Template, s.TemplateIs = filledTemplate(s.Template, other.Template, s.TemplateIs, other.TemplateIs)
	s.Response, s.ResponseIs = filledResponse(s.Response, other.Response, s.ResponseIs, other.ResponseIs)
}

// filled is a stage, or the other's where it is empty. Not reached says more than not captured.
func filled[T any](s, other *T, is, otherIs order.Presence) (*T, order.Presence) {
	switch {
	case s != nil:
		return s, is
	case other != nil:
		return other, order.Captured
	case is == order.NotCaptured:
		return nil, otherIs
	}
	return nil, is
}

func filledMessage(m, other *order.Message, is, otherIs order.Presence) (*order.Message, order.Presence) {
	if m != nil && other != nil {
		m = withBody(*m, other)
	}
	return filled(m, other, is, otherIs)
}

// withBody gives a message that came without its body, and without a word of it, the one that is held.
func withBody(m order.Message, other *order.Message) *order.Message {
	if m.Body == nil && m.SizeBytes == nil && m.SHA256 == "" {
		m.Body, m.Base64, m.SizeBytes, m.SHA256 = other.Body, other.Base64, other.SizeBytes, other.SHA256
		or(&m.ContentType, other.ContentType)
		or(&m.Charset, other.Charset)
	}
	if m.Headers == nil {
		m.Headers = other.Headers
	}
	return &m
}

func filledTemplate(t, other *order.Template, is, otherIs order.Presence) (*order.Template, order.Presence) {
	if t != nil && other != nil {
		both := *t
		or(&both.Source, other.Source)
		or(&both.Rendered, other.Rendered)
		or(&both.Name, other.Name)
		if both.InputContext == nil {
			both.InputContext = other.InputContext
		}
		if both.Lookups == nil {
			both.Lookups = other.Lookups
		}
		t = &both
	}
	return filled(t, other, is, otherIs)
}

// filledResponse adds a body only to the same answer: a later one may have none.
func filledResponse(r, other *order.Response, is, otherIs order.Presence) (*order.Response, order.Presence) {
	if r != nil && other != nil && r.Status != nil && other.Status != nil && *r.Status == *other.Status {
		both := *r
		both.Message = *withBody(r.Message, &other.Message)
		r = &both
	}
	return filled(r, other, is, otherIs)
}

func fillPostback(p, from *order.Postback) {
	or(&p.Customer, from.Customer)
	or(&p.Status, from.Status)
	or(&p.OrderReferenceID, from.OrderReferenceID)
	or(&p.OrderID, from.OrderID)
	or(&p.PackageID, from.PackageID)
	or(&p.Trigger, from.Trigger)
	if p.ItemReferenceIDs == nil {
		p.ItemReferenceIDs = from.ItemReferenceIDs
	}
	if p.Payload == nil {
		p.Payload = from.Payload
	}
	p.Template, _ = filledTemplate(p.Template, from.Template, "", "")
	if p.Delivery == nil {
		p.Delivery = from.Delivery
		return
	}
	if from.Delivery == nil {
		return
	}
	both := *p.Delivery
	both.Sent, _ = filledMessage(both.Sent, from.Delivery.Sent, "", "")
	if both.Attempts == nil {
		both.Attempts = from.Delivery.Attempts
	}
	p.Delivery = &both
}

// joinTries gives the later of two states of a postback the tries of both, where both are as they were received: who
// takes in webhooks writes each down when it comes, and knows nothing of the others. A sender knows of all its tries.
func joinTries(a, b *frame) {
	if !wasReceived(a.Postback) || !wasReceived(b.Postback) {
		return
	}
	later, earlier := a.Postback, b.Postback
	if later.UpdatedAt < earlier.UpdatedAt {
		later, earlier = earlier, later
	}
	mine, theirs := later.Delivery.Attempts, earlier.Delivery.Attempts
	all := slices.Clone(mine)
	for _, one := range theirs {
		if !slices.ContainsFunc(mine, func(other order.Attempt) bool { return other.At == one.At }) {
			all = append(all, one)
		}
	}
	if len(all) == len(mine) {
		return
	}
	slices.SortStableFunc(all, func(x, y order.Attempt) int { return cmp.Compare(x.At, y.At) })
	for i := range all {
		all[i].N = i + 1
	}
	both := *later.Delivery
	both.Attempts = all
	a.Postback, b.Postback = withDelivery(a.Postback, later, &both), withDelivery(b.Postback, later, &both)
}

// wasReceived says that one of a postback's tries is the very message that is held of it.
func wasReceived(p *order.Postback) bool {
	return p != nil && p.Delivery != nil && p.Delivery.Sent != nil && p.Delivery.Sent.At != 0 &&
		slices.ContainsFunc(p.Delivery.Attempts, func(one order.Attempt) bool { return one.At == p.Delivery.Sent.At })
}

// withDelivery is p with a delivery, where it is the one meant; what was given to the store stays as it is.
func withDelivery(p, meant *order.Postback, d *order.Delivery) *order.Postback {
	if p != meant {
		return p
	}
	changed := *p
	changed.Delivery = d
	return &changed
}

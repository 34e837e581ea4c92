package trail

import (
	"cmp"
	"context"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"ordertrail/backend/diagnose"
	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/search"
	"ordertrail/backend/settings"
	"ordertrail/backend/store"
	"ordertrail/backend/story"
)

// Question is what a guide is asked.
type Question struct {
	Scenario  diagnose.Scenario
	Reference string // of the order, or whatever finds it
	Customer  string // id, reference id or name; "": whoever has the reference
	Window    order.Window
	Said      diagnose.Question
	held      *order.Coverage // of all history, where it is known; nil: it is asked for
}

// evidence gathers all that is known about one order. An order that is not held gives evidence without records.
func (t *Trail) evidence(ctx context.Context, q Question) (diagnose.Evidence, error) {
	found, looked, err := t.lookFor(ctx, strings.TrimSpace(q.Reference), q.Customer)
	if err != nil {
		return diagnose.Evidence{}, err
	}
	if err := t.knowsOf(ctx, q.Customer, found); err != nil {
		return diagnose.Evidence{}, err
	}
	e, _, err := t.evidenceOf(ctx, q, found)
	e.Unsearched, e.Unopened = looked < everywhere, looked < unnamed
	return e, err
}

// knowsOf refuses a customer of whom nothing is held, where no order was found: that none came of such a name says nothing.
func (t *Trail) knowsOf(ctx context.Context, customer string, found store.Order) error {
	if customer == "" || len(found.Requests)+len(found.Postbacks) > 0 {
		return nil
	}
	names, err := t.store.NamesOf(ctx, customer)
	if err == nil && len(names) == 0 {
		err = fault.New(fault.NotFound, "customer", fault.Params{"customer": customer}, nil)
	}
	return err
}

// evidenceOf gathers all that is known about an order that was found, but for what somebody said not to belong to it,
// and what joins its records.
func (t *Trail) evidenceOf(ctx context.Context, q Question, found store.Order) (e diagnose.Evidence, joins []story.Join, err error) {
	e = diagnose.Evidence{Reference: strings.TrimSpace(q.Reference), Window: q.Window, Now: t.Now(), Limits: t.limits(), Question: q.Said}
	if e.Vocabulary, err = t.vocabulary(&found.Customer); err != nil {
		return e, nil, err
	}
	if err := t.load(ctx, found, q.Window, &e); err != nil {
		return e, nil, err
	}
	joins = t.joined(found, &e)
	e.Calendar = t.calendarOf(e)
	if e.Usual, err = t.usual(ctx, found, q.Scenario); err != nil {
		return e, joins, err
	}
	if len(e.Requests)+len(e.Postbacks) == 0 {
		if e.Nearest, err = t.store.Resembling(ctx, e.Reference); err != nil {
			return e, joins, err
		}
	}
	if q.held != nil {
		e.Coverage = *q.held
	} else if e.Coverage, err = t.store.CoverageOf(ctx, order.Window{From: q.Window.From, To: firstOfMoments(q.Window.To, e.Now)}, ""); err != nil {
		return e, joins, err
	}
	erased, err := t.store.ErasedOf(ctx, namedAs(e.Reference, found))
	e.Coverage = e.Coverage.Without(erased)
	return e, joins, err
}

// namedAs is how an order that was looked for by a text is called. One that is not found may be called by that text: a
// reference, an id, an item or a parcel; a person or an address calls none, but may have stood in any.
func namedAs(text string, found store.Order) store.Named {
	if found.Reference != "" || len(found.OrderIDs) > 0 {
		return store.Named{Reference: found.Reference, Customer: found.Customer, IDs: found.OrderIDs}
	}
	return store.Named{Reference: text, IDs: []string{text}, Text: strings.ContainsAny(text, "@ ")}
}

// limits are after how long a step is too long: those that the person chose, and the usual ones.
func (t *Trail) limits() diagnose.Limits {
	l := settings.LoadPreferences(t.o.Dir).Limits
	chosen := diagnose.Limits{
		Confirm: order.Millis(l.Confirm), Scan: order.Millis(l.Scan), Produce: order.Millis(l.Produce), Ship: order.Millis(l.Ship),
		Transit: order.Millis(l.Transit), Deliver: order.Millis(l.Deliver), LateNews: order.Millis(l.LateNews),
	}
	return chosen.Or(diagnose.DefaultLimits())
}

func firstOfMoments(a, b order.Millis) order.Millis {
	if a != 0 && a < b {
		return a
	}
	return b
}

// reach is how far it was looked for an order.
type reach int

const (
	indexed    reach = iota // in the indexes, and in some records
	unnamed                 // in all records that name no order
	everywhere              // in all records
)

// lookFor finds an order by its reference or Gelato id, or else by any text of its records. None is no error.
func (t *Trail) lookFor(ctx context.Context, ref, customer string) (o store.Order, looked reach, err error) {
	o, err = t.store.OrderOf(ctx, ref, customer, t.Now())
	looked = everywhere
	if fault.Is(err, fault.NotFound) {
		o, looked, err = t.mentioned(ctx, ref, customer)
	}
	if err != nil {
		return o, looked, severalOf(ref, err)
	}
	o, err = t.store.Linked(ctx, o, t.Now())
	return o, looked, err
}

// mostMentions is how many records that mention a text are looked at.
const mostMentions = 100

// mentioned finds the order of which a record holds the text by itself: an item's reference, a tracking code, an
// e-mail address. Several orders are ambiguous. Where there is no time for every record, those that name no order are
// looked into all the same: one of them may be what is looked for.
func (t *Trail) mentioned(ctx context.Context, text, customer string) (o store.Order, looked reach, err error) {
	q := search.Query{Parts: []search.Part{{Values: []string{text}, Quoted: true}}}
	options := store.FindOptions{Limit: mostMentions, Budget: patience, Now: t.Now()}
	found, err := t.store.Find(ctx, q, options)
	if err != nil {
		return o, indexed, err
	}
	if found.Complete {
		looked = everywhere
	}
	m := mentions{whole: whole(text), customer: order.Key(customer), orders: map[place]bool{}}
	if err := t.hear(ctx, &m, found.Hits); err != nil {
		return o, indexed, err
	}
	if !found.Complete && len(m.orders)+len(m.loose) == 0 {
		options.Unnamed = true
		if found, err = t.store.Find(ctx, q, options); err == nil {
			err = t.hear(ctx, &m, found.Hits)
		}
		if err != nil {
			return o, indexed, err
		}
		if found.Complete {
			looked = unnamed
		}
	}
	if len(m.orders) == 0 {
		o, err = t.strays(ctx, m.loose)
		return o, looked, err
	}
	o, err = m.only(ctx, t, text)
	return o, looked, err
}

// hear lets mentions hear of the records that a search found.
func (t *Trail) hear(ctx context.Context, m *mentions, hits []store.Hit) error {
	for _, hit := range hits {
		rec, err := t.store.Record(ctx, hit.ID)
		if err != nil {
			return err
		}
		m.hear(rec)
	}
	return nil
}

// strays are the rows of records that name no order.
func (t *Trail) strays(ctx context.Context, loose []Record) (store.Order, error) {
	var o store.Order
	for _, rec := range loose {
		if rec.Request != nil {
			row, _, err := t.store.RequestRow(ctx, rec.Request.ID, t.Now())
			if err != nil {
				return o, err
			}
			o.Requests = append(o.Requests, row)
			continue
		}
		row, err := t.store.PostbackRow(ctx, rec.Postback.ID)
		if err != nil {
			return o, err
		}
		o.Postbacks = append(o.Postbacks, row)
	}
	return o, nil
}

// place is an order as its records name it.
type place struct{ reference, customer string }

// mentions are the records that hold a text.
type mentions struct {
	whole    *regexp.Regexp
	customer string // only this one's; "": everybody's
	orders   map[place]bool
	loose    []Record // that name no order
}

// whole finds a text that stands by itself, not within a longer word or number.
func whole(text string) *regexp.Regexp {
	return regexp.MustCompile(`(^|[^\pL\pN])` + regexp.QuoteMeta(order.Fold(strings.TrimSpace(text))) + `($|[^\pL\pN])`)
}

func (m *mentions) hear(rec Record) {
	reference, who := "", (*order.Party)(nil)
	if r := rec.Request; r != nil {
		reference, who = r.OrderReferenceID, r.Customer
	} else {
		reference, who = rec.Postback.OrderReferenceID, rec.Postback.Customer
	}
	party := order.Party{}
	if who != nil {
		party = *who
	}
	switch {
	case !m.whole.MatchString(order.Fold(string(written(rec)))):
	case m.customer != "" && !slices.Contains([]string{order.Key(party.ID), order.Key(party.ReferenceID), order.Key(party.Name)}, m.customer):
	case reference == "":
		m.loose = append(m.loose, rec)
	default:
		m.orders[place{reference, partyName(party)}] = true
	}
}

func partyName(p order.Party) string { return cmp.Or(p.Name, p.ReferenceID, p.ID) }

// only gives the one order that the records belong to.
func (m *mentions) only(ctx context.Context, t *Trail, text string) (store.Order, error) {
	references, customers := map[string]bool{}, map[string]bool{}
	for p := range m.orders {
		references[p.reference], customers[p.customer] = true, true
	}
	delete(customers, "") // a record that names nobody belongs to the one that is named
	candidates, of := references, "text"
	if len(references) == 1 {
		if len(customers) < 2 {
			reference, who := slices.Sorted(maps.Keys(references))[0], append(slices.Sorted(maps.Keys(customers)), "")[0]
			return t.store.OrderOf(ctx, reference, who, t.Now())
		}
		candidates, of = customers, "order"
	}
	err := fault.New(fault.Ambiguous, of, fault.Params{"reference": text, "candidates": slices.Sorted(maps.Keys(candidates))}, nil)
	return store.Order{}, &several{slices.Collect(maps.Keys(m.orders)), err}
}

// load reads the records of an order, each once, as far as they lie in the window.
func (t *Trail) load(ctx context.Context, o store.Order, w order.Window, e *diagnose.Evidence) error {
	seen := map[string]bool{}
	take := func(id string, at order.Millis) error {
		if seen[id] || at < w.From || w.To != 0 && at >= w.To {
			return nil
		}
		seen[id] = true
		rec, err := t.store.Record(ctx, id)
		if err != nil {
			return err
		}
		if rec.Request != nil {
			e.Requests = append(e.Requests, rec.Request)
		} else {
			e.Postbacks = append(e.Postbacks, rec.Postback)
		}
		return nil
	}
	for i := len(o.Requests) - 1; i >= 0; i-- {
		if err := take(o.Requests[i].ID, o.Requests[i].ReceivedAt); err != nil {
			return err
		}
	}
	for i := len(o.Postbacks) - 1; i >= 0; i-- {
		if err := take(o.Postbacks[i].ID, o.Postbacks[i].OccurredAt); err != nil {
			return err
		}
	}
	return nil
}

// usual is how this customer's orders around that time went, as far as a guide asks; "" asks what the guides of an order's
// headline do.
func (t *Trail) usual(ctx context.Context, o store.Order, s diagnose.Scenario) (diagnose.Usual, error) {
	u := diagnose.Usual{Printers: map[string]int{}, Targets: map[string]int{}}
	if o.Customer == (order.Party{}) || s == diagnose.WrongProduct {
		return u, nil
	}
	at := around(o)
	if s == diagnose.PrinterNeverGot {
		requests, err := t.store.AcceptedNearby(ctx, o.Customer, at, o.Reference)
		for _, r := range requests {
			if r.Stages.Final != nil {
				count(u.Printers, r.Stages.Final.URL)
			}
		}
		return u, err
	}
	news, err := t.store.NewsNearby(ctx, o.Customer, at, o.Reference)
	if err != nil {
		return u, err
	}
	for _, n := range news {
		switch n.Kind {
		case order.KindShipping:
			u.Transit.Of++
			u.Delivery.Of++
			if n.Reports == "in_transit" {
				u.Transit.Do++
			}
		case order.KindDelivery:
			u.Delivery.Do++
		}
	}
	if s != diagnose.Disappeared {
		u.Targets, err = t.store.Hosts(ctx, news)
	}
	return u, err
}

// around is a moment of an order's life.
func around(o store.Order) order.Millis {
	switch {
	case len(o.Requests) > 0:
		return o.Requests[0].ReceivedAt
	case len(o.Postbacks) > 0:
		return o.Postbacks[0].OccurredAt
	}
	return 0
}

func count(hosts map[string]int, address string) {
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		hosts[strings.ToLower(u.Host)]++
	}
}

package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"

	"ordertrail/backend/order"
)

// derived is what a batch changes in tables that follow from records.
type derived struct {
	orders map[int64]*effect
	counts map[dayOf]tally // what is added, or taken away
	totals map[mix]int     // of records, likewise
	clues  clueChanges
	uses   map[int64]int   // of template sources
	sealed map[int64][]int // places in blocks that are to be emptied
}

// dayOf is a row of day_counts, by the first day that is counted in it.
type dayOf struct {
	list, customer, day int64
}

// mix is a row of totals: records that are alike in all that chips choose by.
type mix struct {
	list, customer int64
	status         int   // of the outcome of a request, or the kind of a postback
	sort           int64 // its type, or its direction
	result         int64 // the stage that it failed at, or what came of sending it
}

// everyone is the customer under whom all are counted.
const everyone = -1

// silentList is under which list silent orders are counted.
const silentList = 3

// daysARow is of how many days a row of day_counts tells: of silent orders, of which few days have any, of 32.
func daysARow(list int) int {
	if list == silentList {
		return 32
	}
	return 1
}

// countedFrom is the first day of the row in which a moment is counted.
func countedFrom(list int, at order.Millis) int64 {
	days := int64(daysARow(list))
	return floorOf(int64(at), days*msPerDay) * days
}

// floorOf divides, and rounds down also what lies before 1970.
func floorOf(n, by int64) int64 {
	q := n / by
	if n%by < 0 {
		q--
	}
	return q
}

func newDerived() *derived {
	return &derived{orders: map[int64]*effect{}, counts: map[dayOf]tally{}, totals: map[mix]int{}, uses: map[int64]int{}, sealed: map[int64][]int{}}
}

// effect is what new records mean for their order. Where a record was changed or taken away, it is looked at again.
type effect struct {
	again    bool
	accepted order.Millis // the first accepted submit; 0: none
	cancel   bool         // an accepted cancel request
	news     int          // the kind of the latest postback, if newsAt is set
	newsAt   order.Millis
	family   int64 // of the product of a submit; 0: not known
}

func (d *derived) order(id int64) *effect {
	e := d.orders[id]
	if e == nil {
		e = &effect{}
		d.orders[id] = e
	}
	return e
}

func (d *derived) request(id int64, r *order.Request, outcome order.Outcome) {
	if id == 0 || outcome != order.Accepted {
		return
	}
	e := d.order(id)
	switch {
	case r.Type == order.Cancel:
		e.cancel = true
	case r.Type == order.Submit && (e.accepted == 0 || r.ReceivedAt < e.accepted):
		e.accepted = r.ReceivedAt
	}
}

// product notes of which family of products a submit is.
func (d *derived) product(id, family int64, submits bool) {
	if id != 0 && family != 0 && submits {
		d.order(id).family = family
	}
}

func (d *derived) postback(id int64, p *order.Postback) {
	if id == 0 {
		return
	}
	if e := d.order(id); p.OccurredAt >= e.newsAt {
		e.news, e.newsAt = code(kinds, p.Kind()), p.OccurredAt
	}
}

func (d *derived) again(id int64) {
	if id != 0 {
		d.order(id).again = true
	}
}

// tell counts some more records of a mix, or fewer.
func (d *derived) tell(m mix, at order.Millis, n int) {
	d.count(int(m.list), m.customer, at, m.status, n)
	d.totals[m] += n
	m.customer = everyone
	d.totals[m] += n
}

func (d *derived) count(list int, customer int64, at order.Millis, status, n int) {
	day := countedFrom(list, at)
	slot := int((int64(at) - day*msPerDay) / msPerSlot)
	for _, c := range [...]int64{customer, everyone} {
		key := dayOf{int64(list), c, day}
		if d.counts[key] == nil {
			d.counts[key] = tally{}
		}
		d.counts[key][slot*statusesAtAll+status] += n
	}
}

// derive brings orders, clues and counts in line with their records.
func (w *writer) derive(ctx context.Context, d *derived) error {
	for _, id := range slices.Sorted(maps.Keys(d.orders)) {
		if err := w.deriveOrder(ctx, id, d); err != nil {
			return fmt.Errorf("derive order: %w", err)
		}
	}
	if err := w.saveClues(ctx, d.clues); err != nil {
		return fmt.Errorf("derive clues: %w", err)
	}
	for text, n := range d.uses {
		if text == 0 || n == 0 {
			continue
		}
		if err := w.exec(ctx, "UPDATE texts SET uses = uses + ? WHERE id = ?", n, text); err != nil {
			return fmt.Errorf("derive uses of texts: %w", err)
		}
	}
	for _, key := range slices.SortedFunc(maps.Keys(d.counts), compareDays) {
		if err := w.forgetFacets(ctx, key); err != nil {
			return fmt.Errorf("forget counts of chips: %w", err)
		}
		if err := w.addTally(ctx, key, d.counts[key]); err != nil {
			return fmt.Errorf("derive counts: %w", err)
		}
	}
	for m, n := range d.totals {
		if n == 0 {
			continue
		}
		key := []any{m.list, m.customer, m.status, m.sort, m.result}
		err := w.exec(ctx, `INSERT INTO totals(list, customer, status, sort, result, n) VALUES(?, ?, ?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET n = n + excluded.n`, append(key, n)...)
		if err == nil {
			err = w.exec(ctx, "DELETE FROM totals WHERE list = ? AND customer = ? AND status = ? AND sort = ? AND result = ? AND n = 0", key...)
		}
		if err != nil {
			return fmt.Errorf("derive totals: %w", err)
		}
	}
	return nil
}

func compareDays(a, b dayOf) int {
	return cmp.Or(cmp.Compare(a.list, b.list), cmp.Compare(a.customer, b.customer), cmp.Compare(a.day, b.day))
}

// addTally adds to the counts of a day.
func (w *writer) addTally(ctx context.Context, key dayOf, more tally) error {
	var packed []byte
	args := []any{key.list, key.customer, key.day}
	err := w.one(ctx, "SELECT packed FROM day_counts WHERE list = ? AND customer = ? AND day = ?", args, &packed)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	sum := unpackTally(packed)
	for at, n := range more {
		sum[at] += n
	}
	if packed = sum.pack(slotsPerDay * daysARow(int(key.list))); len(packed) == 0 {
		return w.exec(ctx, "DELETE FROM day_counts WHERE list = ? AND customer = ? AND day = ?", args...)
	}
	return w.exec(ctx, `INSERT INTO day_counts(list, customer, day, packed) VALUES(?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET packed = excluded.packed`, append(args, packed)...)
}

// state is what is derived of an order.
type state struct {
	customer         int64
	accepted, newsAt sql.NullInt64
	news             sql.NullInt64
	cancel           bool
	family           int64
}

// silent says that the order was accepted and that nothing was heard of it since.
func (s state) silent() bool { return s.accepted.Valid && !s.news.Valid && !s.cancel }

// deriveOrder writes what its records mean for an order, if they mean something new.
func (w *writer) deriveOrder(ctx context.Context, id int64, d *derived) error {
	var was state
	err := w.one(ctx, "SELECT customer, accepted_at, news, news_at, cancel_accepted, family FROM orders WHERE id = ?", []any{id},
		&was.customer, &was.accepted, &was.news, &was.newsAt, &was.cancel, &was.family)
	if err != nil {
		return err
	}
	is, e := was, d.orders[id]
	if e.again {
		is, err = w.look(ctx, id, was.customer)
	} else {
		is.add(e)
	}
	is.family = cmp.Or(e.family, was.family)
	if err != nil || is == was {
		return err
	}
	if was.silent() {
		d.count(silentList, was.customer, order.Millis(was.accepted.Int64), 0, -1)
	}
	if is.silent() {
		d.count(silentList, is.customer, order.Millis(is.accepted.Int64), 0, 1)
	}
	return w.exec(ctx, "UPDATE orders SET accepted_at = ?, news = ?, news_at = ?, cancel_accepted = ?, family = ? WHERE id = ?",
		is.accepted, is.news, is.newsAt, is.cancel, is.family, id)
}

func (s *state) add(e *effect) {
	if at := int64(e.accepted); at != 0 && (!s.accepted.Valid || at < s.accepted.Int64) {
		s.accepted = sql.NullInt64{Int64: at, Valid: true}
	}
	s.cancel = s.cancel || e.cancel
	if at := int64(e.newsAt); at != 0 && (!s.newsAt.Valid || at >= s.newsAt.Int64) {
		s.news, s.newsAt = sql.NullInt64{Int64: int64(e.news), Valid: true}, sql.NullInt64{Int64: at, Valid: true}
	}
}

// look derives an order from its records; the ids are in time order, so the latest is one seek away.
func (w *writer) look(ctx context.Context, id, customer int64) (state, error) {
	s := state{customer: customer}
	err := w.one(ctx, "SELECT min(received_at) FROM requests WHERE order_id = ? AND outcome = 0 AND type = 1", []any{id}, &s.accepted)
	if err != nil {
		return s, err
	}
	err = w.one(ctx, `SELECT EXISTS(SELECT 1 FROM requests WHERE order_id = ? AND outcome = 0
		AND type = (SELECT id FROM words WHERE word = 'cancel'))`, []any{id}, &s.cancel)
	if err != nil {
		return s, err
	}
	err = w.one(ctx, "SELECT kind, occurred_at FROM postbacks WHERE order_id = ? ORDER BY id DESC LIMIT 1", []any{id}, &s.news, &s.newsAt)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return s, err
}

package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"ordertrail/backend/order"
)

// saveRecords writes changed records and everything that lists derive from them.
func (h *History) saveRecords(ctx context.Context, list order.List, changed []*change) error {
	d, w := newDerived(), h.store.writer
	ids, err := newIDGiver(ctx, w, list, changed)
	if err != nil {
		return err
	}
	for _, c := range oldestFirst(changed) {
		if err := h.saveRecord(ctx, list, c, ids, d); err != nil {
			return fmt.Errorf("save %s %s: %w", list, unpackID(c.remote), err)
		}
	}
	if err := w.spill(ctx, list, ids.spill); err != nil {
		return err
	}
	for _, a := range w.adopted {
		d.count(silentList, a.customer, a.accepted, 0, 1)
		d.count(silentList, 0, a.accepted, 0, -1)
	}
	return w.derive(ctx, d)
}

// oldestFirst are changes in the order of their ids. A first sync reads the newest records first, and a tree that only
// grows at its lower end would keep its pages half empty.
func oldestFirst(changed []*change) []*change {
	return slices.SortedStableFunc(slices.Values(changed), func(a, b *change) int { return cmp.Compare(a.at, b.at) })
}

func (h *History) saveRecord(ctx context.Context, list order.List, c *change, ids *idGiver, d *derived) error {
	w := h.store.writer
	if c.old.id != 0 {
		if err := h.retire(ctx, list, c, d); err != nil {
			return err
		}
	}
	id := c.old.id
	if id == 0 || c.at != c.old.at {
		var err error
		if id, err = ids.give(ctx, c.at); err != nil {
			return err
		}
	}
	save := h.saveRequest
	if list == order.Postbacks {
		save = h.savePostback
	}
	ids.body++
	d.uses[c.frame.Text]++
	if err := w.exec(ctx, "INSERT INTO "+bodiesOf(list)+"(id, codec, frame) VALUES(?, ?, ?)", ids.body, c.codec, c.packed); err != nil {
		return err
	}
	if err := save(ctx, id, ids.body, c, d); err != nil || h.id == c.source && (c.old.id == 0 || c.old.source == c.source) {
		return err
	}
	return h.tellOf(ctx, list, c)
}

// retire keeps the state that a record had, and takes it out of lists and counts.
func (h *History) retire(ctx context.Context, list order.List, c *change, d *derived) error {
	w, bodies := h.store.writer, bodiesOf(list)
	was := mix{list: int64(listCode(list))}
	var orderID, body int64
	query := "SELECT order_id, body, " + selectMix(list) + " FROM " + string(list) + " t WHERE id = ?"
	if err := w.one(ctx, query, []any{c.old.id}, &orderID, &body, &was.customer, &was.status, &was.sort, &was.result); err != nil {
		return err
	}
	d.again(orderID)
	d.tell(was, c.old.at, -1)
	if c.old.clues != nil {
		d.clues.remove(list, c.old.id, orderID, *c.old.clues)
	}
	err := w.exec(ctx, `INSERT INTO former(list, source, remote_id, replaced_at, updated_at, codec, frame)
		SELECT ?, ?, ?, ?, ?, codec, frame FROM `+bodies+` WHERE id = ? ON CONFLICT DO NOTHING`,
		listCode(list), c.source, c.remote, int64(h.store.now()), int64(c.old.updated), body)
	if err != nil {
		return err
	}
	if err := w.exec(ctx, "DELETE FROM "+bodies+" WHERE id = ?", body); err != nil {
		return err
	}
	if list == order.Requests {
		if err := w.exec(ctx, "DELETE FROM request_causes WHERE request = ?", c.old.id); err != nil {
			return err
		}
	}
	if err := w.follow(ctx, list, c); err != nil {
		return err
	}
	return w.exec(ctx, "DELETE FROM "+string(list)+" WHERE id = ?", c.old.id)
}

// followers are the tables that know a record by its source and id there.
var followers = [...]string{"own_marks", "former", "told"}

// follow takes what is known of a record along when it belongs to another source now, or goes by another id.
func (w *writer) follow(ctx context.Context, list order.List, c *change) error {
	if c.source == c.old.source && unpackID(c.remote) == unpackID(c.old.remote) {
		return nil
	}
	for _, table := range followers {
		err := w.exec(ctx, "UPDATE OR REPLACE "+table+" SET source = ?, remote_id = ? WHERE list = ? AND source = ? AND remote_id = ?",
			c.source, c.remote, listCode(list), c.old.source, c.old.remote)
		if err != nil {
			return err
		}
	}
	return nil
}

func (h *History) saveRequest(ctx context.Context, id, body int64, c *change, d *derived) error {
	w, r := h.store.writer, c.frame.Request
	n, err := w.names(ctx, r.Customer, r.OrderReferenceID, r.OrderID, c.at)
	if err != nil {
		return err
	}
	connector, err := w.connector(ctx, r.Connector)
	if err != nil {
		return err
	}
	kind, err := w.word(ctx, string(r.Type))
	if err != nil {
		return err
	}
	template, err := w.template(ctx, c.frame.template())
	if err != nil {
		return err
	}
	outcome, states := r.Outcome(farFuture), r.States(farFuture)
	http, took := answerOf(r)
	d.request(n.order, r, outcome)
	d.product(n.order, c.clues.family, r.Type == order.Submit)
	d.clues.add(order.Requests, id, n.order, c.clues)
	failed := failedStage(states)
	d.tell(mix{int64(listCode(order.Requests)), n.customer, code(outcomes, outcome), kind, int64(failed)}, c.at, 1)
	if err := w.saveCause(ctx, id, r); err != nil {
		return err
	}
	return w.exec(ctx, `INSERT INTO requests(id, source, remote_id, received_at, updated_at, seen_at, order_id, gelato_id,
		customer, connector, type, outcome, waiting, severity, stages, failed_stage, http, duration_ms, body, digest, template)
		VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, c.source, c.remote, int64(c.at), int64(c.updated), int64(h.store.now()), n.order, n.gelato,
		n.customer, connector, kind, code(outcomes, outcome), r.AwaitsAnswer(), code(severities, r.Severity(farFuture)),
		packStages(states), failed, http, took, body, c.digest, template)
}

func (h *History) savePostback(ctx context.Context, id, body int64, c *change, d *derived) error {
	w, p := h.store.writer, c.frame.Postback
	n, err := w.names(ctx, p.Customer, p.OrderReferenceID, p.OrderID, c.at)
	if err != nil {
		return err
	}
	var words [4]int64
	for i, text := range [4]string{string(p.Direction), p.Event, p.Status, string(p.Result())} {
		if words[i], err = w.word(ctx, text); err != nil {
			return err
		}
	}
	template, err := w.template(ctx, c.frame.template())
	if err != nil {
		return err
	}
	severity := code(severities, p.Severity(true))
	if p.Severity(false) != p.Severity(true) {
		severity = cancelSeverity
	}
	http := 0
	if status := p.LastStatus(); status != nil {
		http = *status
	}
	d.postback(n.order, p)
	d.clues.add(order.Postbacks, id, n.order, c.clues)
	d.tell(mix{int64(listCode(order.Postbacks)), n.customer, code(kinds, p.Kind()), words[0], words[3]}, c.at, 1)
	return w.exec(ctx, `INSERT INTO postbacks(id, source, remote_id, occurred_at, updated_at, seen_at, order_id, gelato_id,
		customer, direction, event, status, kind, severity, result, attempts, http, body, digest, template, host, complained)
		VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, c.source, c.remote, int64(c.at), int64(c.updated), int64(h.store.now()), n.order, n.gelato,
		n.customer, words[0], words[1], words[2], code(kinds, p.Kind()), severity, words[3], p.Tries(), http, body, c.digest, template, hostDigest(p), complained(p))
}

// naming is whom and what a record is about.
type naming struct{ customer, order, gelato int64 }

func (w *writer) names(ctx context.Context, customer *order.Party, ref, gelatoID string, at order.Millis) (n naming, err error) {
	if n.customer, err = w.customer(ctx, customer); err != nil {
		return n, err
	}
	if n.order, err = w.order(ctx, ref, n.customer, gelatoID, at); err != nil {
		return n, err
	}
	n.gelato, err = w.gelatoID(ctx, gelatoID, n.order)
	return n, err
}

// answerOf gives status and duration of the response; 0 and -1 where there is none.
func answerOf(r *order.Request) (http int, took int64) {
	took = -1
	a := r.Stages.Response
	if a == nil {
		return 0, took
	}
	if a.Status != nil {
		http = *a.Status
	}
	if a.DurationMs != nil {
		took = *a.DurationMs
	}
	return http, took
}

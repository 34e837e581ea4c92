package store

import (
	"context"
	"maps"
	"slices"

	"ordertrail/backend/order"
)

// eraseSome is how many records are erased in one transaction: orders are looked at once in each, and other processes wait
// for it.
const eraseSome = 3000

// condemned is a record that is about to go.
type condemned struct {
	mix
	id, order, gelato, source, body int64
	at                              order.Millis
	remote                          any
}

// condemned gives some of the records that are meant.
func (w *writer) condemned(ctx context.Context, list order.List, q where) ([]condemned, error) {
	moment := "t.received_at"
	if list == order.Postbacks {
		moment = "t.occurred_at"
	}
	query := "SELECT t.id, t.order_id, t.gelato_id, t.source, t.body, t.remote_id, " + moment + ", " + selectMix(list) + " FROM " + string(list) + " t"
	var chunk []condemned
	err := w.each(ctx, query+q.text()+" LIMIT ?", append(slices.Clone(q.args), eraseSome), func(scan func(...any) error) error {
		c := condemned{mix: mix{list: int64(listCode(list))}}
		err := scan(&c.id, &c.order, &c.gelato, &c.source, &c.body, &c.remote, &c.at, &c.customer, &c.status, &c.sort, &c.result)
		chunk = append(chunk, c)
		return err
	})
	return chunk, err
}

// eraseRecords takes records out of every table, and keeps a mark of each where they must not come back.
func (w *writer) eraseRecords(ctx context.Context, list order.List, chunk []condemned, marks bool, now order.Millis) error {
	stones, err := w.tombstones(ctx)
	if err != nil {
		return err
	}
	if err := w.exec(ctx, "INSERT OR IGNORE INTO unfinished(work) VALUES('wipe')"); err != nil {
		return err
	}
	if err := w.exec(ctx, "DELETE FROM recent"); err != nil {
		return err
	}
	known, err := w.knowing(ctx)
	if err != nil {
		return err
	}
	d := newDerived()
	for _, c := range chunk {
		named, err := w.forgetFrames(ctx, list, c, d)
		if err != nil {
			return err
		}
		if err := w.eraseRecord(ctx, list, c, known, d); err != nil {
			return err
		}
		if !marks {
			continue
		}
		if err := stones.bury(ctx, list, c.source, c.remote); err != nil {
			return err
		}
		if err := stones.buryHour(ctx, list, c, named, now); err != nil {
			return err
		}
	}
	if err := w.derive(ctx, d); err != nil {
		return err
	}
	if err := w.eraseSealed(ctx, d.sealed); err != nil {
		return err
	}
	return w.eraseNames(ctx, chunk, d)
}

// unseal notes that a frame is to go out of its block.
func (d *derived) unseal(place []byte) {
	if block, at, err := placeOf(place); err == nil {
		d.sealed[block] = append(d.sealed[block], at)
	}
}

// eraseSealed takes frames out of their blocks; the others keep their places.
func (w *writer) eraseSealed(ctx context.Context, sealed map[int64][]int) error {
	for block, places := range sealed {
		var packed []byte
		if err := w.one(ctx, "SELECT frame FROM blocks WHERE id = ?", []any{block}, &packed); err != nil {
			return err
		}
		raws, err := w.frames.unpackBlock(packed)
		if err != nil {
			return err
		}
		for _, at := range places {
			if at < len(raws) {
				raws[at] = nil
			}
		}
		if slices.ContainsFunc(raws, func(raw []byte) bool { return len(raw) > 0 }) {
			if packed, err = w.frames.packBlock(raws); err != nil {
				return err
			}
			err = w.exec(ctx, "UPDATE blocks SET frame = ? WHERE id = ?", packed, block)
		} else {
			err = w.exec(ctx, "DELETE FROM blocks WHERE id = ?", block)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// forgetFrames looks into a record's present and former states for what else is to go with them, and what names its order.
func (w *writer) forgetFrames(ctx context.Context, list order.List, c condemned, d *derived) (named []string, err error) {
	present := "SELECT codec, frame, 1 FROM " + bodiesOf(list) + " WHERE id = ?"
	look := func(scan func(...any) error) error {
		var codec int
		var packed []byte
		var isPresent bool
		if err := scan(&codec, &packed, &isPresent); err != nil {
			return err
		}
		if codec == sealedFrame {
			d.unseal(packed)
		}
		fr, err := w.frames.unpackRaw(ctx, w.db, codec, packed)
		if err != nil {
			return nil // damaged: a rebuild finds what it leaves behind
		}
		if d.uses[fr.Text]--; isPresent {
			found := cluesOf(fr)
			named = called(found)
			d.clues.remove(list, c.id, c.order, found)
		}
		return nil
	}
	if err := w.each(ctx, present, []any{c.body}, look); err != nil {
		return nil, err
	}
	return named, w.each(ctx, "SELECT codec, frame, 0 FROM former WHERE list = ? AND source = ? AND remote_id = ?",
		[]any{listCode(list), c.source, c.remote}, look)
}

// knowing are the tables that know of records by their source and id there, of those that hold anything.
func (w *writer) knowing(ctx context.Context) (tables []string, err error) {
	for _, table := range slices.Concat(followers[:], []string{"gone", "missing"}) {
		var holds bool
		if err := w.one(ctx, "SELECT EXISTS(SELECT 1 FROM "+table+")", nil, &holds); err != nil {
			return nil, err
		}
		if holds {
			tables = append(tables, table)
		}
	}
	return tables, nil
}

// eraseRecord takes a record and what is kept of it out of the tables; known are those that may know of it.
func (w *writer) eraseRecord(ctx context.Context, list order.List, c condemned, known []string, d *derived) error {
	d.again(c.order)
	d.tell(c.mix, c.at, -1)
	var err error
	do := func(query string, args ...any) {
		if err == nil {
			err = w.exec(ctx, query, args...)
		}
	}
	do("DELETE FROM "+bodiesOf(list)+" WHERE id = ?", c.body)
	do("DELETE FROM "+string(list)+" WHERE id = ?", c.id)
	if list == order.Requests {
		do("DELETE FROM request_causes WHERE request = ?", c.id)
	}
	for _, table := range known {
		id := c.remote
		if table == "missing" {
			id = unpackID(c.remote)
		}
		do("DELETE FROM "+table+" WHERE list = ? AND source = ? AND remote_id = ?", listCode(list), c.source, id)
	}
	return err
}

// eraseNames takes away the names that no record uses any more: orders, order ids, customers, template sources. Those of
// connectors and templates go when all is erased (wipe): no index tells who uses them.
func (w *writer) eraseNames(ctx context.Context, chunk []condemned, d *derived) error {
	customers, gelato := map[int64]bool{}, map[int64]bool{}
	for _, c := range chunk {
		customers[c.customer], gelato[c.gelato] = true, true
	}
	var err error
	for id := range d.orders {
		var customer int64
		if err := w.one(ctx, "SELECT customer FROM orders WHERE id = ?", []any{id}, &customer); err != nil {
			return err
		}
		customers[customer] = true
	}
	each := func(ids []int64, query string) {
		for _, id := range ids {
			if err == nil && id != 0 {
				err = w.exec(ctx, query, id)
			}
		}
	}
	each(slices.Sorted(maps.Keys(d.orders)), "DELETE FROM order_ids WHERE order_id = ?1 AND NOT "+used("order_id = ?1"))
	each(slices.Sorted(maps.Keys(d.orders)), "DELETE FROM orders WHERE id = ?1 AND NOT "+used("order_id = ?1"))
	each(slices.Sorted(maps.Keys(d.orders)), "DELETE FROM swept WHERE order_id = ?1")
	each(slices.Sorted(maps.Keys(d.orders)), "DELETE FROM checked WHERE order_id = ?1 AND NOT EXISTS(SELECT 1 FROM orders WHERE id = ?1)")
	each(slices.Sorted(maps.Keys(gelato)), "DELETE FROM order_ids WHERE id = ?1 AND order_id = 0 AND NOT "+used("order_id = 0 AND gelato_id = ?1"))
	each(slices.Sorted(maps.Keys(customers)), "DELETE FROM customers WHERE id = ?1 AND NOT "+used("customer = ?1")+
		" AND NOT EXISTS(SELECT 1 FROM orders WHERE customer = ?1)")
	each(slices.Sorted(maps.Keys(d.uses)), "DELETE FROM texts WHERE id = ?1 AND uses <= 0")
	return err
}

// used says that a record of either list is of a kind.
func used(kind string) string {
	return "(EXISTS(SELECT 1 FROM requests WHERE " + kind + ") OR EXISTS(SELECT 1 FROM postbacks WHERE " + kind + "))"
}

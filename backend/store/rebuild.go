package store

import (
	"context"
	"fmt"

	"ordertrail/backend/order"
)

// Rebuild makes everything anew that follows from records: what lists show of orders, counts, tokens and words.
func (s *Store) Rebuild(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return fail("rebuild what follows from records", s.writer.rebuild(ctx))
}

// rebuildIfOld does it where clues are looked for in another way than when they were stored.
func (w *writer) rebuildIfOld(ctx context.Context) error {
	version := 0
	if err := w.one(ctx, "SELECT version FROM clues", nil, &version); err != nil || version == cluesVersion {
		return err
	}
	return w.rebuild(ctx)
}

func (w *writer) rebuild(ctx context.Context) error {
	return w.inTx(ctx, func(ctx context.Context) error {
		for _, query := range [...]string{
			"DELETE FROM day_counts", "DELETE FROM day_facets", "DELETE FROM totals", "DELETE FROM tokens", "INSERT INTO human(human) VALUES('delete-all')",
			"UPDATE orders SET accepted_at = NULL, news = NULL, news_at = NULL, cancel_accepted = 0",
		} {
			if err := w.exec(ctx, query); err != nil {
				return err
			}
		}
		if err := w.exec(ctx, "UPDATE clues SET version = ?", cluesVersion); err != nil {
			return err
		}
		for _, list := range [...]order.List{order.Requests, order.Postbacks} {
			for after, more := int64(0), true; more; {
				var err error
				if after, more, err = w.rebuildSome(ctx, list, after); err != nil {
					return fmt.Errorf("rebuild from %s: %w", list, err)
				}
			}
		}
		return nil
	})
}

// rebuildSome derives again from some records of a list.
func (w *writer) rebuildSome(ctx context.Context, list order.List, after int64) (last int64, more bool, err error) {
	const some = 1000
	query := "SELECT t.id, t.order_id, t.received_at, coalesce(b.codec, 0), coalesce(b.frame, ''), " + selectMix(list) + `
		FROM requests t LEFT JOIN request_bodies b ON b.id = t.body WHERE t.id > ? ORDER BY t.id LIMIT ?`
	if list == order.Postbacks {
		query = "SELECT t.id, t.order_id, t.occurred_at, coalesce(b.codec, 0), coalesce(b.frame, ''), " + selectMix(list) + `
			FROM postbacks t LEFT JOIN postback_bodies b ON b.id = t.body WHERE t.id > ? ORDER BY t.id LIMIT ?`
	}
	d, n, frames := newDerived(), 0, map[int64]*frame{}
	err = w.each(ctx, query, []any{after, some}, func(scan func(...any) error) error {
		m := mix{list: int64(listCode(list))}
		var id, orderID int64
		var at order.Millis
		var codec int
		var packed []byte
		if err := scan(&id, &orderID, &at, &codec, &packed, &m.customer, &m.status, &m.sort, &m.result); err != nil {
			return err
		}
		last, n = id, n+1
		d.again(orderID)
		d.tell(m, at, 1)
		if fr, err := w.frames.unpackRaw(ctx, w.db, codec, packed); err == nil { // a damaged one has no clues
			found := cluesOf(fr)
			d.clues.add(list, id, orderID, found)
			d.product(orderID, found.family, fr.Request != nil && fr.Request.Type == order.Submit)
			frames[id] = fr
		}
		return nil
	})
	if err != nil {
		return last, false, err
	}
	if err := w.nameTemplates(ctx, list, frames); err != nil {
		return last, false, err
	}
	return last, n == some, w.derive(ctx, d)
}

// nameTemplates notes which records have which template, and of postbacks where they went and whether that was well.
func (w *writer) nameTemplates(ctx context.Context, list order.List, frames map[int64]*frame) error {
	for id, fr := range frames {
		template, err := w.template(ctx, fr.template())
		if err != nil {
			return err
		}
		if err := w.exec(ctx, "UPDATE "+string(list)+" SET template = ? WHERE id = ? AND template <> ?", template, id, template); err != nil {
			return err
		}
		if p := fr.Postback; p != nil {
			host, bad := hostDigest(p), complained(p)
			if err := w.exec(ctx, "UPDATE postbacks SET host = ?1, complained = ?2 WHERE id = ?3 AND (host <> ?1 OR complained <> ?2)", host, bad, id); err != nil {
				return err
			}
		}
	}
	return nil
}

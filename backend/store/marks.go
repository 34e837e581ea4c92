package store

import (
	"context"
	"fmt"

	"ordertrail/backend/order"
)

// marks are what a batch changes in what is known of records beside their content: which of them are gone at the
// source, or there again, and which could not be taken over, or came after all.
type marks struct {
	gone, back []any // packed remote ids
	lost       []order.Missing
	found      []order.Missing
}

func (m marks) none() bool { return len(m.gone)+len(m.back)+len(m.lost)+len(m.found) == 0 }

// marks compares a batch with what is marked.
func (h *History) marks(ctx context.Context, b order.Batch) (m marks, err error) {
	came := map[string]any{}
	for _, c := range candidates(b) {
		came[unpackID(c.remote)] = c.remote
	}
	gone, err := h.goneIDs(ctx, b.List)
	if err != nil {
		return m, err
	}
	for id := range gone {
		if remote, ok := came[id]; ok {
			m.back = append(m.back, remote)
		}
	}
	if m.gone, err = h.newlyGone(ctx, b, came, gone); err != nil {
		return m, err
	}
	m.lost, m.found, err = h.missingChanges(ctx, b, came)
	return m, err
}

func (h *History) goneIDs(ctx context.Context, list order.List) (map[string]bool, error) {
	ids := map[string]bool{}
	err := h.store.writer.each(ctx, "SELECT remote_id FROM gone WHERE source = ? AND list = ?", []any{h.id, listCode(list)},
		func(scan func(...any) error) error {
			var remote any
			err := scan(&remote)
			ids[unpackID(remote)] = true
			return err
		})
	return ids, err
}

// newlyGone finds the records that are held of the window compared and that are not in the source any more.
func (h *History) newlyGone(ctx context.Context, b order.Batch, came map[string]any, gone map[string]bool) ([]any, error) {
	if b.Compared.Empty() {
		return nil, nil
	}
	there := map[string]bool{}
	for _, id := range b.Present {
		there[id] = true
	}
	for _, m := range b.Missing {
		there[m.ID] = true
	}
	query := "SELECT remote_id FROM requests WHERE id >= ? AND id < ? AND received_at >= ? AND received_at < ? AND source = ?"
	if b.List == order.Postbacks {
		query = "SELECT remote_id FROM postbacks WHERE id >= ? AND id < ? AND occurred_at >= ? AND occurred_at < ? AND source = ?"
	}
	spill, err := h.spilled(ctx, b.List)
	if err != nil {
		return nil, err
	}
	from, below := idRange(b.Compared, spill)
	var ids []any
	err = h.store.writer.each(ctx, query, []any{from, below, int64(b.Compared.From), int64(b.Compared.To), h.id},
		func(scan func(...any) error) error {
			var remote any
			err := scan(&remote)
			id := unpackID(remote)
			if _, ok := came[id]; !ok && !there[id] && !gone[id] {
				ids = append(ids, packID(id))
			}
			return err
		})
	return ids, err
}

func (h *History) spilled(ctx context.Context, list order.List) (ms int64, err error) {
	return ms, h.store.writer.one(ctx, "SELECT coalesce(max(ms), 0) FROM spill WHERE list = ?", []any{listCode(list)}, &ms)
}

// missingChanges finds which missing records are new, and which have come, are gone, or are placed anew.
func (h *History) missingChanges(ctx context.Context, b order.Batch, came map[string]any) (lost, found []order.Missing, err error) {
	known := map[order.Missing]bool{}
	err = h.store.writer.each(ctx, "SELECT from_at, to_at, remote_id, why, reason FROM missing WHERE source = ? AND list = ?",
		[]any{h.id, listCode(b.List)}, func(scan func(...any) error) error {
			var m order.Missing
			err := scan(&m.Within.From, &m.Within.To, &m.ID, &m.Why, &m.Reason)
			known[m] = true
			return err
		})
	if err != nil {
		return nil, nil, err
	}
	still := map[order.Missing]bool{}
	for _, m := range b.Missing {
		still[widened(m, known)] = true
	}
	for m := range known {
		_, here := came[m.ID]
		if still[m] {
			delete(still, m)
		} else if here || within(m.Within, b.Compared) || replaced(m, b.Missing) {
			found = append(found, m)
		}
	}
	for m := range still {
		lost = append(lost, m)
	}
	return lost, found, nil
}

// widened is a missing record as it is noted. Where its moment is not known, it may lie anywhere in the windows that
// listed it, since a source need not heed the days it is asked for: windows that overlap become one, so that they do
// not pile up, and others stay. Of one without an id it can't be known whether it is the one that was noted before.
func widened(m order.Missing, known map[order.Missing]bool) order.Missing {
	timed := m.At != 0
	m.At = 0
	if timed && m.ID != "" {
		return m
	}
	for k := range known {
		if sameUntimed(k, m) {
			m.Within = order.Window{From: min(m.Within.From, k.Within.From), To: max(m.Within.To, k.Within.To)}
		}
	}
	return m
}

func sameUntimed(a, b order.Missing) bool {
	same := a.ID == b.ID && (a.ID != "" || a.Why == b.Why && a.Reason == b.Reason)
	return same && a.Within.From < b.Within.To && b.Within.From < a.Within.To
}

// replaced says that a noted record is among those missing now, at a place that is known or with which its own became
// one, or for another reason.
func replaced(k order.Missing, missing []order.Missing) bool {
	for _, m := range missing {
		if m.ID != "" && m.ID == k.ID && m.At != 0 || sameUntimed(k, m) {
			return true
		}
	}
	return false
}

func within(w, outer order.Window) bool { return w.From >= outer.From && w.To <= outer.To }

// saveMarks writes them.
func (h *History) saveMarks(ctx context.Context, b order.Batch, m marks) error {
	w, list := h.store.writer, listCode(b.List)
	var err error
	do := func(query string, args ...any) {
		if err == nil {
			err = w.exec(ctx, query, append([]any{h.id, list}, args...)...)
		}
	}
	for _, id := range m.back {
		do("DELETE FROM gone WHERE source = ? AND list = ? AND remote_id = ?", id)
	}
	for _, id := range m.gone {
		do("INSERT INTO gone(source, list, remote_id, since) VALUES(?, ?, ?, ?) ON CONFLICT DO NOTHING", id, int64(b.At))
	}
	for _, x := range m.found {
		do("DELETE FROM missing WHERE source = ? AND list = ? AND from_at = ? AND to_at = ? AND remote_id = ?",
			int64(x.Within.From), int64(x.Within.To), x.ID)
	}
	for _, x := range m.lost {
		do(`INSERT INTO missing(source, list, from_at, to_at, remote_id, why, reason) VALUES(?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET why = excluded.why, reason = excluded.reason`,
			int64(x.Within.From), int64(x.Within.To), x.ID, string(x.Why), x.Reason)
	}
	if err != nil {
		return fmt.Errorf("mark records: %w", err)
	}
	return nil
}

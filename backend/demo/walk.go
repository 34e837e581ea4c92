package demo

import (
	"ordertrail/backend/feed"
	"ordertrail/backend/order"
)

// walk is a way through one list: a stretch of an index, forwards or backwards.
type walk struct {
	list    order.List
	changes bool // by updatedAt; else by receivedAt or occurredAt
	desc    bool
	low, at int          // the stretch begins at low; the next entry forwards is at, backwards at-1
	high    int          // and ends before high
	began   order.Millis // the clock when its first page was made
}

// begin starts a walk through a window, or through what changed after a moment.
func (h *History) begin(list order.List, window order.Window, after order.Millis, byChange, desc bool, now order.Millis) walk {
	w := walk{list: list, changes: byChange, desc: desc, began: now}
	x, entries := h.stretch(&w)
	w.high = len(entries)
	if byChange {
		w.low = x.from(entries, after+1)
		if desc { // a snapshot: what changes later is found by the next walk
			w.high = x.from(entries, now+1)
		}
	} else {
		w.low = x.from(entries, window.From)
		if window.To != 0 {
			w.high = x.from(entries, window.To)
		}
		if desc { // the present is where it begins
			w.high = min(w.high, x.from(entries, now+1))
		}
	}
	w.high = max(w.low, w.high)
	w.at = w.low
	if desc {
		w.at = w.high
	}
	return w
}

func (h *History) stretch(w *walk) (*index, []uint64) {
	x := &h.requestIndex
	if w.list == order.Postbacks {
		x = &h.newsIndex
	}
	if w.changes {
		return x, x.changed
	}
	return x, x.created
}

// page appends up to limit records as JSON, separated by commas, and moves the walk on. It says whether the walk ended.
func (h *History) page(dst []byte, w *walk, limit int, now order.Millis) (_ []byte, end bool) {
	x, entries := h.stretch(w)
	asOf := now
	if w.changes && w.desc {
		asOf = w.began
	}
	for n := 0; ; {
		e, ok := w.step(x, entries, now)
		if !ok {
			return dst, true
		}
		if n == limit {
			w.back()
			return dst, false
		}
		before := len(dst)
		if n > 0 {
			dst = append(dst, ',')
		}
		var there bool
		if dst, there = h.record(dst, w.list, e, w.changes, asOf); !there {
			dst = dst[:before]
			continue
		}
		n++
	}
}

// step gives the next entry. Forwards, the walk ends where the present does.
func (w *walk) step(x *index, entries []uint64, now order.Millis) (entry, bool) {
	if w.desc {
		if w.at <= w.low {
			return entry{}, false
		}
		w.at--
		return x.unpack(entries[w.at]), true
	}
	if w.at >= w.high {
		return entry{}, false
	}
	e := x.unpack(entries[w.at])
	if e.at > now {
		return entry{}, false
	}
	w.at++
	return e, true
}

// back takes the last step back.
func (w *walk) back() {
	if w.desc {
		w.at++
		return
	}
	w.at--
}

// record appends one record as it is at a moment. It is not there before it appears, and in a walk by change it
// is only where its latest change is.
func (h *History) record(dst []byte, list order.List, e entry, byChange bool, asOf order.Millis) ([]byte, bool) {
	p := h.plan(e.order)
	slots := p.requests
	if list == order.Postbacks {
		slots = p.news
	}
	state := slots[e.slot].state(asOf)
	if state == 0 || byChange && state != int(e.change)+1 {
		return dst, false
	}
	if list == order.Postbacks {
		return feed.AppendPostback(dst, h.postback(&p, int(e.slot), asOf)), true
	}
	return feed.AppendRequest(dst, h.request(&p, int(e.slot), asOf)), true
}

// Request gives the request with an id as it is at a moment, and nil when there is none.
func (h *History) Request(id string, now order.Millis) *order.Request {
	k, i, ok := h.names.find(nameRequest, id)
	if !ok || k >= h.usual+uint32(len(h.planted)+h.coming) {
		return nil
	}
	p := h.plan(k)
	if int(i) >= len(p.requests) {
		return nil
	}
	return h.request(&p, int(i), now)
}

// Postback gives the postback with an id as it is at a moment, and nil when there is none.
func (h *History) Postback(id string, now order.Millis) *order.Postback {
	k, i, ok := h.names.find(namePostback, id)
	if !ok || k >= h.usual+uint32(len(h.planted)+h.coming) {
		return nil
	}
	p := h.plan(k)
	if int(i) >= len(p.news) {
		return nil
	}
	return h.postback(&p, int(i), now)
}

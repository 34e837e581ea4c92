package diagnose

import (
	"cmp"
	"crypto/sha256"
	"net/url"
	"slices"
	"strings"

	"ordertrail/backend/order"
)

// matter is the evidence as the guides read it.
type matter struct {
	Evidence
	submits []*order.Request // oldest first
	cancels []*order.Request
	news    []*order.Postback // by event time, each once
	doubles int               // news that came more than once
	first   order.Millis      // the order's first sign of life; 0: none
	until   order.Millis      // up to when the history is looked at
	holes   map[order.List][]order.Gap
}

func newMatter(e Evidence) *matter {
	m := &matter{Evidence: e, until: e.Now, holes: map[order.List][]order.Gap{}}
	if e.Window.To != 0 {
		m.until = min(m.until, e.Window.To)
	}
	requests := slices.Clone(e.Requests)
	slices.SortStableFunc(requests, func(a, b *order.Request) int {
		return cmp.Or(cmp.Compare(a.ReceivedAt, b.ReceivedAt), cmp.Compare(a.ID, b.ID))
	})
	for _, r := range requests {
		switch r.Type {
		case order.Submit:
			m.submits = append(m.submits, r)
		case order.Cancel:
			m.cancels = append(m.cancels, r)
		}
		m.born(r.ReceivedAt)
	}
	m.hear(e.Postbacks)
	return m
}

func (m *matter) born(at order.Millis) {
	if m.first == 0 || at < m.first {
		m.first = at
	}
}

// hear takes every piece of news once, by event time: sources may deliver one twice, and late.
func (m *matter) hear(all []*order.Postback) {
	sorted := slices.Clone(all)
	slices.SortStableFunc(sorted, func(a, b *order.Postback) int {
		return cmp.Or(cmp.Compare(a.OccurredAt, b.OccurredAt), cmp.Compare(a.ID, b.ID))
	})
	heard := map[string]bool{}
	for _, p := range sorted {
		m.born(p.OccurredAt)
		sum := sha256.Sum256(p.Payload)
		key := strings.Join([]string{string(p.Direction), p.Event, p.Status, p.PackageID, string(sum[:])}, "\x00")
		if heard[key] && p.Payload != nil {
			m.doubles++
			if p.Direction == order.FromPrinter {
				continue // of what went to the customer every delivery counts
			}
		}
		heard[key] = true
		m.news = append(m.news, p)
	}
}

func (m *matter) reference() string {
	for _, r := range m.Requests {
		if r.OrderReferenceID != "" {
			return r.OrderReferenceID
		}
	}
	for _, p := range m.Postbacks {
		if p.OrderReferenceID != "" {
			return p.OrderReferenceID
		}
	}
	return m.Reference
}

// submitted gives the submits of an outcome.
func (m *matter) submitted(outcomes ...order.Outcome) []*order.Request {
	var out []*order.Request
	for _, r := range m.submits {
		if slices.Contains(outcomes, r.Outcome(m.Now)) {
			out = append(out, r)
		}
	}
	return out
}

// accepted is the last submit that was accepted, or nil.
func (m *matter) accepted() *order.Request { return last(m.submitted(order.Accepted)) }

// effective is the submit that counts: the last accepted, else the last that was handed over, else the last.
func (m *matter) effective() *order.Request {
	if r := m.accepted(); r != nil {
		return r
	}
	for i := len(m.submits) - 1; i >= 0; i-- {
		if m.submits[i].Stages.Final != nil {
			return m.submits[i]
		}
	}
	return last(m.submits)
}

func last[T any](list []*T) *T {
	if len(list) == 0 {
		return nil
	}
	return list[len(list)-1]
}

// deciding is the submit that says why the order was refused: the last that is no mere duplicate.
func (m *matter) deciding() *order.Request {
	for i := len(m.submits) - 1; i >= 0; i-- {
		if m.submits[i].Outcome(m.Now) != order.Duplicate {
			return m.submits[i]
		}
	}
	return last(m.submits)
}

// cancelled is what says that the order was cancelled: an accepted cancel request, or news. A submit that was
// accepted after it makes the order live again.
func (m *matter) cancelled() (r *order.Request, p *order.Postback) {
	again := order.Millis(0)
	if a := m.accepted(); a != nil {
		again = a.ReceivedAt
	}
	for _, c := range m.cancels {
		if c.Outcome(m.Now) == order.Accepted && c.ReceivedAt >= again {
			r = c
			break
		}
	}
	for _, n := range m.news {
		if n.TellsCancel() && n.OccurredAt >= again {
			p = n
			break
		}
	}
	return r, p
}

// stopped is the news that the order stopped after it was accepted, unless it moved on afterwards.
func (m *matter) stopped() *order.Postback {
	var bad *order.Postback
	for _, p := range m.news {
		switch state := p.Reports(); {
		case state == "failed" || state == "error" || state == "returned":
			bad = p
		case bad != nil && bad.Reports() != "returned" && rank(p) >= 1 && p.OccurredAt > bad.OccurredAt:
			bad = nil
		}
	}
	if a := m.accepted(); bad != nil && a != nil && a.ReceivedAt > bad.OccurredAt {
		return nil
	}
	return bad
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Host)
}

func at(r *order.Request, stage order.Stage, path ...string) Pointer {
	return Pointer{ID: r.ID, Stage: stage, Path: strings.Join(path, "")}
}

func on(p *order.Postback) Pointer { return Pointer{ID: p.ID} }

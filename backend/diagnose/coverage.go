package diagnose

import (
	"cmp"
	"slices"

	"ordertrail/backend/order"
)

// lookBack is how long before the first submit known another one of the same reference is to be reckoned with.
const lookBack = Day

// since is where the part of the history begins that decides about the order. What is held of it may not be its
// beginning: that can lie before, and where no submit of its own is held, anywhere.
func (m *matter) since() order.Millis {
	start := m.asked()
	if m.Window.From != 0 {
		start = m.Window.From
	}
	switch {
	case m.first == 0 || start == 0:
		return max(m.first, start)
	case len(m.submits) == len(m.submitted(order.Duplicate)):
		return min(m.first, start)
	}
	return max(m.first-lookBack, min(m.first, start))
}

// asked is where what was asked of the sources begins, as far as they reach back.
func (m *matter) asked() order.Millis {
	var from order.Millis
	sooner := func(at order.Millis) {
		if from == 0 || at < from {
			from = at
		}
	}
	for _, h := range m.Coverage.Lists {
		sooner(h.From)
	}
	for _, g := range m.Coverage.Gaps {
		if g.Why != order.BeyondSource {
			sooner(g.From)
		}
	}
	return from
}

// open says that a list is not completely held from the order's beginning up to now.
func (m *matter) open(list order.List) bool { return len(m.missing(list)) > 0 }

// missing lists the windows of some lists that are not held and could decide about the order.
func (m *matter) missing(lists ...order.List) []order.Gap {
	var gaps []order.Gap
	for _, list := range lists {
		if known, ok := m.holes[list]; ok {
			gaps = append(gaps, known...)
			continue
		}
		m.holes[list] = m.holesIn(list)
		gaps = append(gaps, m.holes[list]...)
	}
	return gaps
}

func (m *matter) holesIn(list order.List) []order.Gap {
	w := order.Window{From: m.since(), To: m.until}
	held := map[string][]order.Window{}
	for _, h := range m.Coverage.Lists {
		if h.List == list {
			held[h.Source] = append(held[h.Source], h.Window)
		}
	}
	for _, g := range m.Coverage.Gaps {
		if g.List == list {
			held[g.Source] = append(held[g.Source], order.Window{})
		}
	}
	if len(held) == 0 {
		return []order.Gap{{List: list, Window: w, Why: order.NotYet}}
	}
	var gaps []order.Gap
	for source, windows := range held {
		for _, hole := range w.Minus(windows) {
			if hole.To == m.until && hole.To-hole.From <= fresh {
				continue // as new as a sync can be
			}
			gaps = append(gaps, m.explained(source, list, hole)...)
		}
	}
	slices.SortFunc(gaps, func(a, b order.Gap) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Source, b.Source)) })
	return gaps
}

// explained says of a hole why it is one: what of it was erased here, and why the rest is not held.
func (m *matter) explained(source string, list order.List, hole order.Window) []order.Gap {
	var gaps []order.Gap
	var erased []order.Window
	for _, g := range m.Coverage.Gaps {
		part := hole.Within(g.Window)
		if g.Why != order.Erased || g.Source != source || g.List != list || part.Empty() {
			continue
		}
		g.Window = part
		gaps, erased = append(gaps, g), append(erased, part)
	}
	for _, rest := range hole.Minus(erased) {
		gaps = append(gaps, order.Gap{Source: source, List: list, Window: rest, Why: m.why(source, list, rest)})
	}
	return gaps
}

// foremost is the gap to tell of: the first that can be filled, or else the first.
func foremost(gaps []order.Gap) order.Gap {
	if left := fillable(gaps); len(left) > 0 {
		return left[0]
	}
	return gaps[0]
}

// fillable leaves out what was erased here, which no sync brings back.
func fillable(gaps []order.Gap) []order.Gap {
	return slices.DeleteFunc(slices.Clone(gaps), func(g order.Gap) bool { return g.Why == order.Erased })
}

// fresh is how old the last sync may be for what it brought to count as the present.
const fresh = order.Patience

func (m *matter) why(source string, list order.List, w order.Window) order.GapWhy {
	for _, g := range m.Coverage.Gaps {
		if g.Source == source && g.List == list && g.From < w.To && g.To > w.From {
			return g.Why
		}
	}
	return order.NotYet
}

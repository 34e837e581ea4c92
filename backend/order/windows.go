package order

import (
	"cmp"
	"slices"
)

// Minus gives what is left of w without the held windows, oldest first.
func (w Window) Minus(held []Window) []Window {
	left := []Window{}
	at := w.From
	for _, h := range Union(held) {
		if h.To <= at || h.From >= w.To {
			continue
		}
		if h.From > at {
			left = append(left, Window{at, h.From})
		}
		at = max(at, h.To)
	}
	if at < w.To {
		left = append(left, Window{at, w.To})
	}
	return left
}

// Without takes what was erased out of what is held, and tells of it as gaps.
func (c Coverage) Without(erased []Gap) Coverage {
	if len(erased) == 0 {
		return c
	}
	out := Coverage{Lists: []Held{}, Gaps: append(slices.Clone(c.Gaps), erased...)}
	for _, h := range c.Lists {
		var gone []Window
		for _, g := range erased {
			if g.Source == h.Source && g.List == h.List {
				gone = append(gone, g.Window)
			}
		}
		for _, left := range h.Minus(gone) {
			out.Lists = append(out.Lists, Held{Source: h.Source, List: h.List, Window: left, CompleteAt: h.CompleteAt})
		}
	}
	return out
}

// Within gives the part of w inside the bounds; a bound of 0 at the end is open.
func (w Window) Within(bounds Window) Window {
	w.From = max(w.From, bounds.From)
	if bounds.To != 0 {
		w.To = min(w.To, bounds.To)
	}
	return w
}

// Union joins windows that overlap or touch and drops empty ones, oldest first.
func Union(windows []Window) []Window {
	sorted := slices.DeleteFunc(slices.Clone(windows), Window.Empty)
	slices.SortFunc(sorted, func(a, b Window) int { return cmp.Compare(a.From, b.From) })
	joined := sorted[:0]
	for _, w := range sorted {
		if n := len(joined); n > 0 && w.From <= joined[n-1].To {
			joined[n-1].To = max(joined[n-1].To, w.To)
			continue
		}
		joined = append(joined, w)
	}
	return joined
}

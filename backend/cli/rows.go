package cli

import (
	"ordertrail/backend/feed"
	"ordertrail/backend/order"
)

// Rows are written as the feed's package says, so that lists read alike on a terminal and in files.
type (
	stamp       = feed.Stamp
	requestRow  = feed.RequestRow
	postbackRow = feed.PostbackRow
)

// known gives nil for a value that stands for not known.
func known[T comparable](value, unknown T) *T { return feed.Known(value, unknown) }

func requestRows(rows []order.RequestRow) []requestRow { return rowsOf(rows, feed.NewRequestRow) }

func postbackRows(rows []order.PostbackRow) []postbackRow { return rowsOf(rows, feed.NewPostbackRow) }

func rowsOf[From, To any](rows []From, read func(From) To) []To {
	out := make([]To, len(rows))
	for i, r := range rows {
		out[i] = read(r)
	}
	return out
}

// held is a window of a list that is held, as programs read it.
type held struct {
	Source     string     `json:"source"`
	List       order.List `json:"list"`
	From       stamp      `json:"from"`
	To         stamp      `json:"to"`
	CompleteAt stamp      `json:"completeAt"`
}

type gap struct {
	Source string       `json:"source"`
	List   order.List   `json:"list"`
	From   stamp        `json:"from"`
	To     stamp        `json:"to"`
	Why    order.GapWhy `json:"why"`
}

// coverage is what is held and what is not, as programs read it.
type coverage struct {
	Lists []held `json:"lists"`
	Gaps  []gap  `json:"gaps"`
}

func coverageOf(c order.Coverage) coverage {
	out := coverage{Lists: make([]held, len(c.Lists)), Gaps: make([]gap, len(c.Gaps))}
	for i, h := range c.Lists {
		out.Lists[i] = held{h.Source, h.List, stamp(h.From), stamp(h.To), stamp(h.CompleteAt)}
	}
	for i, g := range c.Gaps {
		if g.Why == order.Erased {
			g.Why = order.Stopped // programs know the reasons of the contract
		}
		out.Gaps[i] = gap{g.Source, g.List, stamp(g.From), stamp(g.To), g.Why}
	}
	return out
}

package store

import (
	"slices"
	"strconv"
	"strings"

	"ordertrail/backend/order"
	"ordertrail/backend/search"
)

// narrowRequests adds what the search box asks of requests to their filter.
func narrowRequests(f *order.RequestFilter, q search.Query, rest *where, now order.Millis) {
	for _, p := range q.Parts {
		switch {
		case p.Key == search.Outcome && !p.Not:
			f.Outcomes = narrowed(f.Outcomes, as[order.Outcome](p.Values))
		case p.Key == search.Outcome:
			f.Outcomes = narrowed(f.Outcomes, without(order.AllOutcomes, as[order.Outcome](p.Values)))
		case p.Key == search.Stage && !p.Not:
			f.Stages = narrowed(f.Stages, as[order.Stage](p.Values))
		case p.Key == search.Stage:
			for _, stage := range p.Values {
				rest.add("(t.failed_stage <> ? OR t.waiting = 1 AND t.received_at > ?)", code(order.AllStages[:], order.Stage(stage))+1, int64(now-order.Patience))
			}
		case p.Key == search.Type && !p.Not:
			f.Types = narrowed(f.Types, as[order.RequestType](p.Values))
		case p.Key == search.Type:
			rest.not("t.type", p.Values)
		case p.Key == search.Kind, p.Key == search.Direction, p.Key == search.Result:
			rest.nothing(!p.Not)
		case p.Key == search.Customer && !p.Not:
			f.Customers = narrowed(f.Customers, p.Values)
		case p.Key == search.Connector:
			rest.connector(p)
		default:
			rest.common(p)
		}
	}
}

// narrowPostbacks adds what the search box asks of postbacks to their filter.
func narrowPostbacks(f *order.PostbackFilter, q search.Query, rest *where) {
	for _, p := range q.Parts {
		switch {
		case p.Key == search.Kind && !p.Not:
			f.Kinds = narrowed(f.Kinds, as[order.Kind](p.Values))
		case p.Key == search.Kind:
			f.Kinds = narrowed(f.Kinds, without(order.AllKinds, as[order.Kind](p.Values)))
		case p.Key == search.Direction && !p.Not:
			f.Directions = narrowed(f.Directions, as[order.Direction](p.Values))
		case p.Key == search.Direction:
			rest.not("t.direction", p.Values)
		case p.Key == search.Result && !p.Not:
			f.Results = narrowed(f.Results, as[order.Result](p.Values))
		case p.Key == search.Result:
			rest.not("t.result", p.Values)
		case p.Key == search.Outcome, p.Key == search.Stage, p.Key == search.Type, p.Key == search.Connector, p.Key == search.Like:
			rest.nothing(!p.Not)
		case p.Key == search.Customer && !p.Not:
			f.Customers = narrowed(f.Customers, p.Values)
		default:
			rest.common(p)
		}
	}
}

// common adds what is asked of both lists alike.
func (w *where) common(p search.Part) {
	switch p.Key {
	case search.Status:
		w.status(p)
	case search.Source:
		w.named("t.source IN (SELECT id FROM sources WHERE name IN (", "))", p)
	case search.Template:
		w.named("t.template IN (SELECT id FROM templates WHERE name COLLATE NOCASE IN (", "))", p)
	}
}

// connector narrows to connectors that go by a name, an id or a type.
func (w *where) connector(p search.Part) {
	w.named("t.connector IN (SELECT k.id FROM connectors k, (SELECT value AS wanted FROM json_each(json_array(", `))) v
		WHERE v.wanted COLLATE NOCASE IN (k.name, k.connector_id, k.type))`, p)
}

// status narrows to HTTP statuses.
func (w *where) status(p search.Part) {
	var parts []string
	var args []any
	for _, v := range p.Values {
		n, _ := strconv.Atoi(v) // search.Parse has seen to it
		parts, args = append(parts, "t.http "+p.Op+" ?"), append(args, n)
	}
	text := "(" + strings.Join(parts, " OR ") + ")"
	if p.Not {
		text = "NOT " + text
	}
	w.add(text+" AND t.http <> 0", args...)
}

// not leaves out records of which a column has one of the words.
func (w *where) not(column string, words []string) {
	w.add(column+" NOT IN (SELECT id FROM words WHERE word IN (?"+strings.Repeat(", ?", len(words)-1)+"))", anys(words)...)
}

func (w *where) named(begin, end string, p search.Part) {
	text := begin + "?" + strings.Repeat(", ?", len(p.Values)-1) + end
	if p.Not {
		text = "NOT (" + text + ")"
	}
	w.add(text, anys(p.Values)...)
}

// nothing leaves no record, if that is what is asked.
func (w *where) nothing(asked bool) {
	if asked {
		w.add("0")
	}
}

func as[T ~string](values []string) []T {
	out := make([]T, len(values))
	for i, v := range values {
		out[i] = T(v)
	}
	return out
}

// narrowed narrows a set of alternatives by another; an empty set does not narrow. What fits neither fits nothing.
func narrowed[T ~string](set, more []T) []T {
	if len(set) == 0 {
		return more
	}
	left := slices.DeleteFunc(slices.Clone(set), func(v T) bool { return !slices.Contains(more, v) })
	if len(left) == 0 {
		return []T{fitsNothing}
	}
	return left
}

// without are the alternatives that are left; where none is, what fits nothing.
func without[T ~string](all, some []T) []T {
	left := slices.DeleteFunc(slices.Clone(all), func(v T) bool { return slices.Contains(some, v) })
	if len(left) == 0 {
		return []T{fitsNothing}
	}
	return left
}

// fitsNothing is an alternative that no record has.
const fitsNothing = "\x00none"

package cli

import (
	"encoding/json"

	"ordertrail/backend/order"
)

// stamp is a moment as programs read it; null when it is not known.
type stamp order.Millis

// MarshalJSON writes RFC 3339 in UTC with milliseconds.
func (m stamp) MarshalJSON() ([]byte, error) {
	if m == 0 {
		return []byte("null"), nil
	}
	return json.Marshal(order.Millis(m).String())
}

// known gives nil for a value that stands for not known.
func known[T comparable](value, unknown T) *T {
	if value == unknown {
		return nil
	}
	return &value
}

// requestRow is a request of a list, as programs read it.
type requestRow struct {
	ID               string            `json:"id"`
	ReceivedAt       stamp             `json:"receivedAt"`
	Type             order.RequestType `json:"type"`
	Outcome          order.Outcome     `json:"outcome"`
	OrderReferenceID *string           `json:"orderReferenceId"`
	OrderID          *string           `json:"orderId"`
	Customer         order.Party       `json:"customer"`
	Connector        order.Connector   `json:"connector"`
	Stages           order.StageStates `json:"stages"`
	Severity         order.Severity    `json:"severity"`
	HTTPStatus       *int              `json:"httpStatus"`
	DurationMs       *int64            `json:"durationMs"`
	LastNews         *news             `json:"lastNews"`
	Bookmarked       bool              `json:"bookmarked"`
	HasNote          bool              `json:"hasNote"`
}

type news struct {
	Kind order.Kind `json:"kind"`
	At   stamp      `json:"at"`
}

func requestRows(rows []order.RequestRow) []requestRow {
	out := make([]requestRow, len(rows))
	for i, r := range rows {
		out[i] = requestRow{
			ID: r.ID, ReceivedAt: stamp(r.ReceivedAt), Type: r.Type, Outcome: r.Outcome,
			OrderReferenceID: known(r.OrderReferenceID, ""), OrderID: known(r.OrderID, ""),
			Customer: r.Customer, Connector: r.Connector, Stages: r.Stages, Severity: r.Severity,
			HTTPStatus: known(r.HTTPStatus, 0), DurationMs: known(r.DurationMs, -1),
			Bookmarked: r.Bookmarked, HasNote: r.HasNote,
		}
		if r.LastNews.Kind != "" {
			out[i].LastNews = &news{Kind: r.LastNews.Kind, At: stamp(r.LastNews.At)}
		}
	}
	return out
}

// postbackRow is a postback of a list, as programs read it.
type postbackRow struct {
	ID               string          `json:"id"`
	OccurredAt       stamp           `json:"occurredAt"`
	Direction        order.Direction `json:"direction"`
	Event            string          `json:"event"`
	Kind             order.Kind      `json:"kind"`
	Severity         order.Severity  `json:"severity"`
	Result           order.Result    `json:"result"`
	Attempts         int             `json:"attempts"`
	HTTPStatus       *int            `json:"httpStatus"`
	OrderReferenceID *string         `json:"orderReferenceId"`
	Customer         order.Party     `json:"customer"`
	Bookmarked       bool            `json:"bookmarked"`
	HasNote          bool            `json:"hasNote"`
}

func postbackRows(rows []order.PostbackRow) []postbackRow {
	out := make([]postbackRow, len(rows))
	for i, p := range rows {
		out[i] = postbackRow{
			ID: p.ID, OccurredAt: stamp(p.OccurredAt), Direction: p.Direction, Event: p.Event, Kind: p.Kind,
			Severity: p.Severity, Result: p.Result, Attempts: p.Attempts, HTTPStatus: known(p.HTTPStatus, 0),
			OrderReferenceID: known(p.OrderReferenceID, ""), Customer: p.Customer,
			Bookmarked: p.Bookmarked, HasNote: p.HasNote,
		}
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
		out.Gaps[i] = gap{g.Source, g.List, stamp(g.From), stamp(g.To), g.Why}
	}
	return out
}

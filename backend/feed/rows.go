package feed

import (
	"encoding/json"

	"ordertrail/backend/order"
)

// Stamp is a moment as programs read it; null when it is not known.
type Stamp order.Millis

// MarshalJSON writes RFC 3339 in UTC with milliseconds.
func (m Stamp) MarshalJSON() ([]byte, error) {
	if m == 0 {
		return []byte("null"), nil
	}
	return json.Marshal(order.Millis(m).String())
}

// RequestRow is a request of a list, as programs read it.
type RequestRow struct {
	ID               string            `json:"id"`
	ReceivedAt       Stamp             `json:"receivedAt"`
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
	LastNews         *News             `json:"lastNews"`
	Bookmarked       bool              `json:"bookmarked"`
	HasNote          bool              `json:"hasNote"`
}

// News is the latest news of an order.
type News struct {
	Kind order.Kind `json:"kind"`
	At   Stamp      `json:"at"`
}

// PostbackRow is a postback of a list, as programs read it.
type PostbackRow struct {
	ID               string          `json:"id"`
	OccurredAt       Stamp           `json:"occurredAt"`
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

// NewRequestRow is a row as programs read it.
func NewRequestRow(r order.RequestRow) RequestRow {
	out := RequestRow{
		ID: r.ID, ReceivedAt: Stamp(r.ReceivedAt), Type: r.Type, Outcome: r.Outcome,
		OrderReferenceID: Known(r.OrderReferenceID, ""), OrderID: Known(r.OrderID, ""),
		Customer: r.Customer, Connector: r.Connector, Stages: r.Stages, Severity: r.Severity,
		HTTPStatus: Known(r.HTTPStatus, 0), DurationMs: Known(r.DurationMs, -1),
		Bookmarked: r.Bookmarked, HasNote: r.HasNote,
	}
	if r.LastNews.Kind != "" {
		out.LastNews = &News{r.LastNews.Kind, Stamp(r.LastNews.At)}
	}
	return out
}

// NewPostbackRow is a row as programs read it.
func NewPostbackRow(p order.PostbackRow) PostbackRow {
	return PostbackRow{
		ID: p.ID, OccurredAt: Stamp(p.OccurredAt), Direction: p.Direction, Event: p.Event, Kind: p.Kind,
		Severity: p.Severity, Result: p.Result, Attempts: p.Attempts, HTTPStatus: Known(p.HTTPStatus, 0),
		OrderReferenceID: Known(p.OrderReferenceID, ""), Customer: p.Customer,
		Bookmarked: p.Bookmarked, HasNote: p.HasNote,
	}
}

// Known gives nil for a value that stands for not known.
func Known[T comparable](value, unknown T) *T {
	if value == unknown {
		return nil
	}
	return &value
}

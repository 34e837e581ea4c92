package story

import (
	"ordertrail/backend/order"
	"ordertrail/backend/payload"
)

// Event is something that happened to an order: a request or a postback.
type Event struct {
	ID        string            `json:"id"` // of the request or postback
	List      order.List        `json:"list"`
	What      string            `json:"what"` // request_submit, ..., postback_shipping, ...
	At        order.Millis      `json:"at"`   // when it happened
	GapMs     int64             `json:"gapMs"`
	ArrivedAt order.Millis      `json:"arrivedAt"` // when the receiver took the news; 0: not, or not known
	Late      Late              `json:"late"`
	LateMs    int64             `json:"lateMs"`
	CopyOf    string            `json:"copyOf"` // the id of the event that this one repeats; "" when it is the first
	OrderID   string            `json:"orderId"`
	Severity  order.Severity    `json:"severity"`
	Tries     []Try             `json:"tries"`
	Outcome   order.Outcome     `json:"outcome"` // of a request
	Stages    order.StageStates `json:"stages"`
	By        string            `json:"by"` // the connector, or the printer
	Direction order.Direction   `json:"direction"`
	Kind      order.Kind        `json:"kind"` // of a postback
	Name      string            `json:"name"` // the source's own
	State     string            `json:"state"`
	Result    order.Result      `json:"result"`
	Parcel    int               `json:"parcel"` // which of the story's parcels, from 1 on; 0: none
	Carrier   string            `json:"carrier"`
	Tracking  string            `json:"tracking"`
}

// Late is in which way news came late.
type Late string

// The ways of coming late. News that lag were made long after the printer had reported the same; news that were
// overtaken reached the receiver after later ones had.
const (
	InTime    Late = ""
	Lagging   Late = "lagging"
	Overtaken Late = "overtaken"
)

// AllLates are the ways of coming late.
var AllLates = []Late{InTime, Lagging, Overtaken}

// Try is one try to hand something over.
type Try struct {
	N      int          `json:"n"`
	At     order.Millis `json:"at"`
	Taken  bool         `json:"taken"`
	Status int          `json:"status"` // 0: no answer came
}

func requested(r *order.Request, now order.Millis) Event {
	e := Event{
		ID: r.ID, List: order.Requests, What: "request_" + string(r.Type), At: r.ReceivedAt, OrderID: r.OrderID,
		Severity: r.Severity(now), Outcome: r.Outcome(now), Stages: r.States(now), Tries: tries(r.Attempts),
	}
	if r.Connector != nil {
		e.By = r.Connector.Name
	}
	return e
}

func heard(p *order.Postback, parcels []Parcel, cancelled bool) Event {
	e := Event{
		ID: p.ID, List: order.Postbacks, What: "postback_" + string(p.Kind()), At: p.OccurredAt, OrderID: p.OrderID,
		Severity: p.Severity(cancelled), Direction: p.Direction, Kind: p.Kind(), Name: p.Event, State: p.Reports(),
		Result: p.Result(), Parcel: numberOf(parcels, p.PackageID), Tries: []Try{},
	}
	if p.Delivery != nil {
		e.Tries = tries(p.Delivery.Attempts)
	}
	for _, t := range e.Tries {
		if t.Taken && e.ArrivedAt == 0 {
			e.ArrivedAt = t.At
		}
	}
	e.sent(p.Payload)
	return e
}

func tries(list []order.Attempt) []Try {
	out := make([]Try, len(list))
	for i, a := range list {
		out[i] = Try{N: a.N, At: a.At}
		if a.Status != nil {
			out[i].Status, out[i].Taken = *a.Status, *a.Status/100 == 2
		}
	}
	return out
}

// sent takes from what was known how a parcel goes and how it can be followed.
func (e *Event) sent(known []byte) {
	payload.Entries(payload.JSON, known, func(f payload.Entry) {
		switch {
		case f.Name == "trackingCode" || f.Name == "code" && f.Parent == "tracking":
			e.Tracking = f.Text
		case f.Name == "shipmentMethodName" || f.Name == "name" && f.Parent == "method":
			e.Carrier = f.Text
		}
	})
}

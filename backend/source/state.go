package source

import (
	"bytes"
	"context"
	"crypto/x509"
	"encoding/json"
	"net/url"
	"strings"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
)

// StatePlace is where the state of one order can be asked for: Gelato's Orders v4 or the Order Management API.
type StatePlace struct {
	URL       string // whole, with {id} in its path where the order's Gelato id goes
	Key       string
	Customer  string // the sender's Customer-Reference-ID, which an order of an all-customers connector is asked for by; "": none
	UserAgent string
	Roots     *x509.CertPool // whose certificates are trusted; nil: the system's
}

// OrderState is what Gelato says of an order at one moment. It is shown beside the history and never becomes a part
// of it.
type OrderState struct {
	Host       string        `json:"host"`
	OrderID    string        `json:"orderId"`
	Reference  string        `json:"reference"` // that the answer names; "": none
	Status     string        `json:"status"`    // as it was received
	Payment    string        `json:"payment"`
	UpdatedAt  order.Millis  `json:"updatedAt"`
	Parcels    []StateParcel `json:"parcels"`
	Body       string        `json:"body"` // laid out
	BodyIsLong bool          `json:"bodyIsLong"`
}

// StateParcel is one parcel that the state tells of.
type StateParcel struct {
	Code   string `json:"code"`
	URL    string `json:"url"`
	Method string `json:"method"`
}

const (
	stateID      = "{id}"
	longestState = 64 << 10 // of what is shown of an answer
)

// CheckStateURL says whether an address can be asked for the state of an order.
func CheckStateURL(address string) error {
	_, _, err := stateCall(address, "x")
	return err
}

// AskState asks for the state of one order. It only ever gets: what could change an order is not sent, whatever the
// address is.
func AskState(ctx context.Context, p StatePlace, id string) (OrderState, error) {
	base, c, err := stateCall(p.URL, id)
	if err != nil {
		return OrderState{}, err
	}
	how := &Profile{auth: auth{header: "X-API-KEY"}}
	if p.Customer != "" {
		how.headers = []order.Header{{Name: "Customer-Reference-ID", Value: p.Customer}}
	}
	f, err := Open(Options{Base: base, Key: p.Key, UserAgent: p.UserAgent, Roots: p.Roots, Profile: how})
	if err != nil {
		return OrderState{}, err
	}
	defer func() { _ = f.Close() }()
	state := OrderState{Host: f.base.host, OrderID: id, Parcels: []StateParcel{}}
	err = f.fetch(ctx, c, func(b *body) error {
		if b.over {
			return f.fault(fault.TooLarge, "", nil, nil)
		}
		return state.read(b.head)
	})
	switch {
	case fault.Is(err, fault.NotFound):
		return state, f.fault(fault.NotFound, "gelato_order", fault.Params{"id": id}, nil)
	case err != nil && fault.Of(err).Code == fault.Internal:
		return state, f.fault(fault.NotAPI, "status", nil, err)
	}
	return state, err
}

// stateCall takes an address apart into a base and what is asked of it.
func stateCall(address, id string) (base string, c call, err error) {
	before, after, found := strings.Cut(strings.TrimSpace(address), stateID)
	if !found || !strings.HasSuffix(before, "/") || strings.Contains(after, stateID) || strings.ContainsAny(after, "?#\\ {}") || strings.Contains(after, "..") || after != "" && after[0] != '/' {
		return "", call{}, fault.New(fault.Invalid, "state_url", nil, nil)
	}
	if id == "" || strings.Trim(id, ".") == "" || strings.ContainsFunc(id, func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune("/\\?#%", r) }) {
		return "", call{}, fault.New(fault.Invalid, "state_id", fault.Params{"id": id}, nil)
	}
	base = strings.TrimSuffix(before, "/")
	if _, err := parseAddress(base); err != nil {
		return "", call{}, err
	}
	return base, call{path: "/" + url.PathEscape(id) + after}, nil
}

// answered are the names by which the two interfaces and their likes tell a state.
type answered struct {
	ID                string    `json:"id"`
	OrderReferenceID  string    `json:"orderReferenceId"`
	FulfillmentStatus string    `json:"fulfillmentStatus"`
	FinancialStatus   string    `json:"financialStatus"`
	Status            string    `json:"status"`
	UpdatedAt         string    `json:"updatedAt"`
	Items             []shipped `json:"items"`
	Order             *answered `json:"order"` // some wrap it
}

type shipped struct {
	Fulfillments []struct {
		TrackingCode       string `json:"trackingCode"`
		TrackingURL        string `json:"trackingUrl"`
		ShipmentMethodName string `json:"shipmentMethodName"`
	} `json:"fulfillments"`
}

// read takes what is known out of an answer. Fields of another kind than expected are left to the text below.
func (s *OrderState) read(text []byte) error {
	text = bytes.TrimPrefix(text, utf8BOM)
	if !json.Valid(text) {
		return fault.New(fault.NotAPI, "content_type", nil, nil)
	}
	var laid bytes.Buffer
	_ = json.Indent(&laid, text, "", "  ") // it is valid
	s.Body = laid.String()
	if s.BodyIsLong = len(s.Body) > longestState; s.BodyIsLong {
		s.Body = strings.ToValidUTF8(s.Body[:longestState], "")
	}
	var a answered
	_ = json.Unmarshal(text, &a) // what is of another kind stays empty
	if a.Order != nil {
		a = *a.Order
	}
	s.Reference, s.Payment = a.OrderReferenceID, a.FinancialStatus
	s.Status = or(a.FulfillmentStatus, a.Status)
	s.UpdatedAt, _ = order.ParseMillis(a.UpdatedAt)
	for _, item := range a.Items {
		for _, f := range item.Fulfillments {
			if f.TrackingCode != "" || f.TrackingURL != "" {
				s.Parcels = append(s.Parcels, StateParcel{f.TrackingCode, f.TrackingURL, f.ShipmentMethodName})
			}
		}
	}
	return nil
}

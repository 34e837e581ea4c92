package trail

import (
	"cmp"
	"context"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/settings"
	"ordertrail/backend/source"
)

// StateFrom is which of Gelato's interfaces is asked for the state of an order.
type StateFrom string

// The interfaces that answer for one order.
const (
	OrdersV4        StateFrom = "orders_v4"
	OrderManagement StateFrom = "order_management"
)

// AllStatesFrom lists them.
var AllStatesFrom = []StateFrom{OrdersV4, OrderManagement}

// StateSource is an interface that can be asked.
type StateSource struct {
	From StateFrom `json:"from"`
	URL  string    `json:"url"` // with {id} where the order's goes; "": not set up
}

// AskedState is what Gelato said of an order, and when. It is never stored.
type AskedState struct {
	From  StateFrom         `json:"from"`
	At    order.Millis      `json:"at"`
	State source.OrderState `json:"state"`
}

// StateSources are the interfaces, set up or not.
func (t *Trail) StateSources() []StateSource {
	kept := settings.States(t.o.Dir)
	list := make([]StateSource, len(AllStatesFrom))
	for i, from := range AllStatesFrom {
		list[i] = StateSource{from, kept[string(from)]}
	}
	return list
}

// KeepStateSource sets an interface up, or, without an address, forgets it. A key goes with the address that it was
// given for, and to no other.
func (t *Trail) KeepStateSource(ctx context.Context, s StateSource, key string) error {
	old := settings.States(t.o.Dir)[string(s.From)]
	if s.URL != "" {
		if err := source.CheckStateURL(s.URL); err != nil {
			return err
		}
	}
	if old != "" && old != s.URL {
		t.forgetKey(ctx, stateKey(old))
	}
	if s.URL != "" && key != "" {
		t.GiveKey(ctx, stateKey(s.URL), key)
	}
	return settings.KeepState(t.o.Dir, string(s.From), s.URL)
}

// AskState asks for the state of an order now. Nothing of the answer is stored.
func (t *Trail) AskState(ctx context.Context, from StateFrom, orderID string) (AskedState, error) {
	asked := AskedState{From: from, At: t.Now()}
	address := settings.States(t.o.Dir)[string(from)]
	if address == "" {
		return asked, fault.New(fault.Invalid, "state_unset", nil, nil)
	}
	key := settings.Key(ctx, func(string) string { return "" }, stateKey(address)) // the environment's is the feed's
	if given, ok := t.keys.Load(stateKey(address)); ok {
		key = given.(string)
	}
	place := source.StatePlace{URL: address, Key: key, UserAgent: "Ordertrail/" + cmp.Or(t.o.Version, "dev"), Roots: settings.Trusted(t.o.Dir)}
	if from == OrderManagement {
		if o, err := t.store.Order(ctx, orderID, t.Now()); err == nil { // of one that is not held no customer is known
			place.Customer = o.Customer.ReferenceID
		}
	}
	var err error
	asked.State, err = source.AskState(ctx, place, orderID)
	return asked, err
}

func stateKey(address string) string { return "state of " + address }

package store_test

import (
	"testing"

	"ordertrail/backend/order"
)

func TestOrdersThatShippedUntoldAreListedWhereOthersAreTold(t *testing.T) {
	s := open(t, t.TempDir())
	h := history(t, s, "a")
	news := func(id, ref, customer, event string, direction order.Direction) *order.Postback {
		return &order.Postback{ID: id, OccurredAt: clock, UpdatedAt: clock, Event: event, Direction: direction, OrderReferenceID: ref,
			Customer: &order.Party{ID: customer, Name: "Customer " + customer}}
	}
	save(t, h, order.Batch{List: order.Postbacks, Postbacks: []*order.Postback{
		news("1", "told", "a", "order_shipped", order.ToCustomer), news("2", "told", "a", "order_shipped", order.FromPrinter),
		news("3", "untold", "a", "order_shipped", order.FromPrinter),
		news("4", "arrived", "a", "order_delivered", order.ToCustomer),
		news("5", "begun", "a", "order_received", order.FromPrinter),
		news("6", "never told", "b", "order_shipped", order.FromPrinter),
	}})
	list, err := s.Untold(t.Context(), order.Window{From: clock - 1, To: clock + 1}, 10)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]bool{}
	for _, o := range list {
		got[o.Reference+" of "+o.Customer.Name] = true
	}
	if len(list) != 2 || !got["untold of Customer a"] || !got["arrived of Customer a"] {
		t.Errorf("%+v", list)
	}
	if list, err = s.Untold(t.Context(), order.Window{From: clock + 1, To: clock + 2}, 10); err != nil || len(list) != 0 {
		t.Errorf("later: %+v %v", list, err)
	}
}

package store_test

import (
	"context"
	"testing"

	"ordertrail/backend/order"
	"ordertrail/backend/store"
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

func TestNewsThatWentElsewhereOrWereTakenWithAnErrorAreListed(t *testing.T) {
	s := open(t, t.TempDir())
	h := history(t, s, "a")
	ok := 200
	news := func(ref, target, answer string) *order.Postback {
		return &order.Postback{ID: "of " + ref, OccurredAt: clock, UpdatedAt: clock, Event: "order_shipped", Direction: order.ToCustomer, OrderReferenceID: ref,
			Customer: &order.Party{ID: "a", Name: "Customer a"}, Delivery: &order.Delivery{Target: target, Attempts: []order.Attempt{{N: 1, Status: &ok, ResponseBody: &answer}}}}
	}
	batch := order.Batch{List: order.Postbacks}
	for n := range 20 {
		batch.Postbacks = append(batch.Postbacks, news("usual "+string(rune('a'+n)), "https://shop.example/hook", "OK"))
	}
	batch.Postbacks = append(batch.Postbacks, news("odd", "https://other.example/hook", "OK"), news("bad", "https://shop.example/hook", `{"status":"error","message":"unknown order"}`))
	save(t, h, batch)
	for name, look := range map[string]func(context.Context, order.Window, int) ([]store.Sent, error){"odd": s.Strayed, "bad": s.Complained} {
		list, err := look(t.Context(), order.Window{From: clock - 1, To: clock + 1}, 10)
		if err != nil || len(list) != 1 || list[0].Reference != name || list[0].Customer.Name != "Customer a" {
			t.Errorf("%s: %+v %v", name, list, err)
		}
		if err := s.Rebuild(t.Context()); err != nil {
			t.Fatal(err)
		}
		if again, err := look(t.Context(), order.Window{From: clock - 1, To: clock + 1}, 10); err != nil || len(again) != 1 {
			t.Errorf("%s, rebuilt: %+v %v", name, again, err)
		}
	}
}

func TestWhereOtherNewsDoNotArriveIsListed(t *testing.T) {
	s := open(t, t.TempDir())
	h := history(t, s, "a")
	news := func(id, event, target string, status int) *order.Postback {
		return &order.Postback{ID: id, OccurredAt: clock, UpdatedAt: clock, Event: event, Direction: order.ToCustomer, OrderReferenceID: "of " + id,
			Customer: &order.Party{ID: "a", Name: "Customer a"}, Delivery: &order.Delivery{Target: target, Attempts: []order.Attempt{{N: 1, Status: &status}}}}
	}
	save(t, h, order.Batch{List: order.Postbacks, Postbacks: []*order.Postback{
		news("1", "order_received", "https://shop.example/hook", 500), news("2", "order_produced", "https://shop.example/hook", 404),
		news("3", "order_received", "https://other.example/hook", 302), news("4", "order_received", "https://shop.example/hook", 200),
		news("5", "order_shipped", "https://shop.example/hook", 500),
	}})
	list, err := s.Refused(t.Context(), order.Window{From: clock - 1, To: clock + 1}, 10)
	if err != nil || len(list) != 2 || list[0].Orders != 2 || list[1].Orders != 1 || list[1].Latest != "3" || list[0].Customer.Name != "Customer a" {
		t.Errorf("%+v %v", list, err)
	}
}

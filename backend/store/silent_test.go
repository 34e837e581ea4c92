package store

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/order"
)

func TestSilentOrdersAreThoseAcceptedOfWhichNothingWasHeard(t *testing.T) {
	s, h := openInside(t, t.TempDir())
	const hour = msPerHour
	base := testClock / msPerSlot * msPerSlot
	request := func(ref string, kind order.RequestType, ago order.Millis, status int) *order.Request {
		return &order.Request{ID: ref + string(kind), ReceivedAt: base - ago*hour, UpdatedAt: 1, Type: kind, OrderReferenceID: ref,
			Customer: &order.Party{ID: "c", Name: "C"}, Stages: order.Stages{Response: &order.Response{Status: &status}}}
	}
	about := func(ref string) *order.Postback {
		return &order.Postback{ID: "p" + ref, OccurredAt: base, UpdatedAt: 1, Event: "order_received", OrderReferenceID: ref}
	}
	save := func(b order.Batch) {
		t.Helper()
		if _, err := h.Save(t.Context(), b); err != nil {
			t.Fatal(err)
		}
	}
	save(order.Batch{List: order.Postbacks, Postbacks: []*order.Postback{about("HEARD")}})
	save(order.Batch{List: order.Requests, Requests: []*order.Request{
		request("OLD", order.Submit, 50, 200), request("NEW", order.Submit, 2, 200), request("HEARD", order.Submit, 50, 200),
		request("REFUSED", order.Submit, 50, 400), request("CANCELLED", order.Submit, 50, 200), request("CANCELLED", order.Cancel, 49, 200),
	}})
	refs := func(customers ...string) []string {
		t.Helper()
		list, err := s.Silent(t.Context(), order.Window{}, customers, 0)
		if err != nil {
			t.Fatal(err)
		}
		var refs []string
		for _, o := range list {
			refs = append(refs, o.Reference)
		}
		return refs
	}
	if d := cmp.Diff([]string{"OLD", "NEW"}, refs()); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"OLD", "NEW"}, refs("c")); d != "" {
		t.Error(d)
	}
	edges := []order.Millis{base - 72*hour, base - 24*hour, base}
	counts, err := s.CountSilent(t.Context(), edges, nil)
	if d := cmp.Diff([]int{1, 1}, counts); err != nil || d != "" {
		t.Errorf("%v %s", err, d)
	}
	save(order.Batch{List: order.Postbacks, Postbacks: []*order.Postback{about("OLD")}})
	if d := cmp.Diff([]string{"NEW"}, refs()); d != "" {
		t.Error(d)
	}
	if counts, _ := s.CountSilent(t.Context(), edges, []string{"C"}); cmp.Diff([]int{0, 1}, counts) != "" {
		t.Errorf("after news: %v", counts)
	}
}

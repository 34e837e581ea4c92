package store

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/order"
)

func TestSilentOrdersAreCountedAnewWhereTheyAreCountedNowhere(t *testing.T) {
	dir := t.TempDir()
	s, h := openInside(t, dir)
	if _, err := h.Save(t.Context(), order.Batch{List: order.Requests, Requests: random(300, 4)}); err != nil {
		t.Fatal(err)
	}
	edges := []order.Millis{0, testClock - 40*msPerDay, testClock - 3*msPerDay, testClock, farFuture}
	want, err := s.CountSilent(t.Context(), edges, nil)
	if err != nil || slices.Max(want) == 0 {
		t.Fatalf("%v, %v", want, err)
	}
	for _, query := range []string{"UPDATE day_counts SET tally = x'0505' WHERE list = 3", "UPDATE totals SET n = n + 7 WHERE list = 3", "PRAGMA user_version = 11"} {
		if err := s.writer.exec(t.Context(), query); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s, _ = openInside(t, dir)
	if counts, err := s.CountSilent(t.Context(), edges, nil); err != nil || !slices.Equal(counts, want) {
		t.Errorf("%v, not %v; %v", counts, want, err)
	}
	all := 0
	if err := s.writer.one(t.Context(), "SELECT n FROM totals WHERE list = 3 AND customer = -1", nil, &all); err != nil || all != want[0]+want[1]+want[2]+want[3] {
		t.Errorf("%d at all, %v", all, err)
	}
}

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

package store_test

import (
	"fmt"
	"testing"

	"ordertrail/backend/order"
	"ordertrail/backend/store"
)

// mapped is a submit that a lookup's row made something of.
func mapped(id string, at order.Millis, key, value string) *order.Request {
	r := request(id, at)
	r.OrderReferenceID, r.OrderID = "ref-"+id, "gelato-"+id
	r.Stages.Template = &order.Template{Name: "submit", Lookups: []order.Lookup{{Field: "carrier", Key: "ANY", Hit: true, Value: new("post")},
		{Field: "sku", Key: key, Hit: true, Value: &value}}}
	return r
}

func TestTheOrdersOfOneRowAreCountedAndListed(t *testing.T) {
	s := open(t, t.TempDir())
	h := history(t, s, "a")
	batch := order.Batch{List: order.Requests, Requests: []*order.Request{mapped("own", clock, "POSTER", "a3"), mapped("mended", clock, "POSTER", "a4"), mapped("other", clock, "MUG", "mug")}}
	for i := range 23 {
		batch.Requests = append(batch.Requests, mapped(fmt.Sprintf("hit-%d", i), clock+order.Millis(i)*60_000, "POSTER", "a3"))
	}
	again := mapped("hit-0-again", clock+5_000_000, "POSTER", "a3")
	again.OrderReferenceID, again.OrderID = "ref-hit-0", "gelato-hit-0"
	save(t, h, batch)
	save(t, h, order.Batch{List: order.Requests, Requests: []*order.Request{again}})

	for path, want := range map[string]int{"/lookups/1": 23, "/lookups/0": 25, "/template": 25} {
		row := store.Row{ID: "own", Path: path}
		got, err := s.SameRow(t.Context(), row)
		if err != nil || got.Orders != want || got.Since != clock || len(got.Latest) != 10 {
			t.Errorf("%s: %+v %v", path, got, err)
		}
		page, err := s.Requests(t.Context(), order.RequestFilter{Like: row.String(), Limit: 500}, clock)
		if err != nil || len(page.Requests) != want+2 || page.Total != want+2 { // with its own, and one that came twice
			t.Errorf("%s: %d rows of %d, %v", path, len(page.Requests), page.Total, err)
		}
	}
	if got, err := s.SameRow(t.Context(), store.Row{ID: "mended", Path: "/lookups/1"}); err != nil || got.Orders != 0 {
		t.Errorf("of a row that was mended: %+v %v", got, err)
	}
	if _, err := s.SameRow(t.Context(), store.Row{ID: "own", Path: "/lookups/7"}); err == nil {
		t.Error("a row that is not there is counted")
	}
	if _, err := s.Erase(t.Context(), store.Erasure{Order: "ref-hit-1"}, func(int) {}); err != nil {
		t.Fatal(err)
	}
	if got, err := s.SameRow(t.Context(), store.Row{ID: "own", Path: "/lookups/1"}); err != nil || got.Orders != 22 {
		t.Errorf("after one was erased: %+v %v", got, err)
	}
}

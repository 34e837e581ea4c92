package store_test

import (
	"fmt"
	"testing"

	"ordertrail/backend/order"
)

// stopped is a request that a template's lookup stopped.
func stopped(id string, at order.Millis, customer, code string) *order.Request {
	r := request(id, at)
	r.Customer = &order.Party{ID: customer, Name: "Customer " + customer}
	r.Stages.Template = &order.Template{ID: "t1", Error: &order.StageError{Class: "LookupError", Message: "no row where sku is '" + code + "'"}}
	return r
}

func TestTheSameCauseIsCountedAndListed(t *testing.T) {
	s := open(t, t.TempDir())
	h := history(t, s, "a")
	var batch order.Batch
	batch.List = order.Requests
	for i := range 137 {
		batch.Requests = append(batch.Requests, stopped(fmt.Sprintf("same-%d", i), clock+order.Millis(i), fmt.Sprint(i%5), fmt.Sprintf("FP-%d", i)))
	}
	other := stopped("other", clock, "9", "FP-1")
	other.Stages.Template.Error.Message = "no row where shipping is 'EXPRESS-1'"
	batch.Requests = append(batch.Requests, other, request("well", clock))
	save(t, h, batch)

	got, err := s.Same(t.Context(), "same-7")
	if err != nil {
		t.Fatal(err)
	}
	if got.Count != 136 || got.Since != clock || len(got.Customers) != 3 || got.More != 2 {
		t.Errorf("%+v", got)
	}
	page, err := s.Requests(t.Context(), order.RequestFilter{Like: "same-7", Limit: 500}, clock)
	if err != nil || len(page.Requests) != 137 || page.Total != 137 {
		t.Errorf("%d rows of %d, %v", len(page.Requests), page.Total, err)
	}
	for asked, want := range map[string]int{"like:same-7": 137, "like:same-7,other": 138, "-like:same-7": 2, "like:well": 0} {
		n, err := s.RequestTotal(t.Context(), order.RequestFilter{Search: asked}, clock)
		if err != nil || n != want {
			t.Errorf("%s: %d, %v; want %d", asked, n, err, want)
		}
	}
	none, err := s.Postbacks(t.Context(), order.PostbackFilter{Search: "like:same-7", Limit: 5})
	if err != nil || len(none.Postbacks) != 0 {
		t.Errorf("%d postbacks are like a request, %v", len(none.Postbacks), err)
	}
	for id, want := range map[string]int{"other": 0, "well": 0} {
		if got, err := s.Same(t.Context(), id); err != nil || got.Count != want {
			t.Errorf("%s: %+v %v", id, got, err)
		}
	}
}

func TestARequestThatChangesChangesItsCause(t *testing.T) {
	s := open(t, t.TempDir())
	h := history(t, s, "a")
	first, twin := stopped("r", clock, "1", "A-1"), stopped("twin", clock, "1", "A-2")
	save(t, h, order.Batch{List: order.Requests, Requests: []*order.Request{first, twin}})
	mended := stopped("r", clock, "1", "A-1")
	mended.Stages.Template.Error.Message = "no row where shipping is 'EXPRESS-1'"
	mended.UpdatedAt = first.UpdatedAt + 1000
	save(t, h, order.Batch{List: order.Requests, Requests: []*order.Request{mended}})
	for id, want := range map[string]int{"r": 0, "twin": 0} {
		if got, err := s.Same(t.Context(), id); err != nil || got.Count != want {
			t.Errorf("%s: %+v %v", id, got, err)
		}
	}
}

package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/order"
	"ordertrail/backend/store"
)

func files(t *testing.T, s *store.Store) *store.History {
	t.Helper()
	h, err := s.History(t.Context(), store.Source{Name: "files", Kind: "files"})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// listOnly is a record as a list tells of it: no stage but the response, of which it has the status alone.
func listOnly(id string, at order.Millis) *order.Request {
	status := 200
	return &order.Request{ID: id, ReceivedAt: at, UpdatedAt: at, Type: order.Submit, OrderReferenceID: "R-" + id, Stages: order.Stages{
		Response: &order.Response{Status: &status}, OriginalIs: order.NotCaptured, TemplateIs: order.NotCaptured, FinalIs: order.NotCaptured}}
}

func one(r *order.Request) order.Batch {
	return order.Batch{List: order.Requests, Requests: []*order.Request{r}, Keep: true}
}

func TestARecordOfAFileAndOfASourceIsOne(t *testing.T) {
	for name, order2 := range map[string][2]bool{"the file first": {true, false}, "the source first": {false, true}} {
		t.Run(name, func(t *testing.T) {
			s := open(t, t.TempDir())
			into := map[bool]*store.History{true: files(t, s), false: history(t, s, "a")}
			save(t, into[order2[0]], one(request("r1", clock)))
			second := save(t, into[order2[1]], one(request("r1", clock)))
			if wanted := (order.Saved{Unchanged: 1}); order2[1] && second != wanted {
				t.Errorf("the file %+v, want a duplicate", second)
			}
			page, err := s.Requests(t.Context(), order.RequestFilter{}, clock)
			if err != nil {
				t.Fatal(err)
			}
			if len(page.Requests) != 1 || page.Total != 1 || page.Requests[0].Source != "a" {
				t.Errorf("%d in all: %+v", page.Total, page.Requests)
			}
			for _, h := range into {
				if again := save(t, h, one(request("r1", clock))); again != (order.Saved{Unchanged: 1}) {
					t.Errorf("again from %s: %+v", h.Name, again)
				}
			}
		})
	}
}

func TestAFilledStageIsNeverOverwrittenByAnEmptyOne(t *testing.T) {
	s := open(t, t.TempDir())
	src, file := history(t, s, "a"), files(t, s)
	save(t, file, one(request("r1", clock)))
	bare := listOnly("r1", clock)
	bare.UpdatedAt++
	if saved := save(t, src, one(bare)); saved != (order.Saved{Updated: 1}) {
		t.Errorf("the list %+v", saved)
	}
	rec, err := s.Record(t.Context(), "r1")
	if err != nil {
		t.Fatal(err)
	}
	want := request("r1", clock)
	want.UpdatedAt = bare.UpdatedAt
	want.Stages.Response, want.Stages.ResponseIs = bare.Stages.Response, order.Captured
	if diff := cmp.Diff(want, rec.Request); diff != "" {
		t.Errorf("merged (-want +got):\n%s", diff)
	}
	for _, from := range []order.Batch{one(bare), one(request("r1", clock))} {
		if again := save(t, src, from); again != (order.Saved{Unchanged: 1}) {
			t.Errorf("again %+v", again)
		}
	}
	if bare.Stages.Original != nil {
		t.Error("the record handed in was changed")
	}
}

func TestWhatTwoSourcesTellDifferentlyIsAsTheLaterTellsIt(t *testing.T) {
	s := open(t, t.TempDir())
	save(t, files(t, s), one(request("r1", clock)))
	other := request("r1", clock)
	other.Stages.Original.Body = []byte(`{"other":1}`)
	save(t, history(t, s, "a"), one(other))
	rec, err := s.Record(t.Context(), "r1")
	if err != nil || string(rec.Request.Stages.Original.Body) != `{"other":1}` {
		t.Errorf("held %+v, %v", rec.Request, err)
	}
}

func TestRecordsThatOnlyShareTheirIDStayTwo(t *testing.T) {
	for name, c := range map[string]func(r *order.Request){
		"another moment":    func(r *order.Request) { r.ReceivedAt += 1000 },
		"another reference": func(r *order.Request) { r.OrderReferenceID = "R-other" },
	} {
		s := open(t, t.TempDir())
		save(t, files(t, s), one(request("r1", clock)))
		r := request("r1", clock)
		c(r)
		save(t, history(t, s, "a"), one(r))
		if page, err := s.Requests(t.Context(), order.RequestFilter{}, clock); err != nil || len(page.Requests) != 2 {
			t.Errorf("%s: %d rows, %v", name, len(page.Requests), err)
		}
	}
	s := open(t, t.TempDir())
	save(t, history(t, s, "a"), one(request("r1", clock)))
	save(t, history(t, s, "b"), one(request("r1", clock)))
	save(t, files(t, s), one(request("r1", clock)))
	if page, err := s.Requests(t.Context(), order.RequestFilter{}, clock); err != nil || len(page.Requests) != 3 {
		t.Errorf("of two accounts and a file: %d rows, %v", len(page.Requests), err)
	}
}

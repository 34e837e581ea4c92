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

func TestWhatAFileTellsOtherwiseOfAnEarlierStateIsKeptBeside(t *testing.T) {
	s := open(t, t.TempDir())
	source := "CREATE {{ x }}"
	now := request("r1", clock)
	now.Stages.Template, now.Stages.TemplateIs = &order.Template{Source: &source}, order.Captured
	save(t, history(t, s, "a"), one(now))

	poorer := request("r1", clock) // it only leaves out
	poorer.UpdatedAt, poorer.Stages.Final = clock-3000, nil
	other := request("r1", clock)
	other.UpdatedAt, other.Stages.Original.Body = clock-2000, []byte(`{"other":1}`)
	other.Stages.Template, other.Stages.TemplateIs = &order.Template{Source: &source}, order.Captured
	third := request("r1", clock)
	third.UpdatedAt, third.Stages.Original.Body = clock-1000, []byte(`{"third":1}`)
	for range 2 {
		for _, told := range []*order.Request{poorer, other, third} {
			if got := save(t, files(t, s), one(told)); got.Unchanged != 1 {
				t.Errorf("saved %+v", got)
			}
		}
	}
	states, err := s.Former(t.Context(), order.Requests, "a", "r1")
	if err != nil || len(states) != 2 || string(states[0].Request.Stages.Original.Body) != `{"other":1}` || string(states[1].Request.Stages.Original.Body) != `{"third":1}` ||
		*states[0].Request.Stages.Template.Source != source {
		t.Errorf("beside it: %+v, %v", states, err)
	}
	if rec, err := s.Record(t.Context(), "r1"); err != nil || string(rec.Request.Stages.Original.Body) != "{}" {
		t.Errorf("it holds %+v, %v", rec.Request, err)
	}
	if checked, err := s.Check(t.Context(), func(int) {}); err != nil || len(checked.Bad) != 0 {
		t.Errorf("checked: %+v %v", checked, err)
	}
}

func TestWhatContradictsIsKeptThoughItFillsSomethingToo(t *testing.T) {
	s := open(t, t.TempDir())
	save(t, history(t, s, "a"), one(request("r1", clock)))
	told := request("r1", clock)
	told.UpdatedAt, told.OrderID, told.Stages.Original.Body = clock-2000, "g-1", []byte(`{"other":1}`)
	save(t, files(t, s), one(told))
	rec, err := s.Record(t.Context(), "r1")
	if err != nil || rec.Request.OrderID != "g-1" || string(rec.Request.Stages.Original.Body) != "{}" {
		t.Errorf("it holds %+v, %v", rec.Request, err)
	}
	states, err := s.Former(t.Context(), order.Requests, "a", "r1")
	if err != nil || len(states) != 2 || string(states[0].Request.Stages.Original.Body) != `{"other":1}` {
		t.Errorf("beside it: %+v, %v", states, err)
	}
}

func TestASenderKnowsOfAllItsTries(t *testing.T) {
	s := open(t, t.TempDir())
	tries := func(at ...order.Millis) *order.Postback {
		p := postbackOf("p1", "{}")
		p.UpdatedAt = at[len(at)-1]
		p.Delivery = &order.Delivery{Target: "https://x.example"}
		for i, one := range at {
			p.Delivery.Attempts = append(p.Delivery.Attempts, order.Attempt{N: i + 1, At: one, Status: new(200)})
		}
		return p
	}
	batch := func(p *order.Postback) order.Batch {
		return order.Batch{List: order.Postbacks, Postbacks: []*order.Postback{p}, Keep: true}
	}
	save(t, history(t, s, "a"), batch(tries(clock+100, clock+200)))
	hook := tries(clock + 150) // by the clock of who took it in
	hook.Delivery.Sent = &order.Message{At: clock + 150, Body: []byte("{}")}
	save(t, files(t, s), batch(hook))
	if rec, err := s.Record(t.Context(), "p1"); err != nil || len(rec.Postback.Delivery.Attempts) != 2 {
		t.Errorf("%+v, %v", rec.Postback.Delivery, err)
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

func postbackOf(id string, payload string) *order.Postback {
	return &order.Postback{ID: id, OccurredAt: clock, UpdatedAt: clock, Direction: order.ToCustomer, Event: "order_status_updated",
		OrderReferenceID: "R-1", Payload: []byte(payload)}
}

// A record that came without an id, and the same with the id that its source gave: their reference, moment and body say so.
func TestARecordWithoutAnIdMeetsTheOneOfItsSource(t *testing.T) {
	made := order.MadeID(order.MadeOfWebhook, make([]byte, 32))
	bare := postbackOf(made, `{"event": "order_status_updated", "n": 1}`)
	whole := postbackOf("p1", `{"event":"order_status_updated","n":1}`)
	for name, file := range map[string]bool{"the file first": true, "the source first": false} {
		t.Run(name, func(t *testing.T) {
			s := open(t, t.TempDir())
			into := map[*order.Postback]*store.History{bare: files(t, s), whole: history(t, s, "a")}
			first, second := whole, bare
			if file {
				first, second = bare, whole
			}
			batch := func(p *order.Postback) order.Batch {
				return order.Batch{List: order.Postbacks, Postbacks: []*order.Postback{p}, Keep: true}
			}
			save(t, into[first], batch(first))
			if _, _, err := s.ChangeMarks(t.Context(), []string{first.ID}, func(_ int, m *order.Mark) error { m.Bookmarked = true; return nil }); err != nil {
				t.Fatal(err)
			}
			save(t, into[second], batch(second))
			for _, again := range []*order.Postback{bare, whole} {
				if saved := save(t, into[again], batch(again)); saved != (order.Saved{Unchanged: 1}) {
					t.Errorf("%s again: %+v", again.ID, saved)
				}
			}
			page, err := s.Postbacks(t.Context(), order.PostbackFilter{})
			if err != nil || len(page.Postbacks) != 1 {
				t.Fatalf("%d are held, want 1: %v", len(page.Postbacks), err)
			}
			if p := page.Postbacks[0]; p.ID != "p1" || p.Source != "a" || !p.Bookmarked {
				t.Errorf("held is %+v", p)
			}
			rec, err := s.Record(t.Context(), "p1")
			if err != nil || rec.Postback.ID != "p1" {
				t.Errorf("%+v %v", rec.Postback, err)
			}
			captures, err := s.Captures(t.Context(), order.Postbacks, "a", "p1")
			if err != nil || len(captures) != 2 || captures[0].Source != "a" || captures[1].Source != "files" {
				t.Errorf("told by %+v, %v", captures, err)
			}
		})
	}
}

func TestRecordsWithoutAnIdStayApartWhereAnythingDiffers(t *testing.T) {
	for name, change := range map[string]func(p *order.Postback){
		"another body":      func(p *order.Postback) { p.Payload = []byte(`{"event":"order_status_updated","n":2}`) },
		"no body":           func(p *order.Postback) { p.Payload = nil },
		"another moment":    func(p *order.Postback) { p.OccurredAt += 1000 },
		"another reference": func(p *order.Postback) { p.OrderReferenceID = "R-2" },
		"an id of its own":  func(p *order.Postback) { p.ID = "p2" },
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, t.TempDir())
			save(t, history(t, s, "a"), order.Batch{List: order.Postbacks, Postbacks: []*order.Postback{postbackOf("p1", `{"event":"order_status_updated","n":1}`)}})
			other := postbackOf(order.MadeID(order.MadeOfWebhook, make([]byte, 32)), `{"event":"order_status_updated","n":1}`)
			change(other)
			if saved := save(t, files(t, s), order.Batch{List: order.Postbacks, Postbacks: []*order.Postback{other}}); saved != (order.Saved{New: 1}) {
				t.Errorf("%+v, want a new record", saved)
			}
		})
	}
}

func TestARecordTellsByWhichProfileItWasRead(t *testing.T) {
	now := clock
	s, err := store.Open(t.Context(), t.TempDir(), func() order.Millis { return now })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	h := history(t, s, "a")
	for i, digest := range []string{"one", "one", "two"} {
		now += 1000
		if err := h.ReadBy(t.Context(), "acme", digest); err != nil {
			t.Fatal(err)
		}
		save(t, h, one(request("r"+string(rune('0'+i)), clock)))
	}
	for id, want := range map[string]string{"r0": "one", "r1": "one", "r2": "two"} {
		c, err := s.Captures(t.Context(), order.Requests, "a", id)
		if err != nil || len(c) != 1 || c[0].Digest != want || c[0].Profile != "acme" {
			t.Errorf("%s: %+v %v", id, c, err)
		}
	}
}

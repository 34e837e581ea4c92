package store_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/fault"
	"ordertrail/backend/feed"
	"ordertrail/backend/order"
	"ordertrail/backend/store"
)

// clock is when the tests take place.
const clock order.Millis = 1_795_000_000_000

func open(t *testing.T, dir string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), dir, func() order.Millis { return clock })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func history(t *testing.T, s *store.Store, name string) *store.History {
	t.Helper()
	h, err := s.History(t.Context(), store.Source{Name: name, Kind: "feed", URL: "https://" + name + ".example", Profile: "feed"})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// samples reads the feed's sample records.
func samples(t *testing.T) (requests []*order.Request, postbacks []*order.Postback) {
	t.Helper()
	for _, list := range []string{"requests", "postbacks"} {
		body, err := os.ReadFile("../feed/testdata/" + list + ".json")
		if err != nil {
			t.Fatal(err)
		}
		page, err := feed.ReadPage(body)
		if err != nil {
			t.Fatal(err)
		}
		for _, item := range page.Items {
			if list == "requests" {
				r, err := feed.ReadRequest(item)
				if err != nil {
					t.Fatal(err)
				}
				requests = append(requests, r)
				continue
			}
			p, err := feed.ReadPostback(item)
			if err != nil {
				t.Fatal(err)
			}
			postbacks = append(postbacks, p)
		}
	}
	return requests, postbacks
}

func save(t *testing.T, h *store.History, b order.Batch) order.Saved {
	t.Helper()
	saved, err := h.Save(t.Context(), b)
	if err != nil {
		t.Fatal(err)
	}
	return saved
}

// request is a valid one that tests change.
func request(id string, at order.Millis) *order.Request {
	return &order.Request{ID: id, ReceivedAt: at, UpdatedAt: at, Type: order.Submit, OrderReferenceID: "R-" + id,
		Customer: &order.Party{ID: "c1", Name: "Nordlys"}, Stages: order.Stages{
			Original: &order.Message{Body: []byte("{}"), ContentType: "application/json"}, FinalIs: order.NotReached,
			TemplateIs: order.NotReached, ResponseIs: order.NotCaptured}}
}

func TestRecordsComeOutAsTheyWentIn(t *testing.T) {
	s := open(t, t.TempDir())
	h := history(t, s, "a")
	requests, postbacks := samples(t)
	save(t, h, order.Batch{List: order.Requests, Requests: requests})
	save(t, h, order.Batch{List: order.Postbacks, Postbacks: postbacks})
	for _, r := range requests {
		got, err := s.Record(t.Context(), r.ID)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(feed.AppendRequest(nil, r)), string(feed.AppendRequest(nil, got.Request))); d != "" {
			t.Errorf("%s: %s", r.OrderReferenceID, d)
		}
	}
	for _, p := range postbacks {
		got, err := s.Record(t.Context(), p.ID)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(feed.AppendPostback(nil, p)), string(feed.AppendPostback(nil, got.Postback))); d != "" {
			t.Errorf("%s: %s", p.ID, d)
		}
	}
}

func TestSavingTwiceWritesNoPage(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	h := history(t, s, "a")
	requests, postbacks := samples(t)
	first := order.Batch{List: order.Requests, Requests: requests, Covered: order.Window{From: 1, To: clock}, At: clock, Position: order.Position{Tail: 5}}
	second := order.Batch{List: order.Postbacks, Postbacks: postbacks, Keep: true}
	save(t, h, first)
	save(t, h, second)
	before := fileSizes(t, dir)
	if got := save(t, h, first); got != (order.Saved{Unchanged: len(requests)}) {
		t.Errorf("requests again: %+v", got)
	}
	if got := save(t, h, second); got != (order.Saved{Unchanged: len(postbacks)}) {
		t.Errorf("postbacks again: %+v", got)
	}
	if d := cmp.Diff(before, fileSizes(t, dir)); d != "" {
		t.Errorf("saving the same again wrote: %s", d)
	}
}

// fileSizes gives size and time of change of the database and its log: a written page changes one of them.
func fileSizes(t *testing.T, dir string) map[string]string {
	t.Helper()
	sizes := map[string]string{}
	for _, name := range []string{store.File, store.File + "-wal"} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		sizes[name] = fmt.Sprint(info.Size(), " ", info.ModTime().UnixNano())
	}
	return sizes
}

func TestAnOlderStateNeverReplacesANewer(t *testing.T) {
	s := open(t, t.TempDir())
	h := history(t, s, "a")
	late := request("x", clock)
	late.UpdatedAt, late.OrderID = clock+10, "g-2"
	early := request("x", clock)
	early.OrderID = "g-1"
	save(t, h, order.Batch{List: order.Requests, Requests: []*order.Request{late}})
	if got := save(t, h, order.Batch{List: order.Requests, Requests: []*order.Request{early}}); got.Unchanged != 1 {
		t.Errorf("the older state: %+v", got)
	}
	if rec, err := s.Record(t.Context(), "x"); err != nil || rec.Request.OrderID != "g-2" {
		t.Errorf("held: %v %v", rec.Request, err)
	}
}

func TestOneBatchMayHoldARecordTwice(t *testing.T) {
	s := open(t, t.TempDir())
	h := history(t, s, "a")
	newer := request("x", clock)
	newer.UpdatedAt, newer.OrderID = clock+1, "g"
	got := save(t, h, order.Batch{List: order.Requests, Requests: []*order.Request{request("x", clock), newer, request("x", clock)}})
	rec, err := s.Record(t.Context(), "x")
	if err != nil || got.New != 1 || rec.Request.OrderID != "g" {
		t.Errorf("saved %+v, held %+v, %v", got, rec.Request, err)
	}
}

func TestARecordThatMovesInTimeIsListedOnce(t *testing.T) {
	s := open(t, t.TempDir())
	h := history(t, s, "a")
	save(t, h, order.Batch{List: order.Requests, Requests: []*order.Request{request("x", clock-5000), request("y", clock-3000)}})
	moved := request("x", clock-1000)
	save(t, h, order.Batch{List: order.Requests, Requests: []*order.Request{moved}})
	if got := listed(t, s, order.RequestFilter{}); got != "x y" {
		t.Errorf("listed %q", got)
	}
}

// listed gives the ids of a list, newest first.
func listed(t *testing.T, s *store.Store, f order.RequestFilter) string {
	t.Helper()
	var ids []string
	for {
		page, err := s.Requests(t.Context(), f, clock)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range page.Requests {
			ids = append(ids, r.ID)
		}
		if f.After = page.Next; f.After == "" {
			return strings.Join(ids, " ")
		}
	}
}

func TestIdsBelongToTheirSource(t *testing.T) {
	s := open(t, t.TempDir())
	for _, name := range []string{"a", "b"} {
		save(t, history(t, s, name), order.Batch{List: order.Requests, Requests: []*order.Request{request("x", clock)}})
	}
	if got := listed(t, s, order.RequestFilter{}); got != "x x" {
		t.Errorf("all sources: %q", got)
	}
	if got := listed(t, s, order.RequestFilter{Source: "b"}); got != "x" {
		t.Errorf("one source: %q", got)
	}
}

func TestMoreThan1024RecordsInAMillisecondKeepTheirMoment(t *testing.T) {
	s := open(t, t.TempDir())
	h := history(t, s, "a")
	var crowd []*order.Request
	for i := range 2500 {
		crowd = append(crowd, request(fmt.Sprintf("c%04d", i), clock))
	}
	save(t, h, order.Batch{List: order.Requests, Requests: append(crowd, request("before", clock-1), request("after", clock+1), request("later", clock+2))})
	cases := map[string]struct {
		window order.Window
		want   int
	}{
		"the crowded millisecond":  {order.Window{From: clock, To: clock + 1}, 2500},
		"the millisecond after":    {order.Window{From: clock + 1, To: clock + 2}, 1},
		"from the second after on": {order.Window{From: clock + 2}, 1},
		"up to the crowd":          {order.Window{To: clock}, 1},
		"everything":               {order.Window{}, 2503},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if got := len(strings.Fields(listed(t, s, order.RequestFilter{Window: c.window, Limit: 700}))); got != c.want {
				t.Errorf("listed %d, want %d", got, c.want)
			}
		})
	}
}

func TestPendingTurnsIntoNoAnswer(t *testing.T) {
	s := open(t, t.TempDir())
	h := history(t, s, "a")
	sent := func(id string, at order.Millis) *order.Request {
		r := request(id, at)
		r.Stages.Final, r.Stages.FinalIs, r.Stages.ResponseIs = &order.Message{Body: []byte("{}")}, "", order.NotReached
		return r
	}
	save(t, h, order.Batch{List: order.Requests, Requests: []*order.Request{sent("young", clock-order.Patience+1), sent("old", clock-order.Patience)}})
	cases := map[string]struct {
		f    order.RequestFilter
		want string
	}{
		"pending":              {order.RequestFilter{Outcomes: []order.Outcome{order.Pending}}, "young"},
		"no answer":            {order.RequestFilter{Outcomes: []order.Outcome{order.NoAnswer}}, "old"},
		"both":                 {order.RequestFilter{Outcomes: []order.Outcome{order.NoAnswer, order.Pending}}, "young old"},
		"accepted":             {order.RequestFilter{Outcomes: []order.Outcome{order.Accepted}}, ""},
		"failed at the answer": {order.RequestFilter{Stages: []order.Stage{order.Responded}}, "old"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if got := listed(t, s, c.f); got != c.want {
				t.Errorf("listed %q, want %q", got, c.want)
			}
		})
	}
	counts, err := s.CountRequests(t.Context(), []order.Millis{clock - 86_400_000, clock + 1}, nil, clock)
	if d := cmp.Diff([]map[order.Outcome]int{{order.Pending: 1, order.NoAnswer: 1}}, counts); err != nil || d != "" {
		t.Errorf("counts: %v %s", err, d)
	}
	page, err := s.Requests(t.Context(), order.RequestFilter{}, clock)
	if err != nil || page.Requests[0].Stages.Response != order.StageWaiting || page.Requests[0].Severity != order.SeverityInfo {
		t.Errorf("the young one: %+v %v", page.Requests[0], err)
	}
}

func TestListsAgreeWithTheRule(t *testing.T) {
	s := open(t, t.TempDir())
	h := history(t, s, "a")
	requests, postbacks := samples(t)
	save(t, h, order.Batch{List: order.Requests, Requests: requests})
	save(t, h, order.Batch{List: order.Postbacks, Postbacks: postbacks})
	byID := map[string]*order.Request{}
	for _, r := range requests {
		byID[r.ID] = r
	}
	page, err := s.Requests(t.Context(), order.RequestFilter{}, clock)
	if err != nil || len(page.Requests) != len(requests) || page.Total != len(requests) {
		t.Fatalf("%d of %d, total %d, %v", len(page.Requests), len(requests), page.Total, err)
	}
	for _, row := range page.Requests {
		r := byID[row.ID]
		if row.Outcome != r.Outcome(clock) || row.Severity != r.Severity(clock) || row.Stages != r.States(clock) || row.Customer != *r.Customer {
			t.Errorf("%s is listed as %+v", row.OrderReferenceID, row)
		}
	}
	cancels, err := s.Postbacks(t.Context(), order.PostbackFilter{Search: "order_cancelled"})
	if err != nil || len(cancels.Postbacks) != 1 || cancels.Postbacks[0].Severity != order.SeverityInfo || cancels.Postbacks[0].Status != "canceled" {
		t.Errorf("the cancelled order was asked for, so its postback is no warning: %+v %v", cancels.Postbacks, err)
	}
	orders, err := s.Order(t.Context(), " nl-10231 ", clock)
	if err != nil || len(orders.Requests) != 3 || len(orders.Postbacks) != 6 || orders.Reference != "NL-10231" {
		t.Errorf("order: %+v %v", orders, err)
	}
}

func TestLastNewsIsTheLatestPostbackOfTheOrder(t *testing.T) {
	s := open(t, t.TempDir())
	h := history(t, s, "a")
	news := func(id, event string, at order.Millis) *order.Postback {
		return &order.Postback{ID: id, OccurredAt: at, UpdatedAt: at, Direction: order.ToCustomer, Event: event,
			OrderReferenceID: "R-x", Customer: &order.Party{ID: "c1"}}
	}
	save(t, h, order.Batch{List: order.Requests, Requests: []*order.Request{request("x", clock)}})
	save(t, h, order.Batch{List: order.Postbacks, Postbacks: []*order.Postback{news("p2", "order_shipped", clock+20)}})
	save(t, h, order.Batch{List: order.Postbacks, Postbacks: []*order.Postback{news("p1", "order_received", clock+10)}})
	page, err := s.Requests(t.Context(), order.RequestFilter{}, clock)
	if err != nil || page.Requests[0].LastNews != (order.News{Kind: order.KindShipping, At: clock + 20}) {
		t.Errorf("last news: %+v %v", page.Requests[0].LastNews, err)
	}
}

func TestAReferenceOfTwoCustomersIsAmbiguous(t *testing.T) {
	s := open(t, t.TempDir())
	h := history(t, s, "a")
	other := request("y", clock)
	other.OrderReferenceID, other.Customer = "R-x", &order.Party{ID: "c2", Name: "Bokbil"}
	save(t, h, order.Batch{List: order.Requests, Requests: []*order.Request{request("x", clock), other}})
	_, err := s.Order(t.Context(), "R-x", clock)
	if d := cmp.Diff([]string{"Bokbil", "Nordlys"}, fault.Of(err).Params["candidates"]); !fault.Is(err, fault.Ambiguous) || d != "" {
		t.Errorf("%v %s", err, d)
	}
}

func TestTheFilesAreTheirOwnersAlone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, store.File), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	h := history(t, open(t, dir), "a")
	save(t, h, order.Batch{List: order.Requests, Requests: []*order.Request{request("x", clock)}})
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if info, err := e.Info(); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v %v", e.Name(), info.Mode(), err)
		}
	}
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("folder: %v %v", info.Mode(), err)
	}
}

func TestAFileThatIsNoHistoryIsLeftAlone(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, store.File)
	content := strings.Repeat("this is somebody's diary\n", 1000)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := store.Open(t.Context(), dir, func() order.Millis { return clock })
	if !fault.Is(err, fault.Corrupt) {
		t.Errorf("open: %v", err)
	}
	if got, _ := os.ReadFile(path); string(got) != content {
		t.Error("the file was changed")
	}
}

func TestALinkInPlaceOfTheHistoryIsRefused(t *testing.T) {
	dir, elsewhere := t.TempDir(), filepath.Join(t.TempDir(), "x")
	if err := os.Symlink(elsewhere, filepath.Join(dir, store.File)); err != nil {
		t.Fatal(err)
	}
	_, err := store.Open(t.Context(), dir, func() order.Millis { return clock })
	if _, gone := os.Stat(elsewhere); !fault.Is(err, fault.Invalid) || gone == nil {
		t.Errorf("open: %v", err)
	}
}

func TestACancelledCallWritesNothing(t *testing.T) {
	s := open(t, t.TempDir())
	h := history(t, s, "a")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := h.Save(ctx, order.Batch{List: order.Requests, Requests: []*order.Request{request("x", clock)}}); !fault.Is(err, fault.Cancelled) {
		t.Errorf("save: %v", err)
	}
	save(t, h, order.Batch{List: order.Requests, Requests: []*order.Request{request("y", clock)}})
	if got := listed(t, s, order.RequestFilter{}); got != "y" {
		t.Errorf("listed %q", got)
	}
}

// news is a postback that tests change.
func news(id string, at order.Millis) *order.Postback {
	return &order.Postback{ID: id, OccurredAt: at, UpdatedAt: at, Direction: order.FromPrinter, Event: "order_shipped"}
}

func TestPostbacksFindTheirOrderByTheGelatoIDOrWithoutACustomer(t *testing.T) {
	with := request("x", clock)
	with.OrderID = "g-1"
	byID, byRef, other := news("by-id", clock+10), news("by-ref", clock+20), news("other", clock+30)
	byID.OrderID, byRef.OrderReferenceID, other.OrderID = "g-1", "R-x", "g-2"
	lonely := request("lonely", clock+40)
	lonely.OrderReferenceID, lonely.OrderID = "", "g-3"
	requests := order.Batch{List: order.Requests, Requests: []*order.Request{with, lonely}}
	postbacks := order.Batch{List: order.Postbacks, Postbacks: []*order.Postback{byID, byRef, other}}
	for name, batches := range map[string][]order.Batch{"requests first": {requests, postbacks}, "postbacks first": {postbacks, requests}} {
		t.Run(name, func(t *testing.T) {
			s := open(t, t.TempDir())
			h := history(t, s, "a")
			for _, b := range batches {
				save(t, h, b)
			}
			for _, ref := range []string{"R-x", "g-1"} {
				o, err := s.Order(t.Context(), ref, clock)
				if err != nil || len(o.Requests) != 1 || len(o.Postbacks) != 2 || o.Reference != "R-x" {
					t.Errorf("%s: %d requests, %d postbacks, %q, %v", ref, len(o.Requests), len(o.Postbacks), o.Reference, err)
				}
			}
			for ref, want := range map[string]int{"g-2": 1, "g-3": 1} {
				o, err := s.Order(t.Context(), ref, clock)
				if err != nil || len(o.Requests)+len(o.Postbacks) != want {
					t.Errorf("%s: %d requests, %d postbacks, %v", ref, len(o.Requests), len(o.Postbacks), err)
				}
			}
			page, err := s.Requests(t.Context(), order.RequestFilter{}, clock)
			if err != nil || page.Requests[1].LastNews.Kind != order.KindShipping {
				t.Errorf("last news: %+v %v", page.Requests, err)
			}
		})
	}
}

func TestASourceThatWasNeverReadIsAGapAndFilesAreNone(t *testing.T) {
	s := open(t, t.TempDir())
	history(t, s, "never")
	if _, err := s.History(t.Context(), store.Source{Name: "files", Kind: "files"}); err != nil {
		t.Fatal(err)
	}
	got, err := s.CoverageOf(t.Context(), order.Window{}, "")
	if err != nil {
		t.Fatal(err)
	}
	gap := func(list order.List) order.Gap {
		return order.Gap{Source: "never", List: list, Window: order.Window{To: clock}, Why: order.NotYet}
	}
	want := order.Coverage{Lists: []order.Held{}, Gaps: []order.Gap{gap(order.Requests), gap(order.Postbacks)}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	h := history(t, s, "never")
	if err := h.Asked(t.Context(), order.Requests, order.Window{From: 1, To: clock}, 0, order.NotYet); err != nil {
		t.Fatal(err)
	}
	if got, err = s.CoverageOf(t.Context(), order.Window{}, ""); err != nil || len(got.Gaps) != 1 || got.Gaps[0].From != 1 {
		t.Errorf("once it was asked: %+v %v", got, err)
	}
}

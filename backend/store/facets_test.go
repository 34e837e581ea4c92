package store

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/order"
)

// furnished gives random requests connectors, templates and types.
func furnished(n int, seed uint64) []*order.Request {
	all, r := random(n, seed), rand.New(rand.NewPCG(seed, 9))
	for i, q := range all {
		q.ReceivedAt = testClock - order.Millis(i)*400_000 - order.Millis(r.IntN(50_000))
		q.Type = []order.RequestType{order.Submit, order.Submit, order.Cancel}[r.IntN(3)]
		q.Connector = []*order.Connector{nil, {ID: "k1", Name: "Shop One"}, {ID: "k2", Type: "ftp"}}[r.IntN(3)]
		q.Stages.Template = []*order.Template{nil, {Name: "Map, all"}, {Name: "mapping"}}[r.IntN(3)]
		if r.IntN(9) == 0 {
			q.Stages.Response = nil // unanswered, some still young
			q.Stages.Final = &order.Message{Body: []byte("{}")}
		}
	}
	return all
}

// chipsOfRequest are a request's values in the words of a query.
func chipsOfRequest(r *order.Request) map[string]string {
	values := map[string]string{"outcome": string(r.Outcome(testClock)), "customer": r.Customer.ID, "type": string(r.Type), "connector": "", "template": ""}
	if r.Connector != nil {
		if values["connector"] = r.Connector.Name; r.Connector.Name == "" {
			values["connector"] = r.Connector.ID
		}
	}
	if t := r.Stages.Template; t != nil {
		values["template"] = t.Name
	}
	return values
}

// wantedFacets counts by looking at every record.
func wantedFacets(all []*order.Request, w order.Window, asked map[string][]string) (map[string]map[string]int, int) {
	counts, total := map[string]map[string]int{}, 0
	for _, r := range all {
		if r.ReceivedAt < w.From || w.To != 0 && r.ReceivedAt >= w.To {
			continue
		}
		values, missing := chipsOfRequest(r), []string{}
		for key, of := range asked {
			if len(of) > 0 && !slices.Contains(of, values[key]) {
				missing = append(missing, key)
			}
		}
		if len(missing) == 0 {
			total++
		}
		for key, value := range values {
			if value != "" && (len(missing) == 0 || len(missing) == 1 && missing[0] == key) {
				if counts[key] == nil {
					counts[key] = map[string]int{}
				}
				counts[key][value]++
			}
		}
	}
	return counts, total
}

func countsOf(f order.Facets) map[string]map[string]int {
	counts := map[string]map[string]int{}
	for _, one := range f.Facets {
		for _, v := range one.Values {
			if counts[one.Key] == nil {
				counts[one.Key] = map[string]int{}
			}
			counts[one.Key][v.Value] = v.Count
		}
	}
	return counts
}

// queryOf writes what is asked as it is typed.
func queryOf(asked map[string][]string) string {
	var parts []string
	for key, values := range asked {
		for i, v := range values {
			values[i] = fmt.Sprintf("%q", v)
		}
		if len(values) > 0 {
			parts = append(parts, key+":"+strings.Join(values, ","))
		}
	}
	return strings.Join(parts, " ")
}

func TestChipsCountWhatLookingAtEveryRecordCounts(t *testing.T) {
	s, h := openInside(t, t.TempDir())
	all := furnished(700, 5)
	if _, err := h.Save(t.Context(), order.Batch{List: order.Requests, Requests: all}); err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(5, 5))
	for round := range 120 {
		if round == 60 { // what is kept of days must not outlive their records' change
			for i := range 90 {
				c := *all[i*5]
				c.UpdatedAt, c.Stages.Response = c.UpdatedAt+1, &order.Response{Status: new(409)}
				c.Stages.Template = &order.Template{Name: "new one"}
				all[i*5] = &c
			}
			if _, err := h.Save(t.Context(), order.Batch{List: order.Requests, Requests: all}); err != nil {
				t.Fatal(err)
			}
		}
		asked := map[string][]string{
			"outcome": pick(r, "accepted", "rejected", "pending", "no_answer"), "customer": pick(r, "c0", "c1", "c2"), "type": pick(r, "submit", "cancel"),
			"connector": pick(r, "Shop One", "k2"), "template": pick(r, "Map, all", "mapping", "new one"),
		}
		var f order.RequestFilter
		if r.IntN(2) == 0 {
			f.Window = order.Window{From: testClock - order.Millis(r.IntN(300))*1_000_000}
		}
		if r.IntN(3) == 0 {
			f.Window.To = testClock - order.Millis(r.IntN(100))*1_000_000
		}
		want, total := wantedFacets(all, f.Window, asked)
		f.Search = queryOf(asked)
		got, err := s.RequestFacets(t.Context(), f, testClock, time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, countsOf(got)); d != "" || !got.Complete || got.Total != total {
			t.Fatalf("%s in %v: %d of %d, complete %v\n%s", f.Search, f.Window, got.Total, total, got.Complete, d)
		}
		page, err := s.Requests(t.Context(), f, testClock)
		if err != nil {
			t.Fatal(err)
		}
		if page.Total != -1 && page.Total != total || page.Next == "" && len(page.Requests) != total {
			t.Fatalf("%s in %v: the list says %d, its chips %d", f.Search, f.Window, page.Total, total)
		}
		days, chips, err := s.requestChips(t.Context(), f, testClock, time.Minute)
		if n, failed := s.totalOfDays(t.Context(), days, chips); err != nil || failed != nil || n != total {
			t.Fatalf("%s in %v: its days have %d, not %d: %v %v", f.Search, f.Window, n, total, err, failed)
		}
	}
	if kept := query[int](t, s, "SELECT count(*) FROM day_facets"); kept == 0 {
		t.Error("nothing is kept of days that were counted")
	}
}

func TestChipsCountWhatATextLeaves(t *testing.T) {
	s, h := openInside(t, t.TempDir())
	all := furnished(200, 8)
	if _, err := h.Save(t.Context(), order.Batch{List: order.Requests, Requests: all}); err != nil {
		t.Fatal(err)
	}
	f := order.RequestFilter{Search: `malmö status:400 type:submit`}
	page, err := s.Requests(t.Context(), f, testClock)
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.RequestFacets(t.Context(), f, testClock, time.Minute)
	if err != nil || !got.Complete || got.Total != len(page.Requests) || got.Total == 0 {
		t.Fatalf("%d counted, %d listed: %v", got.Total, len(page.Requests), err)
	}
	days, chips, err := s.requestChips(t.Context(), f, testClock, time.Minute)
	if n, failed := s.totalOfDays(t.Context(), days, chips); err != nil || failed != nil || n != -1 {
		t.Errorf("days know how many have a text in them: %d, %v %v", n, err, failed)
	}
	none, err := s.RequestFacets(t.Context(), f, testClock, 0)
	if err != nil || none.Complete {
		t.Errorf("without time it says that all is counted: %+v %v", none, err)
	}
}

func TestPostbacksAreCountedByKindResultAndCustomer(t *testing.T) {
	s, h := openInside(t, t.TempDir())
	var all []*order.Postback
	for i := range 60 {
		p := &order.Postback{ID: fmt.Sprintf("p%d", i), OccurredAt: testClock - order.Millis(i)*3_000_000, Direction: order.ToCustomer, Event: "shipped",
			Customer: &order.Party{ID: fmt.Sprintf("c%d", i%3), Name: "Twins"}}
		if i%2 == 0 {
			p.Direction, p.Event = order.FromPrinter, "produced"
		}
		all = append(all, p)
	}
	if _, err := h.Save(t.Context(), order.Batch{List: order.Postbacks, Postbacks: all}); err != nil {
		t.Fatal(err)
	}
	got, err := s.PostbackFacets(t.Context(), order.PostbackFilter{Search: "direction:from_printer"}, testClock, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	counts := countsOf(got)
	want := map[string]int{"from_printer": 30, "to_customer": 30}
	if d := cmp.Diff(want, counts["direction"]); d != "" || got.Total != 30 {
		t.Errorf("%d: %s", got.Total, d)
	}
	if d := cmp.Diff(map[string]int{"c0": 10, "c1": 10, "c2": 10}, counts["customer"]); d != "" {
		t.Errorf("customers of one name are told apart by their ids: %s", d)
	}
}

func TestARecordOfBeforeGetsItsTemplate(t *testing.T) {
	dir := t.TempDir()
	s, h := openInside(t, dir)
	if _, err := h.Save(t.Context(), order.Batch{List: order.Requests, Requests: furnished(50, 4)}); err != nil {
		t.Fatal(err)
	}
	f := order.RequestFilter{Search: "template:MAPPING"}
	before, err := s.Requests(t.Context(), f, testClock)
	if err != nil || len(before.Requests) == 0 {
		t.Fatalf("%d found: %v", len(before.Requests), err)
	}
	for _, forget := range []string{"UPDATE requests SET template = 0", "DELETE FROM templates", "UPDATE clues SET version = 1"} {
		if err := s.writer.exec(t.Context(), forget); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	again, _ := openInside(t, dir)
	after, err := again.Requests(t.Context(), f, testClock)
	if err != nil || len(after.Requests) != len(before.Requests) {
		t.Errorf("%d found, %d before: %v", len(after.Requests), len(before.Requests), err)
	}
}

func TestTheNearestRecordOnEachSideIsFound(t *testing.T) {
	s, h := openInside(t, t.TempDir())
	all := furnished(100, 6)
	if _, err := h.Save(t.Context(), order.Batch{List: order.Requests, Requests: all}); err != nil {
		t.Fatal(err)
	}
	w := order.Window{From: testClock - 20_000_000, To: testClock - 19_000_000}
	for _, search := range []string{"", "type:cancel", "malmö type:cancel customer:c1"} {
		var want order.Nearest
		for _, r := range all { // the newest first
			of := chipsOfRequest(r)
			if strings.Contains(search, "type:") && of["type"] != "cancel" || strings.Contains(search, "c1") && of["customer"] != "c1" {
				continue
			}
			if r.ReceivedAt >= w.To {
				want.After = r.ReceivedAt
			}
			if r.ReceivedAt < w.From && want.Before == 0 {
				want.Before = r.ReceivedAt
			}
		}
		got, err := s.NearestRequest(t.Context(), order.RequestFilter{Window: w, Search: search}, testClock, time.Minute)
		if err != nil || got != want {
			t.Errorf("%q: %+v, want %+v: %v", search, got, want, err)
		}
	}
	alone, err := s.NearestRequest(t.Context(), order.RequestFilter{Window: w, Search: "nobody wrote that"}, testClock, time.Minute)
	if err != nil || alone != (order.Nearest{}) {
		t.Errorf("%+v %v", alone, err)
	}
}

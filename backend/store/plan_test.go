package store

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/order"
)

// pick chooses some of the values, or none.
func pick[T any](r *rand.Rand, values ...T) []T {
	var some []T
	for _, v := range values {
		if r.IntN(3) == 0 {
			some = append(some, v)
		}
	}
	return some
}

func has[T comparable](set []T, value T) bool { return len(set) == 0 || slices.Contains(set, value) }

// wantedRequests is what a filter leaves, newest first, by looking at every record.
func wantedRequests(all []*order.Request, f order.RequestFilter) []string {
	var left []*order.Request
	for _, r := range all {
		failed := len(f.Stages) == 0
		for _, stage := range f.Stages {
			failed = failed || firstFailed(r.States(testClock)) == stage
		}
		if failed && has(f.Outcomes, r.Outcome(testClock)) && has(f.Types, r.Type) && has(f.Customers, r.Customer.ID) &&
			r.ReceivedAt >= f.Window.From && (f.Window.To == 0 || r.ReceivedAt < f.Window.To) {
			left = append(left, r)
		}
	}
	slices.SortFunc(left, func(a, b *order.Request) int { return int(b.ReceivedAt - a.ReceivedAt) })
	ids := []string{}
	for _, r := range left {
		ids = append(ids, r.ID)
	}
	return ids
}

func firstFailed(s order.StageStates) order.Stage {
	for _, stage := range order.AllStages {
		if s.Of(stage) == order.StageFailed {
			return stage
		}
	}
	return ""
}

func TestAnyFilterGivesWhatLookingAtEveryRecordGives(t *testing.T) {
	s, h := openInside(t, t.TempDir())
	all, r := random(500, 31), rand.New(rand.NewPCG(31, 2))
	for i, q := range all {
		q.ReceivedAt = testClock - order.Millis(i)*60_000 - order.Millis(r.IntN(50_000)) // no two at the same moment
		q.Type = []order.RequestType{order.Submit, order.Submit, order.Submit, order.Cancel}[r.IntN(4)]
		if r.IntN(9) == 0 {
			q.Stages.Response, q.Stages.Final = nil, &order.Message{Body: []byte("{}")} // unanswered, some still young
		}
	}
	if _, err := h.Save(t.Context(), order.Batch{List: order.Requests, Requests: all}); err != nil {
		t.Fatal(err)
	}
	for range 300 {
		f := order.RequestFilter{
			Outcomes:  pick(r, order.Accepted, order.Rejected, order.HandoffFailed, order.NoAnswer, order.Pending),
			Types:     pick(r, order.Submit, order.Cancel),
			Customers: pick(r, "c0", "c1", "c2"),
			Stages:    pick(r, order.Responded, order.Templated),
			Limit:     1 + r.IntN(40),
		}
		if r.IntN(2) == 0 {
			f.Window = order.Window{From: testClock - order.Millis(r.IntN(500))*60_000}
			f.Window.To = f.Window.From + order.Millis(r.IntN(300))*60_000 + 1
		}
		want := wantedRequests(all, f)
		got, total := []string{}, -1
		for page, more := 0, true; more; page++ {
			p, err := s.Requests(t.Context(), f, testClock)
			if err != nil {
				t.Fatal(err)
			}
			if page == 0 {
				total = p.Total
			}
			for _, row := range p.Requests {
				got = append(got, row.ID)
			}
			f.After, more = p.Next, p.Next != ""
		}
		if d := cmp.Diff(want, got); d != "" || total != len(want) {
			t.Fatalf("%+v: total %d of %d %s", f, total, len(want), d)
		}
		f.After, f.Uncounted = "", true
		p, err := s.Requests(t.Context(), f, testClock)
		if err != nil || p.Next != "" && p.Total != -1 || p.Next == "" && p.Total != len(want) {
			t.Fatalf("%+v: uncounted, the page says %d, %v", f, p.Total, err)
		}
		if apart, err := s.RequestTotal(t.Context(), f, testClock); err != nil || apart != len(want) {
			t.Fatalf("%+v: counted apart, %d of %d, %v", f, apart, len(want), err)
		}
	}
}

func TestAPageThatIsNotFullWithinItsTimeSaysWhereToGoOn(t *testing.T) {
	s, h := openInside(t, t.TempDir())
	if _, err := h.Save(t.Context(), order.Batch{List: order.Requests, Requests: random(600, 33)}); err != nil {
		t.Fatal(err)
	}
	f := order.RequestFilter{Search: "nothing-has-this-text"}
	looks, down := 0, testClock+1
	for more := true; more; looks++ {
		page, err := s.RequestsWithin(t.Context(), f, testClock, time.Nanosecond)
		if err != nil || len(page.Requests) > 0 {
			t.Fatal(page, err)
		}
		if page.Next != "" && (page.Down <= 0 || page.Down > down) || page.Next == "" && page.Down != 0 {
			t.Fatalf("looked down to %v, after %v", page.Down, down)
		}
		down = page.Down
		f.After, more = page.Next, page.Next != ""
	}
	if looks < 3 {
		t.Errorf("all was looked at in %d goes", looks)
	}
}

func TestAWalkMeetsEachRecordOnceHoweverLongItIs(t *testing.T) {
	s, h := openInside(t, t.TempDir())
	if _, err := h.Save(t.Context(), order.Batch{List: order.Requests, Requests: random(100, 37)}); err != nil {
		t.Fatal(err)
	}
	p := newPlan(totals{list: order.Requests, mixes: map[mix]int{{customer: everyone}: 100}}, nil, where{})
	p.below = 1 << 62
	walk, err := s.newWalk(t.Context(), p, 0)
	if err != nil {
		t.Fatal(err)
	}
	climb, err := s.newClimb(t.Context(), p, 0)
	if err != nil {
		t.Fatal(err)
	}
	for name, way := range map[string]stretch{"down": walk, "up": climb} {
		seen := map[int64]bool{}
		for steps := 0; !way.ended() && steps < 200; steps++ {
			ids, err := way.next(t.Context(), 1)
			if err != nil {
				t.Fatal(err)
			}
			for _, id := range ids {
				if seen[id] {
					t.Fatalf("%s: record %d came twice", name, id)
				}
				seen[id] = true
			}
		}
		if len(seen) != 100 || !way.ended() {
			t.Errorf("%s: %d of 100 records were met", name, len(seen))
		}
	}
}

func TestOfRecordsThatLieApartOnlyFewAreLookedAtAtOnce(t *testing.T) {
	s, h := openInside(t, t.TempDir())
	all := random(3*fewRows, 36)
	for i, q := range all {
		if q.Customer = (&order.Party{ID: []string{"mine", "mine", "other"}[i%3]}); q.Customer.ID == "mine" {
			q.Stages.Response, q.Stages.Final = nil, &order.Message{Body: []byte("{}")} // none of them was accepted
		}
	}
	if _, err := h.Save(t.Context(), order.Batch{List: order.Requests, Requests: all}); err != nil {
		t.Fatal(err)
	}
	first := func(search string) (next string) {
		page, err := s.RequestsWithin(t.Context(), order.RequestFilter{Customers: []string{"mine"}, Search: search}, testClock, time.Nanosecond)
		if err != nil || len(page.Requests) > 0 {
			t.Fatal(page, err)
		}
		return page.Next
	}
	if first("status:299") == "" {
		t.Error("the rows of all of a customer's requests were looked up before anything could be said")
	}
	if first("outcome:accepted") != "" {
		t.Error("what the index answers by itself was looked at bit by bit")
	}
}

func TestListsAreReadAlongAnIndexAndNeverSorted(t *testing.T) {
	s, h := openInside(t, t.TempDir())
	if _, err := h.Save(t.Context(), order.Batch{List: order.Requests, Requests: random(200, 34)}); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Save(t.Context(), order.Batch{List: order.Postbacks, Postbacks: news(200, 35)}); err != nil {
		t.Fatal(err)
	}
	var plans []plan
	for _, f := range []order.RequestFilter{
		{}, {Outcomes: []order.Outcome{order.Rejected}}, {Outcomes: []order.Outcome{order.Rejected, order.Pending}}, {Customers: []string{"c0"}},
		{Customers: []string{"c0", "c1"}}, {Types: []order.RequestType{order.Cancel}}, {Stages: []order.Stage{order.Responded}},
		{Customers: []string{"c0"}, Outcomes: []order.Outcome{order.Accepted}}, {Search: "ref:O-1"}, {Search: "status>=500"},
	} {
		q, err := s.requestQuery(t.Context(), &f, testClock)
		if err != nil {
			t.Fatal(err)
		}
		plans = append(plans, q.plan)
	}
	for _, f := range []order.PostbackFilter{
		{}, {Kinds: []order.Kind{order.KindError}}, {Kinds: order.AllKinds}, {Customers: []string{"c1"}}, {Results: []order.Result{order.ResultFailed}},
		{Directions: []order.Direction{order.ToCustomer}}, {Customers: []string{"c1", "c2"}, Kinds: []order.Kind{order.KindShipping}},
	} {
		q, err := s.postbackQuery(t.Context(), &f)
		if err != nil {
			t.Fatal(err)
		}
		plans = append(plans, q.plan)
	}
	for _, p := range plans {
		query, args := p.query(p.from, p.below, 50)
		if strings.Contains(query, "OFFSET") {
			t.Errorf("%s skips its way", query)
		}
		rows, err := s.readers.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+query, args...)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var id, parent, unused int
			var detail string
			if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
				t.Fatal(err)
			}
			if strings.Contains(detail, "TEMP B-TREE") || strings.Contains(detail, "_bodies") {
				t.Errorf("%s: %s", query, detail)
			}
		}
		_ = rows.Close()
	}
}

func TestWhatIsAskedForTwiceIsListedOnceAndWhatIsLeftOutWhollyIsNot(t *testing.T) {
	s, h := openInside(t, t.TempDir())
	if _, err := h.Save(t.Context(), order.Batch{List: order.Postbacks, Postbacks: news(80, 3)}); err != nil {
		t.Fatal(err)
	}
	once, err := s.Postbacks(t.Context(), order.PostbackFilter{Kinds: []order.Kind{order.KindShipping}})
	if err != nil || once.Total == 0 {
		t.Fatalf("%d, %v", once.Total, err)
	}
	twice, err := s.Postbacks(t.Context(), order.PostbackFilter{Kinds: []order.Kind{order.KindShipping, order.KindShipping}})
	if d := cmp.Diff(once, twice); err != nil || d != "" {
		t.Errorf("%v %s", err, d)
	}
	none, err := s.Postbacks(t.Context(), order.PostbackFilter{Search: "-kind:received,production,shipping,delivery,error,other"})
	if err != nil || len(none.Postbacks) != 0 || none.Total != 0 {
		t.Errorf("%d of %d, %v", len(none.Postbacks), none.Total, err)
	}
}

func TestARecordThatClaimsToBeOlderThanTimeHarmsNoOther(t *testing.T) {
	s, h := openInside(t, t.TempDir())
	all := random(30, 8)
	status := 400
	all[3].ReceivedAt, all[3].Stages.Response = -4*msPerHour-7, &order.Response{Status: &status}
	all[4].ReceivedAt = -62_135_596_800_000
	if _, err := h.Save(t.Context(), order.Batch{List: order.Requests, Requests: all}); err != nil {
		t.Fatal(err)
	}
	page, err := s.Requests(t.Context(), order.RequestFilter{Limit: 10}, testClock)
	if err != nil || page.Total != 28 || page.Total != len(read(t, s, order.RequestFilter{})) {
		t.Errorf("total %d, %v", page.Total, err)
	}
	if _, err := h.Save(t.Context(), order.Batch{List: order.Requests, Requests: random(5, 9)}); err != nil {
		t.Error(err)
	}
}

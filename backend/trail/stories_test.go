package trail_test

import (
	"flag"
	"net/http/httptest"
	"testing"

	"ordertrail/backend/compare"
	"ordertrail/backend/demo"
	"ordertrail/backend/diagnose"
	"ordertrail/backend/order"
	"ordertrail/backend/trail"
)

var told = flag.Int("told", 400, "how many orders the history has in which the stories are looked for")

// staged opens a history that was synced from a made-up one, and gives its stories.
func staged(t testing.TB, n int, now order.Millis) (*trail.Trail, []demo.Story) {
	t.Helper()
	return stagedIn(t, t.TempDir(), n, now)
}

func stagedIn(t testing.TB, dir string, n int, now order.Millis) (*trail.Trail, []demo.Story) {
	t.Helper()
	h, err := demo.New(demo.Options{Requests: n, Seed: 11, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	clock := func() order.Millis { return now }
	server := httptest.NewServer(demo.Handler(h, demo.ServerOptions{Now: clock}))
	t.Cleanup(server.Close)
	tr, err := trail.Open(t.Context(), trail.Options{Dir: dir, Now: clock,
		Env: func(name string) string { return map[string]string{"ORDERTRAIL_API_KEY": "demo:demo"}[name] }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tr.Close() })
	if _, err := tr.Sync(t.Context(), trail.SyncOptions{URL: server.URL}); err != nil {
		t.Fatal(err)
	}
	return tr, h.Stories(now)
}

func TestEveryPlantedStoryGetsItsVerdict(t *testing.T) {
	const now order.Millis = 1_795_000_000_000
	tr, stories := staged(t, *told, now)
	wrong := 0
	for _, s := range stories {
		q := trail.Question{Scenario: diagnose.Scenario(s.Scenario), Reference: s.Order}
		if s.Verdict == string(diagnose.AsOrdered) {
			q.Said.Got = []diagnose.Said{{Field: compare.WatchFrontFile, Value: swapped(t, tr, s.Order)}}
		}
		got, err := tr.Diagnose(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		if string(got.Verdict) != s.Verdict {
			wrong++
			t.Errorf("%s %s: %s (%s), want %s: %s", s.Scenario, s.Order, got.Verdict, got.Confidence, s.Verdict, s.Says)
		}
		readable(t, got)
		resolves(t, tr, got)
	}
	if len(stories) < 50 {
		t.Errorf("only %d stories are told", len(stories))
	}
	t.Logf("%d of %d stories get their verdict", len(stories)-wrong, len(stories))
}

// swapped is the file that an order names for its front, which is that of its back.
func swapped(t *testing.T, tr *trail.Trail, ref string) string {
	t.Helper()
	o, err := tr.Order(t.Context(), ref, "")
	if err != nil {
		t.Fatal(err)
	}
	rec, err := tr.Record(t.Context(), o.Requests[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	v, err := compare.NewVocabulary()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range v.Of(&rec.Request.Stages).Courses() {
		if c.Field == compare.WatchFrontFile {
			return c.Seen[0].Value
		}
	}
	t.Fatalf("%s names no front file", ref)
	return ""
}

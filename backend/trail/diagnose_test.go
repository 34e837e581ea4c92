package trail_test

import (
	"encoding/json"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"ordertrail/backend/compare"
	"ordertrail/backend/diagnose"
	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/trail"
)

// asOf is when the samples are judged.
const asOf order.Millis = 1_794_812_400_000 // 2026-11-16T07:00:00Z

// sampled opens a history that was synced from the samples, as of asOf.
func sampled(t *testing.T, windows ...order.Window) *trail.Trail {
	t.Helper()
	server := httptest.NewServer(newSampleFeed(t))
	t.Cleanup(server.Close)
	tr, err := trail.Open(t.Context(), trail.Options{Dir: t.TempDir(), Now: func() order.Millis { return asOf },
		Env: func(name string) string { return map[string]string{"ORDERTRAIL_API_KEY": "key:canary-secret"}[name] }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tr.Close() })
	if len(windows) == 0 {
		windows = []order.Window{{}}
	}
	for _, w := range windows {
		if _, err := tr.Sync(t.Context(), trail.SyncOptions{URL: server.URL + "/base", From: w.From, To: w.To}); err != nil {
			t.Fatal(err)
		}
	}
	return tr
}

// expected reads the verdicts that the guides must give of the samples.
func expected(t *testing.T) map[diagnose.Scenario]map[string]diagnose.Verdict {
	t.Helper()
	text, err := os.ReadFile("testdata/expected-verdicts.json")
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]json.RawMessage
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	out := map[diagnose.Scenario]map[string]diagnose.Verdict{}
	for _, s := range diagnose.AllScenarios {
		out[s] = map[string]diagnose.Verdict{}
		list := out[s]
		if err := json.Unmarshal(all[string(s)], &list); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func TestTheGuidesGiveTheVerdictsOfTheSamples(t *testing.T) {
	tr := sampled(t)
	for scenario, verdicts := range expected(t) {
		for ref, want := range verdicts {
			q := trail.Question{Scenario: scenario, Reference: ref}
			if want == diagnose.AsOrdered {
				q.Said.Expect = []diagnose.Said{{Field: compare.WatchFrontFile, Value: "https://art.nordlys.example/x-front.pdf"}}
				q.Said.Got = []diagnose.Said{{Field: compare.WatchFrontFile, Value: "https://art.nordlys.example/x-back.pdf"}}
			}
			got, err := tr.Diagnose(t.Context(), q)
			if err != nil {
				t.Fatalf("%s %s: %v", scenario, ref, err)
			}
			sure := diagnose.Certain
			if want == diagnose.NoData {
				sure = diagnose.CannotTell
			}
			if got.Verdict != want || got.Confidence != sure {
				t.Errorf("%s %s: %s (%s), want %s (%s)", scenario, ref, got.Verdict, got.Confidence, want, sure)
			}
			readable(t, got)
			resolves(t, tr, got)
		}
	}
}

// spoken are the words of every language; they take longer to read than a case to judge.
var spoken = sync.OnceValue(func() []*diagnose.Words {
	var all []*diagnose.Words
	for _, lang := range diagnose.Languages() {
		all = append(all, diagnose.NewWords(lang, time.UTC))
	}
	return all
})

// readable holds that everything said of a case is said in every language, with all its blanks filled.
func readable(t *testing.T, d trail.Diagnosis) {
	t.Helper()
	for _, w := range spoken() {
		said := []string{w.Say(d.Conclusion), w.Say(d.Next)}
		for _, l := range diagnose.AllLengths {
			said = append(said, w.Reply(d.Report, l, asOf))
		}
		for _, s := range d.Steps {
			said = append(said, w.Asks(d.Scenario, s.ID), w.Say(s.Says))
		}
		for _, text := range said {
			if text == "" || strings.Contains(text, "<no value>") || strings.Contains(text, "verdict.") {
				t.Errorf("%s of %s: %q", d.Verdict, d.Reference, text)
			}
		}
	}
}

// resolves holds that every place that a sentence rests on is in a stored record.
func resolves(t *testing.T, tr *trail.Trail, d trail.Diagnosis) {
	t.Helper()
	rest := []diagnose.Pointer{}
	for _, s := range d.Steps {
		rest = append(rest, s.Evidence...)
	}
	for _, h := range d.Course {
		rest = append(rest, h.On)
	}
	for _, p := range rest {
		rec, err := tr.Record(t.Context(), p.ID)
		if err != nil {
			t.Errorf("%s of %s rests on %s: %v", d.Verdict, d.Reference, p.ID, err)
			continue
		}
		if p.Stage != "" && (rec.Request == nil || !holdsStage(rec.Request, p.Stage)) {
			t.Errorf("%s of %s rests on a stage that is not there: %s", d.Verdict, d.Reference, p)
		}
		if p.Attempt > 0 && (rec.Postback == nil || rec.Postback.Tries() < p.Attempt) {
			t.Errorf("%s of %s rests on a try that was not made: %s", d.Verdict, d.Reference, p)
		}
	}
}

func holdsStage(r *order.Request, s order.Stage) bool {
	return map[order.Stage]bool{order.Original: r.Stages.Original != nil, order.Templated: r.Stages.Template != nil,
		order.Final: r.Stages.Final != nil, order.Responded: r.Stages.Response != nil}[s]
}

func TestAnOrderIsFoundByWhateverNamesIt(t *testing.T) {
	tr := sampled(t)
	for what, ref := range map[string]string{
		"its reference":            " nl-10231 ",
		"Gelato's id":              "85b90a52-f436-503c-9142-a03a87a08d13",
		"the reference of an item": "NL-10231-1",
	} {
		d, err := tr.Diagnose(t.Context(), trail.Question{Scenario: diagnose.Disappeared, Reference: ref})
		if err != nil || d.Verdict != diagnose.Complete || d.Reference != "NL-10231" {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestATextThatSeveralOrdersHoldNamesThem(t *testing.T) {
	tr := sampled(t)
	_, err := tr.Diagnose(t.Context(), trail.Question{Scenario: diagnose.Disappeared, Reference: "press-north.example"})
	if !fault.Is(err, fault.Ambiguous) {
		t.Fatal(err)
	}
	if candidates, _ := fault.Of(err).Params["candidates"].([]string); len(candidates) < 2 {
		t.Errorf("candidates: %v", candidates)
	}
}

func TestAPieceOfAReferenceIsNotTheOrder(t *testing.T) {
	d, err := sampled(t).Diagnose(t.Context(), trail.Question{Scenario: diagnose.Disappeared, Reference: "NL-1023"})
	if err != nil || d.Verdict != diagnose.NotReceived {
		t.Errorf("%v: %v", d.Report, err)
	}
}

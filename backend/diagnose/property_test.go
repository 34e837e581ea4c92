package diagnose_test

import (
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"pgregory.net/rapid"

	"ordertrail/backend/diagnose"
	"ordertrail/backend/order"
)

// scenes are the evidence of all golden cases, without the holes that some have.
func scenes(t *testing.T) []diagnose.Evidence {
	t.Helper()
	files, err := filepath.Glob("testdata/guides/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var all []diagnose.Evidence
	for _, path := range files {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		lines := slices.DeleteFunc(strings.Split(part(archive, "records"), "\n"), func(line string) bool { return strings.HasPrefix(line, "hole") || strings.HasPrefix(line, "erased") })
		all = append(all, newScene(t, strings.Join(lines, "\n")).e)
	}
	return all
}

// sureness orders the confidences.
func sureness(c diagnose.Confidence) int { return -slices.Index(diagnose.AllConfidences, c) }

// denials are the verdicts that say that something is not there.
var denials = []diagnose.Verdict{diagnose.NotReceived, diagnose.AcceptedSilent, diagnose.NotExpected, diagnose.NotShippedYet, diagnose.NoTrigger,
	diagnose.Partial, diagnose.AcceptedUnconfirmed, diagnose.NoAnswer, diagnose.NeverSent, diagnose.NeverProduced}

// ofNews are those that deny news only: that a request is missing takes nothing from them.
var ofNews = []diagnose.Verdict{diagnose.AcceptedSilent, diagnose.NotShippedYet, diagnose.NoTrigger, diagnose.Partial, diagnose.AcceptedUnconfirmed}

// proofs are what nothing that is missing could change: the printer's side has spoken of the order.
var proofs = []diagnose.Verdict{diagnose.Confirmed, diagnose.ConfirmedAfterTimeout}

var begins, ends = order.Millis(1_793_491_200_000), order.Millis(1_794_812_400_000) // 2026-11-01T00:00Z, 2026-11-16T07:00Z

func drawHole(t *rapid.T) (order.List, order.Window) {
	from := begins + order.Millis(rapid.Int64Range(0, int64(ends-begins-diagnose.Hour)).Draw(t, "from"))
	w := order.Window{From: from, To: min(ends, from+diagnose.Hour*order.Millis(rapid.IntRange(1, 72).Draw(t, "hours")))}
	return rapid.SampledFrom([]order.List{order.Requests, order.Postbacks}).Draw(t, "list"), w
}

func TestTakingCoverageAwayNeverMakesAVerdictSurer(t *testing.T) {
	all := scenes(t)
	rapid.Check(t, func(t *rapid.T) {
		e := rapid.SampledFrom(all).Draw(t, "scene")
		s := rapid.SampledFrom(diagnose.AllScenarios).Draw(t, "scenario")
		before := diagnose.Diagnose(s, e)
		list, w := drawHole(t)
		e.Coverage = punched(e.Coverage, list, w)
		after := diagnose.Diagnose(s, e)
		if sureness(after.Confidence) > sureness(before.Confidence) {
			t.Fatalf("%s (%s) became %s (%s)", before.Verdict, before.Confidence, after.Verdict, after.Confidence)
		}
		if after.Verdict != before.Verdict && after.Verdict != diagnose.NoData {
			t.Fatalf("%s became %s by a hole", before.Verdict, after.Verdict)
		}
	})
}

func TestTakingARecordAwayWithItsWindowNeverMakesADenialNorCertainty(t *testing.T) {
	all := slices.DeleteFunc(scenes(t), func(e diagnose.Evidence) bool { return len(e.Requests)+len(e.Postbacks) == 0 })
	rapid.Check(t, func(t *rapid.T) {
		e := rapid.SampledFrom(all).Draw(t, "scene")
		s := rapid.SampledFrom(diagnose.AllScenarios).Draw(t, "scenario")
		before := diagnose.Diagnose(s, e)
		n := rapid.IntRange(0, len(e.Requests)+len(e.Postbacks)-1).Draw(t, "record")
		news := n >= len(e.Requests)
		e = without(e, n)
		after := diagnose.Diagnose(s, e)
		if slices.Contains(denials, after.Verdict) && (news || !slices.Contains(ofNews, after.Verdict)) {
			t.Fatalf("%s became the denial %s (%s)", before.Verdict, after.Verdict, after.Confidence)
		}
		if after.Confidence == diagnose.Certain && before.Confidence != diagnose.Certain && !slices.Contains(proofs, after.Verdict) {
			t.Fatalf("%s (%s) became certain: %s", before.Verdict, before.Confidence, after.Verdict)
		}
	})
}

// without takes a record away, and an hour around it out of what is held.
func without(e diagnose.Evidence, n int) diagnose.Evidence {
	around := func(at order.Millis) order.Window {
		return order.Window{From: at - diagnose.Hour, To: at + diagnose.Hour}
	}
	if n < len(e.Requests) {
		e.Coverage = punched(e.Coverage, order.Requests, around(e.Requests[n].ReceivedAt))
		e.Requests = slices.Delete(slices.Clone(e.Requests), n, n+1)
		return e
	}
	n -= len(e.Requests)
	e.Coverage = punched(e.Coverage, order.Postbacks, around(e.Postbacks[n].OccurredAt))
	e.Postbacks = slices.Delete(slices.Clone(e.Postbacks), n, n+1)
	return e
}

func TestTheSameRecordsGiveTheSameWordsInWhateverOrderTheyCome(t *testing.T) {
	dice := rand.New(rand.NewPCG(1, 2))
	for _, e := range scenes(t) {
		for _, s := range diagnose.AllScenarios {
			want := said(diagnose.Diagnose(s, e))
			shuffled := e
			shuffled.Requests, shuffled.Postbacks = slices.Clone(e.Requests), slices.Clone(e.Postbacks)
			dice.Shuffle(len(shuffled.Requests), func(i, j int) {
				shuffled.Requests[i], shuffled.Requests[j] = shuffled.Requests[j], shuffled.Requests[i]
			})
			dice.Shuffle(len(shuffled.Postbacks), func(i, j int) {
				shuffled.Postbacks[i], shuffled.Postbacks[j] = shuffled.Postbacks[j], shuffled.Postbacks[i]
			})
			if got := said(diagnose.Diagnose(s, shuffled)); got != want {
				t.Fatalf("%s\nthen\n%s", want, got)
			}
		}
	}
}

func said(r *diagnose.Report) string {
	w := spoken()["en"]
	return written(r) + w.Reply(r, diagnose.Mail, ends) + w.Reply(r, diagnose.Technical, ends)
}

// TestAHoleTurnsNeverIntoCannotTell punches holes of every kind into orders of which each guide denies something.
func TestAHoleTurnsNeverIntoCannotTell(t *testing.T) {
	const each = 40
	denied := map[diagnose.Scenario][]string{
		diagnose.Disappeared:     {"", "submit 11-02T08:00", "submit 11-02T08:00\nnews 11-02T08:05 received"},
		diagnose.ShippingNotice:  {"submit 11-02T08:00\nnews 11-02T08:05 received", "submit 11-02T08:00\nnews 11-04T08:00 shipped printer parcel=P1"},
		diagnose.PrinterNeverGot: {"submit 11-02T08:00", "submit 11-02T08:00 answer=timeout"},
		diagnose.WrongProduct:    {"submit 11-02T08:00\ncancel 11-02T08:30", "submit 11-02T08:00 answer=400 body=no"},
	}
	dice := rand.New(rand.NewPCG(7, 7))
	for scenario, cases := range denied {
		for n := range each {
			lines := cases[n%len(cases)]
			e := newScene(t, lines).e
			if r := diagnose.Diagnose(scenario, e); r.Confidence != diagnose.Certain {
				t.Fatalf("%s: %s is not certain without a hole", scenario, r.Verdict)
			}
			from := moment(t, "11-02T08:30") + order.Millis(dice.Int64N(int64(13*diagnose.Day)))
			list := order.Postbacks
			if lines == "" {
				list = order.Requests
			}
			e.Coverage = punched(e.Coverage, list, order.Window{From: from, To: from + order.Millis(1+dice.Int64N(int64(diagnose.Day)))})
			r := diagnose.Diagnose(scenario, e)
			if r.Verdict != diagnose.NoData || r.Confidence != diagnose.CannotTell || len(r.Missing) == 0 {
				t.Errorf("%s with a hole at %s: %s (%s)", scenario, from, r.Verdict, r.Confidence)
			}
		}
	}
}

package trail_test

import (
	"testing"

	"ordertrail/backend/diagnose"
	"ordertrail/backend/trail"
)

func TestErasingAnOrderLeavesEveryOtherVerdictAsItWas(t *testing.T) {
	tr := sampled(t)
	if _, err := tr.Erase(t.Context(), trail.Erasure{Order: "NL-10231"}, func(int) {}); err != nil {
		t.Fatal(err)
	}
	for scenario, verdicts := range expected(t) {
		for ref, want := range verdicts {
			if want == diagnose.AsOrdered || ref == "NL-10231" {
				continue
			}
			got, err := tr.Diagnose(t.Context(), trail.Question{Scenario: scenario, Reference: ref})
			if err != nil || got.Verdict != want {
				t.Errorf("%s %s: %s, want %s: %v", scenario, ref, got.Verdict, want, err)
			}
		}
	}
}

func TestAnErasedOrderIsSaidToBeErasedByWhateverNamesIt(t *testing.T) {
	tr := sampled(t)
	if _, err := tr.Erase(t.Context(), trail.Erasure{Order: "NL-10231"}, func(int) {}); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{" nl-10231 ", "85b90a52-f436-503c-9142-a03a87a08d13", "NL-10231-1"} {
		d, err := tr.Diagnose(t.Context(), trail.Question{Scenario: diagnose.Disappeared, Reference: name})
		if err != nil || d.Verdict != diagnose.NoData || d.Conclusion.ID != "gone.erased" || d.Next.ID != "fetch.erased" || len(d.Missing) > 0 {
			t.Errorf("%s: %v %+v", name, err, d.Report)
		}
		readable(t, d)
	}
}

func TestWhatCameOfAnErasedOrderLaterTellsOfTheErasing(t *testing.T) {
	tr, stories := staged(t, 400, guideNow)
	s := planted(t, stories, diagnose.Complete)
	o, err := tr.Order(t.Context(), s.Order, "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tr.Erase(t.Context(), trail.Erasure{Order: s.Order}, func(int) {}); err != nil {
		t.Fatal(err)
	}
	comes(t, tr, o, "in_production")
	d, err := tr.Diagnose(t.Context(), trail.Question{Scenario: diagnose.ShippingNotice, Reference: s.Order})
	if err != nil || d.Verdict != diagnose.NoData || d.Conclusion.ID != "gone.erased" {
		t.Errorf("%v %+v", err, d.Report)
	}
}

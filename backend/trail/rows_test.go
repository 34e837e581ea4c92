package trail_test

import (
	"fmt"
	"strings"
	"testing"

	"ordertrail/backend/diagnose"
	"ordertrail/backend/order"
	"ordertrail/backend/trail"
)

func TestAWrongProductNamesTheOtherOrdersThatTheSameRowHit(t *testing.T) {
	tr, stories := staged(t, 400, guideNow)
	for _, v := range []diagnose.Verdict{diagnose.ChangedByLookup, diagnose.LookupDefault, diagnose.ChangedByTemplate} {
		s := planted(t, stories, v)
		g, err := tr.Guide(t.Context(), trail.GuideQuery{Scenario: diagnose.WrongProduct, Reference: s.Order, Language: "en", Zone: "UTC"})
		if err != nil || g.Verdict != v {
			t.Fatalf("%s %v", g.Verdict, err)
		}
		step := g.Steps[len(g.Steps)-1]
		if step.ID != diagnose.OthersStep || step.Answer == diagnose.Problem != (step.Like != "") {
			t.Fatalf("%s: %+v", v, step)
		}
		if step.Like == "" {
			continue
		}
		page, err := tr.Requests(t.Context(), order.RequestFilter{Like: step.Like, Limit: 1000})
		if err != nil {
			t.Fatal(err)
		}
		others := map[string]bool{}
		for _, r := range page.Requests {
			if r.OrderReferenceID != s.Order {
				others[r.OrderReferenceID] = true
			}
		}
		for _, link := range step.Evidence {
			rec, err := tr.Record(t.Context(), link.ID)
			if err != nil || !others[rec.Request.OrderReferenceID] || rec.Request.Stages.Template == nil {
				t.Errorf("%s names %s, which is not in the list: %v", v, link.ID, err)
			}
		}
		if !strings.HasPrefix(step.Says, fmt.Sprintf("%d other", len(others))) && (len(others) > 1 || !strings.HasPrefix(step.Says, "One")) {
			t.Errorf("%s: %q, the list has %d", v, step.Says, len(others))
		}
	}
}

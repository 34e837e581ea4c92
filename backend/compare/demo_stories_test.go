package compare_test

import (
	"slices"
	"testing"

	"ordertrail/backend/compare"
	"ordertrail/backend/order"
)

// diverged gives the courses that say at which stage a field changed.
func diverged(v *compare.Vocabulary, r *order.Request) []compare.Course {
	return slices.DeleteFunc(v.Of(&r.Stages).Courses(), func(c compare.Course) bool { return c.Diverges == "" })
}

func TestStoriesOfWrongProductsNameTheirCulprit(t *testing.T) {
	requests, stories := demoRequests(t, 500)
	v := vocabulary(t)
	told := map[string]int{}
	for _, s := range stories {
		if s.Scenario != "wrong_product" {
			continue
		}
		for _, r := range requests {
			if r.OrderReferenceID != s.Order || r.Type != order.Submit {
				continue
			}
			told[s.Verdict]++
			if found := diverged(v, r); !culprit(s.Verdict, found) {
				t.Errorf("%s of %s: %+v", s.Verdict, r.Customer.Name, found)
			}
		}
	}
	for _, verdict := range []string{"SPEC_MATCH", "AS_ORDERED", "CHANGED_BY_TEMPLATE", "CHANGED_BY_LOOKUP", "LOOKUP_DEFAULT", "AMENDED"} {
		if told[verdict] == 0 {
			t.Errorf("no story tells %s", verdict)
		}
	}
}

// culprit says that what was found is what the story tells.
func culprit(verdict string, found []compare.Course) bool {
	is := func(f compare.Watched, holds func(compare.Course) bool) bool {
		return slices.ContainsFunc(found, func(c compare.Course) bool { return c.Field == f && c.Diverges == order.Templated && holds(c) })
	}
	switch verdict {
	case "CHANGED_BY_TEMPLATE":
		return is(compare.WatchQuantity, func(c compare.Course) bool {
			return c.To.Value == "1" && c.Cause.Origin == compare.Constant && c.Cause.Line > 0 && c.Cause.ByTemplate
		})
	case "CHANGED_BY_LOOKUP":
		return is(compare.WatchProduct, func(c compare.Course) bool { return c.Cause.Lookup != nil && c.Cause.Lookup.Hit }) &&
			is(compare.WatchSize, func(c compare.Course) bool { return c.Cause.Lookup.Key != "" })
	case "LOOKUP_DEFAULT":
		return is(compare.WatchProduct, func(c compare.Course) bool { return c.Cause.Missed && c.Cause.Lookup.Key == c.From.Value })
	case "NEVER_PRODUCED", "NO_DATA", "CANNOT_COMPARE":
		return true
	}
	return len(found) == 0
}

func TestOrdersThatWentWellHaveNoDivergence(t *testing.T) {
	requests, stories := demoRequests(t, 400)
	v := vocabulary(t)
	wrong := map[string]bool{}
	for _, s := range stories {
		wrong[s.Order] = true
	}
	checked := 0
	for _, r := range requests {
		if a := r.Stages.Response; wrong[r.OrderReferenceID] || a == nil || a.Status == nil || *a.Status > 299 || r.Type != order.Submit {
			continue
		}
		checked++
		for _, c := range diverged(v, r) {
			if c.Cause.Origin != compare.Constant && !c.Cause.Missed && (c.Cause.Lookup == nil || c.Field != compare.WatchProduct && c.Field != compare.WatchSize) {
				t.Errorf("%s of %s: %+v", r.OrderReferenceID, r.Customer.Name, c)
			}
		}
	}
	if checked < 200 {
		t.Errorf("only %d orders were looked at", checked)
	}
}

package trail

import (
	"testing"

	"ordertrail/backend/diagnose"
	"ordertrail/backend/order"
)

// TestWhatWasJudgedHoldsUntilItCouldComeOutOtherwise holds cases of one order that did not change against what else did.
func TestWhatWasJudgedHoldsUntilItCouldComeOutOtherwise(t *testing.T) {
	const day, now = diagnose.Day, 100 * diagnose.Day
	hole := order.Gap{Source: "hq", List: order.Postbacks, Window: order.Window{From: now - 9*day, To: now - 8*day}, Why: order.NotYet}
	unread := order.Gap{Source: "hq", List: order.Postbacks, Window: order.Window{From: now - day, To: now}, Why: order.NotYet}
	limits := diagnose.DefaultLimits()
	sweeps := func(gaps ...order.Gap) *sweep {
		return &sweep{Trail: &Trail{o: Options{Now: func() order.Millis { return now }}}, window: order.Window{To: now}, held: order.Coverage{Gaps: gaps}, limits: limits}
	}
	for _, c := range []struct {
		says        string
		confidence  diagnose.Confidence
		stands, ago order.Millis // for how long the order stands still, and how long ago it was judged
		before, now *sweep
		want        bool
	}{
		{"certain, an hour ago at most", diagnose.Certain, day, day / 25, sweeps(), sweeps(), true},
		{"certain, too long ago", diagnose.Certain, day, day / 20, sweeps(), sweeps(), false},
		{"of a month ago, and judged yesterday", diagnose.Certain, 30 * day, day, sweeps(), sweeps(), true},
		{"unsure, just now", diagnose.Likely, day / 24, diagnose.Minute, sweeps(), sweeps(), true},
		{"unsure of an hour ago", diagnose.Likely, day / 24, 6 * diagnose.Minute, sweeps(), sweeps(), false},
		{"unsure of days ago, and nothing closes the hole", diagnose.CannotTell, 5 * day, 3 * diagnose.Hour, sweeps(hole), sweeps(hole), true},
		{"unsure, and the hole was closed", diagnose.CannotTell, 5 * day, diagnose.Minute, sweeps(hole), sweeps(), false},
		{"unsure since the last sync is long ago, and now it is not", diagnose.CannotTell, 5 * day, diagnose.Minute, sweeps(unread), sweeps(), false},
		{"certain, and what came since is not read yet", diagnose.Certain, 5 * day, diagnose.Minute, sweeps(), sweeps(unread), true},
		{"certain, and a hole was made", diagnose.Certain, 5 * day, diagnose.Minute, sweeps(), sweeps(hole), false},
		{"judged of a moment to come", diagnose.Certain, 5 * day, -diagnose.Minute, sweeps(), sweeps(), false},
	} {
		at := now - c.ago
		kept := judged{Case: diagnose.Case{Confidence: c.confidence, At: at - c.stands}, By: limits, Holes: c.before.holes(c.confidence)}
		if got := c.now.holds(&kept, at); got != c.want {
			t.Errorf("%s: holds %v", c.says, got)
		}
	}
	if other := (judged{Case: diagnose.Case{Confidence: diagnose.Certain}, Holes: sweeps().holes(diagnose.Certain)}); sweeps().holds(&other, now) {
		t.Error("a case that was judged by other limits holds")
	}
}

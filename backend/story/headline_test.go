package story_test

import (
	"strings"
	"testing"
	"time"

	"ordertrail/backend/compare"
	"ordertrail/backend/diagnose"
	"ordertrail/backend/order"
	"ordertrail/backend/story"
)

// evidence is a matter as the guides see it.
func evidence(t *testing.T, m story.Matter) diagnose.Evidence {
	t.Helper()
	v, err := compare.NewVocabulary()
	if err != nil {
		t.Fatal(err)
	}
	return diagnose.Evidence{Reference: "NL-1", Requests: m.Requests, Postbacks: m.Postbacks, Coverage: m.Coverage, Now: m.Now,
		Limits: diagnose.DefaultLimits(), Vocabulary: v}
}

func TestTheHeadlineIsWhatMattersMost(t *testing.T) {
	failed := news("s", "shipped", start+hour)
	failed.Delivery.Attempts = []order.Attempt{try(1, start+hour, 500), try(2, start+2*hour, 500)}
	unheld := held(start+20*day, []*order.Request{submit("r", start)}, news("p", "received", start+minute))
	unheld.Coverage.Lists[1].To = start + hour
	taken := []*order.Request{submit("r", start)}
	for _, c := range []struct {
		name    string
		matter  story.Matter
		verdict diagnose.Verdict
		tone    story.Tone
		says    []string // in English
	}{
		{"an order on its way is on its way", held(start+hour, taken, news("p", "received", start+minute)), diagnose.OnTrack, story.Going, []string{"At “received”"}},
		{"news that nobody took come before a good end", held(start+2*day, taken, failed, news("d", "delivered", start+day)), diagnose.SendFailed, story.Careful,
			[]string{"It shipped by 3 Nov 2026, 13:00.", "2 tries; the last answer: 500."}},
		{"and before a parcel that stands still, which is told as well", held(start+20*day, taken, failed), diagnose.SendFailed, story.Careful,
			[]string{"2 tries; the last answer: 500.", "19 days without news (limit: "}},
		{"what is not held is not denied", unheld, diagnose.NoData, story.Unsure, []string{"are not synced, so this can't be ruled out."}},
	} {
		h := story.HeadlineOf(evidence(t, c.matter))
		if h.Verdict != c.verdict || h.Tone != c.tone || len(h.On) == 0 {
			t.Errorf("%s: %s, %s, on %v", c.name, h.Verdict, h.Tone, h.On)
		}
		said := h.Said(story.Words("en", time.UTC))
		for _, want := range c.says {
			if !strings.Contains(said, want) {
				t.Errorf("%s: %q does not say %q", c.name, said, want)
			}
		}
	}
}

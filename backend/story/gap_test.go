package story_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/order"
	"ordertrail/backend/story"
)

func TestSilencesAreHeldAgainstWhatIsUsual(t *testing.T) {
	taken := []*order.Request{submit("r", start)}
	received, shipped := news("p1", "received", start+2*minute), news("p2", "shipped", start+80*hour)
	hole := func(m story.Matter) story.Matter {
		m.Coverage.Lists[1].To = start + 10*hour
		return m
	}
	for _, c := range []struct {
		name   string
		matter story.Matter
		habits story.Habits
		want   []string
	}{
		{"a silence longer than for 9 of 10 orders is named", held(start+81*hour, taken, received, shipped), used(20), []string{"p1-p2 79h long"}},
		{"one that is usual is not", held(start+5*hour, taken, received), used(20), []string{}},
		{"one that goes on is named as well", held(start+70*hour, taken, received), used(20), []string{"p1- 69h long"}},
		{"too few orders call nothing usual", held(start+81*hour, taken, received, shipped), used(9), []string{"p1-p2 79h too few"}},
		{"an unusual minute is nothing to tell of", held(start+40*minute, taken, news("p", "received", start+12*minute)), used(10), []string{}},
		{"where not all news are held there may have been some", hole(held(start+81*hour, taken, received, shipped)), used(20),
			[]string{"p1-p2 79h long unheld", "p2- 1h unheld"}},
		{"after the delivery nothing has to come", held(start+30*day, taken, received, news("p3", "delivered", start+3*hour)), used(20), []string{}},
		{"nor after a cancellation", held(start+30*day, taken, received, news("p3", "canceled", start+3*hour)), used(20), []string{}},
		{"while one of two parcels is out, news have to come", held(start+30*day, taken, received, parcel(news("s1", "shipped", start+5*hour), "P1"),
			parcel(news("s2", "shipped", start+5*hour), "P2"), parcel(news("d1", "delivered", start+6*hour), "P1")), used(20), []string{"d1- 714h too few"}},
		{"of an order that was refused none has to come", held(start+30*day, []*order.Request{{ID: "r", ReceivedAt: start, Type: order.Submit}}), used(20), []string{}},
	} {
		c.matter.Usual = story.Usuals{{By: story.ByCustomer, Habits: c.habits}}
		if d := cmp.Diff(c.want, gaps(story.Tell(c.matter))); d != "" {
			t.Errorf("%s (-wanted +told):\n%s", c.name, d)
		}
	}
}

func parcel(p *order.Postback, id string) *order.Postback {
	p.PackageID = id
	return p
}

func TestWhatIsUsualIsLearned(t *testing.T) {
	h := used(20)
	if got, want := h.Of(story.Stretch{From: "received", To: "shipping"}), (story.Usual{Orders: 20, P50: 10 * hour, P90: 18 * hour}); got != want {
		t.Errorf("usual is %v, want %v", got, want)
	}
	if u := used(9).Of(story.Stretch{From: "received", To: "shipping"}); u.Enough() || u.P90 != 0 {
		t.Errorf("nine orders call %v usual", u)
	}
}

func TestWhatAnOrderStillWaitsForCounts(t *testing.T) {
	var courses []story.Course
	for range 20 {
		courses = append(courses, story.Course{{What: story.Submitted, At: start}})
	}
	h := story.Learn(courses, nil, start+5*day)
	if u := h.Of(story.Stretch{From: story.Submitted}); u.P90 != 5*day {
		t.Errorf("twenty orders wait for five days, and %v is usual", u)
	}
	unheld := []order.Window{{From: start + day, To: start + 2*day}}
	if u := story.Learn(courses, unheld, start+5*day).Of(story.Stretch{From: story.Submitted}); u.Orders != 0 {
		t.Errorf("what is not held has taught %v", u)
	}
}

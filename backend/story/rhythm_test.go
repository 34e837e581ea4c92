package story_test

import (
	"testing"
	"time"

	"ordertrail/backend/diagnose"
	"ordertrail/backend/order"
	"ordertrail/backend/story"
)

// offices is a customer whose orders are received at any hour, and produced within two hours of office time, by the clock
// of a zone: what is received after 16:00 is produced the next working day, at 9:00.
func offices(t *testing.T, c *diagnose.Calendar, zone *time.Location) story.Habits {
	t.Helper()
	var courses []story.Course
	for n := range 240 {
		local := time.Date(2026, 9, 1, n%24, 10, 0, 0, zone).AddDate(0, 0, n/6)
		received, made := order.At(local), local.Add(2*time.Hour)
		for c.Rests(c.Wall(order.At(made))) || made.Hour() < 9 || made.Hour() >= 18 {
			made = made.Add(time.Hour)
		}
		courses = append(courses, story.Course{{What: "received", At: received}, {What: "production", At: order.At(made)}})
	}
	return story.Learn(courses, nil, order.At(time.Date(2026, 11, 1, 0, 0, 0, 0, zone)))
}

func TestASilenceIsRareByTheHoursInWhichSomethingIsUsuallyHeard(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	c := diagnose.NewCalendar(zone, "SE")
	h := offices(t, c, zone)
	for _, is := range []struct {
		name, from, to string
		rare           bool
	}{
		{"a night", "2026-11-24T17:30", "2026-11-25T08:55", false},
		{"a weekend", "2026-11-27T17:00", "2026-11-30T08:55", false},
		{"Christmas", "2026-12-23T17:00", "2026-12-28T08:55", false},
		{"the weekend in which summer time ends", "2026-10-23T17:00", "2026-10-26T08:55", false},
		{"a day of work", "2026-11-24T09:00", "2026-11-24T17:00", true},
		{"a weekend and the Monday after it", "2026-11-27T17:00", "2026-11-30T17:00", true},
	} {
		if got := h.Rare("received", order.Window{From: at(t, is.from, zone), To: at(t, is.to, zone)}, c); got != is.rare {
			t.Errorf("a silence over %s: rare is %v", is.name, got)
		}
	}
	if !h.Rare("shipping", order.Window{To: 1}, c) || h.Tells("shipping") {
		t.Error("something is told of what is not known")
	}
}

func at(t *testing.T, text string, zone *time.Location) order.Millis {
	t.Helper()
	moment, err := time.ParseInLocation("2006-01-02T15:04", text, zone)
	if err != nil {
		t.Fatal(err)
	}
	return order.At(moment)
}

func TestTheNearestBasisThatKnowsEnoughTells(t *testing.T) {
	s := story.Stretch{From: "received", To: "shipping"}
	for _, c := range []struct {
		family, customer, all int
		want                  story.Basis
		orders                int
	}{
		{10, 30, 90, story.ByFamily, 10},
		{9, 30, 90, story.ByCustomer, 30},
		{9, 9, 90, story.ByAll, 90},
		{2, 5, 9, story.ByNone, 2},
		{0, 5, 9, story.ByNone, 5},
	} {
		u := story.Usuals{{By: story.ByFamily, Habits: used(c.family)}, {By: story.ByCustomer, Habits: used(c.customer)}, {By: story.ByAll, Habits: used(c.all)}}
		if got, by := u.Of(s); by != c.want || got.Orders != c.orders {
			t.Errorf("of %+v %q tells, by %d orders", c, by, got.Orders)
		}
	}
}

package demo

import (
	"regexp"
	"testing"
	"time"

	"ordertrail/backend/order"
)

var hosts = regexp.MustCompile(`(?:https?|sftp)://([a-z0-9.-]+)`)

func TestSummerTimeBeginsAndEndsByRule(t *testing.T) {
	stockholm, chicago := zone{winter: hour}, zone{winter: -6 * hour, us: true}
	for _, c := range []struct {
		name string
		zone zone
		at   string
		want order.Millis
	}{
		{"Stockholm a second before summer time", stockholm, "2026-03-29T00:59:59Z", hour},
		{"Stockholm when summer time begins", stockholm, "2026-03-29T01:00:00Z", 2 * hour},
		{"Stockholm a second before winter time", stockholm, "2026-10-25T00:59:59Z", 2 * hour},
		{"Stockholm when winter time begins", stockholm, "2026-10-25T01:00:00Z", hour},
		{"Chicago a second before summer time", chicago, "2026-03-08T07:59:59Z", -6 * hour},
		{"Chicago when summer time begins", chicago, "2026-03-08T08:00:00Z", -5 * hour},
		{"Chicago a second before winter time", chicago, "2026-11-01T06:59:59Z", -5 * hour},
		{"Chicago when winter time begins", chicago, "2026-11-01T07:00:00Z", -6 * hour},
	} {
		at, err := order.ParseMillis(c.at)
		if err != nil {
			t.Fatal(err)
		}
		if got := c.zone.offset(at); got != c.want {
			t.Errorf("%s: %d minutes from UTC, want %d", c.name, got/minute, c.want/minute)
		}
	}
}

func TestLocalTimeComesBackAsTheSameMoment(t *testing.T) {
	for _, z := range []zone{{}, {winter: 2 * hour}, {winter: -5 * hour, us: true}} {
		for at := present - 400*day; at < present; at += 7*day + 5*hour {
			if got := z.utc(z.local(at)); got != at {
				t.Errorf("%s comes back as %s", at, got)
			}
		}
	}
}

func TestOfficesWorkInOfficeHoursAndShoppersInTheEvening(t *testing.T) {
	h := made(t, Options{Requests: 20_000, Seed: 5})
	office, shop := shares(h, "kaiserkarte"), shares(h, "norrsken")
	for _, c := range []struct {
		name      string
		got       float64
		low, high float64
	}{
		{"offices at weekends", office.weekend, 0, .04},
		{"offices from 8 to 18", office.day, .9, 1},
		{"shoppers at weekends", shop.weekend, .15, .3},
		{"shoppers after 18", shop.evening, .2, .45},
		{"shoppers at night", shop.night, 0, .03},
	} {
		if c.got < c.low || c.got > c.high {
			t.Errorf("%s: %.3f of the orders, want %.2f to %.2f", c.name, c.got, c.low, c.high)
		}
	}
}

type share struct{ weekend, day, evening, night float64 }

// shares counts when a customer's orders come, by the clock on its wall.
func shares(h *History, key string) (s share) {
	n := 0.0
	for p := range h.orders() {
		if p.customer.key != key || p.planted {
			continue
		}
		n++
		local := p.customer.place.zone.local(p.at).Time()
		clock := local.Hour()
		add(&s.weekend, local.Weekday() == time.Saturday || local.Weekday() == time.Sunday)
		add(&s.day, clock >= 8 && clock < 18)
		add(&s.evening, clock >= 18)
		add(&s.night, clock >= 1 && clock < 5)
	}
	return share{s.weekend / n, s.day / n, s.evening / n, s.night / n}
}

func add(count *float64, is bool) {
	if is {
		*count++
	}
}

func TestWorkIsDoneInOfficeHoursOfWorkingDays(t *testing.T) {
	z := sweden().zone
	c := drawing(1, 1, 1)
	for i := range 500 {
		asked := present - order.Millis(i)*47*minute
		done := z.inOffice(asked, 8, 18, &c)
		local := z.local(done).Time()
		if done < asked || local.Weekday() == time.Saturday || local.Weekday() == time.Sunday || local.Hour() < 8 || local.Hour() >= 18 {
			t.Fatalf("%s asked, done on %s", asked, local)
		}
	}
}

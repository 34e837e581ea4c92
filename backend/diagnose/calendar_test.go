package diagnose_test

import (
	"testing"
	"time"

	"ordertrail/backend/diagnose"
	"ordertrail/backend/order"
)

func TestNobodyWorksOnHolidays(t *testing.T) {
	for _, c := range []struct {
		country, off, on string // days of which nobody works on the first, and everybody on the second
	}{
		{"SE", "2026-06-19", "2026-06-22"}, // midsummer's eve
		{"SE", "2026-05-14", "2026-05-15"}, // ascension
		{"SE", "2026-12-24", "2026-12-28"},
		{"NO", "2026-04-02", "2026-04-01"}, // Maundy Thursday
		{"NO", "2027-05-17", "2027-05-18"},
		{"DK", "2026-06-05", "2026-06-08"},
		{"DE", "2028-10-03", "2028-10-04"},
		{"FR", "2026-07-14", "2026-07-15"},
		{"GB", "2026-12-28", "2026-12-29"}, // boxing day was a Saturday
		{"GB", "2027-12-28", "2027-12-29"}, // and here both were at the weekend
		{"GB", "2026-08-31", "2026-08-24"},
		{"US", "2026-11-26", "2026-11-19"}, // the fourth Thursday
		{"US", "2026-07-03", "2026-07-02"}, // the fourth was a Saturday
		{"US", "2027-07-05", "2027-07-06"}, // and here a Sunday
		{"", "2026-11-28", "2026-12-24"},
	} {
		calendar := diagnose.NewCalendar(time.UTC, c.country)
		if !calendar.Rests(dated(t, c.off+"T12:00:00Z")) || calendar.Rests(dated(t, c.on+"T12:00:00Z")) {
			t.Errorf("%s: %s is a day of work, or %s is none", c.country, c.off, c.on)
		}
	}
}

func TestANightIsAsLongAsAnyOtherWhenClocksAreSet(t *testing.T) {
	stockholm, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	calendar := diagnose.NewCalendar(stockholm, "SE")
	// From Friday 18:00 to Monday 08:00 by the clock, over the end of summer time, and over none.
	for _, w := range [][2]string{{"2026-10-23T16:00:00Z", "2026-10-26T07:00:00Z"}, {"2026-10-16T16:00:00Z", "2026-10-19T06:00:00Z"}} {
		if got := calendar.Worked(dated(t, w[0]), dated(t, w[1])); got != 14*diagnose.Hour {
			t.Errorf("from %s to %s %d hours are worked, not 14", w[0], w[1], got/diagnose.Hour)
		}
	}
}

func TestACountryTellsTheClockOfThoseWhoHaveOneOnly(t *testing.T) {
	for country, want := range map[string]string{"se": "Europe/Stockholm", "DE": "Europe/Berlin", "US": "", "XX": "", "": ""} {
		if got := diagnose.ZoneOf(country); got != want {
			t.Errorf("%s goes by %q, not %q", country, got, want)
		}
	}
	if got := diagnose.CountryOf("America/Chicago"); got != "US" {
		t.Errorf("Chicago is in %q", got)
	}
	for _, zone := range diagnose.Zones() {
		if _, err := time.LoadLocation(zone); err != nil {
			t.Error(err)
		}
	}
}

func dated(t *testing.T, text string) order.Millis {
	t.Helper()
	m, err := order.ParseMillis(text)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

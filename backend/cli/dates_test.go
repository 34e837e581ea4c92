package cli

import (
	"testing"
	"time"

	"ordertrail/backend/order"
)

func TestDates(t *testing.T) {
	const now = "2026-11-03T08:30:00Z"
	cases := map[string]struct{ zone, text, start, end string }{
		"a bare date is a whole day":                      {"UTC", "2026-11-03", "2026-11-03T00:00:00.000Z", "2026-11-04T00:00:00.000Z"},
		"a bare date is a day of the zone":                {"Europe/Stockholm", "2026-11-03", "2026-11-02T23:00:00.000Z", "2026-11-03T23:00:00.000Z"},
		"the day when clocks go forward has 23 hours":     {"Europe/Stockholm", "2026-03-29", "2026-03-28T23:00:00.000Z", "2026-03-29T22:00:00.000Z"},
		"the day when clocks go back has 25 hours":        {"Europe/Stockholm", "2026-10-25", "2026-10-24T22:00:00.000Z", "2026-10-25T23:00:00.000Z"},
		"a zone of half hours is right":                   {"Asia/Kolkata", "2026-11-03", "2026-11-02T18:30:00.000Z", "2026-11-03T18:30:00.000Z"},
		"a day without midnight begins after it":          {"Africa/Cairo", "2024-04-26", "2024-04-25T22:00:00.000Z", "2024-04-26T21:00:00.000Z"},
		"a day with two midnights begins at the first":    {"America/Havana", "2026-11-01", "2026-11-01T04:00:00.000Z", "2026-11-02T05:00:00.000Z"},
		"a local time is a moment":                        {"Europe/Stockholm", "2026-11-03T08:00", "2026-11-03T07:00:00.000Z", "2026-11-03T07:00:00.000Z"},
		"a local time that comes twice is the first":      {"Europe/Stockholm", "2026-10-25T02:30", "2026-10-25T00:30:00.000Z", "2026-10-25T00:30:00.000Z"},
		"also west of Greenwich":                          {"America/St_Johns", "2026-11-01T01:30", "2026-11-01T04:00:00.000Z", "2026-11-01T04:00:00.000Z"},
		"a local time after the change is the only one":   {"Europe/Stockholm", "2026-10-25T03:00", "2026-10-25T02:00:00.000Z", "2026-10-25T02:00:00.000Z"},
		"a local time that is skipped lies after it":      {"Europe/Stockholm", "2026-03-29T02:30", "2026-03-29T01:30:00.000Z", "2026-03-29T01:30:00.000Z"},
		"also where half an hour is skipped":              {"Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:45:00.000Z", "2026-10-03T15:45:00.000Z"},
		"RFC 3339 is a moment, whatever the zone":         {"Europe/Stockholm", "2026-11-03T08:00:00-05:00", "2026-11-03T13:00:00.000Z", "2026-11-03T13:00:00.000Z"},
		"it may lack its seconds":                         {"Europe/Stockholm", "2026-11-03T08:00Z", "2026-11-03T08:00:00.000Z", "2026-11-03T08:00:00.000Z"},
		"7d is this time of day a week ago":               {"UTC", "7d", "2026-10-27T08:30:00.000Z", "2026-10-27T08:30:00.000Z"},
		"10d is this time of day before clocks went back": {"Europe/Stockholm", "10d", "2026-10-24T07:30:00.000Z", "2026-10-24T07:30:00.000Z"},
		"today is a whole day":                            {"Pacific/Auckland", "today", "2026-11-02T11:00:00.000Z", "2026-11-03T11:00:00.000Z"},
		"yesterday is a whole day":                        {"America/Los_Angeles", "yesterday", "2026-11-02T08:00:00.000Z", "2026-11-03T08:00:00.000Z"},
		"today-6 is the first of seven whole days":        {"Europe/Stockholm", "today-6", "2026-10-27T23:00:00.000Z", "2026-10-28T23:00:00.000Z"},
		"today-9 is a whole day before clocks went back":  {"Europe/Stockholm", "today-9", "2026-10-24T22:00:00.000Z", "2026-10-25T23:00:00.000Z"},
		"monday is the day this week began with":          {"UTC", "monday", "2026-11-02T00:00:00.000Z", "2026-11-03T00:00:00.000Z"},
		"monday is a day of the zone":                     {"Pacific/Auckland", "monday", "2026-11-01T11:00:00.000Z", "2026-11-02T11:00:00.000Z"},
		"nothing is an open end":                          {"UTC", "", "", ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			zone, err := time.LoadLocation(c.zone)
			if err != nil {
				t.Fatal(err)
			}
			at, err := order.ParseMillis(now)
			if err != nil {
				t.Fatal(err)
			}
			days := calendar{now: at.Time(), zone: zone}
			start, err := days.start(c.text)
			if err != nil || start.String() != c.start {
				t.Errorf("start %v, %v; want %s", start, err, c.start)
			}
			end, err := days.end(c.text)
			if err != nil || end.String() != c.end {
				t.Errorf("end %v, %v; want %s", end, err, c.end)
			}
		})
	}
}

func TestDatesRefused(t *testing.T) {
	days := calendar{now: time.Unix(0, 0), zone: time.UTC}
	for _, text := range []string{"soon", "2026-13-01", "2026-02-30", "7", "7w", "-7d", "today-", "today-6d", "sunday", "2026-11-03 08:00", "2026-11-03T25:00"} {
		if got, err := days.start(text); err == nil {
			t.Errorf("%q was read as %v", text, got)
		}
	}
}

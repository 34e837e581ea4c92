package diagnose

import (
	_ "embed"
	"strconv"
	"strings"
	"time"
)

//go:embed data/holidays.txt
var holidayRules string

// dayRule says on which day of a year a holiday is.
type dayRule struct {
	month   time.Month
	day     int
	easter  bool // day is counted from Easter Sunday
	onto    int  // 1: the first such weekday from there on, -1: the last one up to there
	weekday time.Weekday
	moves   byte // '~' or '^' where it moves off a weekend
}

// holidayRulesOf reads the rules of a country; none are known of most.
func holidayRulesOf(country string) []dayRule {
	for line := range strings.Lines(holidayRules) {
		words := strings.Fields(line)
		if len(words) == 0 || words[0] != strings.ToUpper(country) {
			continue
		}
		rules := make([]dayRule, len(words)-1)
		for i, word := range words[1:] {
			rules[i] = readRule(word)
		}
		return rules
	}
	return nil
}

var weekdays = map[string]time.Weekday{"mon": time.Monday, "thu": time.Thursday, "fri": time.Friday}

// readRule reads one rule of the file, which a test has read before.
func readRule(word string) dayRule {
	if days, is := strings.CutPrefix(word, "easter"); is {
		n, _ := strconv.Atoi(days)
		return dayRule{easter: true, day: n}
	}
	month, _ := strconv.Atoi(word[:2])
	day, _ := strconv.Atoi(word[3:5])
	r := dayRule{month: time.Month(month), day: day}
	switch rest := word[5:]; {
	case rest == "~" || rest == "^":
		r.moves = rest[0]
	case strings.HasPrefix(rest, ">"):
		r.onto, r.weekday = 1, weekdays[rest[1:]]
	case strings.HasPrefix(rest, "<"):
		r.onto, r.weekday = -1, weekdays[rest[1:]]
	}
	return r
}

// date is a day of the calendar.
type date struct {
	year  int
	month time.Month
	day   int
}

func dateOf(t time.Time) date {
	year, month, day := t.Date()
	return date{year, month, day}
}

// holidaysOf are the days of a year on which nobody works in a country, but for weekends.
func holidaysOf(country string, year int) map[date]bool {
	days := map[date]bool{}
	for _, r := range holidayRulesOf(country) {
		days[r.in(year, days)] = true
	}
	return days
}

// in is the day of a year; others are those that are taken, which a day does not move onto.
func (r dayRule) in(year int, others map[date]bool) date {
	t := time.Date(year, r.month, r.day, 0, 0, 0, 0, time.UTC)
	if r.easter {
		t = easter(year).AddDate(0, 0, r.day)
	}
	for r.onto != 0 && t.Weekday() != r.weekday {
		t = t.AddDate(0, 0, r.onto)
	}
	switch {
	case r.moves == '^' && t.Weekday() == time.Saturday:
		t = t.AddDate(0, 0, -1)
	case r.moves != 0:
		for atWeekend(t) || others[dateOf(t)] {
			t = t.AddDate(0, 0, 1)
		}
	}
	return dateOf(t)
}

func atWeekend(t time.Time) bool { return t.Weekday() == time.Saturday || t.Weekday() == time.Sunday }

// easter is Easter Sunday of a year of the Gregorian calendar, by the rule of Meeus, Jones and Butcher.
func easter(year int) time.Time {
	a, b, c := year%19, year/100, year%100
	h := (19*a + b - b/4 - (b-(b+8)/25+1)/3 + 15) % 30
	l := (32 + 2*(b%4) + 2*(c/4) - h - c%4) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return time.Date(year, time.Month(n/31), n%31+1, 0, 0, 0, 0, time.UTC)
}

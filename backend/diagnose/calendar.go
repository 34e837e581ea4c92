package diagnose

import (
	"slices"
	"time"

	"ordertrail/backend/order"
)

// Calendar says when people work: by which clock, and on which days of which countries they don't. Without any it knows
// of weekends, by UTC.
type Calendar struct {
	zone      *time.Location
	countries []string
	off       map[int]map[date]bool // by year, as far as asked
}

// NewCalendar is the calendar of some countries, by the clock of a zone. Empty and unknown countries count for nothing.
func NewCalendar(zone *time.Location, countries ...string) *Calendar {
	return &Calendar{zone: zone, countries: slices.DeleteFunc(countries, func(c string) bool { return c == "" }), off: map[int]map[date]bool{}}
}

// Wall is what the clock on the wall shows at a moment, as if that was UTC: the night in which it is set back or forward is
// as long as any other.
func (c *Calendar) Wall(at order.Millis) order.Millis {
	if c == nil || c.zone == nil {
		return at
	}
	_, offset := at.Time().In(c.zone).Zone()
	return at + order.Millis(offset)*1000
}

// Rests says that nobody works on the day on which the clock on the wall shows something.
func (c *Calendar) Rests(wall order.Millis) bool {
	day := wall.Time().UTC()
	if atWeekend(day) {
		return true
	}
	if c == nil || len(c.countries) == 0 {
		return false
	}
	known, ok := c.off[day.Year()]
	if !ok {
		known = map[date]bool{}
		for _, country := range c.countries {
			for d := range holidaysOf(country, day.Year()) {
				known[d] = true
			}
		}
		c.off[day.Year()] = known
	}
	return known[dateOf(day)]
}

// Worked is how much of a span lies on working days.
func (c *Calendar) Worked(from, to order.Millis) order.Millis {
	var sum order.Millis
	for at, end := c.Wall(from), c.Wall(to); at < end; {
		next := min(at-at%Day+Day, end)
		if !c.Rests(at) {
			sum += next - at
		}
		at = next
	}
	return sum
}

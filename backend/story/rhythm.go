package story

import (
	"ordertrail/backend/diagnose"
	"ordertrail/backend/order"
)

// rhythm is in which hours of the clock orders go on from a point, on days of work and of rest.
type rhythm struct {
	calendar *diagnose.Calendar
	goes     [2][24]bool // by whether it is a day of rest
}

// slowest is how many times rarer than usual orders may go on in an hour before nothing is expected in it.
const slowest = 10

// rhythmOf learns from stays at a point: of the orders that waited in an hour, how many went on.
func rhythmOf(stays []order.Window, c *diagnose.Calendar) *rhythm {
	r := &rhythm{calendar: c}
	var waited, went [2][24]int
	all := [2]int{}
	for _, s := range stays {
		last := r.eachHour(s, func(rests, hour int, _ order.Millis) { waited[rests][hour]++; all[0]++ })
		went[last[0]][last[1]]++
		all[1]++
	}
	for rests := range waited {
		for hour := range 24 {
			// With the hours beside it: a few orders do not go on in every hour.
			in, on := 0, 0
			for _, h := range [3]int{(hour + 23) % 24, hour, (hour + 1) % 24} {
				in, on = in+waited[rests][h], on+went[rests][h]
			}
			r.goes[rests][hour] = on > 0 && on*all[0]*slowest >= in*all[1]
		}
	}
	return r
}

// within is how much of a stay lies in hours in which orders go on.
func (r *rhythm) within(stay order.Window) order.Millis {
	var sum order.Millis
	r.eachHour(stay, func(rests, hour int, part order.Millis) {
		if r.goes[rests][hour] {
			sum += part
		}
	})
	return sum
}

// eachHour goes through a stay by the clock on the wall, and says in which hour it ended.
func (r *rhythm) eachHour(stay order.Window, each func(rests, hour int, part order.Millis)) (last [2]int) {
	day, rests := order.Millis(-1), 0
	for at, end := r.calendar.Wall(stay.From), r.calendar.Wall(stay.To); ; {
		if d := at / diagnose.Day; d != day {
			day, rests = d, 0
			if r.calendar.Rests(at) {
				rests = 1
			}
		}
		hour := int(at % diagnose.Day / diagnose.Hour)
		next := min(at-at%diagnose.Hour+diagnose.Hour, max(end, at))
		each(rests, hour, next-at)
		last = [2]int{rests, hour}
		if next >= end {
			return last
		}
		at = next
	}
}

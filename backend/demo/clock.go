package demo

import (
	"time"

	"ordertrail/backend/order"
)

const (
	second = order.Millis(1000)
	minute = 60 * second
	hour   = 60 * minute
	day    = 24 * hour
	week   = 7 * day
)

// zone is a place's clock: hours from UTC in winter, and whose rule for summer time holds. It is a rule of our
// own so that equal seeds give equal histories on every machine, whatever zone database it has.
type zone struct {
	winter order.Millis
	us     bool
}

// local gives the moment as if the place's clock showed UTC.
func (z zone) local(at order.Millis) order.Millis { return at + z.offset(at) }

// utc turns a local reading back; the one doubtful hour in autumn counts as winter.
func (z zone) utc(local order.Millis) order.Millis { return local - z.offset(local-z.winter) }

func (z zone) offset(at order.Millis) order.Millis {
	if from, to := z.summer(at.Time().Year()); at >= from && at < to {
		return z.winter + hour
	}
	return z.winter
}

// summer gives when summer time holds: in Europe from the last Sunday of March to that of October, at 01:00 UTC;
// in the US from the second Sunday of March to the first of November, at 02:00 by the clock on the wall.
func (z zone) summer(year int) (from, to order.Millis) {
	if !z.us {
		return sunday(year, time.March, 25) + hour, sunday(year, time.October, 25) + hour
	}
	return sunday(year, time.March, 8) + 2*hour - z.winter, sunday(year, time.November, 1) + hour - z.winter
}

// sunday gives the first Sunday on or after a day.
func sunday(year int, month time.Month, from int) order.Millis {
	t := time.Date(year, month, from, 0, 0, 0, 0, time.UTC)
	return order.At(t.AddDate(0, 0, (7-int(t.Weekday()))%7))
}

// monday is where weeks are counted from: Monday 29 December 1969.
const monday = -3 * day

// rhythm is a week of orders: the share of each of its 168 hours, summed up from Monday 00:00.
type rhythm struct{ sums [169]float64 }

// newRhythm weighs each hour by its day (Monday first) and its time of day.
func newRhythm(days [7]float64, hours [24]float64) *rhythm {
	r := new(rhythm)
	for i := range 168 {
		r.sums[i+1] = r.sums[i] + days[i/24]*hours[i%24]
	}
	for i := range r.sums {
		r.sums[i] /= r.sums[168]
	}
	r.sums[168] = 1
	return r
}

// business counts the weeks of work up to a local moment: it stands still at night and runs in office hours.
func (r *rhythm) business(local order.Millis) float64 {
	weeks, rest := (local-monday)/week, (local-monday)%week
	i := int(rest / hour)
	part := float64(rest%hour) / float64(hour)
	return float64(weeks) + r.sums[i] + part*(r.sums[i+1]-r.sums[i])
}

// moment is the inverse of business.
func (r *rhythm) moment(business float64) order.Millis {
	weeks := int64(business)
	rest := business - float64(weeks)
	low, high := 0, 168
	for high-low > 1 {
		if middle := (low + high) / 2; r.sums[middle] <= rest {
			low = middle
		} else {
			high = middle
		}
	}
	part := (rest - r.sums[low]) / (r.sums[low+1] - r.sums[low])
	return monday + order.Millis(weeks)*week + order.Millis(low)*hour + order.Millis(part*float64(hour))
}

// at gives the local moment that lies a share of the way from one to another, by work done.
func (r *rhythm) at(from, to order.Millis, share float64) order.Millis {
	a, b := r.business(from), r.business(to)
	return min(max(r.moment(a+(b-a)*share), from), to-1)
}

// inOffice moves a moment on to the next time between two hours of a working day; what came outside of them is
// done within the first two hours.
func (z zone) inOffice(at order.Millis, opens, closes order.Millis, c *chance) order.Millis {
	local := z.local(at)
	early := order.Millis(c.below(int(2 * hour)))
	for {
		date := local - (local-monday)%day
		weekday := (date - monday) % week / day
		switch {
		case weekday > 4 || local >= date+closes*hour:
			local = date + day
		case local < date+opens*hour:
			return z.utc(date + opens*hour + early)
		default:
			return z.utc(local)
		}
	}
}

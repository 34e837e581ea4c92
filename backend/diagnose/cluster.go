package diagnose

import (
	"cmp"

	"ordertrail/backend/order"
)

// WhyFailed says why a request failed, in the words of whoever refused it but without the values that are its own.
func WhyFailed(r *order.Request, now order.Millis) string {
	why := refusal(r)
	if r.Outcome(now) == order.TemplateFailed {
		why = templateReason(r)
	}
	return values.ReplaceAllString(cmp.Or(why.message, why.field), "…")
}

// Trend is how a cause behaves that requests fail for.
type Trend string

// The trends. A cause is new when the first of its requests came within the time that is looked at, and rising when
// the last day brought far more of them than the days before.
const (
	Steady Trend = ""
	Fresh  Trend = "new"
	Rising Trend = "rising"
)

// AllTrends are the trends.
var AllTrends = []Trend{Steady, Fresh, Rising}

// leastRising is how many requests of a day make a trend.
const leastRising = 3

// TrendOf says how a cause behaves, and since when. times are when its requests came, oldest first, within the days
// that are looked at; first is when the first came of all that are held; known says that one before that would be held.
func TrendOf(times []order.Millis, first, now order.Millis, days int, known bool) (Trend, order.Millis) {
	day, since := 0, order.Millis(0)
	for _, at := range times {
		if at >= now-Day {
			if day == 0 {
				since = at
			}
			day++
		}
	}
	if len(times) >= leastRising && known && first >= now-order.Millis(days)*Day {
		return Fresh, first
	}
	before := len(times) - day
	if day >= leastRising && day*(days-1) >= leastRising*before {
		return Rising, since
	}
	return Steady, 0
}

package diagnose_test

import (
	"testing"

	"ordertrail/backend/diagnose"
	"ordertrail/backend/order"
)

func TestACauseIsTaggedByWhenItsRequestsCame(t *testing.T) {
	const now = 100 * diagnose.Day
	daily := func(counts ...int) (times []order.Millis) {
		for day, n := range counts {
			for i := range n {
				times = append(times, now-order.Millis(len(counts)-day)*diagnose.Day+order.Millis(i+1)*diagnose.Hour)
			}
		}
		return times
	}
	for name, c := range map[string]struct {
		times []order.Millis
		first order.Millis
		known bool
		want  diagnose.Trend
		since order.Millis
	}{
		"one each day is as ever":                         {daily(1, 1, 1, 1, 1, 1, 1), diagnose.Day, true, diagnose.Steady, 0},
		"many on the last day rise":                       {daily(1, 0, 1, 0, 1, 0, 8), diagnose.Day, true, diagnose.Rising, now - diagnose.Day + diagnose.Hour},
		"two on the last day may be chance":               {daily(0, 0, 0, 0, 0, 0, 2), diagnose.Day, true, diagnose.Steady, 0},
		"many each day do not rise by as many more":       {daily(8, 8, 8, 8, 8, 8, 9), diagnose.Day, true, diagnose.Steady, 0},
		"what never was before is new":                    {daily(0, 0, 0, 3, 1, 0, 0), now - 4*diagnose.Day, true, diagnose.Fresh, now - 4*diagnose.Day},
		"what may have been where nothing is held is not": {daily(0, 0, 0, 3, 1, 0, 0), now - 4*diagnose.Day, false, diagnose.Steady, 0},
	} {
		trend, since := diagnose.TrendOf(c.times, c.first, now, 7, c.known)
		if trend != c.want || since != c.since {
			t.Errorf("%s: %q since %d, want %q since %d", name, trend, since, c.want, c.since)
		}
	}
}

package settings

// Limits are after how long a step of an order is too long, in milliseconds; 0: as usual. What each of them means is
// told where they are used (diagnose.Limits).
type Limits struct {
	Confirm  int64 `json:"confirm"`
	Scan     int64 `json:"scan"`
	Produce  int64 `json:"produce"`
	Ship     int64 `json:"ship"`
	Transit  int64 `json:"transit"`
	Deliver  int64 `json:"deliver"`
	LateNews int64 `json:"lateNews"`
}

// mostLimit is the longest time a step may be given: 90 days.
const mostLimit = 90 * 24 * 60 * 60 * 1000

// sensible says that none of them is odd.
func (l Limits) sensible() bool {
	for _, ms := range []int64{l.Confirm, l.Scan, l.Produce, l.Ship, l.Transit, l.Deliver, l.LateNews} {
		if ms < 0 || ms > mostLimit {
			return false
		}
	}
	return true
}

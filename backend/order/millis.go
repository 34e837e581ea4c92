package order

import "time"

// Millis is a moment: Unix milliseconds, UTC. Zero means not known.
type Millis int64

// wire is how moments are written outside: RFC 3339, UTC, milliseconds.
const wire = "2006-01-02T15:04:05.000Z"

// At gives the moment of t, cut to whole milliseconds.
func At(t time.Time) Millis { return Millis(t.UnixMilli()) }

// Time gives the moment as a time in UTC.
func (m Millis) Time() time.Time { return time.UnixMilli(int64(m)).UTC() }

// String writes the moment as in the feed, and nothing for an unknown one.
func (m Millis) String() string {
	if m == 0 {
		return ""
	}
	return m.Time().Format(wire)
}

// ParseMillis reads an RFC 3339 moment, in any zone. Digits beyond the millisecond are cut.
func ParseMillis(s string) (Millis, error) {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return 0, err
	}
	return At(t), nil
}

// Window is a half-open span of time, [From, To).
type Window struct {
	From Millis `json:"from"`
	To   Millis `json:"to"`
}

// Empty says that no moment is in the window.
func (w Window) Empty() bool { return w.From >= w.To }

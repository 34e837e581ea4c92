package cli

import (
	"regexp"
	"strconv"
	"time"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
)

// period are the two flags of a window.
type period struct {
	From string `placeholder:"D" help:"${help_from}"`
	To   string `placeholder:"D" help:"${help_to}"`
}

// window reads --from (inclusive) and --to (exclusive, but a bare date includes its day).
func (s *session) window(p period) (order.Window, error) {
	c := calendar{now: s.now().Time(), zone: s.zone}
	from, err := c.start(p.From)
	if err != nil {
		return order.Window{}, wrongDate("from", p.From, err)
	}
	to, err := c.end(p.To)
	if err != nil {
		return order.Window{}, wrongDate("to", p.To, err)
	}
	if to != 0 && from >= to {
		return order.Window{}, fault.New(fault.Invalid, "window", nil, nil)
	}
	return order.Window{From: from, To: to}, nil
}

func wrongDate(flag, value string, cause error) error {
	return fault.New(fault.Invalid, "date", fault.Params{"flag": flag, "value": value}, cause)
}

// calendar reads dates as they are seen in one zone at one moment.
type calendar struct {
	now  time.Time
	zone *time.Location
}

// start reads a date as the beginning of a window; nothing is the open end.
func (c calendar) start(text string) (order.Millis, error) {
	if text == "" {
		return 0, nil
	}
	if y, m, d, ok := c.day(text); ok {
		return order.At(c.midnight(y, m, d)), nil
	}
	return c.moment(text)
}

// end reads a date as the end of a window: a bare date includes that day, whatever its length.
func (c calendar) end(text string) (order.Millis, error) {
	if text == "" {
		return 0, nil
	}
	if y, m, d, ok := c.day(text); ok {
		return order.At(c.midnight(y, m, d+1)), nil
	}
	return c.moment(text)
}

// day reads what names a whole day.
func (c calendar) day(text string) (int, time.Month, int, bool) {
	if back, ok := c.daysBack(text); ok {
		now := c.now.In(c.zone)
		return now.Year(), now.Month(), now.Day() - back, true
	}
	t, err := time.Parse(time.DateOnly, text)
	return t.Year(), t.Month(), t.Day(), err == nil
}

var beforeToday = regexp.MustCompile(`^today-(\d{1,5})$`)

// daysBack reads a day that is counted from today: today, yesterday, today-6, or monday, the one that this week began with.
// The screens' days stand so in views: the last seven begin with the whole day today-6, not at 7d's time of day.
func (c calendar) daysBack(text string) (int, bool) {
	switch text {
	case "today":
		return 0, true
	case "yesterday":
		return 1, true
	case "monday":
		return (int(c.now.In(c.zone).Weekday()) + 6) % 7, true
	}
	found := beforeToday.FindStringSubmatch(text)
	if found == nil {
		return 0, false
	}
	n, err := strconv.Atoi(found[1])
	return n, err == nil
}

var daysAgo = regexp.MustCompile(`^(\d{1,5})d$`)

// moment reads what names a moment: 7d (the same time of day so many days ago), a local time, or RFC 3339.
func (c calendar) moment(text string) (order.Millis, error) {
	if found := daysAgo.FindStringSubmatch(text); found != nil {
		n, err := strconv.Atoi(found[1])
		return order.At(c.now.In(c.zone).AddDate(0, 0, -n)), err
	}
	for _, layout := range []string{"2006-01-02T15:04", "2006-01-02T15:04:05"} {
		if t, err := time.Parse(layout, text); err == nil {
			return order.At(c.local(t)), nil
		}
	}
	if t, err := time.Parse("2006-01-02T15:04Z07:00", text); err == nil {
		return order.At(t), nil // RFC 3339 but for the seconds
	}
	return order.ParseMillis(text)
}

// local is the moment at which clocks of the zone show what t shows. Of a time that comes twice it is the first, so
// that --from leaves nothing out; one that is skipped is as far after the change as it would have been without it.
func (c calendar) local(t time.Time) time.Time {
	_, before := t.AddDate(0, 0, -1).In(c.zone).Zone()
	_, after := t.AddDate(0, 0, 1).In(c.zone).Zone()
	first, second := t.Add(-time.Duration(before)*time.Second), t.Add(-time.Duration(after)*time.Second)
	if _, offset := first.In(c.zone).Zone(); offset != before {
		if _, offset := second.In(c.zone).Zone(); offset == after {
			return second
		}
	}
	return first
}

// midnight is the first moment of a day. Where clocks are changed at midnight, that day has none or two of it.
func (c calendar) midnight(y int, m time.Month, d int) time.Time {
	want := time.Date(y, m, d, 0, 0, 0, 0, time.UTC) // the day, normalised
	t := time.Date(y, m, d, 0, 0, 0, 0, c.zone)
	begins, ends := t.ZoneBounds()
	if t.Day() != want.Day() && !ends.IsZero() {
		return ends // midnight was skipped
	}
	if begins.IsZero() {
		return t
	}
	_, before := begins.Add(-time.Second).Zone()
	_, after := t.Zone()
	if first := t.Add(time.Duration(after-before) * time.Second); first.Before(begins) && first.In(c.zone).Day() == want.Day() && first.Before(t) {
		return first // midnight came twice
	}
	return t
}

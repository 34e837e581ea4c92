package source

import (
	"encoding/json"
	"math/big"
	"strconv"
	"strings"
	"time"

	"ordertrail/backend/order"
)

// timeForm is how a source writes its moments.
type timeForm struct {
	style  string // rfc3339, unix, unix_ms, date or layout
	layout string
	zone   *time.Location
}

// read reads a moment, and cuts it to whole milliseconds.
func (f timeForm) read(text string) (order.Millis, bool) {
	switch f.style {
	case "unix", "unix_ms":
		return f.count(text)
	case "date":
		t, err := time.Parse(time.DateOnly, text)
		return order.At(t), err == nil
	case "layout":
		t, err := time.Parse(f.layout, text)
		if err != nil {
			return 0, false
		}
		if strings.Contains(f.layout, "Z07") || strings.Contains(f.layout, "-07") || strings.Contains(f.layout, "MST") {
			return order.At(t), true
		}
		return order.At(local(t, f.zone)), true
	}
	at, err := order.ParseMillis(text)
	return at, err == nil
}

// count reads seconds or milliseconds since 1970, exactly, with a fraction if there is one.
func (f timeForm) count(text string) (order.Millis, bool) {
	if len(text) > 40 || !json.Valid([]byte(text)) || strings.ContainsAny(text, "eE\"{[tfn") {
		return 0, false
	}
	n, ok := new(big.Rat).SetString(text)
	if !ok {
		return 0, false
	}
	if f.style == "unix" {
		n.Mul(n, big.NewRat(1000, 1))
	}
	whole := new(big.Int).Div(n.Num(), n.Denom())
	if !whole.IsInt64() || whole.Int64() > 253_402_300_799_999 || whole.Int64() < 0 { // year 9999
		return 0, false
	}
	return order.Millis(whole.Int64()), true
}

// write writes the beginning of a window, or, with up, its end. What is not written so finely is widened.
func (f timeForm) write(at order.Millis, up bool) string {
	if at == 0 {
		return ""
	}
	widened := func(unit order.Millis) order.Millis {
		if up {
			return (at + unit - 1) / unit * unit
		}
		return at / unit * unit
	}
	switch f.style {
	case "unix":
		return strconv.FormatInt(int64(widened(1000))/1000, 10)
	case "unix_ms":
		return strconv.FormatInt(int64(at), 10)
	case "date":
		return widened(24 * 3600 * 1000).Time().Format(time.DateOnly)
	case "layout":
		return widened(1000).Time().In(f.zone).Format(f.layout)
	}
	return at.String()
}

// local is the moment at which clocks of a zone show what t shows. Of a time that comes twice it is the first; one
// that is skipped is as far after the change as it would have been without it.
func local(t time.Time, zone *time.Location) time.Time {
	_, before := t.AddDate(0, 0, -1).In(zone).Zone()
	_, after := t.AddDate(0, 0, 1).In(zone).Zone()
	first, second := t.Add(-time.Duration(before)*time.Second), t.Add(-time.Duration(after)*time.Second)
	if _, offset := first.In(zone).Zone(); offset != before {
		if _, offset := second.In(zone).Zone(); offset == after {
			return second
		}
	}
	return first
}

package cli

import (
	"strings"
	"time"

	"ordertrail/backend/order"
)

// moment writes a moment in the zone, to the second.
func (s *session) moment(m order.Millis) string {
	return s.written(m, "2006-01-02 15:04:05")
}

// exactMoment writes a moment in the zone, to the millisecond.
func (s *session) exactMoment(m order.Millis) string {
	return s.written(m, "2006-01-02 15:04:05.000")
}

// minute writes a moment in the zone, to the minute.
func (s *session) minute(m order.Millis) string { return s.written(m, "2006-01-02 15:04") }

func (s *session) written(m order.Millis, layout string) string {
	if m == 0 {
		return ""
	}
	return m.Time().In(s.zone).Format(layout)
}

// zoneName names the zone in which times are written.
func (s *session) zoneName() string {
	now := s.now().Time().In(s.zone)
	short, _ := now.Zone()
	offset := "UTC" + now.Format("-07:00")
	if name := s.zone.String(); name != "Local" {
		if name == "UTC" {
			return name
		}
		return name + " (" + offset + ")"
	}
	if short == "UTC" {
		return short
	}
	return short + " (" + offset + ")"
}

// took writes a duration as people say it.
func (w words) took(d time.Duration) string {
	switch {
	case d < time.Second:
		return w.number(int(d.Milliseconds())) + " ms"
	case d < time.Minute:
		return w.decimal(d.Seconds()) + " s"
	case d < time.Hour:
		return w.number(int(d/time.Minute)) + " min " + w.number(int(d%time.Minute/time.Second)) + " s"
	case d < 48*time.Hour:
		return w.number(int(d/time.Hour)) + " h " + w.number(int(d%time.Hour/time.Minute)) + " min"
	}
	const day = 24 * time.Hour
	return w.count("days", int(d/day)) + " " + w.number(int(d%day/time.Hour)) + " h"
}

// about writes a duration that is only guessed: whole seconds, minutes or hours.
func (w words) about(d time.Duration) string {
	switch {
	case d < time.Minute:
		return w.number(int(d.Round(time.Second)/time.Second)) + " s"
	case d < 2*time.Hour:
		return w.number(int(d.Round(time.Minute)/time.Minute)) + " min"
	}
	return w.number(int(d.Round(time.Hour)/time.Hour)) + " h"
}

func (w words) decimal(v float64) string { return w.printer.Sprintf("%.1f", v) }

// both joins what is not empty.
func both(parts ...string) string {
	var list []string
	for _, part := range parts {
		if part != "" {
			list = append(list, part)
		}
	}
	return strings.Join(list, " · ")
}

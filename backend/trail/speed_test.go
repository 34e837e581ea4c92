package trail

import (
	"testing"
	"time"
)

func TestSpeedIsJudgedByTheLastHalfMinute(t *testing.T) {
	began := time.Now()
	cases := map[string]struct {
		marks []mark
		rate  float64
		left  time.Duration
	}{
		"nothing yet":           {},
		"too short a look":      {[]mark{{began, 0, 0}, {began.Add(time.Second), 500, 0.1}}, 0, 0},
		"a steady one":          {[]mark{{began, 0, 0}, {began.Add(10 * time.Second), 5000, 0.25}}, 500, 30 * time.Second},
		"one of unknown length": {[]mark{{began, 0, -1}, {began.Add(10 * time.Second), 5000, -1}}, 500, 0},
		"one that comes to nothing": {
			[]mark{{began, 100, 0.5}, {began.Add(20 * time.Second), 100, 0.5}}, 0, 0,
		},
		"one that got slower": {
			[]mark{{began, 0, 0}, {began.Add(10 * time.Second), 9000, 0.5}, {began.Add(30 * time.Second), 9200, 0.52}, {began.Add(41 * time.Second), 9310, 0.531}},
			10, 469 * time.Second,
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			var s speed
			for _, m := range c.marks {
				s.note(m)
			}
			if rate, left := s.perSecond(), s.left(); rate != c.rate || left.Round(time.Second) != c.left {
				t.Errorf("%g records a second and %s left, want %g and %s", rate, left, c.rate, c.left)
			}
		})
	}
}

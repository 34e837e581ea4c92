package cli

import (
	"strings"
	"testing"
	"time"

	"ordertrail/backend/order"
	"ordertrail/backend/trail"
)

func TestLinesTellEveryFewSeconds(t *testing.T) {
	at := time.Unix(0, 0)
	var out strings.Builder
	s := newSession(Env{Environ: func(string) string { return "" }, Stderr: &out})
	s.zone = time.UTC
	follow := s.follow(lineMeter(&out, func() time.Time { return at }))
	tell := func(requests, postbacks int, fraction float64, back order.Millis, retry time.Duration) {
		var p trail.Progress
		p.Requests, p.Postbacks, p.Fraction, p.Back, p.RetryIn = requests, postbacks, fraction, back, retry
		follow(p)
	}
	tell(1, 0, -1, 0, 0)
	at = at.Add(3 * time.Second)
	tell(1284, 12, 0.255, 86_400_000, 0)
	at = at.Add(time.Second)
	tell(1300, 0, 0.3, 0, 0)
	tell(0, 0, -1, 0, 2500*time.Millisecond)
	at = at.Add(2 * time.Second)
	tell(1400, 0, -1, 0, 0)
	at = at.Add(3 * time.Second)
	p := trail.Progress{PerSecond: 812.4, Left: 170 * time.Second}
	p.Requests, p.Fraction = 9000, 0.5
	follow(p)
	want := " 26 %  1,284 requests, 12 postbacks, back to 1970-01-02 00:00\n" +
		"The source does not answer as it should; trying again in 2.5 s\n" +
		"1,400 requests, 0 postbacks\n" +
		" 50 %  9,000 requests, 0 postbacks, 812 records a second, about 3 min left\n"
	if out.String() != want {
		t.Errorf("got\n%swant\n%s", out.String(), want)
	}
}

package syncer_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/source"
	"ordertrail/backend/syncer"
)

// refusing answers every question with one status, and notes when it was asked.
type refusing struct {
	status  int
	headers http.Header
	asked   []time.Time
	hello   bool // the status is answered
}

func (r *refusing) RoundTrip(q *http.Request) (*http.Response, error) {
	r.asked = append(r.asked, time.Now())
	status, body := r.status, `{"title":"no"}`
	if r.hello && strings.HasSuffix(q.URL.Path, "/status") {
		status, body = 200, fmt.Sprintf(`{"feed":1,"tenant":{"id":"t"},"now":%q}`, order.At(time.Now()))
	}
	headers := http.Header{"Content-Type": {"application/json"}, "Date": {time.Now().UTC().Format(http.TimeFormat)}}
	for name, values := range r.headers {
		headers[name] = values
	}
	return &http.Response{StatusCode: status, Header: headers, Body: io.NopCloser(strings.NewReader(body)), Request: q}, nil
}

// before counts what was asked before a moment.
func (r *refusing) before(end time.Time) (n int) {
	for _, at := range r.asked {
		if at.Before(end) {
			n++
		}
	}
	return n
}

// nothing is a history of which nothing is held.
type nothing struct{}

func (nothing) Position(context.Context, order.List) (order.Position, error) {
	return order.Position{}, nil
}
func (nothing) Held(context.Context, order.List) ([]order.Window, error) { return nil, nil }
func (nothing) Save(context.Context, order.Batch) (order.Saved, error) {
	return order.Saved{}, errors.New("nothing can have come")
}
func (nothing) Asked(context.Context, order.List, order.Window, order.Millis, order.GapWhy) error {
	return nil
}

func openRefusing(t *testing.T, r *refusing) *source.Feed {
	t.Helper()
	f, err := source.Open(source.Options{Base: "https://feed.example", Key: "k:s", Transport: r})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestASourceThatOnlySays503IsAskedAtMost14TimesInHalfAnHour(t *testing.T) {
	for _, always := range []bool{false, true} { // refusing everything, or all but the status
		for jitter := 0.0; jitter <= 1; jitter += 0.1 {
			synctest.Test(t, func(t *testing.T) {
				r, began := &refusing{status: 503, hello: always}, time.Now()
				f := openRefusing(t, r)
				ctx, cancel := context.WithTimeout(t.Context(), 31*time.Minute)
				defer cancel()
				syncer.Keep(ctx, syncer.Schedule{Run: func(ctx context.Context, _ bool) error {
					_, err := syncer.Run(ctx, f, nothing{}, syncer.Options{Sparing: true, Jitter: func() float64 { return jitter }})
					return err
				}})
				if n := r.before(began.Add(30 * time.Minute)); n > 14 || n < 3 {
					t.Errorf("%d questions with a jitter of %.1f", n, jitter)
				}
			})
		}
	}
}

func TestARefusedKeyIsNeverTriedAgainByItself(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := &refusing{status: 401}
		f := openRefusing(t, r)
		ctx, cancel := context.WithTimeout(t.Context(), 48*time.Hour)
		defer cancel()
		syncer.Keep(ctx, syncer.Schedule{Run: func(ctx context.Context, _ bool) error {
			_, err := syncer.Run(ctx, f, nothing{}, syncer.Options{})
			return err
		}})
		if len(r.asked) != 1 {
			t.Errorf("%d questions", len(r.asked))
		}
	})
}

func TestNoQuestionComesBeforeRetryAfter(t *testing.T) {
	date := func(d time.Duration) func(time.Time) []string {
		return func(now time.Time) []string { return []string{now.Add(d).UTC().Format(http.TimeFormat)} }
	}
	text := func(values ...string) func(time.Time) []string { return func(time.Time) []string { return values } }
	cases := map[string]struct {
		header func(time.Time) []string
		least  time.Duration // until the second question
		most   time.Duration
	}{
		"seconds":               {text("90"), 90 * time.Second, 91 * time.Second},
		"a date":                {date(45 * time.Second), 44 * time.Second, 46 * time.Second},
		"a date that is past":   {date(-time.Hour), 0, 2 * time.Second},
		"a negative number":     {text("-30"), 0, 2 * time.Second},
		"zero":                  {text("0"), 0, 2 * time.Second},
		"junk":                  {text("soon, please"), 0, 2 * time.Second},
		"two headers":           {text("5", "70"), 70 * time.Second, 71 * time.Second},
		"longer than a budget":  {text("1800"), 30 * time.Minute, 31 * time.Minute},
		"ten years, in seconds": {text("315360000"), time.Hour, time.Hour + time.Minute},
		"ten years, as a date":  {date(10 * 365 * 24 * time.Hour), time.Hour, time.Hour + time.Minute},
		"a number too large":    {text("99999999999999999999"), time.Hour, time.Hour + time.Minute},
	}
	for _, status := range []int{429, 503} {
		for name, c := range cases {
			t.Run(fmt.Sprint(status, " ", name), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					r := &refusing{status: status, headers: http.Header{"Retry-After": c.header(time.Now())}}
					f := openRefusing(t, r)
					ctx, cancel := context.WithTimeout(t.Context(), 3*time.Hour)
					defer cancel()
					asks := make(chan struct{}, 1)
					syncer.Keep(ctx, syncer.Schedule{Ask: asks, Run: func(ctx context.Context, _ bool) error {
						_, err := syncer.Run(ctx, f, nothing{}, syncer.Options{})
						select { // somebody presses the button all the time
						case asks <- struct{}{}:
						default:
						}
						return err
					}})
					if got := r.asked[1].Sub(r.asked[0]); got < c.least || got > c.most {
						t.Errorf("asked again after %s, want %s to %s", got, c.least, c.most)
					}
				})
			})
		}
	}
}

func TestAFaultIsWaitedForOnlyWhileTheBudgetLasts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := &refusing{status: 500, hello: true}
		began := time.Now()
		_, err := syncer.Run(t.Context(), openRefusing(t, r), nothing{}, syncer.Options{Jitter: func() float64 { return 1 }})
		if took := time.Since(began); !fault.Is(err, fault.Server) || took > 2*time.Minute || len(r.asked) != 8 {
			t.Errorf("%v after %s and %d questions", err, took, len(r.asked))
		}
	})
}

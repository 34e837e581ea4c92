package source_test

import (
	"testing"

	"ordertrail/backend/fault"
	"ordertrail/backend/source"
)

func TestRetryAfterIsReadInBothForms(t *testing.T) {
	date := "Mon, 16 Nov 2026 07:00:00 GMT"
	for name, c := range map[string]struct {
		headers []string
		want    any
	}{
		"none":                                {nil, nil},
		"seconds":                             {[]string{"Retry-After", "120"}, int64(120_000)},
		"a date counts by the server's clock": {[]string{"Date", date, "Retry-After", "Mon, 16 Nov 2026 07:01:30 GMT"}, int64(90_000)},
		"a date that has passed":              {[]string{"Date", date, "Retry-After", "Mon, 16 Nov 2026 06:00:00 GMT"}, int64(0)},
		"ten years":                           {[]string{"Retry-After", "315360000"}, int64(3600_000)},
		"more seconds than fit":               {[]string{"Retry-After", "99999999999999999999"}, int64(3600_000)},
		"a negative number is none":           {[]string{"Retry-After", "-5"}, nil},
		"words are none":                      {[]string{"Retry-After", "soon"}, nil},
		"of two the longer":                   {[]string{"Retry-After", "5", "Retry-After", "60"}, int64(60_000)},
		"one of two is words":                 {[]string{"Retry-After", "soon", "Retry-After", "60"}, int64(60_000)},
	} {
		t.Run(name, func(t *testing.T) {
			for _, code := range []int{429, 503} {
				_, err := open(t, serve(t, status(code, c.headers...)), source.Options{}).Status(t.Context())
				if got := fault.Of(err).Params["retryAfterMs"]; got != c.want {
					t.Errorf("%d: wait %v, want %v", code, got, c.want)
				}
			}
		})
	}
}

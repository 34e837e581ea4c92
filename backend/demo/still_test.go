package demo_test

import (
	"net/http/httptest"
	"testing"
	"time"

	"ordertrail/backend/demo"
	"ordertrail/backend/feed"
	"ordertrail/backend/order"
)

func TestAStillHistoryStandsWhileItsClockGoesOn(t *testing.T) {
	const end order.Millis = 1_795_000_000_000
	h, err := demo.New(demo.Options{Requests: 400, Seed: 3, Now: end})
	if err != nil {
		t.Fatal(err)
	}
	now := end
	ask := func(still bool) (int, order.Millis) {
		handler := demo.Handler(h, demo.ServerOptions{Now: func() order.Millis { return now }, Still: still})
		r := httptest.NewRequest("GET", "/v1/requests?limit=500&order=desc", nil)
		r.Header.Set("X-API-KEY", "demo:demo")
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		page, err := feed.ReadPage(w.Body.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		return len(page.Items), page.AsOf
	}
	for _, later := range []time.Duration{0, 3 * time.Hour} {
		now = end + order.Millis(later.Milliseconds())
		if n, asOf := ask(true); n != 400 || asOf != now {
			t.Errorf("after %s: %d requests as of %s", later, n, asOf)
		}
	}
	if n, _ := ask(false); n <= 400 {
		t.Errorf("a history that goes on has %d requests three hours later", n)
	}
}

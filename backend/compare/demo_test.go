package compare_test

import (
	"net/http/httptest"
	"net/url"
	"testing"

	"ordertrail/backend/demo"
	"ordertrail/backend/feed"
	"ordertrail/backend/order"
)

const demoNow = "2026-11-20T12:00:00Z"

// demoRequests reads a made-up history, the way a source gives it, and its stories.
func demoRequests(t testing.TB, n int) ([]*order.Request, []demo.Story) {
	t.Helper()
	now, err := order.ParseMillis(demoNow)
	if err != nil {
		t.Fatal(err)
	}
	h, err := demo.New(demo.Options{Requests: n, Seed: 3, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	server := demo.Handler(h, demo.ServerOptions{Key: "k", Now: func() order.Millis { return now }})
	var out []*order.Request
	for next := ""; ; {
		ask := httptest.NewRequest("GET", "/v1/requests?limit=500&cursor="+url.QueryEscape(next), nil)
		ask.Header.Set("X-API-KEY", "k")
		answer := httptest.NewRecorder()
		server.ServeHTTP(answer, ask)
		page, err := feed.ReadPage(answer.Body.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		for _, item := range page.Items {
			r, err := feed.ReadRequest(item)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, r)
		}
		if next = page.Next; next == "" {
			return out, h.Stories(now)
		}
	}
}

package export_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"ordertrail/backend/demo"
	"ordertrail/backend/export"
	"ordertrail/backend/feed"
	"ordertrail/backend/order"
)

// pulled walks one list of a demo feed.
func pulled(t *testing.T, base, list string, each func(feed.Item)) {
	t.Helper()
	for cursor := ""; ; {
		q := url.Values{"limit": {"200"}}
		if cursor != "" {
			q.Set("cursor", cursor)
		}
		ask, err := http.NewRequest(http.MethodGet, base+"/v1/"+list+"?"+q.Encode(), nil)
		if err != nil {
			t.Fatal(err)
		}
		ask.Header.Set("X-API-KEY", "demo:demo")
		answer, err := http.DefaultClient.Do(ask)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(answer.Body)
		if err := answer.Body.Close(); err != nil {
			t.Fatal(err)
		}
		if err != nil {
			t.Fatal(err)
		}
		page, err := feed.ReadPage(text)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		for _, item := range page.Items {
			each(item)
		}
		if cursor = page.Next; cursor == "" {
			return
		}
	}
}

// invented are the records of a demo history, each request with the postbacks of its order.
func invented(t *testing.T, requests int) []export.Record {
	t.Helper()
	h, err := demo.New(demo.Options{Requests: requests, Seed: 7, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(demo.Handler(h, demo.ServerOptions{Now: func() order.Millis { return now }}))
	defer s.Close()
	news := map[string][]*order.Postback{}
	pulled(t, s.URL, "postbacks", func(item feed.Item) {
		p, err := feed.ReadPostback(item)
		if err != nil {
			t.Fatal(err)
		}
		news[p.OrderReferenceID] = append(news[p.OrderReferenceID], p)
	})
	var all []export.Record
	pulled(t, s.URL, "requests", func(item feed.Item) {
		r, err := feed.ReadRequest(item)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, export.Record{Source: "demo", Request: r, Postbacks: news[r.OrderReferenceID]})
	})
	return all
}

func TestNoOrdinaryOrderIsRefused(t *testing.T) {
	all := invented(t, 80)
	for _, r := range all {
		if _, err := export.ZIP(context.Background(), io.Discard, export.Of(r), export.Options{Now: now}); err != nil {
			t.Errorf("%s %s: %v", r.Request.ID, r.Request.OrderReferenceID, err)
		}
	}
	var out bytes.Buffer
	if _, err := export.JSON(context.Background(), &out, export.Of(all...), export.Options{Now: now}); err != nil {
		t.Errorf("all at once: %v", err)
	}
}

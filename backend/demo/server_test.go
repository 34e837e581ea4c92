package demo_test

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"ordertrail/backend/demo"
	"ordertrail/backend/feed"
	"ordertrail/backend/order"
)

func TestOnlyTheKeyOpensTheFeed(t *testing.T) {
	f := serve(t, 20, demo.ServerOptions{})
	for _, c := range []struct {
		name   string
		header []string
		want   int
	}{
		{"the key in X-API-KEY", []string{"X-API-KEY", "demo:demo"}, 200},
		{"the key as bearer", []string{"Authorization", "Bearer demo:demo"}, 200},
		{"another key", []string{"X-API-KEY", "demo:other"}, 401},
		{"another bearer", []string{"Authorization", "Bearer demo"}, 401},
		{"the key as basic", []string{"Authorization", "Basic ZGVtbzpkZW1v"}, 401},
		{"no key", []string{"X-Nothing", ""}, 401},
	} {
		for _, path := range []string{"/v1/status", "/v1/requests", "/v1/postbacks?limit=1"} {
			answer := f.get(path, c.header...)
			if c.want == 401 {
				f.refused(c.name, answer, 401)
			} else if answer.StatusCode != c.want {
				t.Errorf("%s at %s: %s", c.name, path, answer.Status)
			}
		}
	}
}

func TestStatusSaysWhoseHistoryItIs(t *testing.T) {
	f := serve(t, 20, demo.ServerOptions{})
	body, err := io.ReadAll(f.get("/v1/status").Body)
	if err != nil {
		t.Fatal(err)
	}
	got, err := feed.ReadStatus(body)
	if err != nil {
		t.Fatal(err)
	}
	want := feed.Status{Feed: 1, Tenant: f.history.Tenant(), Now: present, Earliest: f.history.Earliest()}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestCallsThatMakeNoSenseAreRefused(t *testing.T) {
	f := serve(t, 20, demo.ServerOptions{})
	for path, status := range map[string]int{
		"/v1/requests?limit=0":         400,
		"/v1/requests?limit=501":       400,
		"/v1/requests?limit=ten":       400,
		"/v1/requests?order=up":        400,
		"/v1/requests?from=yesterday":  400,
		"/v1/requests?to=2026-11-02":   400,
		"/v1/postbacks?updatedAfter=0": 400,
		"/v1/postbacks?cursor=abc":     400,
		"/v1/postbacks?cursor=%25%25":  400,
		"/v1/requests?from=2026-11-02T00:00:00Z&updatedAfter=2026-11-02T00:00:00Z": 400,
		"/v1/requests/unknown": 404,
		"/v1/requests/":        404,
		"/v1/status/x":         404,
		"/v2/requests":         404,
		"/":                    404,
	} {
		f.refused(path, f.get(path), status)
	}
	r, err := http.NewRequest(http.MethodPost, f.server.URL+"/v1/requests", nil)
	if err != nil {
		t.Fatal(err)
	}
	f.refused("POST", f.do(r), 405)
}

func TestACursorWorksForADayAndForItsOwnQueryOnly(t *testing.T) {
	f := serve(t, 100, demo.ServerOptions{CursorLife: 24 * time.Hour})
	from := (present - 10*24*3_600_000).String()
	query := func(more ...any) url.Values { return ask(append([]any{"limit", 10, "from", from}, more...)...) }
	cursor := f.page(order.Requests, query()).next
	for _, c := range []struct {
		name string
		path string
		want int
	}{
		{"unchanged", "requests?" + query("cursor", cursor).Encode(), 200},
		{"another limit", "requests?" + query("cursor", cursor, "limit", 11).Encode(), 400},
		{"another order", "requests?" + query("cursor", cursor, "order", "desc").Encode(), 400},
		{"another window", "requests?" + query("cursor", cursor, "to", present).Encode(), 400},
		{"no window", "requests?" + ask("limit", 10, "cursor", cursor).Encode(), 400},
		{"another list", "postbacks?" + query("cursor", cursor).Encode(), 400},
		{"cut off", "requests?" + query("cursor", cursor[:len(cursor)-2]).Encode(), 400},
		{"changed", "requests?" + query("cursor", "A"+cursor[1:]).Encode(), 400},
	} {
		answer := f.get("/v1/" + c.path)
		if c.want != 200 {
			f.refused(c.name, answer, c.want)
		} else if answer.StatusCode != 200 {
			t.Errorf("%s: %s", c.name, answer.Status)
		}
	}
	f.pass(24*time.Hour - time.Millisecond)
	if answer := f.get("/v1/requests?" + query("cursor", cursor).Encode()); answer.StatusCode != 200 {
		t.Errorf("within 24 hours: %s", answer.Status)
	}
	f.pass(time.Millisecond)
	f.refused("after 24 hours", f.get("/v1/requests?"+query("cursor", cursor).Encode()), 410)
}

func TestACursorOutlivesItsServer(t *testing.T) {
	first, second := serve(t, 100, demo.ServerOptions{}), serve(t, 100, demo.ServerOptions{})
	q := ask("limit", 30)
	q.Set("cursor", first.page(order.Requests, q).next)
	if diff := cmp.Diff(first.page(order.Requests, q), second.page(order.Requests, q), cmp.AllowUnexported(page{}, seen{})); diff != "" {
		t.Error(diff)
	}
}

func TestAnswersAreEncodedAsTheCallerLikes(t *testing.T) {
	f := serve(t, 100, demo.ServerOptions{})
	plain, err := io.ReadAll(f.get("/v1/requests").Body)
	if err != nil {
		t.Fatal(err)
	}
	for accept, want := range map[string]string{"gzip": "gzip", "gzip, zstd": "zstd", "zstd;q=0, gzip;q=0.5": "gzip", "br": "", "identity": ""} {
		answer := f.get("/v1/requests", "Authorization", "Bearer demo:demo", "Accept-Encoding", accept)
		if got := answer.Header.Get("Content-Encoding"); got != want || answer.Header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("%q is answered in %q", accept, got)
		}
		if got := decoded(t, answer, want); !bytes.Equal(got, plain) {
			t.Errorf("%q: the decoded body differs", accept)
		}
	}
}

func decoded(t *testing.T, answer *http.Response, coding string) []byte {
	t.Helper()
	var body io.Reader = answer.Body
	var err error
	switch coding {
	case "gzip":
		body, err = gzip.NewReader(body)
	case "zstd":
		body, err = zstd.NewReader(body)
	}
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(body)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestARecordAloneIsTheOneOfItsList(t *testing.T) {
	f := serve(t, 100, demo.ServerOptions{})
	for _, list := range lists {
		body, err := io.ReadAll(f.get("/v1/" + string(list) + "?limit=20").Body)
		if err != nil {
			t.Fatal(err)
		}
		p, err := feed.ReadPage(body)
		if err != nil {
			t.Fatal(err)
		}
		for _, item := range p.Items {
			alone, err := io.ReadAll(f.get("/v1/" + string(list) + "/" + f.record(list, item).id).Body)
			if err != nil || !bytes.Equal(alone, item) {
				t.Errorf("%s\nis not\n%s", alone, item)
			}
		}
	}
}

func TestServeStopsWhenAskedTo(t *testing.T) {
	f := serve(t, 20, demo.ServerOptions{})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- demo.Serve(ctx, listener, demo.Handler(f.history, demo.ServerOptions{})) }()
	answer, err := http.Get("http://" + listener.Addr().String() + "/v1/status")
	if err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	stop()
	if err := <-done; err != nil || answer.StatusCode != http.StatusUnauthorized {
		t.Errorf("%s, then %v", answer.Status, err)
	}
}

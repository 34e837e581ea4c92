package source_test

import (
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/feed"
	"ordertrail/backend/order"
	"ordertrail/backend/source"
)

func TestPageWalksTheSamplesWithEveryFieldAndBodyAsSent(t *testing.T) {
	f := open(t, serve(t, paged(t))+"/base/", source.Options{})
	for _, list := range []order.List{order.Requests, order.Postbacks} {
		var got, want order.Page
		for q := (order.Query{List: list, Limit: 7}); ; q.Cursor = got.Next {
			page, err := f.Page(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			got.Requests, got.Postbacks = append(got.Requests, page.Requests...), append(got.Postbacks, page.Postbacks...)
			got.Missing, got.Mismatched, got.Next = append(got.Missing, page.Missing...), got.Mismatched+page.Mismatched, page.Next
			if page.Next == "" {
				break
			}
		}
		for _, item := range sample(t, list) {
			want = withItem(t, want, list, item)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", list, diff)
		}
	}
}

func withItem(t *testing.T, page order.Page, list order.List, item []byte) order.Page {
	t.Helper()
	if list == order.Requests {
		r, err := feed.ReadRequest(item)
		if err != nil {
			t.Fatal(err)
		}
		page.Requests = append(page.Requests, r)
		return page
	}
	p, err := feed.ReadPostback(item)
	if err != nil {
		t.Fatal(err)
	}
	page.Postbacks = append(page.Postbacks, p)
	return page
}

func TestPageAsksAsTheContractSays(t *testing.T) {
	at := func(s string) order.Millis { m, _ := order.ParseMillis(s); return m }
	for name, c := range map[string]struct {
		ask  order.Query
		want string
	}{
		"everything, by the source's own page size": {order.Query{List: order.Requests}, "/v1/requests?"},
		"a window, newest first": {order.Query{List: order.Postbacks, Newest: true, Limit: 100,
			Window: order.Window{From: at("2026-11-02T00:00:00+01:00"), To: at("2026-11-03T00:00:00.5Z")}},
			"/v1/postbacks?from=2026-11-01T23%3A00%3A00.000Z&limit=100&order=desc&to=2026-11-03T00%3A00%3A00.500Z"},
		"changes have neither window nor direction": {order.Query{List: order.Requests, Newest: true, UpdatedAfter: at("2026-11-02T08:00:00.421Z"),
			Window: order.Window{From: 5, To: 9}}, "/v1/requests?updatedAfter=2026-11-02T08%3A00%3A00.421Z"},
		"an opaque cursor is handed back as it came": {order.Query{List: order.Requests, Cursor: "a+b/c=&d #é"}, "/v1/requests?cursor=a%2Bb%2Fc%3D%26d+%23%C3%A9"},
	} {
		t.Run(name, func(t *testing.T) {
			var got string
			f := open(t, serve(t, func(w http.ResponseWriter, r *http.Request) {
				got = r.URL.Path + "?" + r.URL.RawQuery
				answer(noPage)(w, r)
			}), source.Options{UserAgent: "Ordertrail/1"})
			if _, err := f.Page(t.Context(), c.ask); err != nil {
				t.Fatal(err)
			}
			if got != c.want {
				t.Errorf("asked %s, want %s", got, c.want)
			}
		})
	}
}

func TestPageSendsTheKeyInItsHeaderOnly(t *testing.T) {
	var got http.Header
	f := open(t, serve(t, func(w http.ResponseWriter, r *http.Request) {
		got = r.Header
		answer(noPage)(w, r)
	}), source.Options{UserAgent: "Ordertrail/1", Key: " " + canary + "\n"})
	if _, err := f.Page(t.Context(), order.Query{List: order.Requests}); err != nil {
		t.Fatal(err)
	}
	want := http.Header{"X-Api-Key": {canary}, "Accept": {"application/json"}, "Accept-Encoding": {"gzip, zstd"}, "User-Agent": {"Ordertrail/1"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("headers (-want +got):\n%s", diff)
	}
}

func TestLogTellsCountsOnly(t *testing.T) {
	var log strings.Builder
	to := slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	f := open(t, serve(t, answer(`{"data":[`+oneText+`],"next":"n",`+asOf+`}`)), source.Options{Log: to})
	if _, err := f.Page(t.Context(), order.Query{List: order.Requests, Cursor: "cursor-canary"}); err != nil {
		t.Fatal(err)
	}
	if said := log.String(); !strings.Contains(said, "path=/v1/requests") || strings.Contains(said, "canary") || strings.Contains(said, "r1") {
		t.Errorf("log: %s", said)
	}
}

func TestPageNamesWhatItCouldNotReadAndKeepsTheRest(t *testing.T) {
	at, _ := order.ParseMillis("2026-11-02T08:00:00.000Z")
	for name, c := range map[string]struct {
		item string
		want order.Missing
	}{
		"a required field is missing": {`{"id":"bad","receivedAt":"2026-11-02T08:00:00.000Z","type":"submit","stages":{}}`,
			order.Missing{ID: "bad", At: at, Why: order.Failed, Reason: "required field updatedAt is missing"}},
		"a field has another type": {`{"receivedAt":"2026-11-02T08:00:00.000Z","attempts":[{"n":1},{"n":"canary"}],"id":"bad"}`,
			order.Missing{ID: "bad", At: at, Why: order.Failed, Reason: "field /attempts/1/n is not as the feed has it"}},
		"a moment is none": {`{"id":"bad","receivedAt":"canary"}`,
			order.Missing{ID: "bad", Why: order.Failed, Reason: "field /receivedAt is not as the feed has it"}},
		"a record is no object": {`7`, order.Missing{Why: order.Failed, Reason: "no record, but another kind of JSON value"}},
	} {
		t.Run(name, func(t *testing.T) {
			f := open(t, serve(t, answer(`{"data":[`+c.item+`,`+oneText+`],"next":"n",`+asOf+`}`)), source.Options{})
			page, err := f.Page(t.Context(), order.Query{List: order.Requests})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]order.Missing{c.want}, page.Missing); diff != "" || len(page.Requests) != 1 || page.Next != "n" {
				t.Errorf("got %d requests, next %q, missing (-want +got):\n%s", len(page.Requests), page.Next, diff)
			}
		})
	}
}

func TestStatusSaysWhoAndSinceWhen(t *testing.T) {
	f := open(t, serve(t, answer(`{"feed":1,"tenant":{"id":"t1","name":"Tryck AB"},"now":"2026-11-16T07:00:00.000Z","earliest":"2026-08-18T00:00:00.000Z"}`)), source.Options{})
	got, err := f.Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	now, _ := order.ParseMillis("2026-11-16T07:00:00.000Z")
	earliest, _ := order.ParseMillis("2026-08-18T00:00:00.000Z")
	want := order.SourceStatus{Tenant: order.Party{ID: "t1", Name: "Tryck AB"}, Now: now, Earliest: earliest}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("status (-want +got):\n%s", diff)
	}
}

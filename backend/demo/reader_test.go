package demo_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"ordertrail/backend/demo"
	"ordertrail/backend/feed"
	"ordertrail/backend/order"
)

// present is Monday 16 November 2026, 10:00 UTC.
const present = order.Millis(1794823200000)

// feedUnderTest is a demo feed with a clock that the test sets.
type feedUnderTest struct {
	*testing.T
	history *demo.History
	server  *httptest.Server
	clock   atomic.Int64
}

func serve(t *testing.T, requests int, o demo.ServerOptions) *feedUnderTest {
	t.Helper()
	h, err := demo.New(demo.Options{Requests: requests, Seed: 11, Now: present})
	if err != nil {
		t.Fatal(err)
	}
	f := &feedUnderTest{T: t, history: h}
	f.clock.Store(int64(present))
	o.Now = func() order.Millis { return order.Millis(f.clock.Load()) }
	f.server = httptest.NewServer(demo.Handler(h, o))
	t.Cleanup(f.server.Close)
	return f
}

func (f *feedUnderTest) pass(d time.Duration) { f.clock.Add(d.Milliseconds()) }

// get calls the feed with the right key, and the headers given as name and value.
func (f *feedUnderTest) get(path string, headers ...string) *http.Response {
	f.Helper()
	r, err := http.NewRequest(http.MethodGet, f.server.URL+path, nil)
	if err != nil {
		f.Fatal(err)
	}
	r.Header.Set("X-API-KEY", "demo:demo")
	for i := 0; i < len(headers); i += 2 {
		r.Header.Del("X-API-KEY")
		r.Header.Set(headers[i], headers[i+1])
	}
	return f.do(r)
}

func (f *feedUnderTest) do(r *http.Request) *http.Response {
	f.Helper()
	client := &http.Client{Transport: &http.Transport{DisableCompression: true}, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	f.Cleanup(client.CloseIdleConnections)
	answer, err := client.Do(r)
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { _ = answer.Body.Close() })
	return answer
}

// refused checks that a call is answered by a problem of a status, as RFC 9457 wants it.
func (f *feedUnderTest) refused(name string, answer *http.Response, status int) {
	f.Helper()
	var problem struct {
		Title, Detail string
		Status        int
	}
	if err := json.NewDecoder(answer.Body).Decode(&problem); err != nil {
		f.Errorf("%s: %v", name, err)
	}
	if answer.StatusCode != status || problem.Status != status || problem.Title == "" || answer.Header.Get("Content-Type") != "application/problem+json" {
		f.Errorf("%s: %s with %+v, want %d", name, answer.Status, problem, status)
	}
}

// seen is a record as a strict reader takes it from a page.
type seen struct {
	id          string
	at, updated order.Millis
}

type page struct {
	records []seen
	next    string
	asOf    order.Millis
}

// page reads one page; whatever the feed's own reader does not take fails the test.
func (f *feedUnderTest) page(list order.List, query url.Values) page {
	f.Helper()
	answer := f.get("/v1/" + string(list) + "?" + query.Encode())
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK || answer.Header.Get("Content-Type") != "application/json" {
		f.Fatalf("%s: %s, %v", query.Encode(), answer.Status, err)
	}
	read, err := feed.ReadPage(body)
	if err != nil {
		f.Fatal(err)
	}
	p := page{next: read.Next, asOf: read.AsOf}
	for _, item := range read.Items {
		p.records = append(p.records, f.record(list, item))
	}
	return p
}

func (f *feedUnderTest) record(list order.List, item feed.Item) seen {
	f.Helper()
	if list == order.Requests {
		r, err := feed.ReadRequest(item)
		if err != nil {
			f.Fatal(err)
		}
		return seen{r.ID, r.ReceivedAt, r.UpdatedAt}
	}
	p, err := feed.ReadPostback(item)
	if err != nil {
		f.Fatal(err)
	}
	return seen{p.ID, p.OccurredAt, p.UpdatedAt}
}

// walk follows next to the end, and lets a while pass between pages.
func (f *feedUnderTest) walk(list order.List, query url.Values, between time.Duration) (records []seen, first order.Millis) {
	f.Helper()
	for {
		p := f.page(list, query)
		if first == 0 {
			first = p.asOf
		}
		for _, r := range p.records {
			if r.updated > p.asOf || r.at > p.asOf {
				f.Fatalf("%s of %s, updated %s, on a page of %s", r.id, r.at, r.updated, p.asOf)
			}
		}
		records = append(records, p.records...)
		if p.next == "" {
			return records, first
		}
		query.Set("cursor", p.next)
		f.pass(between)
	}
}

func ask(pairs ...any) url.Values {
	q := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		q.Set(pairs[i].(string), fmt.Sprint(pairs[i+1]))
	}
	return q
}

// sorted says whether records are in the order of a walk.
func sorted(records []seen, by func(seen) order.Millis, desc bool) bool {
	return slices.IsSortedFunc(records, func(a, b seen) int {
		if desc {
			a, b = b, a
		}
		switch {
		case by(a) != by(b):
			return int(by(a) - by(b))
		case a.id < b.id:
			return -1
		}
		return 1
	})
}

func ids(records []seen) map[string]int {
	out := map[string]int{}
	for _, r := range records {
		out[r.id]++
	}
	return out
}

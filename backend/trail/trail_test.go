package trail_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/fault"
	"ordertrail/backend/feed"
	"ordertrail/backend/order"
	"ordertrail/backend/trail"
)

// sampleFeed serves the sample records a few at a time, as a small server would, with a clock that stands still.
type sampleFeed struct {
	lists map[string][]map[string]any
	raw   map[string]map[string]json.RawMessage
	now   string
	asked int
}

func newSampleFeed(t *testing.T) *sampleFeed {
	t.Helper()
	f := &sampleFeed{lists: map[string][]map[string]any{}, raw: map[string]map[string]json.RawMessage{}, now: "2026-11-16T07:00:00.000Z"}
	for _, list := range []string{"requests", "postbacks"} {
		body, err := os.ReadFile("../feed/testdata/" + list + ".json")
		if err != nil {
			t.Fatal(err)
		}
		page, err := feed.ReadPage(body)
		if err != nil {
			t.Fatal(err)
		}
		f.raw[list] = map[string]json.RawMessage{}
		for _, item := range page.Items {
			var record map[string]any
			if err := json.Unmarshal(item, &record); err != nil {
				t.Fatal(err)
			}
			f.lists[list] = append(f.lists[list], record)
			f.raw[list][record["id"].(string)] = json.RawMessage(item)
		}
	}
	return f
}

func (f *sampleFeed) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.asked++
	if r.Header.Get("X-API-KEY") != "key:canary-secret" {
		http.Error(w, `{"title":"no"}`, http.StatusUnauthorized)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	list := strings.TrimPrefix(r.URL.Path, "/base/v1/")
	if list == "status" {
		_, _ = fmt.Fprintf(w, `{"feed":1,"tenant":{"id":"t1"},"now":%q,"earliest":"2026-11-02T00:00:00.000Z"}`, f.now)
		return
	}
	f.page(w, list, r)
}

func (f *sampleFeed) page(w io.Writer, list string, r *http.Request) {
	q, by := r.URL.Query(), map[string]string{"requests": "receivedAt", "postbacks": "occurredAt"}[list]
	after := q.Get("updatedAfter")
	if after != "" {
		by = "updatedAt"
	}
	var picked []map[string]any
	for _, record := range f.lists[list] {
		at := record[by].(string)
		if after != "" && at > after || after == "" && at >= q.Get("from") && (q.Get("to") == "" || at < q.Get("to")) {
			picked = append(picked, record)
		}
	}
	key := func(i int) string { return picked[i][by].(string) + picked[i]["id"].(string) }
	sort.Slice(picked, func(i, j int) bool { return (key(i) < key(j)) != (q.Get("order") == "desc") })
	from, _ := strconv.Atoi(q.Get("cursor"))
	to, next := min(from+5, len(picked)), "null"
	if to < len(picked) {
		next = strconv.Quote(strconv.Itoa(to))
	}
	items := []string{}
	for _, record := range picked[from:to] {
		items = append(items, string(f.raw[list][record["id"].(string)]))
	}
	_, _ = fmt.Fprintf(w, `{"data":[%s],"next":%s,"asOf":%q}`, strings.Join(items, ","), next, f.now)
}

func open(t *testing.T, dir string) *trail.Trail {
	t.Helper()
	tr, err := trail.Open(t.Context(), trail.Options{Dir: dir, Env: func(name string) string {
		return map[string]string{"ORDERTRAIL_API_KEY": "key:canary-secret"}[name]
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tr.Close() })
	return tr
}

func TestTheSamplesComeThroughFieldByFieldAndTwiceChangesNothing(t *testing.T) {
	f := newSampleFeed(t)
	server := httptest.NewServer(f)
	defer server.Close()
	dir := t.TempDir()
	tr := open(t, dir)
	res, err := tr.Sync(t.Context(), trail.SyncOptions{URL: server.URL + "/base/"})
	if err != nil {
		t.Fatal(err)
	}
	if res.Requests != (trail.Counts{New: 24}) || res.Postbacks != (trail.Counts{New: 29}) || res.Mismatched != 0 {
		t.Errorf("first sync: %+v", res)
	}
	for id, raw := range f.raw["requests"] {
		rec, err := tr.Record(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		sameButSecrets(t, id, raw, feed.AppendRequest(nil, rec.Request))
	}
	for id, raw := range f.raw["postbacks"] {
		rec, err := tr.Record(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		sameButSecrets(t, id, raw, feed.AppendPostback(nil, rec.Postback))
	}
	again(t, tr, dir, server.URL+"/base")
	noCanary(t, dir)
}

// sameButSecrets compares two records field by field. Where ours has a token, the source must have a credential.
func sameButSecrets(t *testing.T, id string, want, got []byte) {
	t.Helper()
	var w, g any
	if err := json.Unmarshal(want, &w); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(got, &g); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(forgive(w, g), g); d != "" {
		t.Errorf("%s differs (-source +held):\n%s", id, d)
	}
}

// forgive gives the source's value with our token wherever we have one and the source has another text.
func forgive(want, got any) any {
	switch w := want.(type) {
	case string:
		if g, ok := got.(string); ok && strings.Contains(g, "‹secret:") && g != w {
			return g
		}
	case []any:
		for i := range w {
			if g, ok := got.([]any); ok && i < len(g) {
				w[i] = forgive(w[i], g[i])
			}
		}
	case map[string]any:
		for key := range w {
			if g, ok := got.(map[string]any); ok {
				w[key] = forgive(w[key], g[key])
			}
		}
	}
	return want
}

func again(t *testing.T, tr *trail.Trail, dir, url string) {
	t.Helper()
	before := written(t, dir)
	res, err := tr.Sync(t.Context(), trail.SyncOptions{URL: url})
	if err != nil || res.Requests.New+res.Requests.Updated+res.Postbacks.New+res.Postbacks.Updated != 0 {
		t.Errorf("second sync: %+v %v", res, err)
	}
	if d := cmp.Diff(before, written(t, dir)); d != "" {
		t.Errorf("the second sync wrote pages:\n%s", d)
	}
}

// written gives size and time of change of the database and its log: a written page changes one of them.
func written(t *testing.T, dir string) map[string]string {
	t.Helper()
	state := map[string]string{}
	for _, name := range []string{"orders.db", "orders.db-wal"} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		state[name] = fmt.Sprint(info.Size(), " ", info.ModTime().UnixNano())
	}
	return state
}

// noCanary looks for secrets in every file of the folder: the key we ask with, and those in the records' headers.
func noCanary(t *testing.T, dir string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		content, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		for _, canary := range []string{"canary-secret", "demo-key:demo-secret"} {
			if strings.Contains(string(content), canary) {
				t.Errorf("%s holds %s", e.Name(), canary)
			}
		}
	}
}

func TestASourceIsKnownByItsAddressOrItsAccount(t *testing.T) {
	f := newSampleFeed(t)
	first, moved := httptest.NewServer(f), httptest.NewServer(f)
	defer first.Close()
	defer moved.Close()
	tr := open(t, t.TempDir())
	for _, url := range []string{first.URL, moved.URL} {
		if _, err := tr.Sync(t.Context(), trail.SyncOptions{URL: url + "/base"}); err != nil {
			t.Fatal(err)
		}
	}
	sources, err := tr.Sources(t.Context())
	if err != nil || len(sources) != 1 || sources[0].URL != moved.URL+"/base" {
		t.Errorf("sources: %+v %v", sources, err)
	}
	if _, err := tr.Sync(t.Context(), trail.SyncOptions{}); err != nil {
		t.Errorf("without an address: %v", err)
	}
}

func TestAnotherAccountNeverMixesIn(t *testing.T) {
	f := newSampleFeed(t)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/status") && f.asked > 5 {
			w.Header().Set("Content-Type", "application/json")
			_, _ = fmt.Fprintf(w, `{"feed":1,"tenant":{"id":"another"},"now":%q}`, f.now)
			return
		}
		f.ServeHTTP(w, r)
	}))
	defer server.Close()
	tr := open(t, t.TempDir())
	if _, err := tr.Sync(t.Context(), trail.SyncOptions{URL: server.URL + "/base"}); err != nil {
		t.Fatal(err)
	}
	_, err := tr.Sync(t.Context(), trail.SyncOptions{URL: server.URL + "/base"})
	if got := fault.Of(err); got.Code != fault.ContractChanged || got.About != "tenant" {
		t.Errorf("%v", err)
	}
}

func TestOneProcessWritesAtATime(t *testing.T) {
	f := newSampleFeed(t)
	server := httptest.NewServer(f)
	defer server.Close()
	dir := t.TempDir()
	first, second := open(t, dir), open(t, dir)
	var busy error
	_, err := first.Sync(t.Context(), trail.SyncOptions{URL: server.URL + "/base", Progress: func(trail.Progress) {
		if busy == nil {
			_, busy = second.Sync(t.Context(), trail.SyncOptions{URL: server.URL + "/base"})
			if page, err := second.Requests(t.Context(), order.RequestFilter{}); err != nil || len(page.Requests) == 0 {
				t.Errorf("while one writes, another reads %d rows, %v", len(page.Requests), err)
			}
		}
	}})
	if err != nil || !fault.Is(busy, fault.Busy) {
		t.Errorf("first %v, second %v", err, busy)
	}
}

func TestAnOrderHasItsTimeLine(t *testing.T) {
	server := httptest.NewServer(newSampleFeed(t))
	defer server.Close()
	tr := open(t, t.TempDir())
	if _, err := tr.Sync(t.Context(), trail.SyncOptions{URL: server.URL + "/base"}); err != nil {
		t.Fatal(err)
	}
	o, err := tr.Order(t.Context(), "NL-10252", "")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range o.Events {
		got = append(got, fmt.Sprint(e.What, " +", e.GapMs/60_000, " min"))
	}
	want := []string{"request_submit +0 min", "request_cancel +58 min", "postback_error +1 min"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if _, err := tr.Order(t.Context(), "704F70BB-158d-53b1-8f94-72865c72ccc2", ""); err != nil {
		t.Errorf("by Gelato's id: %v", err)
	}
	if _, err := tr.Order(t.Context(), "NL-1", ""); !fault.Is(err, fault.NotFound) {
		t.Errorf("unknown: %v", err)
	}
}

func TestAWebhookThatWasSentAgainIsOnePostbackWithAllItsTries(t *testing.T) {
	line := func(came string, status int) string {
		return fmt.Sprintf(`{"receivedAt":%q,"url":"https://shop.example/hook","responseStatus":%d,"body":{"id":"e-1","event":"order_shipped","orderId":"g-1","orderReferenceId":"W-1","created":"2026-11-02T08:00:00Z"}}`+"\n", came, status)
	}
	first, again := line("2026-11-02T08:00:01Z", 500), line("2026-11-02T08:00:06Z", 200)
	for _, files := range [][]string{{first + again}, {again + first}, {first, again}, {again, first}, {first + again, again}} {
		tr := open(t, t.TempDir())
		for _, text := range files {
			input := trail.Input{Name: "hooks.ndjson", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }}
			if _, err := tr.Import(t.Context(), []trail.Input{input}, ""); err != nil {
				t.Fatal(err)
			}
		}
		got, err := tr.Postback(t.Context(), "e-1")
		if err != nil {
			t.Fatal(err)
		}
		record, err := tr.Record(t.Context(), "e-1")
		if err != nil {
			t.Fatal(err)
		}
		var tries []string
		for _, a := range record.Postback.Delivery.Attempts {
			tries = append(tries, fmt.Sprint(a.N, " ", *a.Status))
		}
		if d := cmp.Diff([]string{"1 500", "2 200"}, tries); d != "" || got.Row.Result != order.ResultDelivered {
			t.Errorf("%q: %s\n%s", files, got.Row.Result, d)
		}
	}
}

func TestImportedTwiceIsDuplicates(t *testing.T) {
	tr := open(t, t.TempDir())
	inputs := []trail.Input{
		{Name: "requests.json", Open: func() (io.ReadCloser, error) { return os.Open("../feed/testdata/requests.json") }},
		{Name: "postbacks.json", Open: func() (io.ReadCloser, error) { return os.Open("../feed/testdata/postbacks.json") }},
	}
	for _, want := range []string{"24 0 0, 0 29 0", "0 0 24, 0 0 29"} {
		files, err := tr.Import(t.Context(), inputs, "")
		if err != nil {
			t.Fatal(err)
		}
		a, b := files[0], files[1]
		if got := fmt.Sprint(a.Requests, a.Postbacks, a.Duplicates) + ", " + fmt.Sprint(b.Requests, b.Postbacks, b.Duplicates); got != want {
			t.Errorf("imported %s, want %s", got, want)
		}
	}
	cov, err := tr.Coverage(t.Context(), order.Window{}, "")
	if err != nil || len(cov.Lists) != 0 {
		t.Errorf("files claim to hold windows: %+v %v", cov, err)
	}
}

func TestSilenceIsOnlyNewsWherePostbacksAreHeld(t *testing.T) {
	f := newSampleFeed(t)
	refuse := true
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if refuse && strings.HasSuffix(r.URL.Path, "/postbacks") {
			http.Error(w, "no", http.StatusForbidden)
			return
		}
		f.ServeHTTP(w, r)
	}))
	defer server.Close()
	tr := open(t, t.TempDir())
	silent := func() (unknown, none int) {
		page, err := tr.Requests(t.Context(), order.RequestFilter{})
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range page.Requests {
			if row.LastNews.Unknown {
				unknown++
			} else if row.LastNews.Kind == "" {
				none++
			}
		}
		return unknown, none
	}
	if _, err := tr.Sync(t.Context(), trail.SyncOptions{URL: server.URL + "/base"}); !fault.Is(err, fault.Forbidden) {
		t.Fatal(err)
	}
	if unknown, none := silent(); unknown != 24 || none != 0 {
		t.Errorf("without postbacks %d rows are unknown, %d without news", unknown, none)
	}
	refuse = false
	if _, err := tr.Sync(t.Context(), trail.SyncOptions{}); err != nil {
		t.Fatal(err)
	}
	if unknown, none := silent(); unknown != 0 || none == 0 {
		t.Errorf("with all postbacks %d rows are unknown, %d without news", unknown, none)
	}
}

package source_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"testing"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/source"
)

const (
	canary  = "canary-key:canary-secret"
	asOf    = `"asOf":"2026-11-16T07:00:00.000Z"`
	noPage  = `{"data":[],"next":null,` + asOf + `}`
	oneText = `{"id":"r1","receivedAt":"2026-11-02T08:00:00.000Z","updatedAt":"2026-11-02T08:00:00.421Z","type":"submit","stages":{}}`
)

// open opens a feed at base with small limits where o says so.
func open(t *testing.T, base string, o source.Options) *source.Feed {
	t.Helper()
	o.Base = base
	if o.Key == "" {
		o.Key = canary
	}
	f, err := source.Open(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func serve(t *testing.T, h http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL
}

// answer is a handler that gives a good answer with this body.
func answer(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprint(w, body)
	}
}

// sample gives the records of a sample file, each to the byte.
func sample(t *testing.T, list order.List) []json.RawMessage {
	t.Helper()
	body, err := os.ReadFile("testdata/" + string(list) + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var page struct{ Data []json.RawMessage }
	if err := json.Unmarshal(body, &page); err != nil {
		t.Fatal(err)
	}
	return page.Data
}

// paged serves the samples as the contract says, with offsets as cursors.
func paged(t *testing.T) http.HandlerFunc {
	lists := map[string][]json.RawMessage{"/base/v1/requests": sample(t, order.Requests), "/base/v1/postbacks": sample(t, order.Postbacks)}
	return func(w http.ResponseWriter, r *http.Request) {
		all, ok := lists[r.URL.Path]
		if !ok || r.Header.Get("X-API-KEY") != canary {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		limit, _ := strconv.Atoi(r.FormValue("limit"))
		from, _ := strconv.Atoi(strings.TrimPrefix(r.FormValue("cursor"), "at "))
		to := min(from+limit, len(all))
		next := "null"
		if to < len(all) {
			next = fmt.Sprintf(`"at %d"`, to)
		}
		answer(`{"data":[`+string(bytes.Join(asBytes(all[from:to]), []byte(",")))+`],"next":`+next+`,`+asOf+`}`)(w, r)
	}
}

func asBytes(list []json.RawMessage) [][]byte {
	out := make([][]byte, len(list))
	for i := range list {
		out[i] = list[i]
	}
	return out
}

// about gives code and about of a fault, "invalid/url_https", and fails on any other error.
func about(t *testing.T, err error) string {
	t.Helper()
	f, ok := errors.AsType[*fault.Error](err)
	if !ok {
		t.Fatalf("error %v (%T), want a *fault.Error", err, err)
	}
	return strings.TrimSuffix(string(f.Code)+"/"+f.About, "/")
}

package source_test

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"

	"ordertrail/backend/order"
	"ordertrail/backend/source"
)

// BenchmarkPage reads pages of 500 records: of the feed, whose profile maps nothing, and of the same records under
// other names, through a profile that maps every field.
func BenchmarkPage(b *testing.B) {
	text, err := os.ReadFile("feed.yaml")
	if err != nil {
		b.Fatal(err)
	}
	renamed, err := source.ParseProfile(bytes.ReplaceAll(text, []byte(`id: "$.id"`), []byte(`id: ["$.id", "$.uuid"]`)), "renamed.yaml")
	if err != nil {
		b.Fatal(err)
	}
	for name, profile := range map[string]*source.Profile{"feed": nil, "mapped": renamed} {
		b.Run(name, func(b *testing.B) { benchmarkPage(b, profile) })
	}
}

func benchmarkPage(b *testing.B, profile *source.Profile) {
	file, err := os.ReadFile("testdata/requests.json")
	if err != nil {
		b.Fatal(err)
	}
	inner := strings.TrimSpace(string(file))
	inner = inner[strings.IndexByte(inner, '[')+1 : strings.LastIndexByte(inner, ']')]
	page := `{"data":[` + strings.TrimSuffix(strings.Repeat(inner+",", 12), ",") + `],"next":null,` + asOf + `}`
	b.SetBytes(int64(len(page)))
	f, err := source.Open(source.Options{Base: "http://127.0.0.1:9", Profile: profile, Transport: canned(page)})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		got, err := f.Page(b.Context(), order.Query{List: order.Requests})
		if err != nil || len(got.Requests) < 250 {
			b.Fatal(fmt.Sprint(len(got.Requests), got.Missing), err)
		}
	}
}

// canned answers every question with the same page.
type canned string

func (c canned) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}},
		Body: readCloser{strings.NewReader(string(c))}, ContentLength: int64(len(c)), Request: r}, nil
}

type readCloser struct{ *strings.Reader }

func (readCloser) Close() error { return nil }

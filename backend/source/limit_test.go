package source_test

import (
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/source"
)

const mebi = 1 << 20

// giant streams a page of one record with a body of so many bytes.
func giant(w io.Writer, size int64) {
	fmt.Fprint(w, `{"next":"after \u00e9","data":[{"id":"big","note":{"id":"not this one","x":["}\"{"]},"stages":{"original":{"body":"`)
	_, _ = io.CopyN(w, endless{}, size)
	fmt.Fprint(w, `"}},"receivedAt":"2026-11-02T08:00:00.000Z","updatedAt":"2026-11-02T08:00:00.421Z","type":"submit"}],`+asOf+`}`)
}

type endless struct{}

func (endless) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = 'x'
	}
	return len(b), nil
}

func giants(size int64) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		giant(w, size)
	}
}

func TestPageOverTheLimitAsksForSmallerOnes(t *testing.T) {
	f := open(t, serve(t, giants(33*mebi)), source.Options{})
	for _, limit := range []int{0, 2, 500} {
		_, err := f.Page(t.Context(), order.Query{List: order.Requests, Limit: limit})
		if got := about(t, err); got != "too_large/page" {
			t.Errorf("limit %d: class %s", limit, got)
		}
	}
}

func TestPageOfOneRecordOverTheLimitNamesIt(t *testing.T) {
	at, _ := order.ParseMillis("2026-11-02T08:00:00.000Z")
	clock, _ := order.ParseMillis("2026-11-16T07:00:00.000Z")
	f := open(t, serve(t, giants(41_000_000)), source.Options{})
	got, err := f.Page(t.Context(), order.Query{List: order.Requests, Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	want := order.Page{Next: "after é", AsOf: clock, Missing: []order.Missing{{ID: "big", At: at, Why: order.Oversized, Reason: "41 MB"}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("page (-want +got):\n%s", diff)
	}
}

func TestPageAtTheLimitIsRead(t *testing.T) {
	shell := len(`{"data":[],"next":null,"pad":"",` + asOf + `}`)
	for more, want := range map[int]string{0: "", 1: "too_large/page"} {
		f := open(t, serve(t, answer(`{"data":[],"next":null,"pad":"`+strings.Repeat("x", 32*mebi-shell+more)+`",`+asOf+`}`)), source.Options{})
		_, err := f.Page(t.Context(), order.Query{List: order.Requests})
		got := ""
		if err != nil {
			got = about(t, err)
		}
		if got != want {
			t.Errorf("32 MiB and %d: %q, want %q", more, got, want)
		}
	}
}

func TestRecordThatCannotEvenBeSkimmedIsNamed(t *testing.T) {
	limits := source.Limits{Bytes: 1 << 10, Skim: 1 << 20}
	for name, c := range map[string]struct {
		handler http.HandlerFunc
		want    string
	}{
		"it is larger than what is skimmed":   {giants(2 * mebi), "too_large/record"},
		"it never ends":                       {func(w http.ResponseWriter, _ *http.Request) { giant(w, 1<<40) }, "too_large/record"},
		"it ends in the middle":               {answer(`{"data":[{"id":"` + strings.Repeat("x", 2<<10)), "not_api/truncated"},
		"it is HTML":                          {answer(`<html>` + strings.Repeat("x", 2<<10)), "not_api/login"},
		"it is another object":                {answer(`{"id":"` + strings.Repeat("x", 2<<10) + `"}`), "not_api/json"},
		"junk follows":                        {answer(noPage + strings.Repeat("x", 2<<10)), "not_api/json"},
		"it does not say where the walk goes": {answer(`{"data":[],` + asOf + `,"pad":"` + strings.Repeat("x", 2<<10) + `"}`), "contract_changed/page"},
	} {
		t.Run(name, func(t *testing.T) {
			f := open(t, serve(t, func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", "application/json")
				c.handler(w, r)
			}), source.Options{Limits: limits})
			_, err := f.Page(t.Context(), order.Query{List: order.Requests, Limit: 1})
			if got := about(t, err); got != c.want {
				t.Errorf("class %s, want %s", got, c.want)
			}
		})
	}
}

func TestRecordNestedTooDeepIsNamed(t *testing.T) {
	deep := `{"id":"deep","receivedAt":"2026-11-02T08:00:00.000Z","payload":` + strings.Repeat("[", 10_001) + strings.Repeat("]", 10_001) + `}`
	f := open(t, serve(t, answer(`{"data":[`+deep+`],"next":"n",`+asOf+`}`)), source.Options{})
	_, err := f.Page(t.Context(), order.Query{List: order.Postbacks, Limit: 100})
	if got := about(t, err); got != "too_large/nesting" {
		t.Errorf("among others: class %s", got)
	}
	page, err := f.Page(t.Context(), order.Query{List: order.Postbacks, Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	if len(page.Missing) != 1 || page.Missing[0].ID != "deep" || page.Missing[0].Why != order.Failed || page.Next != "n" {
		t.Errorf("alone: %+v", page)
	}
}

func TestPageOfMoreRecordsThanAnyPageHasIsRefused(t *testing.T) {
	for records, want := range map[int]string{10_000: "", 10_001: "contract_changed/page", 5_000_000: "contract_changed/page"} {
		f := open(t, serve(t, answer(`{"data":[`+strings.Repeat("7,", records-1)+`7],"next":null,`+asOf+`}`)), source.Options{})
		page, err := f.Page(t.Context(), order.Query{List: order.Requests})
		got := ""
		if err != nil {
			got = about(t, err)
		}
		if got != want || (err == nil && len(page.Missing) != records) {
			t.Errorf("%d records: %q with %d missing, want %q", records, got, len(page.Missing), want)
		}
	}
}

func TestPagesAreDecoded(t *testing.T) {
	for encoding, pack := range packers {
		f := open(t, serve(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("Content-Encoding", encoding)
			packed := pack(w)
			if r.FormValue("limit") == "1" {
				giant(packed, 41_000_000)
			} else {
				fmt.Fprint(packed, `{"data":[`+oneText+`],"next":null,`+asOf+`}`)
			}
			_ = packed.Close()
		}), source.Options{})
		page, err := f.Page(t.Context(), order.Query{List: order.Requests})
		if err != nil || len(page.Requests) != 1 {
			t.Errorf("%s: %d requests, %v", encoding, len(page.Requests), err)
		}
		page, err = f.Page(t.Context(), order.Query{List: order.Requests, Limit: 1})
		if err != nil || len(page.Missing) != 1 || page.Missing[0].Reason != "41 MB" {
			t.Errorf("%s, skimmed: %+v, %v", encoding, page.Missing, err)
		}
	}
}

var packers = map[string]func(io.Writer) io.WriteCloser{
	"gzip": func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) },
	"zstd": func(w io.Writer) io.WriteCloser { z, _ := zstd.NewWriter(w, zstd.WithEncoderConcurrency(1)); return z },
}

func TestBombsAreBounded(t *testing.T) {
	for encoding, pack := range packers {
		f := open(t, serve(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("Content-Encoding", encoding)
			packed := pack(w)
			giant(packed, 300*mebi)
			_ = packed.Close()
		}), source.Options{})
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		_, err := f.Page(t.Context(), order.Query{List: order.Requests})
		runtime.ReadMemStats(&after)
		if got := about(t, err); got != "too_large/page" {
			t.Errorf("%s: class %s", encoding, got)
		}
		if spent := (after.TotalAlloc - before.TotalAlloc) / mebi; spent > 200 {
			t.Errorf("%s: %d MiB allocated for a page that is refused", encoding, spent)
		}
	}
}

func TestZstdWindowAboveHTTPsLimitIsRefused(t *testing.T) {
	f := open(t, serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Encoding", "zstd")
		wide, _ := zstd.NewWriter(w, zstd.WithWindowSize(16*mebi), zstd.WithEncoderConcurrency(1))
		giant(wide, 20*mebi)
		_ = wide.Close()
	}), source.Options{})
	_, err := f.Page(t.Context(), order.Query{List: order.Requests})
	if got := about(t, err); got != "not_api/encoding" {
		t.Errorf("class %s (%v)", got, fault.Of(err))
	}
}

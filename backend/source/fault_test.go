package source_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/source"
)

// status answers with a status and headers in pairs, and a body that must not be repeated.
func status(code int, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i < len(headers); i += 2 {
			w.Header().Add(headers[i], headers[i+1])
		}
		w.WriteHeader(code)
		if code >= 200 && code != http.StatusNoContent {
			fmt.Fprint(w, "body-canary")
		}
	}
}

func typed(contentType, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header()["Content-Type"] = []string{contentType}
		fmt.Fprint(w, body)
	}
}

func encoded(body, encoding string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", encoding)
		answer(body)(w, r)
	}
}

// silent fails when a fault repeats the key, a query or what the other side sent.
func silent(t *testing.T, err error) {
	t.Helper()
	said := err.Error()
	if f, ok := errors.AsType[*fault.Error](err); ok {
		said += fmt.Sprint(f.Params)
	}
	if strings.Contains(said, "canary") || strings.Contains(said, "?") {
		t.Errorf("the fault says too much: %s", said)
	}
}

func TestAnswersThatAreNoPageHaveTheirClass(t *testing.T) {
	page := func(rest string) http.HandlerFunc { return answer(`{"data":[` + oneText + `]` + rest) }
	for name, c := range map[string]struct {
		handler http.HandlerFunc
		want    string
	}{
		"the key is wrong":                       {status(401), "unauthorized"},
		"a login page with 401":                  {status(401, "Content-Type", "text/html"), "unauthorized"},
		"the key may not":                        {status(403), "forbidden"},
		"no such list":                           {status(404), "not_found/path"},
		"too many":                               {status(429), "rate_limited"},
		"the cursor has expired":                 {status(410), "contract_changed/cursor"},
		"the query is refused":                   {status(400), "contract_changed/bad_request"},
		"the page is too large for the server":   {status(413), "too_large/refused"},
		"a time-out behind the server":           {status(408), "timeout/server"},
		"500":                                    {status(500), "server"},
		"502 with a page of HTML":                {status(502, "Content-Type", "text/html"), "server"},
		"503":                                    {status(503), "server"},
		"504":                                    {status(504), "server"},
		"a captive portal":                       {status(511), "not_api/login"},
		"moved":                                  {status(301, "Location", "https://other.example/x?token=query-canary"), "redirected"},
		"moved nowhere":                          {status(302), "redirected"},
		"not modified":                           {status(304), "redirected"},
		"204":                                    {status(204), "not_api/status"},
		"206":                                    {status(206, "Content-Type", "application/json"), "not_api/status"},
		"a login page":                           {typed("text/html; charset=utf-8", "<!doctype html>body-canary"), "not_api/login"},
		"a login page that calls itself JSON":    {answer("\n<html>body-canary"), "not_api/login"},
		"a feed that calls itself text":          {typed("text/plain", noPage), "not_api/content_type"},
		"nothing at all":                         {answer(""), "not_api/empty"},
		"other JSON: an object":                  {answer(`{"items":["body-canary"]}`), "not_api/json"},
		"other JSON: a list":                     {answer(`["body-canary"]`), "not_api/json"},
		"other JSON: a word":                     {answer(`null`), "not_api/json"},
		"data is no list":                        {answer(`{"data":{"body-canary":1},"next":null,` + asOf + `}`), "not_api/json"},
		"a cursor that is no text":               {page(`,"next":7,` + asOf + `}`), "not_api/json"},
		"it ends in a record":                    {answer(`{"data":[{"id":"body-canary`), "not_api/truncated"},
		"it ends after the list":                 {page(``), "not_api/truncated"},
		"junk follows the page":                  {answer(noPage + `body-canary`), "not_api/not_json"},
		"a second page follows the page":         {answer(noPage + noPage), "not_api/not_json"},
		"a number that is none":                  {answer(`{"data":[{"id":NaN}],"next":null,` + asOf + `}`), "not_api/json"},
		"UTF-16":                                 {answer("\xff\xfe{\x00}\x00"), "not_api/not_json"},
		"it does not say where the walk goes on": {page(`,` + asOf + `}`), "contract_changed/page"},
		"it does not say what the source's clock is": {page(`,"next":null}`), "contract_changed/page"},
		"a cursor that no server would take back":    {page(`,"next":"` + strings.Repeat("x", 1<<20) + `",` + asOf + `}`), "contract_changed/page"},
		"an encoding nobody asked for":               {encoded(noPage, "br"), "not_api/encoding"},
		"gzip of garbage":                            {encoded(noPage, "gzip"), "not_api/encoding"},
		"zstd of garbage":                            {encoded(noPage, "zstd"), "not_api/encoding"},
		"gzip in gzip":                               {encoded(noPage, "gzip, gzip"), "not_api/encoding"},
	} {
		t.Run(name, func(t *testing.T) {
			f := open(t, serve(t, c.handler), source.Options{})
			page, err := f.Page(t.Context(), order.Query{List: order.Requests, Cursor: "cursor-canary", Limit: 50})
			if got := about(t, err); got != c.want {
				t.Errorf("class %s (%v), want %s", got, err, c.want)
			}
			if diff := cmp.Diff(order.Page{}, page); diff != "" {
				t.Errorf("something of a page came with the fault:\n%s", diff)
			}
			silent(t, err)
		})
	}
}

func TestStatusOfAnotherVersionIsNamed(t *testing.T) {
	_, err := open(t, serve(t, answer(`{"feed":2,"tenant":{},"now":"2026-11-16T07:00:00Z"}`)), source.Options{}).Status(t.Context())
	if got := about(t, err); got != "contract_changed/version" || fault.Of(err).Params["version"] != 2 {
		t.Errorf("class %s, params %v", got, fault.Of(err).Params)
	}
}

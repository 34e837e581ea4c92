package source_test

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

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
		"no such list":                           {status(404), "not_found/feed"},
		"too many":                               {status(429), "rate_limited"},
		"the cursor has expired":                 {status(410), "contract_changed/cursor"},
		"the query is refused":                   {status(400), "contract_changed/refused"},
		"the page is too large for the server":   {status(413), "too_large/refused"},
		"a time-out behind the server":           {status(408), "timeout/server"},
		"500":                                    {status(500), "server"},
		"502 with a page of HTML":                {status(502, "Content-Type", "text/html"), "server"},
		"503":                                    {status(503), "server"},
		"504":                                    {status(504), "server"},
		"a captive portal":                       {status(511), "not_api/html"},
		"moved":                                  {status(301, "Location", "https://other.example/x?token=query-canary"), "redirected"},
		"moved nowhere":                          {status(302), "redirected"},
		"not modified":                           {status(304), "redirected"},
		"204":                                    {status(204), "not_api/status"},
		"206":                                    {status(206, "Content-Type", "application/json"), "not_api/status"},
		"a login page":                           {typed("text/html; charset=utf-8", "<!doctype html>body-canary"), "not_api/html"},
		"a login page that calls itself JSON":    {answer("\n<html>body-canary"), "not_api/html"},
		"a feed that calls itself text":          {typed("text/plain", noPage), "not_api/content_type"},
		"nothing at all":                         {answer(""), "not_api/empty"},
		"other JSON: an object":                  {answer(`{"items":["body-canary"]}`), "not_api/other_json"},
		"other JSON: a list":                     {answer(`["body-canary"]`), "not_api/other_json"},
		"other JSON: a word":                     {answer(`null`), "not_api/other_json"},
		"data is no list":                        {answer(`{"data":{"body-canary":1},"next":null,` + asOf + `}`), "not_api/other_json"},
		"a cursor that is no text":               {page(`,"next":7,` + asOf + `}`), "not_api/other_json"},
		"it ends in a record":                    {answer(`{"data":[{"id":"body-canary`), "not_api/truncated"},
		"it ends after the list":                 {page(``), "not_api/truncated"},
		"junk follows the page":                  {answer(noPage + `body-canary`), "not_api/not_json"},
		"a second page follows the page":         {answer(noPage + noPage), "not_api/not_json"},
		"a number that is none":                  {answer(`{"data":[{"id":NaN}],"next":null,` + asOf + `}`), "not_api/other_json"},
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

func TestConnectionsThatBreakHaveTheirClass(t *testing.T) {
	cut := func(text string) func(net.Conn) {
		return func(c net.Conn) { fmt.Fprint(c, text) }
	}
	head := "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
	for name, c := range map[string]struct {
		talk func(net.Conn)
		want string
	}{
		"closed before the answer":            {cut(""), "offline/reset"},
		"closed in the headers":               {cut("HTTP/1.1 200 OK\r\nContent-Ty"), "offline/reset"},
		"closed in a body of known length":    {cut(head + "Content-Length: 4000\r\n\r\n" + noPage), "offline/reset"},
		"closed in a chunk":                   {cut(head + "Transfer-Encoding: chunked\r\n\r\nfff\r\n" + noPage), "offline/reset"},
		"closed before the last chunk":        {cut(head + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n"), "offline/reset"},
		"a chunk whose length is none":        {cut(head + "Transfer-Encoding: chunked\r\n\r\nbody-canary\r\n{}\r\n"), "offline/reset"},
		"a length that is too short":          {cut(head + "Content-Length: 20\r\n\r\n" + noPage), "not_api/truncated"},
		"an answer that is not HTTP":          {cut("SSH-2.0-body-canary\r\n\r\n"), "not_api/not_http"},
		"headers without end":                 {cut("HTTP/1.1 200 OK\r\n" + strings.Repeat("X-Body-Canary: "+strings.Repeat("x", 1000)+"\r\n", 1000)), "not_api/not_http"},
		"reset before the answer":             {reset, "offline/reset"},
		"reset in the body":                   {func(c net.Conn) { fmt.Fprint(c, head+"\r\n"+noPage[:20]); reset(c) }, "offline/reset"},
		"a gzip body that ends too early":     {cut(head + "Content-Encoding: gzip\r\nContent-Length: 10\r\n\r\n\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"), "not_api/encoding"},
		"a gzip body that is cut by the wire": {cut(head + "Content-Encoding: gzip\r\nContent-Length: 900\r\n\r\n\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"), "offline/reset"},
	} {
		t.Run(name, func(t *testing.T) {
			f := open(t, "http://"+listen(t, c.talk), source.Options{})
			_, err := f.Page(t.Context(), order.Query{List: order.Requests, Cursor: "cursor-canary"})
			if got := about(t, err); got != c.want {
				t.Errorf("class %s (%v), want %s", got, err, c.want)
			}
			silent(t, err)
		})
	}
}

// listen lets talk answer each connection, after the request's headers are read, and closes it.
func listen(t *testing.T, talk func(net.Conn)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			_, _ = http.ReadRequest(bufio.NewReader(c))
			talk(c)
			_ = c.Close()
		}
	}()
	return l.Addr().String()
}

// reset makes closing the connection a reset.
func reset(c net.Conn) { _ = c.(*net.TCPConn).SetLinger(0) }

func TestHostsThatAreNotReachedHaveTheirClass(t *testing.T) {
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = closed.Close()
	missing := &http.Transport{DialContext: (&net.Dialer{Resolver: &net.Resolver{PreferGo: true, Dial: nowhere}}).DialContext}
	for name, c := range map[string]struct {
		base      string
		transport http.RoundTripper
		want      string
	}{
		"nobody listens":    {"http://" + closed.Addr().String(), nil, "offline/refused"},
		"no such name":      {"https://feed.invalid", missing, "offline/dns"},
		"plain HTTP on 443": {strings.Replace(serve(t, answer(noPage)), "http:", "https:", 1), nil, "tls/not_tls"},
		"not HTTP on 443":   {"https://" + listen(t, func(c net.Conn) { fmt.Fprint(c, "220 mail ready\r\n") }), nil, "tls/not_tls"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := open(t, c.base, source.Options{Transport: c.transport}).Status(t.Context())
			if got := about(t, err); got != c.want {
				t.Errorf("class %s (%v), want %s", got, err, c.want)
			}
		})
	}
}

var nowhere = func(context.Context, string, string) (net.Conn, error) {
	return nil, &net.DNSError{Err: "no such host", IsNotFound: true}
}

func TestCertificatesThatDoNotHoldHaveTheirClass(t *testing.T) {
	s := httptest.NewTLSServer(answer(noPage))
	t.Cleanup(s.Close)
	trusting := func(change func(*tls.Config)) http.RoundTripper {
		own := s.Client().Transport.(*http.Transport).Clone()
		change(own.TLSClientConfig)
		return own
	}
	later := func() time.Time { return time.Now().AddDate(500, 0, 0) }
	for name, c := range map[string]struct {
		transport http.RoundTripper
		want      string
	}{
		"signed by nobody we know":                {nil, "tls/unknown_authority"},
		"expired, or this machine's clock is off": {trusting(func(c *tls.Config) { c.Time = later }), "tls/expired"},
		"for another host":                        {trusting(func(c *tls.Config) { c.ServerName = "other.example.org" }), "tls/hostname"},
		"only older TLS":                          {trusting(func(c *tls.Config) { c.MinVersion, c.MaxVersion = tls.VersionTLS10, tls.VersionTLS10 }), "tls"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := open(t, s.URL, source.Options{Transport: c.transport}).Page(t.Context(), order.Query{List: order.Requests})
			if got := about(t, err); got != c.want {
				t.Errorf("class %s (%v), want %s", got, err, c.want)
			}
		})
	}
	t.Run("a certificate that holds, over HTTP/2", func(t *testing.T) {
		if _, err := open(t, s.URL, source.Options{Transport: s.Client().Transport}).Page(t.Context(), order.Query{List: order.Requests}); err != nil {
			t.Error(err)
		}
	})
}

func TestRedirectsAreNamedAndTheKeyStays(t *testing.T) {
	var asked int
	other := serve(t, func(http.ResponseWriter, *http.Request) { asked++ })
	for _, code := range []int{301, 302, 303, 307, 308} {
		f := open(t, serve(t, status(code, "Location", other+"/v1/requests?token=query-canary")), source.Options{})
		_, err := f.Page(t.Context(), order.Query{List: order.Requests})
		if got := about(t, err); got != "redirected" {
			t.Errorf("%d: class %s", code, got)
		}
		if to := fault.Of(err).Params["to"]; "http://"+fmt.Sprint(to) != other {
			t.Errorf("%d: redirected to %v, want the host of %s", code, to, other)
		}
		silent(t, err)
	}
	if asked != 0 {
		t.Errorf("the other host was asked %d times", asked)
	}
}

func TestAddressesAreCheckedBeforeAnythingIsSent(t *testing.T) {
	for base, want := range map[string]string{
		"https://feed.example":                     "",
		"https://feed.example:8443/order/trail/":   "",
		" https://feed.example ":                   "",
		"http://127.0.0.1:9":                       "",
		"http://127.8.9.1":                         "",
		"http://[::1]:80/x":                        "",
		"http://LOCALHOST:80":                      "",
		"http://feed.example":                      "invalid/url_https",
		"http://127.0.0.1.feed.example":            "invalid/url_https",
		"http://localhost.feed.example":            "invalid/url_https",
		"http://10.0.0.1":                          "invalid/url_https",
		"http://[::ffff:127.0.0.1]":                "",
		"https://user:user-canary@feed.example":    "invalid/url_userinfo",
		"https://feed.example/?token=query-canary": "invalid/url_query",
		"https://feed.example/?":                   "invalid/url_query",
		"https://feed.example/#x":                  "invalid/url_query",
		"ftp://feed.example":                       "invalid/url",
		"feed.example":                             "invalid/url",
		"feed.example:443":                         "invalid/url",
		"https:feed.example":                       "invalid/url",
		"https://":                                 "invalid/url",
		"https://feed.example:99999":               "invalid/url",
		"https://feed.example:x":                   "invalid/url",
		"https://feed.exa mple/%zz?t=query-canary": "invalid/url",
		"": "invalid/url",
	} {
		_, err := source.Open(source.Options{Base: base, Key: canary})
		got := ""
		if err != nil {
			got = about(t, err)
			silent(t, err)
		}
		if got != want {
			t.Errorf("%q: %q, want %q", base, got, want)
		}
	}
	if _, err := source.Open(source.Options{Base: "https://feed.example", Key: "canary\r\nX: y"}); about(t, err) != "invalid/key" {
		t.Errorf("a key of two lines: %v", err)
	}
}

func TestRetryAfterIsReadInBothForms(t *testing.T) {
	date := "Mon, 16 Nov 2026 07:00:00 GMT"
	for name, c := range map[string]struct {
		headers []string
		want    any
	}{
		"none":                                {nil, nil},
		"seconds":                             {[]string{"Retry-After", "120"}, int64(120_000)},
		"a date counts by the server's clock": {[]string{"Date", date, "Retry-After", "Mon, 16 Nov 2026 07:01:30 GMT"}, int64(90_000)},
		"a date that has passed":              {[]string{"Date", date, "Retry-After", "Mon, 16 Nov 2026 06:00:00 GMT"}, int64(0)},
		"ten years":                           {[]string{"Retry-After", "315360000"}, int64(3600_000)},
		"more seconds than fit":               {[]string{"Retry-After", "99999999999999999999"}, int64(3600_000)},
		"a negative number is none":           {[]string{"Retry-After", "-5"}, nil},
		"words are none":                      {[]string{"Retry-After", "soon"}, nil},
		"of two the longer":                   {[]string{"Retry-After", "5", "Retry-After", "60"}, int64(60_000)},
		"one of two is words":                 {[]string{"Retry-After", "soon", "Retry-After", "60"}, int64(60_000)},
	} {
		t.Run(name, func(t *testing.T) {
			for _, code := range []int{429, 503} {
				_, err := open(t, serve(t, status(code, c.headers...)), source.Options{}).Status(t.Context())
				if got := fault.Of(err).Params["retryAfterMs"]; got != c.want {
					t.Errorf("%d: wait %v, want %v", code, got, c.want)
				}
			}
		})
	}
}

func TestStatusOfAnotherVersionIsNamed(t *testing.T) {
	_, err := open(t, serve(t, answer(`{"feed":2,"tenant":{},"now":"2026-11-16T07:00:00Z"}`)), source.Options{}).Status(t.Context())
	if got := about(t, err); got != "contract_changed/version" || fault.Of(err).Params["version"] != 2 {
		t.Errorf("class %s, params %v", got, fault.Of(err).Params)
	}
}

package source_test

import (
	"bufio"
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/source"
)

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

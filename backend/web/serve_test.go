package web_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"ordertrail/backend/fault"
	"ordertrail/backend/web"
)

type window struct {
	From int64 `json:"from"`
}

// app stands in for the bound App.
type app struct{}

func (app) Echo(w window, n int) (window, error) { return window{w.From + int64(n)}, nil }
func (app) Nothing() error                       { return nil }
func (app) Lost() (string, error)                { return "", fault.New(fault.NotFound, "", nil, nil) }
func (app) Crash() error                         { panic("nil somewhere") }
func (app) Odd() (func(), error)                 { return func() {}, nil }

// served is a running server as a browser meets it.
type served struct {
	base   string // http://127.0.0.1:PORT
	token  string
	ring   func(string)
	client *http.Client
	stop   func() error
}

// serve starts a server over the app and the assets.
func serve(t *testing.T, assets fstest.MapFS) *served {
	t.Helper()
	s := &served{}
	ctx, cancel := context.WithCancel(t.Context())
	ready, ended := make(chan string, 1), make(chan error, 1)
	listeners := &tower{}
	go func() {
		ended <- web.Serve(ctx, web.Options{
			App: app{}, Assets: assets, Bells: listeners.subscribe,
			Download: func(token string) (web.File, bool) {
				return web.File{Name: "order NL-1.zip", Type: "application/zip", Content: []byte("PK")}, token == "known"
			},
			Upload: func(name string, content io.Reader) (any, error) {
				body, err := io.ReadAll(content)
				return fmt.Sprintf("%s has %d bytes", name, len(body)), err
			},
			Explain: func(err error) web.Failure {
				return web.Failure{Code: string(fault.Of(err).Code), Message: "what happened", Hint: "what next"}
			},
			Ready: func(u string) { ready <- u },
		})
	}()
	s.stop = sync.OnceValue(func() error { cancel(); return <-ended })
	t.Cleanup(func() { _ = s.stop() })
	address, err := url.Parse(<-ready)
	if err != nil {
		t.Fatal(err)
	}
	jar, _ := cookiejar.New(nil)
	s.base, s.token, s.ring = "http://"+address.Host, address.Query().Get("token"), listeners.ring
	s.client = &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return s
}

// enter spends the token.
func (s *served) enter(t *testing.T) {
	t.Helper()
	if got := s.do(t, s.get(t, "/?token="+s.token)); got.status != http.StatusSeeOther || got.header.Get("Location") != "/" {
		t.Fatalf("the printed address answered %d to %q", got.status, got.header.Get("Location"))
	}
}

func (s *served) get(t *testing.T, path string) *http.Request {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.base+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (s *served) post(t *testing.T, path, body string) *http.Request {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.base+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Origin", s.base)
	return r
}

type answer struct {
	status int
	header http.Header
	body   string
}

func (s *served) do(t *testing.T, r *http.Request) answer {
	t.Helper()
	got, err := s.client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	body, err := io.ReadAll(got.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{got.StatusCode, got.Header, string(body)}
}

// tower rings the pages that listen.
type tower struct {
	mu    sync.Mutex
	rings []func(string)
}

func (b *tower) subscribe(ring func(string)) func() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.rings = append(b.rings, ring)
	return func() {}
}

func (b *tower) ring(name string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, ring := range b.rings {
		ring(name)
	}
}

var built = fstest.MapFS{
	"index.html":         {Data: []byte("<!doctype html><title>Ordertrail</title>")},
	"assets/index-1a.js": {Data: []byte("export {}")},
	"secret.db":          {Data: []byte("not a screen")},
}

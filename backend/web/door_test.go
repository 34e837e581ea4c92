package web_test

import (
	"net/http"
	"net/http/cookiejar"
	"strings"
	"testing"
)

func TestAPageEntersWithTheTokenAndStays(t *testing.T) {
	s := serve(t, built)
	if got := s.do(t, s.get(t, "/")); got.status != http.StatusForbidden {
		t.Errorf("without the token the start page answered %d", got.status)
	}
	s.enter(t)
	for range 2 { // the second is a reload
		got := s.do(t, s.get(t, "/"))
		if got.status != http.StatusOK || !strings.Contains(got.body, "<title>Ordertrail</title>") {
			t.Errorf("the start page answered %d %q", got.status, got.body)
		}
	}
	if got := s.do(t, s.get(t, "/?token="+s.token)); got.status != http.StatusSeeOther {
		t.Errorf("the printed address, opened again by the same browser, answered %d", got.status)
	}
	s.client.Jar, _ = cookiejar.New(nil)
	if got := s.do(t, s.get(t, "/")); got.status != http.StatusForbidden {
		t.Errorf("a second browser got in without the token: %d", got.status)
	}
	s.enter(t)
}

func TestTheCookieIsTheBrowsersAlone(t *testing.T) {
	s := serve(t, built)
	cookie := s.do(t, s.get(t, "/?token="+s.token)).header.Get("Set-Cookie")
	for _, part := range []string{"HttpOnly", "SameSite=Strict", "Path=/"} {
		if !strings.Contains(cookie, part) {
			t.Errorf("the cookie %q lacks %s", cookie, part)
		}
	}
	if strings.Contains(cookie, s.token) {
		t.Error("the cookie holds the token")
	}
}

func TestOthersAreRefused(t *testing.T) {
	s := serve(t, built)
	s.enter(t)
	with := func(r *http.Request, name, value string) *http.Request {
		if name == "Host" {
			r.Host = value
		} else {
			r.Header.Set(name, value)
		}
		return r
	}
	port := s.base[strings.LastIndex(s.base, ":"):]
	refused := map[string]*http.Request{
		"a rebound name":                     with(s.get(t, "/"), "Host", "evil.example"+port),
		"a rebound name without a port":      with(s.get(t, "/"), "Host", "127.0.0.1"),
		"a call from a rebound name":         with(with(s.post(t, "/rpc/Nothing", "[]"), "Host", "evil.example"+port), "Origin", "http://evil.example"+port),
		"a call of another origin":           with(s.post(t, "/rpc/Nothing", "[]"), "Origin", "https://evil.example"),
		"a call of another port":             with(s.post(t, "/rpc/Nothing", "[]"), "Origin", "http://127.0.0.1:1"),
		"a call of a page without an origin": with(s.post(t, "/rpc/Nothing", "[]"), "Origin", "null"),
		"a call that names no origin":        with(s.post(t, "/rpc/Nothing", "[]"), "Origin", ""),
		"a stream for another port":          with(s.get(t, "/events"), "Sec-Fetch-Site", "same-site"),
		"a start page in another's frame":    with(with(s.get(t, "/"), "Sec-Fetch-Site", "cross-site"), "Sec-Fetch-Mode", "no-cors"),
	}
	for name, r := range refused {
		t.Run(name, func(t *testing.T) {
			got := s.do(t, r)
			if got.status != http.StatusForbidden || !strings.Contains(got.body, "This page is closed") {
				t.Errorf("answered %d %q", got.status, got.body)
			}
		})
	}
	if got := s.do(t, with(with(s.get(t, "/"), "Sec-Fetch-Site", "cross-site"), "Sec-Fetch-Mode", "navigate")); got.status != http.StatusOK {
		t.Errorf("a person who follows a link to the start page is answered %d", got.status)
	}
}

func TestWithoutTheCookieNothingIsAnswered(t *testing.T) {
	s := serve(t, built)
	for _, r := range []*http.Request{s.post(t, "/rpc/Nothing", "[]"), s.get(t, "/events"), s.get(t, "/assets/index-1a.js"), s.get(t, "/?token=wrong")} {
		if got := s.do(t, r); got.status != http.StatusForbidden {
			t.Errorf("%s answered %d", r.URL.Path, got.status)
		}
	}
}

package web_test

import (
	"net/http"
	"strings"
	"testing"
	"testing/fstest"
)

func TestScreens(t *testing.T) {
	s := serve(t, built)
	s.enter(t)
	cases := map[string]struct {
		path, kind string
		status     int
	}{
		"a script has its type on every system": {"/assets/index-1a.js", "text/javascript; charset=utf-8", 200},
		"a folder is not listed":                {"/assets/", "text/html; charset=utf-8", 404},
		"what is not there":                     {"/assets/none.js", "text/html; charset=utf-8", 404},
		"a file of an unknown type":             {"/secret.db", "text/html; charset=utf-8", 404},
		"a path out of the folder":              {"/assets/..%2f..%2fgo.mod", "text/html; charset=utf-8", 404},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got := s.do(t, s.get(t, c.path))
			if got.status != c.status || got.header.Get("Content-Type") != c.kind {
				t.Errorf("answered %d %q", got.status, got.header.Get("Content-Type"))
			}
		})
	}
	policy := s.do(t, s.get(t, "/")).header.Get("Content-Security-Policy")
	for _, part := range []string{"default-src 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'"} {
		if !strings.Contains(policy, part) {
			t.Errorf("the policy lacks %s", part)
		}
	}
}

func TestWithoutScreensTheStartPageSaysWhatToDo(t *testing.T) {
	s := serve(t, fstest.MapFS{".gitkeep": {}})
	s.enter(t)
	swedish := s.get(t, "/")
	swedish.Header.Set("Accept-Language", "sv-SE,sv;q=0.9")
	for _, want := range []struct {
		r    *http.Request
		text string
	}{{s.get(t, "/"), "The screens were not built"}, {swedish, "Skärmarna är inte byggda"}} {
		got := s.do(t, want.r)
		if got.status != http.StatusServiceUnavailable || !strings.Contains(got.body, want.text) || !strings.Contains(got.body, "build/run") {
			t.Errorf("answered %d %s", got.status, got.body)
		}
	}
}

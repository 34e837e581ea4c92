package web_test

import (
	"errors"
	"ordertrail/backend/web"
	"strings"
	"testing"
)

func TestCalls(t *testing.T) {
	s := serve(t, built)
	s.enter(t)
	failure := func(code string) string {
		return `{"error":{"code":"` + code + `","message":"what happened","hint":"what next"}}`
	}
	cases := map[string]struct {
		method, body, want string
		status             int
	}{
		"a call gives its result":               {"Echo", `[{"from":4},3]`, `{"result":{"from":7}}`, 200},
		"a call without a result gives null":    {"Nothing", `[]`, `{"result":null}`, 200},
		"a failure keeps its code":              {"Lost", `[]`, failure("not_found"), 200},
		"a panic is an internal failure":        {"Crash", `[]`, failure("internal"), 500},
		"a result without a JSON form is one":   {"Odd", `[]`, failure("internal"), 500},
		"a method that is not there":            {"Shutdown", `[]`, failure("not_found"), 404},
		"too few arguments":                     {"Echo", `[{"from":4}]`, failure("invalid"), 400},
		"too many arguments":                    {"Nothing", `[1]`, failure("invalid"), 400},
		"arguments that are not JSON":           {"Nothing", `[`, failure("invalid"), 400},
		"arguments that are not an array":       {"Nothing", `{"0":1}`, failure("invalid"), 400},
		"an argument of another type":           {"Echo", `[{"from":"x"},3]`, failure("invalid"), 400},
		"arguments longer than any call's need": {"Nothing", `["` + strings.Repeat("x", 2<<20) + `"]`, failure("too_large"), 413},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got := s.do(t, s.post(t, "/rpc/"+c.method, c.body))
			if got.status != c.status || got.body != c.want {
				t.Errorf("answered %d %s, want %d %s", got.status, got.body, c.status, c.want)
			}
			if got.header.Get("Cache-Control") != "no-store" {
				t.Errorf("the answer may be kept: %q", got.header.Get("Cache-Control"))
			}
		})
	}
}

func TestMethodsOfAnotherShapeAreAnErrorAtTheStart(t *testing.T) {
	err := web.Serve(t.Context(), web.Options{App: bad{}, Assets: built})
	if err == nil || !strings.Contains(err.Error(), "Three") {
		t.Errorf("Serve took it: %v", err)
	}
	if err := web.Serve(t.Context(), web.Options{Assets: built}); err == nil {
		t.Error("Serve ran without an App")
	}
}

type bad struct{}

func (bad) Three() (int, string, error) { return 0, "", errors.New("never asked") }

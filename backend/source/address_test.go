package source_test

import (
	"testing"

	"ordertrail/backend/source"
)

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

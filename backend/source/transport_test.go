package source

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"ordertrail/backend/fault"
)

func TestProxyThatRefusesIsNamed(t *testing.T) {
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusProxyAuthRequired) }))
	gone := httptest.NewServer(nil)
	gone.Close()
	defer proxy.Close()
	for _, address := range []string{proxy.URL, gone.URL} {
		at, _ := url.Parse(address)
		transport := newTransport(Limits{}.orDefaults(), nil)
		transport.Proxy = http.ProxyURL(at)
		f, err := Open(Options{Base: "https://feed.example", Transport: transport})
		if err != nil {
			t.Fatal(err)
		}
		_, err = f.Status(t.Context())
		if got := fault.Of(err); got.Code != fault.Offline || got.About != "proxy" {
			t.Errorf("%s: %v", address, err)
		}
	}
}

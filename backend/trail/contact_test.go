//go:build unix

package trail_test

import (
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// connects finds the addresses that a trace of system calls names: IP and port.
var connects = regexp.MustCompile(`(?:connect|sendto|sendmsg)\(.*sin6?_port=htons\((\d+)\).*(?:inet_addr\("|inet_pton\(AF_INET6, ")([^"]+)"`)

func TestASyncContactsItsSourceAndNobodyElse(t *testing.T) {
	s := newScene(t)
	if s.strace == "" {
		t.Skip("strace is not installed")
	}
	trace := filepath.Join(t.TempDir(), "trace")
	if code, said := s.child(t, t.TempDir(), s.strace, "-f", "-qq", "-o", trace, "-e", "trace=connect,sendto,sendmsg").run(); code != 0 {
		t.Fatalf("sync: %d %s", code, said)
	}
	text, err := os.ReadFile(trace)
	if err != nil {
		t.Fatal(err)
	}
	want, _ := url.Parse(s.url)
	found := connects.FindAllStringSubmatch(string(text), -1)
	for _, to := range found {
		if got := to[2] + ":" + to[1]; got != want.Host {
			t.Errorf("%s was contacted, beside %s", got, want.Host)
		}
	}
	if len(found) == 0 {
		t.Errorf("%d contacts:\n%s", len(found), text)
	}
}

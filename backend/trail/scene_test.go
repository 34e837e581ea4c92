//go:build unix

package trail_test

import (
	"context"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"ordertrail/backend/demo"
	"ordertrail/backend/order"
)

// tortureNow is where the clock of the made-up feed stands still.
const tortureNow order.Millis = 1_795_000_000_000

// scene is a feed, a history that was synced from it undisturbed, and what it takes to disturb others.
type scene struct {
	url    string
	whole  string            // folder of the undisturbed history
	want   map[string]string // all that is in it
	took   time.Duration     // how long that sync took
	strace string            // path; "" where there is none
	dice   *rand.Rand

	mu     sync.Mutex
	pages  []string       // asked for since the last look
	counts map[string]int // system calls of an undisturbed sync
}

func newScene(t *testing.T) *scene {
	t.Helper()
	h, err := demo.New(demo.Options{Requests: *tortured, Seed: 7, Now: tortureNow})
	if err != nil {
		t.Fatal(err)
	}
	s := &scene{whole: t.TempDir(), dice: newDice(), counts: map[string]int{}}
	s.strace, _ = exec.LookPath("strace") // "" says that there is none
	feed := demo.Handler(h, demo.ServerOptions{Now: func() order.Millis { return tortureNow }})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.note(r)
		feed.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	s.url = server.URL
	began := time.Now()
	if code, said := s.child(t, s.whole).run(); code != 0 {
		t.Fatalf("the undisturbed sync ended with %d: %s", code, said)
	}
	s.took, s.want = time.Since(began), everything(t, s.whole)
	return s
}

// note makes pages small, so that a sync has many of them, and notes those of windows: what changed is asked for
// again by every sync.
func (s *scene) note(r *http.Request) {
	q := r.URL.Query()
	if q.Get("limit") == "" {
		return
	}
	q.Set("limit", "40")
	r.URL.RawQuery = q.Encode()
	if q.Get("updatedAfter") != "" {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pages = append(s.pages, r.URL.String())
}

// asked gives the pages asked for since the last look.
func (s *scene) asked() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	pages := s.pages
	s.pages = nil
	return pages
}

// peek gives the same and forgets nothing.
func (s *scene) peek() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.pages...)
}

// askedAgain counts the pages that were asked for more than once.
func askedAgain(before, after []string) int {
	seen, twice := map[string]int{}, 0
	for _, page := range append(before, after...) {
		if seen[page]++; seen[page] == 2 {
			twice++
		}
	}
	return twice
}

// child is a process that syncs the history of a folder, started by the words given, if any.
func (s *scene) child(t *testing.T, dir string, by ...string) child {
	t.Helper()
	line := append(by, os.Args[0])
	cmd := exec.CommandContext(context.WithoutCancel(t.Context()), line[0], line[1:]...)
	cmd.Env = append(os.Environ(), "KILL_URL="+s.url, "KILL_DIR="+dir)
	return child{cmd}
}

// calls counts what the one thread of an undisturbed sync that writes calls of the system.
func (s *scene) calls(t *testing.T, calls string) int {
	t.Helper()
	if n, ok := s.counts[calls]; ok {
		return n
	}
	dir := t.TempDir()
	shareKey(t, s.whole, dir)
	trace := filepath.Join(t.TempDir(), "trace")
	if code, said := s.child(t, dir, s.strace, "-f", "-qq", "-o", trace, "-e", "trace="+calls).run(); code != 0 {
		t.Fatalf("strace: %d %s", code, said)
	}
	text, err := os.ReadFile(trace)
	if err != nil {
		t.Fatal(err)
	}
	threads := map[string]int{}
	for line := range strings.Lines(string(text)) {
		thread, did, _ := strings.Cut(line, " ")
		if strings.HasPrefix(strings.TrimSpace(did), "---") {
			continue // a signal
		}
		threads[thread]++
		s.counts[calls] = max(s.counts[calls], threads[thread])
	}
	s.asked()
	return s.counts[calls]
}

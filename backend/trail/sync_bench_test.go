//go:build unix

package trail_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"ordertrail/backend/demo"
	"ordertrail/backend/order"
)

// BenchmarkSyncBesideImport syncs a feed on this machine, and beside it, in the same run, fetches the same pages with
// curl and stores each as one raw text with the sqlite3 shell: the least that keeping them can cost. ratio is how many
// records a second the sync does for each that the import does; MB is the most memory that the syncing process held.
//
//	go test ./backend/trail -run NONE -bench SyncBesideImport -benchtime 3x
//
// SYNC_BENCH=10000,100000 sets the numbers of requests.
func BenchmarkSyncBesideImport(b *testing.B) {
	for _, requests := range benchSizes(b) {
		b.Run(fmt.Sprintf("requests=%d", requests), func(b *testing.B) { syncBesideImport(b, requests) })
	}
}

func benchSizes(b *testing.B) []int {
	b.Helper()
	given := os.Getenv("SYNC_BENCH")
	if given == "" {
		return []int{2000, 10_000}
	}
	var sizes []int
	if err := json.Unmarshal([]byte("["+given+"]"), &sizes); err != nil {
		b.Fatalf("SYNC_BENCH: %v", err)
	}
	return sizes
}

func syncBesideImport(b *testing.B, requests int) {
	url := benchFeed(b, requests)
	pages, records := walked(b, url)
	var syncing, importing time.Duration
	var memory int64
	for b.Loop() {
		took, most := timed(b, benchChild(b, url, b.TempDir()))
		syncing, memory = syncing+took, max(memory, most)
		took, _ = timed(b, curlIntoShell(b, pages, b.TempDir()))
		importing += took
	}
	perSecond := func(d time.Duration) float64 { return float64(records*b.N) / d.Seconds() }
	b.ReportMetric(perSecond(syncing), "records/s")
	b.ReportMetric(perSecond(importing), "imported/s")
	b.ReportMetric(perSecond(syncing)/perSecond(importing), "ratio")
	b.ReportMetric(float64(memory)/(1<<20), "MB")
	b.ReportMetric(0, "ns/op") // says nothing here
}

// timed runs a process and gives how long it took and the most memory it held, in bytes.
func timed(b *testing.B, cmd *exec.Cmd) (took time.Duration, memory int64) {
	b.Helper()
	began := time.Now()
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%s: %v\n%s", cmd.Path, err, out)
	}
	usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return time.Since(began), 0
	}
	return time.Since(began), usage.Maxrss << 10 // kB on Linux
}

func benchChild(b *testing.B, url, dir string) *exec.Cmd {
	b.Helper()
	cmd := exec.CommandContext(b.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), "KILL_URL="+url, "KILL_DIR="+dir)
	return cmd
}

func curlIntoShell(b *testing.B, pages []string, dir string) *exec.Cmd {
	b.Helper()
	config, file := filepath.Join(dir, "pages"), filepath.Join(dir, "raw.db")
	var lines strings.Builder
	for _, page := range pages {
		fmt.Fprintf(&lines, "url = %q\n", page)
	}
	if err := os.WriteFile(config, []byte(lines.String()), 0o600); err != nil {
		b.Fatal(err)
	}
	const script = `curl -s --fail --compressed -H 'X-API-KEY: demo:demo' -w '\n' -K "$1" |
		sqlite3 -cmd 'PRAGMA journal_mode=WAL' -cmd 'CREATE TABLE raw(page TEXT)' -cmd '.mode ascii' -cmd '.separator "\001" "\n"' "$2" '.import /dev/stdin raw'`
	return exec.CommandContext(b.Context(), "/bin/sh", "-c", script, "-", config, file)
}

// benchFeed serves a made-up history from this process, so that what it needs does not count for the syncing one.
func benchFeed(b *testing.B, requests int) string {
	b.Helper()
	for _, tool := range []string{"curl", "sqlite3"} {
		if _, err := exec.LookPath(tool); err != nil {
			b.Skip(tool + " is not installed")
		}
	}
	h, err := demo.New(demo.Options{Requests: requests, Seed: 7, Now: tortureNow})
	if err != nil {
		b.Fatal(err)
	}
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() {
		ended <- demo.Serve(ctx, listener, demo.Handler(h, demo.ServerOptions{Now: func() order.Millis { return tortureNow }}))
	}()
	b.Cleanup(func() { stop(); <-ended })
	return "http://" + listener.Addr().String()
}

// walked gives the addresses of all pages of both lists, as a sync asks for them, and how many records they hold.
func walked(b *testing.B, base string) (pages []string, records int) {
	b.Helper()
	for _, list := range []string{"requests", "postbacks"} {
		cursor := ""
		for first := true; first || cursor != ""; first = false {
			q := url.Values{"from": {order.Millis(1).String()}, "to": {tortureNow.String()}, "limit": {"500"}, "order": {"desc"}}
			if cursor != "" {
				q.Set("cursor", cursor)
			}
			page := base + "/v1/" + list + "?" + q.Encode()
			next, n := lookAt(b, page)
			pages, records, cursor = append(pages, page), records+n, next
		}
	}
	return pages, records
}

func lookAt(b *testing.B, page string) (next string, records int) {
	b.Helper()
	ask, err := http.NewRequestWithContext(b.Context(), http.MethodGet, page, nil)
	if err != nil {
		b.Fatal(err)
	}
	ask.Header.Set("X-API-KEY", "demo:demo")
	answer, err := http.DefaultClient.Do(ask)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	var p struct {
		Data []json.RawMessage
		Next string
	}
	if err != nil || json.Unmarshal(body, &p) != nil {
		b.Fatalf("%s: %v %.200s", page, err, body)
	}
	return p.Next, len(p.Data)
}

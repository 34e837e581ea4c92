package trail_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/demo"
	"ordertrail/backend/feed"
	"ordertrail/backend/order"
	"ordertrail/backend/trail"
)

// TestMain lets this binary be the process that is killed: with KILL_URL set it syncs, and nothing else.
func TestMain(m *testing.M) {
	if url := os.Getenv("KILL_URL"); url != "" {
		os.Exit(syncAndReport(url, os.Getenv("KILL_DIR")))
	}
	os.Exit(m.Run())
}

func syncAndReport(url, dir string) int {
	ctx := context.Background()
	tr, err := trail.Open(ctx, trail.Options{Dir: dir})
	if err != nil {
		fmt.Println(err)
		return 1
	}
	if _, err := tr.Sync(ctx, trail.SyncOptions{URL: url, Key: "demo:demo"}); err != nil {
		fmt.Println(err)
		return 1
	}
	return 0
}

// serveDemo serves a made-up history whose clock stands still.
func serveDemo(t *testing.T, requests int) string {
	t.Helper()
	const now order.Millis = 1_795_000_000_000
	h, err := demo.New(demo.Options{Requests: requests, Seed: 7, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() {
		ended <- demo.Serve(ctx, listener, demo.Handler(h, demo.ServerOptions{Now: func() order.Millis { return now }}))
	}()
	t.Cleanup(func() { cancel(); <-ended })
	return "http://" + listener.Addr().String()
}

func TestKilledTenTimesTheEndIsTheSame(t *testing.T) {
	url := serveDemo(t, 3000)
	killed, whole := t.TempDir(), t.TempDir()
	if code := syncAndReport(url, whole); code != 0 {
		t.Fatal("the undisturbed sync failed")
	}
	shareKey(t, whole, killed)
	r := rand.New(rand.NewPCG(1, 2))
	for range 10 {
		child := exec.CommandContext(t.Context(), os.Args[0])
		child.Env = append(os.Environ(), "KILL_URL="+url, "KILL_DIR="+killed)
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		timer := time.AfterFunc(time.Duration(50+r.IntN(400))*time.Millisecond, func() { _ = child.Process.Kill() })
		_ = child.Wait() // killed, or done already
		timer.Stop()
	}
	if code := syncAndReport(url, killed); code != 0 {
		t.Fatal("the last sync failed")
	}
	want, got := everything(t, whole), everything(t, killed)
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("after ten kills (-undisturbed +killed):\n%s", d)
	}
}

// shareKey makes two folders give equal credentials equal tokens.
func shareKey(t *testing.T, from, to string) {
	t.Helper()
	key, err := os.ReadFile(filepath.Join(from, "tokens.key"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(to, "tokens.key"), key, 0o600); err != nil {
		t.Fatal(err)
	}
}

// everything gives all records as the feed writes them, and the coverage.
func everything(t *testing.T, dir string) map[string]string {
	t.Helper()
	tr := open(t, dir)
	all := map[string]string{}
	checked, err := tr.Check(t.Context(), func(int) {})
	if err != nil || len(checked.Bad) > 0 {
		t.Fatalf("check: %+v %v", checked, err)
	}
	rf, pf := order.RequestFilter{Limit: 1000}, order.PostbackFilter{Limit: 1000}
	for {
		page, err := tr.Requests(t.Context(), rf)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range page.Requests {
			all[row.ID] = fmt.Sprint(row.LastNews, string(feed.AppendRequest(nil, record(t, tr, row.ID).Request)))
		}
		if rf.After = page.Next; rf.After == "" {
			break
		}
	}
	for {
		page, err := tr.Postbacks(t.Context(), pf)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range page.Postbacks {
			all[row.ID] = string(feed.AppendPostback(nil, record(t, tr, row.ID).Postback))
		}
		if pf.After = page.Next; pf.After == "" {
			break
		}
	}
	cov, err := tr.Coverage(t.Context(), order.Window{}, "")
	if err != nil {
		t.Fatal(err)
	}
	all["coverage"] = fmt.Sprint(cov.Lists, cov.Gaps)
	return all
}

func record(t *testing.T, tr *trail.Trail, id string) trail.Record {
	t.Helper()
	rec, err := tr.Record(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return rec
}

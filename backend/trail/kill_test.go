package trail_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"ordertrail/backend/fault"
	"ordertrail/backend/feed"
	"ordertrail/backend/order"
	"ordertrail/backend/trail"
)

// TestMain lets this binary be the process that is tortured: with KILL_URL set it syncs, and nothing else.
func TestMain(m *testing.M) {
	if url := os.Getenv("KILL_URL"); url != "" {
		os.Exit(syncAndReport(url, os.Getenv("KILL_DIR")))
	}
	os.Exit(m.Run())
}

// syncAndReport syncs once. A failure is told by its code, on a line of its own. All that it writes it writes in one
// thread, since strace counts what each thread calls apart.
func syncAndReport(url, dir string) int {
	runtime.LockOSThread()
	ctx := context.Background()
	tr, err := trail.Open(ctx, trail.Options{Dir: dir})
	if err == nil {
		_, err = tr.Sync(ctx, trail.SyncOptions{URL: url, Key: "demo:demo"})
		_ = tr.Close()
	}
	if err != nil {
		fmt.Println(fault.Of(err).Code)
		return 1
	}
	return 0
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
	const hour, hours = 3_600_000, 48
	for _, list := range []order.List{order.Requests, order.Postbacks} {
		counts, err := tr.Counts(t.Context(), list, []order.Millis{0, tortureNow - hours*hour, tortureNow - hour/2, tortureNow})
		if err != nil {
			t.Fatal(err)
		}
		all["counts of "+string(list)] = fmt.Sprint(counts)
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

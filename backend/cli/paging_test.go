package cli_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"ordertrail/backend/cli"
)

// listed are a page of requests as programs read it.
type listed struct {
	Requests []struct{ ID string }
	Next     *string
}

func TestAListHasAsManyRowsAsAskedForAndGoesOnAfterThem(t *testing.T) {
	const all = 2300
	dir := t.TempDir()
	var records strings.Builder
	for n := range all {
		fmt.Fprintf(&records, `{"id":"q%d","receivedAt":"2026-11-03T08:00:00.000Z","updatedAt":"2026-11-03T08:00:00.000Z","type":"submit","stages":{}}`+"\n", n)
	}
	world := env(&strings.Builder{}, &strings.Builder{}, "import", "-", "--data", dir)
	world.Stdin = strings.NewReader(records.String())
	if code := cli.Run(t.Context(), world); code != 0 {
		t.Fatalf("import ended with %d", code)
	}
	seen := map[string]bool{}
	args := []string{"requests", "--json", "--limit", "1100", "--data", dir}
	for _, want := range []int{1100, 1100, 100} {
		var out strings.Builder
		if code := cli.Run(t.Context(), env(&out, &strings.Builder{}, args...)); code != 0 {
			t.Fatalf("%v ended with %d: %s", args, code, out.String())
		}
		var page listed
		if err := json.Unmarshal([]byte(out.String()), &page); err != nil {
			t.Fatal(err)
		}
		if len(page.Requests) != want || (page.Next == nil) != (want == 100) {
			t.Fatalf("%d rows, next %v; want %d rows", len(page.Requests), page.Next, want)
		}
		for _, r := range page.Requests {
			seen[r.ID] = true
		}
		if page.Next != nil {
			args = append(args[:6:6], "--after", *page.Next)
		}
	}
	if len(seen) != all {
		t.Errorf("the pages show %d of %d requests", len(seen), all)
	}
}

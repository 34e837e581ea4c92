package cli_test

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"ordertrail/backend/cli"
	"ordertrail/backend/demo"
	"ordertrail/backend/order"
)

// env is a world with the arguments, whose key is the demo's.
func env(out io.Writer, complaints io.Writer, args ...string) cli.Env {
	return cli.Env{
		Args: args, Stdin: strings.NewReader(""), Stdout: out, Stderr: complaints,
		Environ: func(name string) string { return map[string]string{"ORDERTRAIL_API_KEY": "demo:demo"}[name] },
		Now:     func() order.Millis { return moment },
	}
}

func TestDemoTellsItsAddressAndStopsWhenInterrupted(t *testing.T) {
	ctx, interrupt := context.WithCancel(t.Context())
	lines, out := io.Pipe()
	var complaints strings.Builder
	code := make(chan int)
	go func() {
		defer out.Close()
		code <- cli.Run(ctx, env(out, &complaints, "demo", "--requests", "50"))
	}()
	url, err := bufio.NewReader(lines).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	ask, err := http.NewRequestWithContext(t.Context(), http.MethodGet, strings.TrimSpace(url)+"/v1/status", nil)
	if err != nil {
		t.Fatal(err)
	}
	ask.Header.Set("X-API-KEY", "demo:demo")
	answer, err := http.DefaultClient.Do(ask)
	if err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		t.Errorf("the status answers %s", answer.Status)
	}
	interrupt()
	if got := <-code; got != 130 || complaints.Len() > 0 {
		t.Errorf("exit code %d, want 130; stderr %q, want none", got, complaints.String())
	}
}

func TestInterruptedSync(t *testing.T) {
	cases := map[string]struct {
		after int64 // calls of the feed
		want  []string
	}{
		"before the first page there is only the error":   {1, []string{"error"}},
		"after a page its result stands beside the error": {2, []string{"coverage", "error", "pages", "postbacks", "requests", "retries", "tookMs"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			ctx, interrupt := context.WithCancel(t.Context())
			defer interrupt()
			feed := interrupting(t, c.after, interrupt)
			var out, complaints strings.Builder
			code := cli.Run(ctx, env(&out, &complaints, "sync", "--json", "--quiet", "--url", feed, "--data", t.TempDir()))
			if code != 130 {
				t.Errorf("exit code %d, want 130", code)
			}
			doc := map[string]any{}
			if err := json.Unmarshal([]byte(out.String()), &doc); err != nil {
				t.Fatalf("%v: %s", err, out.String())
			}
			for _, key := range c.want {
				if _, ok := doc[key]; !ok || len(doc) != len(c.want) {
					t.Errorf("the document is %s, want %v", out.String(), c.want)
				}
			}
			if !strings.HasPrefix(complaints.String(), "error: Stopped before it was done.\nhint: ") {
				t.Errorf("stderr %q", complaints.String())
			}
		})
	}
}

// interrupting serves a history, and interrupts when it has answered so many calls.
func interrupting(t *testing.T, after int64, interrupt func()) string {
	t.Helper()
	history, err := demo.New(demo.Options{Requests: 2000, Seed: 7, Now: moment})
	if err != nil {
		t.Fatal(err)
	}
	handler := demo.Handler(history, demo.ServerOptions{Now: func() order.Millis { return moment }})
	var calls atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if calls.Add(1) > after {
			interrupt()
			<-r.Context().Done() // an answer would race the interruption
			return
		}
		handler.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

package cli_test

import (
	"context"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"ordertrail/backend/cli"
	"ordertrail/backend/demo"
	"ordertrail/backend/order"
)

// TestMain makes the test binary the program itself, for the scripts.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"ordertrail": func() { os.Exit(program()) }})
}

func program() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	return cli.Run(ctx, cli.Env{
		Args: os.Args[1:], Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Environ: os.Getenv,
		Now:     func() order.Millis { return moment },
		Version: cli.Version{Version: "1.2.3", Commit: "abc"},
		Serve: func(ctx context.Context, o cli.ServeOptions) error {
			o.Ready("http://127.0.0.1:" + strconv.Itoa(o.Port) + "/")
			return nil
		},
	})
}

// moment is the present of the scripts: Tuesday 2026-11-03, 12:00 UTC.
const moment order.Millis = 1_793_707_200_000

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Setenv("XDG_DATA_HOME", e.Getenv("WORK")+"/share")
			e.Setenv("LC_ALL", "C")
			e.Setenv("TZ", "UTC")
			samples, err := filepath.Abs("../source/testdata")
			e.Setenv("SAMPLES", samples)
			if err != nil {
				return err
			}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"feed": feed, "web": web, "conforms": conforms, "exits": exits},
	})
}

// feed starts a pretend feed with the faults named, and sets FEED_URL and the key.
func feed(ts *testscript.TestScript, neg bool, args []string) {
	list := ""
	if len(args) > 0 {
		list = args[0]
	}
	faults, err := demo.ParseFaults(list)
	ts.Check(err)
	history, err := demo.New(demo.Options{Requests: 60, Seed: 7, Now: moment})
	ts.Check(err)
	listener, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", "127.0.0.1:0")
	ts.Check(err)
	ctx, stop := context.WithCancel(context.Background())
	var served sync.WaitGroup
	handler := demo.Handler(history, demo.ServerOptions{Now: func() order.Millis { return moment }, Faults: faults})
	served.Go(func() { _ = demo.Serve(ctx, listener, handler) })
	ts.Defer(func() { stop(); served.Wait() })
	ts.Setenv("FEED_URL", "http://"+listener.Addr().String())
	ts.Setenv("ORDERTRAIL_API_KEY", "demo:demo")
}

// web serves the JSON files of a folder by their paths without .json, and sets WEB_URL. It wants the key in X-Key.
func web(ts *testscript.TestScript, neg bool, args []string) {
	dir := ts.MkAbs(args[0])
	listener, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", "127.0.0.1:0")
	ts.Check(err)
	server := &http.Server{ReadHeaderTimeout: time.Minute, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(path.Clean("/"+r.URL.Path))+".json"))
		switch {
		case r.Header.Get("X-Key") != "a:b":
			w.WriteHeader(http.StatusUnauthorized)
		case err != nil:
			w.WriteHeader(http.StatusNotFound)
		default:
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("Date", moment.Time().Format(http.TimeFormat))
			_, _ = w.Write(text)
		}
	})}
	var served sync.WaitGroup
	served.Go(func() { _ = server.Serve(listener) })
	ts.Defer(func() { _ = server.Close(); served.Wait() })
	ts.Setenv("WEB_URL", "http://"+listener.Addr().String())
	ts.Setenv("ORDERTRAIL_API_KEY", "a:b")
}

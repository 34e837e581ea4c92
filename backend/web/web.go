// Package web serves the screens to a browser on this computer: the same App the window binds, called
// over loopback HTTP. It knows no order and no catalogue; App and the texts of failures are handed in.
package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"time"
)

// Options are what Serve needs. App and Assets are required.
type Options struct {
	// App is the bound value: each exported method returning error or (T, error) can be called by the page.
	App any
	// Assets are the built screens, index.html at the top; without one, the start page says how to build them.
	Assets fs.FS
	// Port is the port on 127.0.0.1; 0 takes any free one.
	Port int
	// Bells is called for each page that listens: it must call ring (from any goroutine, which never blocks)
	// with a name whenever that news comes, until stop is called. nil: no bells.
	Bells func(ring func(name string)) (stop func())
	// Download gives a file that the App has made ready under a token. nil: there are none.
	Download func(token string) (File, bool)
	// Upload takes a file that a person chose in the page; its result is the answer of the call. nil: none are taken.
	Upload func(name string, content io.Reader) (any, error)
	// Explain gives the text of a failure in the reader's language. nil: the bare code.
	Explain func(error) Failure
	Log     *slog.Logger
	// Ready is told the address with its token, once connections are accepted.
	Ready func(url string)
}

// grace is how long open calls may take once the server is told to stop.
const grace = 3 * time.Second

// Serve answers pages on 127.0.0.1 until ctx ends.
func Serve(ctx context.Context, o Options) error {
	methods, err := methodsOf(o.App)
	if err != nil {
		return err
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(o.Port)))
	if err != nil {
		return fmt.Errorf("listen on 127.0.0.1: %w", err)
	}
	port := listener.Addr().(*net.TCPAddr).Port
	door := newDoor(port)
	server := newServer(ctx, o, door.guard(routes(ctx, o, methods)))
	if o.Ready != nil {
		o.Ready(door.address())
	}
	return run(ctx, server, listener)
}

func newServer(ctx context.Context, o Options, h http.Handler) *http.Server {
	server := &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		// Open streams end with ctx; without this Shutdown would wait for them.
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	if o.Log != nil {
		server.ErrorLog = slog.NewLogLogger(o.Log.Handler(), slog.LevelWarn)
	}
	return server
}

func routes(ctx context.Context, o Options, methods methods) http.Handler {
	mux := http.NewServeMux()
	rpc := &calls{methods: methods, explain: explainer(o.Explain), log: o.Log}
	mux.Handle("POST /rpc/{method}", rpc)
	mux.Handle("POST /upload", rpc.uploads(o.Upload))
	mux.Handle("GET /download/{token}", downloads(o.Download))
	mux.Handle("GET /events", &bells{subscribe: o.Bells, done: ctx.Done()})
	mux.Handle("GET /", screens{o.Assets})
	return mux
}

func run(ctx context.Context, server *http.Server, listener net.Listener) error {
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve the screens: %w", err)
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	if err := server.Shutdown(last); errors.Is(err, context.DeadlineExceeded) {
		return server.Close()
	}
	return nil
}

package cli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"syscall"
	"time"

	"ordertrail/backend/demo"
	"ordertrail/backend/fault"
	"ordertrail/backend/order"
)

type demoCommand struct {
	Port     string `placeholder:"N" default:"0" help:"${help_port}"`
	Requests string `placeholder:"N" default:"2000" help:"${help_demo_requests}"`
	Seed     string `placeholder:"S" default:"1" help:"${help_seed}"`
	Faults   string `placeholder:"LIST" help:"${help_faults}"`
	Stories  bool   `help:"${help_stories}"`
}

// mostPort is the highest port there is.
const mostPort = 65535

func (c *demoCommand) run(ctx context.Context, s *session) error {
	port, err := number("port", c.Port, 0, mostPort)
	if err != nil {
		return err
	}
	faults, err := demo.ParseFaults(c.Faults)
	if err != nil {
		return fault.New(fault.Invalid, "faults", fault.Params{"says": err.Error()}, err)
	}
	history, err := c.history(s)
	if err != nil {
		return err
	}
	if c.Stories {
		return s.stories(history)
	}
	return s.serveDemo(ctx, port, demo.Handler(history, demo.ServerOptions{Now: s.now, Faults: faults, Still: true}))
}

func (c *demoCommand) history(s *session) (*demo.History, error) {
	requests, err := number("requests", c.Requests, 1, demo.MostRequests)
	if err != nil {
		return nil, err
	}
	seed, err := strconv.ParseUint(c.Seed, 10, 64)
	if err != nil {
		return nil, fault.New(fault.Invalid, "seed", fault.Params{"value": c.Seed}, err)
	}
	// To the hour, so that a server that is started again goes on with the same history.
	const hour = order.Millis(time.Hour / time.Millisecond)
	return demo.New(demo.Options{Requests: requests, Seed: seed, Now: s.now() / hour * hour})
}

// listen takes a port of this machine alone.
func listen(ctx context.Context, port int) (net.Listener, error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fault.New(fault.Busy, "port", fault.Params{"port": port}, err)
	case errors.Is(err, syscall.EACCES):
		return nil, fault.New(fault.ReadOnly, "port", fault.Params{"port": port}, err)
	case err != nil:
		return nil, fmt.Errorf("listen on port %d: %w", port, err)
	}
	return listener, nil
}

// serveDemo answers as a feed until it is told to stop.
func (s *session) serveDemo(ctx context.Context, port int, handler http.Handler) error {
	listener, err := listen(ctx, port)
	if err != nil {
		return err
	}
	if err := s.ready("http://" + listener.Addr().String()); err != nil {
		return errors.Join(err, listener.Close())
	}
	return stopped(ctx, demo.Serve(ctx, listener, handler))
}

// ready writes the address alone: whoever started us waits for this line.
func (s *session) ready(url string) error {
	if s.flags.Globals.JSON {
		return s.document(servedDoc{url})
	}
	_, err := fmt.Fprintln(s.env.Stdout, url)
	return writing(err)
}

type servedDoc struct {
	URL string `json:"url"`
}

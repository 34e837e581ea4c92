package source_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/source"
)

// TestSlowAnswersAreCutInTheirPhase runs in virtual time over a pipe, with the limits that users have.
func TestSlowAnswersAreCutInTheirPhase(t *testing.T) {
	head := "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n"
	for name, c := range map[string]struct {
		connect time.Duration
		talk    func(net.Conn)
		want    string
		after   time.Duration
	}{
		"no connection":                {connect: time.Hour, talk: func(net.Conn) {}, want: "timeout/connect", after: 15 * time.Second},
		"no headers":                   {talk: func(net.Conn) { time.Sleep(time.Hour) }, want: "timeout/header", after: 15 * time.Second},
		"headers that drip":            {talk: drip("X: "), want: "timeout/header", after: 15 * time.Second},
		"a body that stops":            {talk: func(c net.Conn) { fmt.Fprint(c, head); time.Sleep(time.Hour) }, want: "timeout/idle", after: 20 * time.Second},
		"a body that drips":            {talk: drip(head), want: "timeout/page", after: 60 * time.Second},
		"a slow connection, then none": {connect: 10 * time.Second, talk: func(net.Conn) { time.Sleep(time.Hour) }, want: "timeout/header", after: 25 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				f := open(t, "https://feed.example", source.Options{Transport: piped(c.connect, c.talk)})
				start := time.Now()
				_, err := f.Page(t.Context(), order.Query{List: order.Requests})
				if got, took := about(t, err), time.Since(start); got != c.want || took != c.after {
					t.Errorf("%s after %s (%v), want %s after %s", got, took, err, c.want, c.after)
				}
				_ = f.Close()
				time.Sleep(2 * time.Hour) // lets the other side end
			})
		})
	}
}

// drip sends a byte each ten seconds after the beginning.
func drip(beginning string) func(net.Conn) {
	return func(c net.Conn) {
		_, err := fmt.Fprint(c, beginning)
		for err == nil {
			time.Sleep(10 * time.Second)
			_, err = fmt.Fprint(c, "x")
		}
	}
}

// piped answers every connection by talk, in memory.
func piped(connect time.Duration, talk func(net.Conn)) http.RoundTripper {
	return &http.Transport{DialTLSContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(connect):
		}
		ours, theirs := net.Pipe()
		go func() {
			defer theirs.Close()
			if _, err := http.ReadRequest(bufio.NewReader(theirs)); err == nil {
				talk(theirs)
			}
		}()
		return ours, nil
	}}
}

func TestCancelledIsNeitherOfflineNorTimeout(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	f := open(t, serve(t, func(_ http.ResponseWriter, r *http.Request) { cancel(); <-r.Context().Done() }), source.Options{})
	_, err := f.Page(ctx, order.Query{List: order.Requests})
	if !fault.Is(err, fault.Cancelled) || !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

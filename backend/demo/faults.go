package demo

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"ordertrail/backend/order"
)

// Fault is something that the server does wrong on demand.
type Fault struct {
	Kind  string        // slow, reset, cut, login, redirect, or an HTTP status
	Rate  float64       // in how many of the calls, 0 to 1
	List  order.List    // only in this list; "" everywhere
	Delay time.Duration // of slow
}

// faultKinds are all kinds: those besides statuses end or spoil a good answer.
var faultKinds = []string{"slow", "reset", "cut", "login", "redirect", "401", "403", "404", "410", "429", "500", "502", "503"}

// ParseFaults reads a comma list such as "429:0.05,403:postbacks,slow:200ms": each fault with a rate (else always),
// a list (else both) and, for slow, a delay.
func ParseFaults(list string) ([]Fault, error) {
	faults := []Fault{}
	for _, one := range strings.Split(list, ",") {
		if one = strings.TrimSpace(one); one == "" {
			continue
		}
		f, err := parseFault(strings.Split(one, ":"))
		if err != nil {
			return nil, fmt.Errorf("fault %q: %w", one, err)
		}
		faults = append(faults, f)
	}
	return faults, nil
}

func parseFault(parts []string) (Fault, error) {
	f := Fault{Kind: parts[0], Rate: 1}
	if !slices.Contains(faultKinds, f.Kind) {
		return f, fmt.Errorf("%s is none of %s", f.Kind, strings.Join(faultKinds, ", "))
	}
	for _, part := range parts[1:] {
		rate, err := strconv.ParseFloat(part, 64)
		delay, notDelay := time.ParseDuration(part)
		switch {
		case part == string(order.Requests) || part == string(order.Postbacks):
			f.List = order.List(part)
		case err == nil && rate >= 0 && rate <= 1:
			f.Rate = rate
		case f.Kind == "slow" && notDelay == nil && delay > 0:
			f.Delay = delay
		default:
			return f, fmt.Errorf("%s is no rate from 0 to 1, no list and no delay", part)
		}
	}
	if f.Kind == "slow" && f.Delay == 0 {
		f.Delay = time.Second
	}
	return f, nil
}

// trouble decides which call goes wrong: the n-th call of a server goes as in any other with the same seed.
type trouble struct {
	faults []Fault
	seed   uint64
	calls  atomic.Uint64
}

// next draws for one call: how long it waits, and what else goes wrong with it, if anything.
func (t *trouble) next(list order.List, hasCursor bool) (delay time.Duration, kind string, n uint64) {
	n = t.calls.Add(1)
	for i, f := range t.faults {
		c := drawing(t.seed, streamFaults+uint64(i)<<8, n)
		if f.List != "" && f.List != list || c.fraction() >= f.Rate || f.Kind == "410" && !hasCursor {
			continue
		}
		if f.Kind == "slow" {
			delay += f.Delay
			continue
		}
		if kind == "" {
			kind = f.Kind
		}
	}
	return delay, kind, n
}

func wait(ctx context.Context, d time.Duration) {
	if d <= 0 {
		return
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}

// fail does what is wrong with a call, and says whether that was all of its answer.
func (s *server) fail(w http.ResponseWriter, r *http.Request, kind string, n uint64) bool {
	switch kind {
	case "", "cut":
		return false
	case "reset":
		reset(w)
	case "login":
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte("<!doctype html><title>Sign in</title><form method=post action=/login><input name=user><input name=password type=password></form>\n"))
	case "redirect":
		http.Redirect(w, r, "https://login.demo.example/?next="+r.URL.Path, http.StatusFound)
	default:
		status, _ := strconv.Atoi(kind) // ParseFaults knows it
		if status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable {
			w.Header().Set("Retry-After", s.retryAfter(n))
		}
		problem(w, status, "Made to fail by --faults")
	}
	return true
}

// retryAfter is a second or two, every third time as a date.
func (s *server) retryAfter(n uint64) string {
	if n%3 == 0 {
		return time.Now().UTC().Add(2 * time.Second).Format(http.TimeFormat)
	}
	return strconv.FormatUint(1+n%2, 10)
}

// reset breaks the connection off without an answer.
func reset(w http.ResponseWriter) {
	hijacker, ok := w.(http.Hijacker)
	if !ok {
		return
	}
	conn, _, err := hijacker.Hijack()
	if err != nil {
		return
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0) // so that closing sends RST
	}
	_ = conn.Close()
}

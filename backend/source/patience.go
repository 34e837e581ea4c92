package source

import (
	"context"
	"crypto/tls"
	"net/http/httptrace"
	"sync"
	"sync/atomic"
	"time"
)

// late says in which phase of a request the patience ran out: connect, header, idle or page.
type late string

func (l late) Error() string { return "no answer in time (" + string(l) + ")" }

// patience cuts a request that dawdles. Each phase has its own limit, whatever the transport is.
type patience struct {
	limits   Limits
	cancel   context.CancelCauseFunc
	done     context.CancelFunc
	answered atomic.Bool // a first byte came
	tlsBroke atomic.Bool // the TLS handshake did not succeed

	mu      sync.Mutex
	timer   *time.Timer
	allowed time.Duration
}

func newPatience(ctx context.Context, limits Limits) (context.Context, *patience) {
	ctx, done := context.WithTimeoutCause(ctx, limits.Page, late("page"))
	ctx, cancel := context.WithCancelCause(ctx)
	p := &patience{limits: limits, cancel: cancel, done: done}
	p.enter("connect", limits.Connect)
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GotConn:              func(httptrace.GotConnInfo) { p.enter("header", limits.Header) },
		GotFirstResponseByte: func() { p.answered.Store(true) },
		TLSHandshakeDone:     func(_ tls.ConnectionState, err error) { p.tlsBroke.Store(err != nil) },
	}), p
}

// enter begins a phase.
func (p *patience) enter(phase late, allowed time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.timer != nil {
		p.timer.Stop()
	}
	p.allowed = allowed
	p.timer = time.AfterFunc(allowed, func() { p.cancel(phase) })
}

// renew starts the phase's time again: something came.
func (p *patience) renew() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.timer.Reset(p.allowed)
}

// end lets go of all timers.
func (p *patience) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.timer.Stop()
	p.cancel(nil)
	p.done()
}

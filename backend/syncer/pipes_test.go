package syncer_test

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
)

// pipes is a network inside the process, so that a bubble of its own time has nothing to wait for outside.
type pipes struct {
	calls  chan net.Conn
	closed chan struct{}
	once   sync.Once
}

func newPipes() *pipes { return &pipes{calls: make(chan net.Conn), closed: make(chan struct{})} }

// replace makes a server listen here; without pipes it stays on the network of this machine.
func (p *pipes) replace(server *httptest.Server) {
	if p == nil {
		return
	}
	_ = server.Listener.Close()
	server.Listener = p
}

// dialBy makes a transport call here.
func (p *pipes) dialBy(t *http.Transport) {
	if p == nil {
		return
	}
	t.DialContext = func(ctx context.Context, _, _ string) (net.Conn, error) {
		near, far := net.Pipe()
		select {
		case p.calls <- far:
			return near, nil
		case <-p.closed:
			return nil, net.ErrClosed
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// Accept waits for a call.
func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.calls:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

// Close ends the listening.
func (p *pipes) Close() error {
	p.once.Do(func() { close(p.closed) })
	return nil
}

// Addr is what stands in the server's address; nobody dials it.
func (p *pipes) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 443} }

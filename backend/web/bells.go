package web

import (
	"fmt"
	"net/http"
	"sync"
	"time"
)

// breath is how often a silent stream says that it is still there, so that a lost page is noticed.
const breath = 20 * time.Second

// bells streams names of news to a page (server-sent events). A bell carries no data: the page asks again.
type bells struct {
	subscribe func(ring func(name string)) (stop func())
	done      <-chan struct{}
}

func (b *bells) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	pending := newPending()
	if b.subscribe != nil {
		defer b.subscribe(pending.ring)()
	}
	if !send(w, ": here\n\n") {
		return
	}
	tick := time.NewTicker(breath)
	defer tick.Stop()
	for {
		select {
		case <-b.done:
			return
		case <-r.Context().Done():
			return
		case <-tick.C:
			if !send(w, ":\n\n") {
				return
			}
		case <-pending.wake:
			for _, name := range pending.take() {
				if !send(w, fmt.Sprintf("data: %s\n\n", name)) {
					return
				}
			}
		}
	}
}

// send writes at once and says whether the page still takes it.
func send(w http.ResponseWriter, text string) bool {
	out := http.NewResponseController(w)
	if err := out.SetWriteDeadline(time.Now().Add(10 * time.Second)); err != nil {
		return false
	}
	if _, err := w.Write([]byte(text)); err != nil {
		return false
	}
	return out.Flush() == nil
}

// pending holds bells that rang and were not yet sent. One that rings again meanwhile counts once.
type pending struct {
	mu    sync.Mutex
	names []string
	held  map[string]bool
	wake  chan struct{}
}

func newPending() *pending {
	return &pending{held: map[string]bool{}, wake: make(chan struct{}, 1)}
}

func (p *pending) ring(name string) {
	p.mu.Lock()
	if !p.held[name] {
		p.held[name], p.names = true, append(p.names, name)
	}
	p.mu.Unlock()
	select {
	case p.wake <- struct{}{}:
	default:
	}
}

func (p *pending) take() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	names := p.names
	p.names = nil
	clear(p.held)
	return names
}

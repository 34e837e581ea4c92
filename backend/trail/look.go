package trail

import (
	"context"
	"errors"
	"strings"
	"sync"
	"time"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/search"
	"ordertrail/backend/store"
)

// LookQuery is what a screen looks for everywhere.
type LookQuery struct {
	Text   string       `json:"text"`
	Window order.Window `json:"window"`
	Limit  int          `json:"limit"` // 0: 100
}

// Looking is how far a search has come.
type Looking struct {
	Hits     []LookHit    `json:"hits"` // in the order in which they were found
	Running  bool         `json:"running"`
	Complete bool         `json:"complete"` // it has looked everywhere
	Full     bool         `json:"full"`     // it ended since it had found as many as were wanted
	Down     order.Millis `json:"down"`     // down to here everything was looked at
	Looked   int          `json:"looked"`   // records looked into one by one
}

// LookHit is a record in which a search found what it looked for.
type LookHit struct {
	ID               string         `json:"id"`
	List             order.List     `json:"list"`
	Where            string         `json:"where"` // as order.Place
	Snippet          string         `json:"snippet"`
	At               order.Millis   `json:"at"`
	OrderReferenceID string         `json:"orderReferenceId"`
	Customer         string         `json:"customer"`
	Outcome          order.Outcome  `json:"outcome"` // of a request
	Severity         order.Severity `json:"severity"`
	Kind             order.Kind     `json:"kind"` // of a postback
}

// looks are the searches of the screens, the latest few.
type looks struct {
	mu    sync.Mutex
	last  int
	under map[int]*look
}

// look is one search.
type look struct {
	mu      sync.Mutex
	state   Looking
	err     error
	changed chan struct{} // is closed at the next news
	stop    context.CancelFunc
}

// mostLooks is how many searches are remembered; an older one is stopped.
const mostLooks = 6

// mostTyped is how long a text is at most that is remembered as a search.
const mostTyped = 500

// Remember keeps a text that was looked for; one that is too long to be typed again is not kept.
func (t *Trail) Remember(ctx context.Context, text string) error {
	if text = strings.TrimSpace(text); text == "" || len(text) > mostTyped || t.store.Writable() != nil {
		return nil
	}
	return t.store.Remember(ctx, text)
}

// Recent gives the texts that were looked for last, newest first.
func (t *Trail) Recent(ctx context.Context) ([]string, error) { return t.store.Recent(ctx) }

// Look begins to look for a text everywhere and gives the search's number. A text that can't be understood is invalid.
func (t *Trail) Look(ctx context.Context, q LookQuery) (int, error) {
	asked, problems := search.Parse(q.Text)
	if len(problems) > 0 {
		return 0, problems[0].Fault(q.Text)
	}
	ctx, stop := context.WithCancel(ctx)
	l := &look{state: Looking{Hits: []LookHit{}, Running: true}, changed: make(chan struct{}), stop: stop}
	id := t.looks.add(l)
	go func() {
		found, err := t.store.Find(ctx, asked, store.FindOptions{
			Window: q.Window, Limit: q.Limit, Budget: patience, Now: t.Now(),
			Each:   func(h store.Hit) { l.tell(func(s *Looking) { s.Hits = append(s.Hits, lookHit(h)) }) },
			Looked: func(down order.Millis, n int) { l.tell(func(s *Looking) { s.Down, s.Looked = down, n }) },
		})
		stopped := ctx.Err() != nil
		l.tell(func(s *Looking) {
			s.Running, s.Complete = false, found.Complete && err == nil
			s.Full = !s.Complete && q.Limit > 0 && len(s.Hits) >= q.Limit
			if s.Complete {
				s.Down = 0
			}
			if !stopped {
				l.err = err
			}
		})
		stop()
	}()
	return id, nil
}

func lookHit(h store.Hit) LookHit {
	return LookHit{h.ID, h.List, string(h.Where), h.Snippet, h.At, h.Reference, h.Customer, h.Outcome, h.Severity, h.Kind}
}

func (l *looks) add(one *look) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.under == nil {
		l.under = map[int]*look{}
	}
	l.last++
	l.under[l.last] = one
	if old := l.under[l.last-mostLooks]; old != nil {
		old.stop()
		delete(l.under, l.last-mostLooks)
	}
	return l.last
}

func (l *looks) of(id int) *look {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.under[id]
}

// tell changes the state and wakes who waits for news.
func (l *look) tell(change func(*Looking)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	change(&l.state)
	close(l.changed)
	l.changed = make(chan struct{})
}

// now is the state, and what is closed when it changes.
func (l *look) now() (Looking, <-chan struct{}, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := l.state
	s.Hits = s.Hits[:len(s.Hits):len(s.Hits)]
	return s, l.changed, l.err
}

// newsAfter is how long who asks waits for hits before being told how far a search has come.
const newsAfter = 400 * time.Millisecond

// LookOn tells what a search has found, once it has found more than was seen, has ended, or some time has passed.
func (t *Trail) LookOn(ctx context.Context, id, seen int) (Looking, error) {
	l := t.looks.of(id)
	if l == nil {
		return Looking{Hits: []LookHit{}}, fault.New(fault.Cancelled, "", nil, errors.New("no such search"))
	}
	late := time.NewTimer(newsAfter)
	defer late.Stop()
	for {
		s, changed, err := l.now()
		if err != nil || !s.Running || len(s.Hits) > seen {
			return s, err
		}
		select {
		case <-changed:
		case <-late.C:
			return s, nil
		case <-ctx.Done():
			return s, ctx.Err()
		}
	}
}

// StopLooking ends a search; what it has found stays.
func (t *Trail) StopLooking(id int) {
	if l := t.looks.of(id); l != nil {
		l.stop()
	}
}

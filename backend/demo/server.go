package demo

import (
	"crypto/subtle"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"ordertrail/backend/feed"
	"ordertrail/backend/order"
)

// ServerOptions choose how a history is served.
type ServerOptions struct {
	Key        string              // "" means demo:demo
	Now        func() order.Millis // nil means the present
	Faults     []Fault
	CursorLife time.Duration // 0 means 24 hours
	Still      bool          // the clock goes on, the history does not: nothing comes after its end
}

type server struct {
	*History
	key     string
	now     func() order.Millis
	life    order.Millis // of a cursor
	still   bool
	trouble trouble
	encoders
}

// Handler serves a history as a feed.
func Handler(h *History, o ServerOptions) http.Handler {
	s := &server{History: h, key: o.Key, now: o.Now, still: o.Still, trouble: trouble{faults: o.Faults, seed: h.seed}}
	if s.key == "" {
		s.key = "demo:demo"
	}
	if s.now == nil {
		s.now = func() order.Millis { return order.At(time.Now()) }
	}
	if s.life = order.Millis(o.CursorLife.Milliseconds()); s.life <= 0 {
		s.life = day
	}
	s.encoders.start()
	return s
}

// ServeHTTP answers one call.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	list, id, known := route(r.URL.Path)
	if !known {
		problem(w, http.StatusNotFound, "There is nothing at "+r.URL.Path)
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		problem(w, http.StatusMethodNotAllowed, "This feed is read-only")
		return
	}
	delay, kind, n := s.trouble.next(list, r.URL.Query().Has("cursor"))
	wait(r.Context(), delay)
	if s.fail(w, r, kind, n) {
		return
	}
	if !s.allowed(r) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="demo"`)
		problem(w, http.StatusUnauthorized, "The key is missing or wrong")
		return
	}
	s.answer(w, r, list, id, kind == "cut")
}

// route reads a path: a list with the id of a record or none; the status has no list.
func route(path string) (list order.List, id string, known bool) {
	rest, ok := strings.CutPrefix(path, "/v1/")
	if !ok {
		return "", "", false
	}
	name, id, hasID := strings.Cut(rest, "/")
	switch name {
	case "status":
		return "", "", !hasID
	case string(order.Requests), string(order.Postbacks):
		return order.List(name), id, !hasID || id != ""
	}
	return "", "", false
}

func (s *server) allowed(r *http.Request) bool {
	given := r.Header.Get("X-API-KEY")
	if token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok && given == "" {
		given = token
	}
	return subtle.ConstantTimeCompare([]byte(given), []byte(s.key)) == 1
}

func (s *server) answer(w http.ResponseWriter, r *http.Request, list order.List, id string, cut bool) {
	now := s.now()
	switch {
	case list == "":
		s.send(w, r, s.status(now), cut)
	case id != "":
		body := s.one(list, id, s.told(now))
		if body == nil {
			problem(w, http.StatusNotFound, "There is no such record")
			return
		}
		s.send(w, r, body, cut)
	default:
		s.list(w, r, list, now, cut)
	}
}

// told is up to when the history is told.
func (s *server) told(now order.Millis) order.Millis {
	if s.still {
		return min(now, s.End())
	}
	return now
}

func (s *server) status(now order.Millis) []byte {
	t := s.Tenant()
	return dict(count("feed", 1), at("tenant", dict(as("id", t.ID), as("name", t.Name), as("referenceId", t.ReferenceID))),
		as("now", now.String()), as("earliest", s.Earliest().String())).json(nil, compact)
}

func (s *server) one(list order.List, id string, now order.Millis) []byte {
	if list == order.Postbacks {
		if p := s.Postback(id, now); p != nil {
			return feed.AppendPostback(nil, p)
		}
		return nil
	}
	if r := s.Request(id, now); r != nil {
		return feed.AppendRequest(nil, r)
	}
	return nil
}

func (s *server) list(w http.ResponseWriter, r *http.Request, list order.List, now order.Millis, cut bool) {
	q, err := readQuery(list, r.URL.Query())
	if err != nil {
		problem(w, http.StatusBadRequest, err.Error())
		return
	}
	walk := s.begin(list, q.window, q.after, q.changes, q.desc, s.told(now))
	if q.cursor != "" {
		switch err := s.cursors.open(q.cursor, &walk, q.digest, now-s.life); {
		case errors.Is(err, errOldCursor):
			problem(w, http.StatusGone, err.Error())
			return
		case err != nil:
			problem(w, http.StatusBadRequest, err.Error())
			return
		}
	}
	body, end := s.page(append(make([]byte, 0, q.limit*8192), `{"data":[`...), &walk, q.limit, s.told(now))
	next := "null"
	if !end {
		next = `"` + s.cursors.seal(&walk, q.digest, now) + `"`
	}
	s.send(w, r, fmt.Appendf(body, `],"next":%s,"asOf":"%s"}`, next, now), cut)
}

// problem answers with a failure (RFC 9457).
func problem(w http.ResponseWriter, status int, detail string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	_, _ = w.Write(dict(as("type", "about:blank"), as("title", http.StatusText(status)), count("status", status), as("detail", detail)).json(nil, compact)) // the caller left
}

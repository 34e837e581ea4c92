package syncer_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/tls"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
	"unicode/utf16"

	"ordertrail/backend/fault"
	wire "ordertrail/backend/feed"
	"ordertrail/backend/order"
	"ordertrail/backend/source"
	"ordertrail/backend/syncer"
)

// trouble is one way in which a source goes wrong. One of its functions is set: how the connection is spoken to,
// how the answer is given, how a good answer is spoilt, or what becomes of the way to the source.
type trouble struct {
	want       string // the fault's class, and its subject where that tells it apart
	wantStatus string // when the status is asked for, if other
	talk       func(net.Conn)
	answer     http.HandlerFunc
	spoil      func(body string) string
	way        func(*http.Transport)
	slow       bool // the fault is a wait: it happens in a bubble, where waiting takes no time
}

const (
	jsonHead    = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
	pageRecords = 4
	pages       = 6
	keyCanary   = "key:canary-7f3a91"
)

func says(code int, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i < len(headers); i += 2 {
			w.Header().Add(headers[i], headers[i+1])
		}
		w.WriteHeader(code)
		_, _ = io.WriteString(w, `{"title":"no"}`)
	}
}

func gives(kind, body string, headers ...string) http.HandlerFunc {
	return says200(append([]string{"Content-Type", kind}, headers...), body)
}

func says200(headers []string, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i < len(headers); i += 2 {
			w.Header().Add(headers[i], headers[i+1])
		}
		_, _ = io.WriteString(w, body)
	}
}

func writes(text string) func(net.Conn) { return func(c net.Conn) { _, _ = io.WriteString(c, text) } }

func bomb() string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = io.WriteString(z, `{"data":[`)
	_, _ = io.CopyN(z, spaces{}, 300<<20)
	_ = z.Close()
	return b.String()
}

type spaces struct{}

func (spaces) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = ' '
	}
	return len(b), nil
}

// drips writes a byte now and then, for longer than anybody waits, until the other side has had enough.
func drips(head string) func(net.Conn) {
	return func(c net.Conn) {
		_, err := io.WriteString(c, head)
		for err == nil {
			_ = c.SetReadDeadline(time.Now().Add(10 * time.Second))
			if _, heard := c.Read(make([]byte, 1)); !errors.Is(heard, os.ErrDeadlineExceeded) {
				return
			}
			_, err = io.WriteString(c, " ")
		}
	}
}

// silent says nothing until the other side has had enough.
func silentAfter(head string) func(net.Conn) {
	return func(c net.Conn) {
		_, _ = io.WriteString(c, head)
		_, _ = c.Read(make([]byte, 1))
	}
}

func resets(head string) func(net.Conn) {
	return func(c net.Conn) {
		_, _ = io.WriteString(c, head)
		if t, ok := c.(*tls.Conn); ok {
			c = t.NetConn()
		}
		_ = c.(*net.TCPConn).SetLinger(0)
		_ = c.Close()
	}
}

func dialFails(err error) func(*http.Transport) {
	return func(t *http.Transport) {
		t.DialContext = func(context.Context, string, string) (net.Conn, error) { return nil, err }
	}
}

func inUTF16(body string) string {
	return string(binary.LittleEndian.AppendUint16(nil, 0xfeff)) + string(func() (b []byte) {
		for _, u := range utf16.Encode([]rune(body)) {
			b = binary.LittleEndian.AppendUint16(b, u)
		}
		return b
	}())
}

// dropped leaves a member out of the outermost object.
func renamed(name string) func(string) string {
	return func(body string) string { return strings.ReplaceAll(body, `"`+name+`":`, `"x`+name+`":`) }
}

func troubles(elsewhere, plain string) map[string]trouble {
	all := map[string]trouble{
		"400": {want: "contract_changed/bad_request", answer: says(400)}, "401": {want: "unauthorized", answer: says(401)},
		"403": {want: "forbidden", answer: says(403)}, "404": {want: "not_found/path", answer: says(404)},
		"405": {want: "contract_changed", answer: says(405)}, "406": {want: "contract_changed", answer: says(406)},
		"407": {want: "offline/proxy", answer: says(407)}, "408": {want: "timeout/server", answer: says(408)},
		"413": {want: "too_large", answer: says(413)}, "414": {want: "contract_changed", answer: says(414)},
		"425": {want: "server", answer: says(425)}, "429": {want: "rate_limited", answer: says(429)},
		"429 with a wait": {want: "rate_limited", answer: says(429, "Retry-After", "3")},
		"451":             {want: "forbidden", answer: says(451)}, "500": {want: "server", answer: says(500)},
		"502": {want: "server", answer: says(502)}, "503": {want: "server", answer: says(503)},
		"503 for ten years": {want: "server", answer: says(503, "Retry-After", "315360000")},
		"504":               {want: "server", answer: says(504)}, "511": {want: "not_api/login", answer: says(511)},
		"204": {want: "not_api", answer: says(204)}, "206": {want: "not_api", answer: says(206, "Content-Type", "application/json")},
		"a login page":               {want: "not_api/login", answer: gives("text/html", "<html><form>")},
		"a page as text":             {want: "not_api/content_type", answer: gives("text/plain", "{}")},
		"HTML that says it is JSON":  {want: "not_api/login", answer: gives("application/json", "<!doctype html>")},
		"nothing":                    {want: "not_api/empty", answer: gives("application/json", "")},
		"null":                       {want: "not_api/json", answer: gives("application/json", "null")},
		"a list":                     {want: "not_api/json", answer: gives("application/json", "[]")},
		"other JSON":                 {want: "not_api/json", wantStatus: "not_api", answer: gives("application/json", `{"hello":"world"}`)},
		"not a number":               {want: "not_api", answer: gives("application/json", `{"data":[NaN],"next":null}`)},
		"an encoding nobody asked":   {want: "not_api/encoding", answer: gives("application/json", "{}", "Content-Encoding", "br")},
		"gzip that is none":          {want: "not_api/encoding", answer: gives("application/json", "garbage!", "Content-Encoding", "gzip")},
		"zstd that is none":          {want: "not_api/encoding", answer: gives("application/json", "garbage!", "Content-Encoding", "zstd")},
		"10 001 lists in lists":      {want: "not_api", answer: gives("application/json", strings.Repeat("[", 10_001)+strings.Repeat("]", 10_001))},
		"a bomb":                     {want: "too_large", answer: gives("application/json", bomb(), "Content-Encoding", "gzip")},
		"half an answer":             {want: "not_api/truncated", spoil: func(b string) string { return b[:len(b)/2] }},
		"junk after the answer":      {want: "not_api", spoil: func(b string) string { return b + "}junk" }},
		"UTF-16":                     {want: "not_api", spoil: inUTF16},
		"no member of its name":      {want: "not_api", wantStatus: "not_api", spoil: func(b string) string { return renamed("feed")(renamed("data")(b)) }},
		"no clock":                   {want: "contract_changed/page", wantStatus: "", spoil: renamed("asOf")},
		"no word of an end":          {want: "contract_changed/page", wantStatus: "", spoil: renamed("next")},
		"closed before the answer":   {want: "offline/reset", talk: writes("")},
		"closed in the headers":      {want: "offline/reset", talk: writes("HTTP/1.1 200 OK\r\nContent-Ty")},
		"closed in the body":         {want: "offline/reset", talk: writes(jsonHead + "Content-Length: 4000\r\n\r\n{\"data\":[")},
		"closed in a chunk":          {want: "offline/reset", talk: writes(jsonHead + "Transfer-Encoding: chunked\r\n\r\nfff\r\n{\"data\":[")},
		"a chunk of no length":       {want: "offline/reset", talk: writes(jsonHead + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n")},
		"a length that is too short": {want: "not_api/truncated", talk: writes(jsonHead + "Content-Length: 8\r\n\r\n{\"data\":[],\"next\":null}")},
		"reset before the answer":    {want: "offline/reset", talk: resets("")},
		"reset in the body":          {want: "offline/reset", talk: resets(jsonHead + "Content-Length: 4000\r\n\r\n{\"data\":[")},
		"another protocol":           {want: "not_api/not_http", talk: writes("SSH-2.0-OpenSSH_9.2\r\n\r\n")},
		"headers for ever":           {want: "not_api/not_http", talk: writes("HTTP/1.1 200 OK\r\n" + strings.Repeat("X-A: "+strings.Repeat("x", 1000)+"\r\n", 11_000))},
		"silence":                    {want: "timeout/header", slow: true, talk: silentAfter("")},
		"silence in the headers":     {want: "timeout/header", slow: true, talk: silentAfter("HTTP/1.1 200 OK\r\n")},
		"silence in the body":        {want: "timeout/idle", slow: true, talk: silentAfter(jsonHead + "Content-Length: 4000\r\n\r\n{")},
		"a body that drips":          {want: "timeout/page", slow: true, talk: drips(jsonHead + "Content-Length: 4000\r\n\r\n{")},
		"a connection that never stands": {want: "timeout/connect", slow: true, way: func(t *http.Transport) {
			t.DialContext = func(context.Context, string, string) (net.Conn, error) {
				<-time.After(15 * time.Second)
				return nil, &net.OpError{Op: "dial", Err: os.ErrDeadlineExceeded}
			}
		}},
		"a handshake without an answer": {want: "timeout/connect", slow: true, way: func(t *http.Transport) {
			t.DialContext = func(context.Context, string, string) (net.Conn, error) {
				near, far := net.Pipe()
				go func() { _, _ = io.Copy(io.Discard, far) }()
				return near, nil
			}
		}},
		"nobody listens":             {want: "offline/refused", way: dialFails(&net.OpError{Op: "dial", Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)})},
		"no network":                 {want: "offline/unreachable", way: dialFails(&net.OpError{Op: "dial", Err: os.NewSyscallError("connect", syscall.ENETUNREACH)})},
		"no such name":               {want: "offline/dns", way: dialFails(&net.DNSError{Err: "no such host", IsNotFound: true})},
		"a name server that is down": {want: "offline/dns", way: dialFails(&net.DNSError{Err: "server misbehaving", IsTemporary: true})},
		"a certificate of nobody":    {want: "tls/unknown_authority", way: func(t *http.Transport) { t.TLSClientConfig.RootCAs = nil }},
		"a certificate out of date": {want: "tls/expired", way: func(t *http.Transport) {
			t.TLSClientConfig.Time = func() time.Time { return time.Now().AddDate(500, 0, 0) }
		}},
		"another host's certificate": {want: "tls/hostname", way: func(t *http.Transport) { t.TLSClientConfig.ServerName = "other.example.org" }},
		"plain HTTP": {want: "tls/not_tls", way: func(t *http.Transport) {
			t.DialContext = func(ctx context.Context, network, _ string) (net.Conn, error) {
				return new(net.Dialer).DialContext(ctx, network, plain)
			}
		}},
	}
	for _, code := range []int{301, 302, 303, 307, 308} {
		all[fmt.Sprint(code, " to another host")] = trouble{want: "redirected", answer: says(code, "Location", elsewhere+"/v1/requests?x=1")}
	}
	return all
}

// onlyInWalks are the troubles that a status can't have.
func onlyInWalks() map[string]trouble {
	return map[string]trouble{
		"no clock":             {want: "contract_changed/page", spoil: renamed("asOf")},
		"no word of an end":    {want: "contract_changed/page", spoil: renamed("next")},
		"a cursor of 1 MB":     {want: "contract_changed/page", spoil: withNext(strings.Repeat("c", 1<<20))},
		"the same cursor":      {want: "contract_changed/cursor_repeats", spoil: withNext("again")},
		"an expired cursor":    {want: "not_found/path", answer: says(410)},
		"no data and no end":   {want: "contract_changed/endless", spoil: endlessly()},
		"data that is no list": {want: "not_api", spoil: func(b string) string { return strings.Replace(b, `"data":[`, `"data":{"a":[`, 1) + "}" }},
	}
}

func withNext(cursor string) func(string) string {
	return func(b string) string {
		return b[:strings.LastIndex(b, `"next":`)] + `"next":"` + cursor + `","asOf":"` + start.String() + `"}`
	}
}

func endlessly() func(string) string {
	n := 0
	return func(string) string {
		n++
		return fmt.Sprintf(`{"data":[],"next":"n%d","asOf":%q}`, n, start)
	}
}

// patient is a source over HTTPS that goes wrong from one of its answers on.
type faulty struct {
	*feed
	mu     sync.Mutex
	now    trouble
	from   int // the answer it goes wrong from: 0 the status, else the n-th page of requests; -1 never
	given  int // pages of requests so far
	whole  [][]string
	strays []string
	broken atomic.Bool
}

func (f *faulty) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if f.breaks(r) {
		f.misbehave(w, r)
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	isPage := ofRequests(r)
	if c := r.URL.Query().Get("cursor"); c != "" && !strings.Contains(c, "/") {
		says(400)(w, r)
		return
	}
	body, ids := f.body(r)
	if isPage {
		f.given++
		f.whole = append(f.whole, ids)
	}
	if f.now.way != nil && f.given+1 == f.from { // the way breaks before the next question
		f.broken.Store(true)
	}
	gives("application/json", body)(w, r)
}

// breaks says whether this question is answered badly.
func (f *faulty) breaks(r *http.Request) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.watch(r)
	if f.from == 0 || ofRequests(r) && f.given+1 == f.from {
		f.broken.Store(true)
	}
	return f.broken.Load()
}

func ofRequests(r *http.Request) bool {
	return r.URL.Path == "/v1/requests" && r.URL.Query().Get("updatedAfter") == ""
}

// watch notes whatever carries the key but the header for it.
func (f *faulty) watch(r *http.Request) {
	if r.Header.Get("X-API-KEY") != keyCanary {
		f.strays = append(f.strays, "a question without the key")
	}
	r.Header.Del("X-API-KEY")
	if text := fmt.Sprint(r.URL, r.Header); strings.Contains(text, "canary") {
		f.strays = append(f.strays, text)
	}
}

func (f *faulty) misbehave(w http.ResponseWriter, r *http.Request) {
	switch body, _ := f.body(r); {
	case f.now.talk != nil:
		conn, _, err := w.(http.Hijacker).Hijack()
		if err == nil {
			f.now.talk(conn)
			_ = conn.Close()
		}
	case f.now.spoil != nil:
		gives("application/json", f.now.spoil(body))(w, r)
	case f.now.answer != nil:
		f.now.answer(w, r)
	default:
		gives("application/json", body)(w, r)
	}
}

// body is a good answer.
func (f *faulty) body(r *http.Request) (string, []string) {
	if r.URL.Path == "/v1/status" {
		return fmt.Sprintf(`{"feed":1,"tenant":{"id":"t"},"now":%q,"earliest":%q}`, f.feed.now, start-dayMs), nil
	}
	v := r.URL.Query()
	at := func(name string) order.Millis { ms, _ := order.ParseMillis(v.Get(name)); return ms }
	limit, _ := strconv.Atoi(v.Get("limit"))
	q := order.Query{List: order.List(strings.TrimPrefix(r.URL.Path, "/v1/")), Window: order.Window{From: at("from"), To: at("to")},
		UpdatedAfter: at("updatedAfter"), Cursor: v.Get("cursor"), Newest: v.Get("order") == "desc", Limit: limit}
	if !strings.Contains(q.Cursor, "/") {
		q.Cursor = ""
	}
	page, err := f.Page(r.Context(), q)
	if err != nil {
		return `{"title":"bad cursor"}`, nil
	}
	items, ids := []string{}, []string{}
	for _, record := range page.Requests {
		items, ids = append(items, string(wire.AppendRequest(nil, record))), append(ids, record.ID)
	}
	next := "null"
	if page.Next != "" {
		next = strconv.Quote(page.Next)
	}
	return fmt.Sprintf(`{"data":[%s],"next":%s,"asOf":%q}`, strings.Join(items, ","), next, page.AsOf), ids
}

// way is the way to a source, which may break.
type way struct {
	good, bad http.RoundTripper
	f         *faulty
	mu        sync.Mutex
	hosts     map[string]bool
}

func (w *way) RoundTrip(r *http.Request) (*http.Response, error) {
	w.mu.Lock()
	w.hosts[r.URL.Host] = true
	w.mu.Unlock()
	if w.f.now.way != nil && (w.f.broken.Load() || w.f.from == 0) {
		return w.bad.RoundTrip(r)
	}
	return w.good.RoundTrip(r)
}

func newWay(server *httptest.Server, f *faulty, net *pipes) *way {
	own := func() *http.Transport {
		t := server.Client().Transport.(*http.Transport).Clone()
		t.DisableKeepAlives, t.DisableCompression, t.MaxResponseHeaderBytes = true, true, 256<<10
		t.TLSHandshakeTimeout = 15 * time.Second
		net.dialBy(t)
		return t
	}
	w := &way{good: own(), f: f, hosts: map[string]bool{}}
	bad := own()
	if f.now.way != nil {
		f.now.way(bad)
	}
	w.bad = bad
	return w
}

func TestEveryFaultAtEveryPositionHasItsClassAndLosesAtMostItsPage(t *testing.T) {
	var asked atomic.Int64
	count := http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) })
	elsewhere := httptest.NewServer(count)
	defer elsewhere.Close()
	plain := httptest.NewServer(gives("application/json", "{}"))
	defer plain.Close()
	positions := map[string]int{"status": 0, "first": 1, "middle": pages / 2, "last": pages}
	everywhere := troubles(elsewhere.URL, plain.Listener.Addr().String())
	walks := onlyInWalks()
	for name := range walks {
		delete(everywhere, name)
	}
	if len(everywhere) < 45 {
		t.Errorf("only %d faults can be anywhere", len(everywhere))
	}
	for position, from := range positions {
		for name, one := range everywhere {
			t.Run(position+"/"+name, func(t *testing.T) { suffer(t, one, from) })
		}
		for name, one := range walks {
			if from > 0 && (from > 1 || name != "an expired cursor") && (from < pages || name != "an expired cursor") {
				t.Run(position+"/"+name, func(t *testing.T) { suffer(t, one, from) })
			}
		}
	}
	if n := asked.Load(); n != 0 {
		t.Errorf("another host was asked %d times", n)
	}
}

// suffer syncs until the trouble, and then again without it. What waits does so in a bubble, over a network of pipes.
func suffer(t *testing.T, one trouble, from int) {
	dir := t.TempDir()
	if !one.slow {
		endure(t, one, from, nil, dir)
		return
	}
	synctest.Test(t, func(t *testing.T) { endure(t, one, from, newPipes(), dir) })
}

func endure(t *testing.T, one trouble, from int, net *pipes, dir string) {
	f := &faulty{feed: newFeed(0, 1), now: one, from: from}
	for i := range pageRecords * pages {
		f.put(fmt.Sprintf("r%02d", i), start-1-order.Millis(i/2)*60_000)
	}
	server := httptest.NewUnstartedServer(f)
	server.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	own, err := certificate()
	if err != nil {
		t.Fatal(err)
	}
	server.TLS = &tls.Config{Certificates: []tls.Certificate{own}}
	net.replace(server)
	server.StartTLS()
	defer server.Close()
	var log bytes.Buffer
	way := newWay(server, f, net)
	open := func() *source.Feed {
		src, err := source.Open(source.Options{Base: server.URL, Key: keyCanary, Transport: way, Limits: source.Limits{Bytes: 1 << 20, Skim: 8 << 20},
			Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
		if err != nil {
			t.Fatal(err)
		}
		return src
	}
	d := newDesk(t, dir)
	failed := syncHeld(t, open(), d)
	f.classed(t, failed, one, from)
	f.atABoundary(t, d)
	if len(way.hosts) != 1 || len(f.strays) > 0 {
		t.Errorf("asked %v; strays: %v", slices.Collect(maps.Keys(way.hosts)), f.strays)
	}
	leaks(t, dir, &log, failed)
	f.mu.Lock()
	f.from, f.now = -1, trouble{}
	f.broken.Store(false)
	f.mu.Unlock()
	if err := syncHeld(t, open(), d); err != nil {
		t.Errorf("without the trouble: %v", err)
	}
	d.holds(t, f.feed)
}

// syncHeld syncs with an eye on memory.
func syncHeld(t *testing.T, src *source.Feed, d desk) error {
	t.Helper()
	defer func() { _ = src.Close() }()
	const most = 150 << 20
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := syncer.Run(t.Context(), src, d, syncer.Options{Limit: pageRecords, Wait: func(context.Context, time.Duration) error { return nil }})
	runtime.ReadMemStats(&after)
	if grew := after.TotalAlloc - before.TotalAlloc; grew > most {
		t.Errorf("%d MB were used", grew>>20)
	}
	return err
}

func (f *faulty) classed(t *testing.T, err error, one trouble, from int) {
	t.Helper()
	want := one.want
	if from == 0 && one.wantStatus != "" {
		want = one.wantStatus
	}
	found, ok := errors.AsType[*fault.Error](err)
	if !ok {
		t.Fatalf("no fault: %v", err)
	}
	got := string(found.Code)
	if _, about, _ := strings.Cut(want, "/"); about != "" {
		got += "/" + found.About
	}
	if got != want {
		t.Errorf("class %s (%v), want %s", got, err, want)
	}
	if _, what, next := fault.Describe(found, "en"); what == "" || next == "" {
		t.Errorf("it is not described: %q %q", what, next)
	}
}

// atABoundary holds what is stored against the pages that came whole: all of them, and nothing of any other but
// whole pages.
func (f *faulty) atABoundary(t *testing.T, d desk) {
	t.Helper()
	page, err := d.s.Requests(t.Context(), order.RequestFilter{Limit: 1000}, start)
	if err != nil {
		t.Fatal(err)
	}
	held := map[string]bool{}
	for _, row := range page.Requests {
		held[row.ID] = true
	}
	for _, ids := range f.whole {
		for _, id := range ids {
			if !held[id] {
				t.Errorf("%s came in a whole page, and is not held", id)
			}
		}
	}
	if len(held)%pageRecords != 0 || len(held) > pageRecords*(len(f.whole)+1) {
		t.Errorf("%d records are held after %d pages of %d", len(held), len(f.whole), pageRecords)
	}
}

// leaks looks for the key wherever it must not be.
func leaks(t *testing.T, dir string, log *bytes.Buffer, err error) {
	t.Helper()
	text := fmt.Sprintf("%v %+v %#v", err, err, fault.Of(err)) + log.String()
	_, what, next := fault.Describe(err, "sv")
	files, _ := filepath.Glob(filepath.Join(dir, "*"))
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text += string(raw)
	}
	if strings.Contains(text+what+next, "canary") {
		t.Error("the key is where it must not be")
	}
}

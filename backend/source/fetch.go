package source

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"ordertrail/backend/fault"
)

// call is one question to the source.
type call struct {
	path   string // below the base, or, of a link, path and query from the root of the host on
	link   bool
	method string // "": GET
	query  parameters
	body   []byte
	goesOn bool // it asks for what follows a page
}

// parameters are those of a question; the empty one may be added to.
type parameters struct{ url.Values }

// Set sets a parameter.
func (p *parameters) Set(name, value string) {
	if p.Values == nil {
		p.Values = url.Values{}
	}
	p.Values.Set(name, value)
}

// body is the decoded body of an answer: all of it in head, or, when it is over the limit, its beginning and the rest.
type body struct {
	head   []byte
	over   bool
	rest   *io.LimitedReader
	header http.Header
	asked  *url.URL
}

// fetch asks once and hands the body of a good answer to read. Whatever goes wrong on the way is a *fault.Error.
func (f *Feed) fetch(ctx context.Context, c call, read func(*body) error) error {
	start := time.Now()
	watched, p := newPatience(ctx, f.limits)
	defer p.end()
	answer, err := f.send(watched, c)
	if err != nil {
		return f.broken(ctx, watched, err, func(err error) error { return f.unanswered(err, p) })
	}
	defer answer.Body.Close()
	p.enter("idle", f.limits.Idle)
	if err := f.refused(answer, c); err != nil {
		return err
	}
	raw := &wire{from: answer.Body, patience: p}
	size, err := f.receive(raw, answer, read)
	if raw.err != nil {
		return f.broken(ctx, watched, raw.err, func(err error) error { return f.fault(fault.Offline, "reset", nil, nil) })
	}
	f.log.DebugContext(ctx, "asked the feed", slog.String("path", c.logged()), slog.Int64("wire_bytes", raw.count),
		slog.Int("bytes", size), slog.Int64("took_ms", time.Since(start).Milliseconds()))
	return err
}

// logged is the path without what follows it: a cursor in a link may be anything.
func (c call) logged() string {
	path, _, _ := strings.Cut(c.path, "?")
	return path
}

func (f *Feed) send(ctx context.Context, c call) (*http.Response, error) {
	target := f.base.root + c.path
	if c.link {
		target = f.base.origin + c.path
	}
	if name := f.profile.auth.query; name != "" && f.key != "" {
		c.query.Set(name, f.key)
	}
	if len(c.query.Values) > 0 {
		mark := "?"
		if strings.Contains(c.path, "?") {
			mark = "&"
		}
		target += mark + c.query.Encode()
	}
	ask, err := http.NewRequestWithContext(ctx, or(c.method, http.MethodGet), target, bodyOf(c))
	if err != nil {
		return nil, err
	}
	f.sayWho(ask, c)
	return f.client.Do(ask)
}

// bodyOf is nil, not a reader of nothing, where nothing is sent.
func bodyOf(c call) io.Reader {
	if c.body == nil {
		return nil
	}
	return bytes.NewReader(c.body)
}

// sayWho sets the headers of a question: ours, those of the profile, and the key where the profile wants it.
func (f *Feed) sayWho(ask *http.Request, c call) {
	ask.Header = http.Header{"Accept": {"application/json"}, "User-Agent": {f.agent}}
	if c.body != nil {
		ask.Header.Set("Content-Type", "application/json")
	}
	for _, h := range f.profile.headers {
		ask.Header.Set(h.Name, h.Value)
	}
	ask.Header["Accept-Encoding"] = []string{"gzip, zstd"}
	switch a := f.profile.auth; {
	case f.key == "":
	case a.header != "":
		ask.Header[a.header] = []string{f.key}
	case a.bearer:
		ask.Header.Set("Authorization", "Bearer "+f.key)
	}
}

// receive decodes the body up to the limit and has it read. A fault of the wire shows in raw.err.
func (f *Feed) receive(raw *wire, answer *http.Response, read func(*body) error) (int, error) {
	decoded, err := decode(raw, answer.Header.Values("Content-Encoding"))
	if err != nil {
		return 0, f.fault(fault.NotAPI, "encoding", nil, err)
	}
	defer decoded.Close()
	head, err := readUpTo(decoded, f.limits.Bytes+1, answer.ContentLength)
	if err != nil {
		return len(head), f.fault(fault.NotAPI, "encoding", nil, err)
	}
	b := &body{head: head, over: int64(len(head)) > f.limits.Bytes, header: answer.Header, asked: answer.Request.URL}
	b.rest = &io.LimitedReader{R: decoded, N: f.limits.Skim - int64(len(head))}
	return len(head), read(b)
}

// readUpTo reads at most limit bytes. The buffer grows by halves, not by doubling: a page at the limit should not cost three.
func readUpTo(r io.Reader, limit, expected int64) ([]byte, error) {
	buf := make([]byte, 0, min(max(expected+1, 4096), limit))
	for {
		n, err := r.Read(buf[len(buf):min(int64(cap(buf)), limit)])
		buf = buf[:len(buf)+n]
		switch {
		case err == io.EOF || int64(len(buf)) >= limit:
			return buf, nil
		case err != nil:
			return buf, err
		case len(buf) == cap(buf):
			buf = append(make([]byte, 0, min(int64(len(buf))*3/2, limit)), buf...)
		}
	}
}

// wire is the body as it comes: it renews the patience, and keeps its own failure apart from what a decoder makes of it.
type wire struct {
	from     io.Reader
	patience *patience
	count    int64
	err      error
}

func (w *wire) Read(b []byte) (int, error) {
	n, err := w.from.Read(b)
	w.count += int64(n)
	if n > 0 {
		w.patience.renew()
	}
	if err != nil && err != io.EOF {
		w.err = err
	}
	return n, err
}

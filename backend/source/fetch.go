package source

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"ordertrail/backend/fault"
)

// call is one question to the feed.
type call struct {
	path  string
	query url.Values
}

// body is the decoded body of an answer: all of it in head, or, when it is over the limit, its beginning and the rest.
type body struct {
	head []byte
	over bool
	rest *io.LimitedReader
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
	f.log.DebugContext(ctx, "asked the feed", slog.String("path", c.path), slog.Int64("wire_bytes", raw.count),
		slog.Int("bytes", size), slog.Int64("took_ms", time.Since(start).Milliseconds()))
	return err
}

func (f *Feed) send(ctx context.Context, c call) (*http.Response, error) {
	target := f.base.root + c.path
	if len(c.query) > 0 {
		target += "?" + c.query.Encode()
	}
	ask, err := http.NewRequestWithContext(ctx, http.MethodGet, target, nil)
	if err != nil {
		return nil, err
	}
	ask.Header = http.Header{"Accept": {"application/json"}, "Accept-Encoding": {"gzip, zstd"}, "User-Agent": {f.agent}}
	if f.key != "" {
		ask.Header["X-API-KEY"] = []string{f.key}
	}
	return f.client.Do(ask)
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
	b := &body{head: head, over: int64(len(head)) > f.limits.Bytes}
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

package demo

import (
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// encoders keep what compressing needs from one answer to the next.
type encoders struct {
	zstd *zstd.Encoder // nil: not offered
	gzip sync.Pool
}

func (e *encoders) start() {
	e.zstd, _ = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1)) // nil if it can't be
	e.gzip.New = func() any { return gzip.NewWriter(io.Discard) }
}

// send answers with JSON, encoded as the caller likes best. A cut answer ends in the middle.
func (e *encoders) send(w http.ResponseWriter, r *http.Request, body []byte, cut bool) {
	header := w.Header()
	header.Set("Content-Type", "application/json")
	header.Set("Vary", "Accept-Encoding")
	switch chosen := coding(r.Header.Values("Accept-Encoding")); {
	case chosen == "zstd" && e.zstd != nil:
		header.Set("Content-Encoding", chosen)
		body = e.zstd.EncodeAll(body, nil)
	case chosen == "gzip":
		header.Set("Content-Encoding", "gzip")
		e.zip(w, r, body, cut)
		return
	}
	header.Set("Content-Length", strconv.Itoa(len(body)))
	if cut {
		body = body[:len(body)/2]
	}
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // an error means that the caller left
	}
}

// zip writes gzip as it comes, without a length.
func (e *encoders) zip(w http.ResponseWriter, r *http.Request, body []byte, cut bool) {
	if r.Method == http.MethodHead {
		return
	}
	out, ok := e.gzip.Get().(*gzip.Writer)
	if !ok {
		return // not reached: the pool makes only these
	}
	defer e.gzip.Put(out)
	out.Reset(w)
	if cut {
		_, _ = out.Write(body[:len(body)/2]) // and no end
		_ = out.Flush()
		return
	}
	_, _ = out.Write(body) // an error means that the caller left
	_ = out.Close()
}

// coding chooses a content coding: zstd before gzip, "" for none.
func coding(accept []string) string {
	best := ""
	for _, one := range strings.Split(strings.Join(accept, ","), ",") {
		name, weight, weighed := strings.Cut(one, ";")
		name = strings.ToLower(strings.TrimSpace(name))
		if q, err := strconv.ParseFloat(strings.TrimPrefix(strings.TrimSpace(weight), "q="), 64); weighed && (err != nil || q == 0) {
			continue
		}
		if name == "zstd" || name == "gzip" && best == "" {
			best = name
		}
	}
	return best
}

package demo

import (
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// send answers with JSON, encoded as the caller likes best. A cut answer ends in the middle.
func send(w http.ResponseWriter, r *http.Request, body []byte, cut bool) {
	header := w.Header()
	header.Set("Content-Type", "application/json")
	header.Set("Vary", "Accept-Encoding")
	chosen := coding(r.Header.Values("Accept-Encoding"))
	if chosen == "" || cut {
		header.Set("Content-Length", strconv.Itoa(len(body)))
	} else {
		header.Set("Content-Encoding", chosen)
	}
	if r.Method == http.MethodHead {
		return
	}
	if cut {
		_, _ = w.Write(body[:len(body)/2])
		return
	}
	_ = encode(w, chosen, body) // an error means that the caller left
}

func encode(w io.Writer, coding string, body []byte) error {
	var out io.WriteCloser
	var err error
	switch coding {
	case "zstd":
		out, err = zstd.NewWriter(w, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1))
	case "gzip":
		out, err = gzip.NewWriterLevel(w, gzip.BestSpeed)
	default:
		_, err = w.Write(body)
		return err
	}
	if err != nil {
		return err
	}
	if _, err = out.Write(body); err != nil {
		return err
	}
	return out.Close()
}

// coding chooses a content coding: zstd before gzip, "" for none.
func coding(accept []string) string {
	best := ""
	for _, one := range strings.Split(strings.Join(accept, ","), ",") {
		name, weight, _ := strings.Cut(one, ";")
		name = strings.ToLower(strings.TrimSpace(name))
		if q := strings.TrimSpace(weight); q == "q=0" || strings.HasPrefix(q, "q=0.0") {
			continue
		}
		if name == "zstd" || name == "gzip" && best == "" {
			best = name
		}
	}
	return best
}

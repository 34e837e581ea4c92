package source

import (
	"errors"
	"io"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

var errEncoding = errors.New("an encoding that was not asked for")

// decode undoes the content encoding. How much comes out is for the reader to bound.
func decode(r io.Reader, encodings []string) (io.ReadCloser, error) {
	switch strings.ToLower(strings.TrimSpace(strings.Join(encodings, ","))) {
	case "", "identity":
		return io.NopCloser(r), nil
	case "gzip", "x-gzip":
		return gzip.NewReader(r)
	case "zstd":
		return unzstd(r, 8<<20) // RFC 9659: no window above 8 MiB over HTTP
	}
	return nil, errEncoding
}

// unzstd reads zstd frames whose window is at most so large, without goroutines of its own.
func unzstd(r io.Reader, window uint64) (io.ReadCloser, error) {
	d, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(window))
	if err != nil {
		return nil, err
	}
	return d.IOReadCloser(), nil
}

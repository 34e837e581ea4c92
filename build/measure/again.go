package main

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"ordertrail/backend/demo"
	"ordertrail/backend/order"
	"ordertrail/backend/source"
	"ordertrail/backend/store"
	"ordertrail/backend/syncer"
)

// again syncs the small history over HTTP, and once more: nothing has changed. What is told beside it is the worst
// case, in which a source gives all of its records again.
func (b *bench) again(ctx context.Context) error {
	fresh, err := os.MkdirTemp(b.dir, "again-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(fresh) }()
	db, h, err := openStore(ctx, fresh)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	src, stop, err := served()
	if err != nil {
		return err
	}
	defer stop()
	log := filepath.Join(fresh, store.File+"-wal")
	var took [2]time.Duration
	var logged [2][]byte
	for i := range took {
		begun := time.Now()
		if _, err := syncer.Run(ctx, src, h, syncer.Options{}); err != nil {
			return err
		}
		took[i] = time.Since(begun)
		if logged[i], err = os.ReadFile(log); err != nil {
			return err
		}
	}
	faster := took[0].Seconds() / took[1].Seconds()
	b.table.add(2, "sync again over HTTP, nothing changed", "≥ 20 × faster", fmt.Sprintf("%.0f ×", faster), faster >= 20,
		fmt.Sprintf("%.1f s and %.0f ms", took[0].Seconds(), float64(took[1].Milliseconds())))
	written := differing(logged[0], logged[1])
	b.table.add(2, "pages written by it", "0", fmt.Sprint(written), written == 0, "")
	return b.allAgain(ctx, h)
}

// differing is how many pages of a log are not as they were.
func differing(before, after []byte) int {
	const page = 8192
	n := 0
	for at := 0; at < len(after); at += page {
		end := min(at+page, len(after))
		if end > len(before) || !bytes.Equal(before[at:end], after[at:end]) {
			n++
		}
	}
	return n
}

// allAgain hands the store every record that it holds.
func (b *bench) allAgain(ctx context.Context, h *store.History) error {
	begun := time.Now()
	records := 0
	for _, list := range lists {
		err := b.little.read(ctx, list, 0, func(batch order.Batch) error {
			records += len(batch.Requests) + len(batch.Postbacks)
			_, err := h.Save(ctx, batch)
			return err
		})
		if err != nil {
			return err
		}
	}
	b.table.tell("A source that gives all its records again, unchanged, costs %.0f µs a record.", float64(time.Since(begun).Microseconds())/float64(records))
	return nil
}

// served serves the small history on loopback.
func served() (syncer.Source, func(), error) {
	h, err := demo.New(demo.Options{Requests: small, Seed: seed, Now: present, Span: year})
	if err != nil {
		return nil, nil, err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, nil, err
	}
	server := &http.Server{Handler: demo.Handler(h, demo.ServerOptions{Now: func() order.Millis { return present }, Still: true})}
	go func() { _ = server.Serve(listener) }() // it ends by being closed
	src, err := source.Open(source.Options{Base: "http://" + listener.Addr().String(), Key: "demo:demo"})
	return src, func() { _ = server.Close() }, err
}

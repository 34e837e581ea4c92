package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"sync"

	"ordertrail/backend/demo"
	"ordertrail/backend/feed"
	"ordertrail/backend/order"
)

// present is where the histories end.
const present order.Millis = 1_795_000_000_000

// seed is where the made-up histories come from.
const seed = 5

// lists are the two lists, in the order in which they are read.
var lists = [...]order.List{order.Requests, order.Postbacks}

// set is a history as JSON lines and as our database.
type set struct {
	requests int
	dir      string
}

// file is the dump of a list: a record as it came on each line, newest first, as a first sync reads them.
func (s *set) file(list order.List) string { return filepath.Join(s.dir, string(list)+".jsonl") }

func (b *bench) makeData(context.Context) error {
	b.large = &set{b.requests, filepath.Join(b.dir, fmt.Sprintf("large-%d", b.requests))}
	b.little = &set{small, filepath.Join(b.dir, "small")}
	for _, s := range []*set{b.little, b.large} {
		if err := s.make(); err != nil {
			return err
		}
	}
	return nil
}

// make writes the dumps with the demo's generator, page by page.
func (s *set) make() error {
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return err
	}
	// As long a time for both, so that only the size differs.
	h, err := demo.New(demo.Options{Requests: s.requests, Seed: seed, Now: present, Span: year})
	if err != nil {
		return err
	}
	handler := demo.Handler(h, demo.ServerOptions{Now: func() order.Millis { return present }, Still: true})
	var wait sync.WaitGroup
	errs := make([]error, len(lists))
	for i, list := range lists {
		wait.Go(func() { errs[i] = s.write(handler, list) })
	}
	wait.Wait()
	return errors.Join(errs...)
}

func (s *set) write(handler http.Handler, list order.List) error {
	if _, err := os.Stat(s.file(list)); err == nil {
		return nil // from an earlier run in the same folder
	}
	f, err := os.Create(s.file(list) + ".part")
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(f, 1<<20)
	err = pages(handler, list, func(p feed.Page) error {
		for _, item := range p.Items {
			_, _ = out.Write(item) // Flush tells
			_ = out.WriteByte('\n')
		}
		return nil
	})
	if err := errors.Join(err, out.Flush(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), s.file(list))
}

// pages asks the demo for all of a list, without a network between.
func pages(handler http.Handler, list order.List, each func(feed.Page) error) error {
	query := url.Values{"limit": {"500"}, "order": {"desc"}}
	for {
		r, err := http.NewRequest(http.MethodGet, "/v1/"+string(list)+"?"+query.Encode(), nil)
		if err != nil {
			return err
		}
		r.Header.Set("X-API-KEY", "demo:demo")
		var answer answer
		handler.ServeHTTP(&answer, r)
		page, err := feed.ReadPage(answer.body.Bytes())
		if err != nil {
			return err
		}
		if err := each(page); err != nil || page.Next == "" {
			return err
		}
		query.Set("cursor", page.Next)
	}
}

// answer takes what the demo answers.
type answer struct {
	header http.Header
	body   bytes.Buffer
}

func (a *answer) Header() http.Header {
	if a.header == nil {
		a.header = http.Header{}
	}
	return a.header
}

func (a *answer) Write(b []byte) (int, error) { return a.body.Write(b) }
func (a *answer) WriteHeader(int)             {}

// read hands the records of a dump to each, page by page, the next page being decoded meanwhile.
func (s *set) read(ctx context.Context, list order.List, most int, each func(order.Batch) error) error {
	f, err := os.Open(s.file(list))
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	type decoded struct {
		batch order.Batch
		err   error
	}
	batches := make(chan decoded, 1)
	go func() {
		defer close(batches)
		lines := bufio.NewReaderSize(f, 4<<20)
		for n := 0; most == 0 || n < most; n += pageSize {
			batch, err := decode(lines, list, pageSize)
			if err == nil && len(batch.Requests)+len(batch.Postbacks) == 0 {
				return
			}
			select {
			case batches <- decoded{batch, err}:
			case <-ctx.Done():
				return
			}
		}
	}()
	for d := range batches {
		if d.err != nil {
			return d.err
		}
		if err := each(d.batch); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// pageSize is how many records a page has, as in a sync.
const pageSize = 500

func decode(lines *bufio.Reader, list order.List, n int) (order.Batch, error) {
	b := order.Batch{List: list}
	for range n {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			return b, nil // the end
		}
		if list == order.Postbacks {
			p, err := feed.ReadPostback(line)
			if err != nil {
				return b, err
			}
			b.Postbacks = append(b.Postbacks, p)
			continue
		}
		r, err := feed.ReadRequest(line)
		if err != nil {
			return b, err
		}
		b.Requests = append(b.Requests, r)
	}
	return b, nil
}

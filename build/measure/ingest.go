package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"ordertrail/backend/order"
	"ordertrail/backend/store"
)

// year is how long a time the histories span.
const year = 365 * 24 * time.Hour

// database is our database of a set.
func (s *set) database() string { return filepath.Join(s.dir, "ordertrail") }

func openStore(ctx context.Context, dir string) (*store.Store, *store.History, error) {
	s, err := store.Open(ctx, dir, func() order.Millis { return present })
	if err != nil {
		return nil, nil, err
	}
	h, err := s.History(ctx, store.Source{Name: "bench", Kind: "feed"})
	return s, h, err
}

// filled is how long filling a database took.
type filled struct {
	records     int
	took        time.Duration
	first, last map[order.List]time.Duration // of the first and the last tenth
}

// fill reads a dump into a database, as a first sync does.
func (s *set) fill(ctx context.Context, dir string) (filled, error) {
	f := filled{first: map[order.List]time.Duration{}, last: map[order.List]time.Duration{}}
	db, h, err := openStore(ctx, dir)
	if err != nil {
		return f, err
	}
	defer func() { _ = db.Close() }()
	begun := time.Now()
	for _, list := range lists {
		if err := s.fillList(ctx, h, list, &f); err != nil {
			return f, err
		}
	}
	if err := db.Settle(ctx); err != nil {
		return f, err
	}
	f.took = time.Since(begun)
	return f, nil
}

func (s *set) fillList(ctx context.Context, h *store.History, list order.List, f *filled) error {
	var pages []time.Duration
	begun := time.Now()
	err := s.read(ctx, list, 0, func(b order.Batch) error {
		if _, err := h.Save(ctx, b); err != nil {
			return err
		}
		f.records += len(b.Requests) + len(b.Postbacks)
		pages = append(pages, time.Since(begun))
		begun = time.Now()
		if len(pages)%200 == 0 {
			note("    %s: %d", list, len(pages)*pageSize)
		}
		return nil
	})
	tenth := max(len(pages)/10, 1)
	for i, took := range pages {
		if i < tenth {
			f.first[list] += took
		}
		if i >= len(pages)-tenth {
			f.last[list] += took
		}
	}
	return err
}

func (b *bench) ingest(ctx context.Context) error {
	if err := b.against(ctx); err != nil {
		return err
	}
	if err := os.RemoveAll(b.large.database()); err != nil { // an earlier run has added to it, and packed it
		return err
	}
	f, err := b.large.fill(ctx, b.large.database())
	if err != nil {
		return err
	}
	for _, list := range lists {
		growth := f.last[list].Seconds() / f.first[list].Seconds()
		b.table.add(1, "ingest, last tenth of the "+string(list)+" / first tenth", "≤ 1.25", ratio(growth), growth <= 1.25, "")
	}
	b.table.tell("The large history was read in %s: %.0f records a second.", f.took.Round(time.Second), float64(f.records)/f.took.Seconds())
	return nil
}

// rounds is how often two things are held against each other, in turn.
const rounds = 2

// against holds our ingest of the small history against the shell's import of the same records as raw text.
func (b *bench) against(ctx context.Context) error {
	raw, err := b.little.rawText(ctx)
	if err != nil {
		return err
	}
	var ours, theirs []float64
	for range rounds {
		if err := os.RemoveAll(b.little.database()); err != nil {
			return err
		}
		f, err := b.little.fill(ctx, b.little.database())
		if err != nil {
			return err
		}
		ours = append(ours, float64(f.records)/f.took.Seconds())
		took, err := raw.load(ctx)
		if err != nil {
			b.table.add(1, "ingest against .import", "≥ 1.0 of its rate", "not measured", false, err.Error())
			return nil
		}
		theirs = append(theirs, float64(f.records)/took.Seconds())
	}
	rate := median(ours) / median(theirs)
	b.table.add(1, "ingest, whole pipeline, against the sqlite3 shell's .import as raw text", "≥ 1.0 of its rate", ratio(rate), rate >= 1,
		fmt.Sprintf("%.0f and %.0f records/s; .import does not decode, digest, compress, find tokens or count", median(ours), median(theirs)))
	b.utils(ctx)
	return nil
}

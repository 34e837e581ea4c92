package store

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"runtime"
	"slices"
	"sync"
	"time"

	"ordertrail/backend/order"
)

// Save stores a batch in one transaction: its records, their bodies, what follows for the lists, the coverage
// and the position. Records that are held already in the same state are left alone, older states never replace
// newer ones, and a replaced state is kept. When nothing is new, nothing is written.
func (h *History) Save(ctx context.Context, b order.Batch) (order.Saved, error) {
	s := h.store
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writer.refresh(ctx); err != nil {
		return order.Saved{}, fail("look at history", err)
	}
	changed, told, saved, err := h.changes(ctx, b)
	if err != nil {
		return order.Saved{}, fail("compare page with history", err)
	}
	ledger, err := h.ledgerChanges(ctx, b)
	if err != nil {
		return order.Saved{}, fail("compare page with ledger", err)
	}
	m, err := h.marks(ctx, b)
	if err != nil {
		return order.Saved{}, fail("compare page with marks", err)
	}
	saved.Gone = len(m.gone)
	if len(changed)+len(told) == 0 && !ledger && m.none() {
		return saved, nil
	}
	if err := s.trainSometimes(ctx, b.List, changed); err != nil {
		return order.Saved{}, fail("train dictionary", err)
	}
	if err := s.packAll(b.List, changed); err != nil {
		return order.Saved{}, fail("pack page", err)
	}
	if err := s.recall(ctx, b.List, changed); err != nil {
		return order.Saved{}, fail("read former states", err)
	}
	beside, err := h.beside(ctx, b.List, slices.Concat(told, changed))
	if err != nil {
		return order.Saved{}, fail("pack former states", err)
	}
	err = s.writer.inTx(ctx, func(ctx context.Context) error {
		if err := h.saveRecords(ctx, b.List, changed); err != nil {
			return err
		}
		if err := h.saveBeside(ctx, b.List, beside); err != nil {
			return err
		}
		for _, c := range told {
			if err := h.tell(ctx, b.List, c, h.id); err != nil {
				return err
			}
		}
		if err := h.saveMarks(ctx, b, m); err != nil {
			return err
		}
		return h.saveLedger(ctx, b)
	})
	return saved, fail("save page", err)
}

// change is a record of a batch that is new or differs from what is held.
type change struct {
	frame   frame
	remote  any
	at      order.Millis
	updated order.Millis
	digest  []byte
	old     held
	source  int64  // that it belongs to
	beside  *frame // an earlier state of which another source tells, and that is not the one that held then
	made    bool   // its own id was made of its content, and what is held of it has a real one
	codec   int
	packed  []byte
	clues   clues
}

// held is what the file holds of a record; id 0 means nothing.
type held struct {
	id      int64
	at      order.Millis
	updated order.Millis
	digest  []byte
	source  int64
	remote  any
	clues   *clues // of a record that changes; nil where it can't be read
}

// changes finds the records of the batch that must be written, and those that bring nothing but that this source tells of
// them too. A record that comes twice in one batch counts once, in its newest state.
func (h *History) changes(ctx context.Context, b order.Batch) (changed, told []*change, saved order.Saved, err error) {
	var list []*change
	seen := map[string]*change{}
	erased, err := h.erased(ctx, b.List)
	if err != nil {
		return nil, nil, saved, err
	}
	for _, c := range candidates(b) {
		id := unpackID(c.remote)
		if was, err := erased(c.remote); err != nil {
			return nil, nil, saved, err
		} else if was {
			saved.Unchanged++
			continue
		}
		if twin := seen[id]; twin != nil {
			if h.Kind == filesKind {
				joinTries(&c.frame, &twin.frame)
				saved.Unchanged++
			}
			if c.updated >= twin.updated {
				c.old = twin.old
				*twin = *c
			}
			continue
		}
		seen[id] = c
		list = append(list, c)
	}
	if err := h.digestAndLookUp(ctx, b.List, list); err != nil {
		return nil, nil, saved, err
	}
	for _, c := range list {
		switch {
		case c.old.id == 0:
			saved.New++
		case bytes.Equal(c.old.digest, c.digest) && c.source == c.old.source:
			saved.Unchanged++
			told = append(told, c)
			continue
		default:
			news, err := h.merge(ctx, b.List, c)
			if err != nil {
				return nil, nil, saved, err
			}
			if !news && c.source == c.old.source {
				saved.Unchanged++
				told = append(told, c)
				continue
			}
			saved.Updated++
		}
		changed = append(changed, c)
	}
	told, err = h.untold(ctx, b.List, told)
	return changed, told, saved, err
}

func candidates(b order.Batch) []*change {
	var list []*change
	for _, r := range b.Requests {
		list = append(list, &change{frame: frame{Request: r}, remote: packID(r.ID), at: r.ReceivedAt, updated: r.UpdatedAt})
	}
	for _, p := range b.Postbacks {
		list = append(list, &change{frame: frame{Postback: p}, remote: packID(p.ID), at: p.OccurredAt, updated: p.UpdatedAt})
	}
	return list
}

// digestAndLookUp works out digests while it looks up what is held.
func (h *History) digestAndLookUp(ctx context.Context, of order.List, list []*change) error {
	digested := make(chan error, 1)
	go func() { digested <- h.digestAll(list) }()
	err := h.lookUpAll(ctx, of, list)
	if err == nil {
		err = h.twins(ctx, of, list)
	}
	return cmp.Or(err, <-digested)
}

// digestAll works out by which digest each record is told from its other states.
func (h *History) digestAll(list []*change) error {
	return inParallel(list, func(c *change) (err error) {
		c.digest, err = h.store.frames.digest(&c.frame)
		return err
	})
}

// packAll compresses the frames on all cores, before the transaction.
func (s *Store) packAll(list order.List, changed []*change) error {
	if err := s.internTexts(changed); err != nil {
		return err
	}
	return inParallel(changed, func(c *change) (err error) {
		c.clues = cluesOf(&c.frame)
		c.codec, c.packed, err = s.frames.pack(list, &c.frame)
		return err
	})
}

// recall finds the clues of what is about to be replaced.
func (s *Store) recall(ctx context.Context, list order.List, changed []*change) error {
	for _, c := range changed {
		if c.old.id == 0 {
			continue
		}
		fr, err := s.frame(ctx, list, c.old.id)
		if fr == nil && !errors.Is(err, errDigest) && !errors.Is(err, errNoFrame) {
			return err
		}
		if fr != nil {
			c.old.clues = new(cluesOf(fr))
		}
	}
	return nil
}

// internTexts gives template sources their id in texts, in a transaction of its own: a text without a record does no harm.
func (s *Store) internTexts(changed []*change) error {
	ctx := context.Background()
	var with []*change
	for _, c := range changed {
		if t := c.frame.template(); t != nil && t.Source != nil && *t.Source != "" {
			with = append(with, c)
		}
	}
	missing := false
	for _, c := range with {
		sum := sha256.Sum256([]byte(*c.frame.template().Source))
		id, ok := s.writer.known[interned{table: "texts", key: string(sum[:])}]
		c.frame.Text = id
		missing = missing || !ok
	}
	if !missing {
		return nil
	}
	return s.writer.inTx(ctx, func(ctx context.Context) (err error) {
		for _, c := range with {
			if c.frame.Text, err = s.writer.text(ctx, s.frames, *c.frame.template().Source); err != nil {
				return err
			}
		}
		return nil
	})
}

// breath is how long work goes on before others may.
type breath struct{ began time.Time }

// take lets others go on, once a millisecond: Go takes a core away from work after ten only (runtime.forcePreemptNS), and
// somebody may wait for a page.
func (b *breath) take() {
	if time.Since(b.began) > time.Millisecond {
		runtime.Gosched()
		b.began = time.Now()
	}
}

// inParallel does the work for every item on all cores and gives the first error.
func inParallel[T any](items []T, work func(T) error) error {
	workers := min(runtime.GOMAXPROCS(0), len(items))
	errs := make([]error, workers)
	var wait sync.WaitGroup
	for w := range workers {
		wait.Go(func() {
			var b breath
			for i := w; i < len(items) && errs[w] == nil; i += workers {
				errs[w] = work(items[i])
				b.take()
			}
		})
	}
	wait.Wait()
	return errors.Join(errs...)
}

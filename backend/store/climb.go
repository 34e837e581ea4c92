package store

import (
	"context"
	"slices"
	"time"

	"ordertrail/backend/order"
)

// stretch reads the ids of a plan bit by bit, one way or the other.
type stretch interface {
	ended() bool
	// next gives up to n ids of the next bit. Where it gives n, there may be more of it.
	next(ctx context.Context, n int) ([]int64, error)
	// place is where reading goes on, as pages name it: the id before the first that was not looked at.
	place() int64
}

// climb is a walk the other way: oldest first, from above an id to the newest.
type climb struct {
	*walk
	from  int64 // where it goes on
	above int64 // where nothing is any more
}

func (s *Store) newClimb(ctx context.Context, p plan, before int64) (*climb, error) {
	p.up = true
	w, err := s.newWalk(ctx, p, 0)
	if err != nil {
		return nil, err
	}
	return &climb{walk: w, from: max(w.plan.from, before+1), above: w.below}, nil
}

func (c *climb) ended() bool  { return c.from >= c.above }
func (c *climb) place() int64 { return c.from - 1 }

func (c *climb) next(ctx context.Context, n int) ([]int64, error) {
	high := min(c.from+c.width, c.above)
	ids, err := c.read(ctx, c.from, high, n)
	if c.from = high; len(ids) == n {
		c.from = ids[n-1] + 1
	}
	return ids, err
}

// beginning is where a page begins: below an id, above one, or at the newest record that is not after a moment.
type beginning struct {
	after, before string
	near          order.Millis
}

// pageIDs are the ids of a page, newest first, and where the pages beside it go on; 0 is the end of the list. down is to
// which moment all was looked at, of a page that was cut off on its way down; else 0.
type pageIDs struct {
	ids        []int64
	next, prev int64
	down       order.Millis
}

// page reads the ids of a page.
func (s *Store) page(ctx context.Context, q listQuery, from beginning, limit int, budget time.Duration) (pageIDs, error) {
	var fits fitting
	if !q.match.empty() {
		fits = func(ids []int64) ([]bool, error) { return s.fitting(ctx, q, ids) }
	}
	if from.before != "" {
		return s.pageAbove(ctx, q, from.before, limit, budget, fits)
	}
	after, err := place(from.after)
	if err != nil {
		return pageIDs{}, err
	}
	if after == 0 && from.near != 0 {
		after = int64(from.near+1) * perMilli
	}
	w, err := s.newWalk(ctx, q.plan, after)
	if err != nil {
		return pageIDs{}, err
	}
	page := pageIDs{prev: after}
	page.ids, page.next, err = pageOf(ctx, w, limit, budget, fits)
	if len(page.ids) < limit {
		page.down = order.Millis(page.next / perMilli)
	}
	if after != 0 && len(page.ids) > 0 {
		page.prev = page.ids[0]
	} else if after != 0 {
		page.prev = after - 1
	}
	return page, err
}

func (s *Store) pageAbove(ctx context.Context, q listQuery, from string, limit int, budget time.Duration, fits fitting) (pageIDs, error) {
	before, err := place(from)
	if err != nil {
		return pageIDs{}, err
	}
	c, err := s.newClimb(ctx, q.plan, before)
	if err != nil {
		return pageIDs{}, err
	}
	var page pageIDs
	page.ids, page.prev, err = pageOf(ctx, c, limit, budget, fits)
	slices.Reverse(page.ids)
	if before < c.plan.from {
		return page, err // it began at the end of the list
	}
	if page.next = before + 1; len(page.ids) > 0 {
		page.next = page.ids[len(page.ids)-1]
	}
	return page, err
}

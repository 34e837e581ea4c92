package store

import (
	"context"
	"time"

	"ordertrail/backend/order"
)

// NearestRequest finds the requests next to a filter's window, looking for some time on each side.
func (s *Store) NearestRequest(ctx context.Context, f order.RequestFilter, now order.Millis, budget time.Duration) (order.Nearest, error) {
	n, err := s.nearest(ctx, f.Window, func(w order.Window, up bool) (int64, error) {
		part := f
		part.Window = w
		q, err := s.requestQuery(ctx, &part, now)
		if err != nil {
			return 0, err
		}
		return s.first(ctx, q, up, budget)
	})
	return n, fail("look for the nearest request", err)
}

// NearestPostback finds the postbacks next to a filter's window, as NearestRequest does.
func (s *Store) NearestPostback(ctx context.Context, f order.PostbackFilter, budget time.Duration) (order.Nearest, error) {
	n, err := s.nearest(ctx, f.Window, func(w order.Window, up bool) (int64, error) {
		part := f
		part.Window = w
		q, err := s.postbackQuery(ctx, &part)
		if err != nil {
			return 0, err
		}
		return s.first(ctx, q, up, budget)
	})
	return n, fail("look for the nearest postback", err)
}

// nearest asks for the last record before a window and for the first one after it. An id begins with its moment.
func (s *Store) nearest(ctx context.Context, w order.Window, first func(order.Window, bool) (int64, error)) (n order.Nearest, err error) {
	var id int64
	if w.From > 0 {
		if id, err = first(order.Window{To: w.From}, false); err != nil {
			return n, err
		}
		n.Before = order.Millis(id / perMilli)
	}
	if w.To > 0 {
		if id, err = first(order.Window{From: w.To}, true); err != nil {
			return n, err
		}
		n.After = order.Millis(id / perMilli)
	}
	return n, nil
}

// first gives the newest record of a query, or the oldest; 0 for none.
func (s *Store) first(ctx context.Context, q listQuery, oldest bool, budget time.Duration) (int64, error) {
	if !oldest {
		page, err := s.page(ctx, q, beginning{}, 1, budget)
		if err != nil || len(page.ids) == 0 {
			return 0, err
		}
		return page.ids[0], nil
	}
	begun := time.Now()
	for from := q.plan.from; time.Since(begun) <= budget; {
		query, args := q.plan.queryUp(from, q.plan.below, nearSome)
		ids, err := s.idList(ctx, query, args...)
		if err != nil {
			return 0, err
		}
		for _, id := range ids {
			if hit, err := s.fits(ctx, q, id); err != nil || hit {
				return id, err
			}
		}
		if len(ids) < nearSome {
			return 0, nil
		}
		from = ids[len(ids)-1] + 1
	}
	return 0, nil
}

// nearSome is how many records are looked into before the time is looked at.
const nearSome = 20

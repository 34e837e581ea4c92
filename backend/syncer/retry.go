package syncer

import (
	"context"
	"math/rand/v2"
	"time"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
)

// How long to go on trying: budgets are of waiting between tries, not of work.
const (
	usualBudget   = 2 * time.Minute
	offlineBudget = 10 * time.Second
	longestPause  = 5 * time.Minute
	usualLimit    = 500
)

// usualLookBack is longer than anything in the way of a record is known to hold it up: the retries of webhooks
// go on for a little over a day.
const usualLookBack = 72 * time.Hour

func (o Options) lookBack() order.Millis {
	return order.Millis(o.LookBack.Milliseconds())
}

func withDefaults(o Options) Options {
	if o.LookBack == 0 {
		o.LookBack = usualLookBack
	}
	o.LookBack = max(o.LookBack, 0)

	if o.Limit == 0 {
		o.Limit = usualLimit
	}
	if o.Budget == 0 {
		o.Budget = usualBudget
	}
	if o.Wait == nil {
		o.Wait = wait
	}
	if o.Jitter == nil {
		o.Jitter = rand.Float64
	}
	if o.Progress == nil {
		o.Progress = func(Progress) {}
	}
	return o
}

func wait(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// fetch asks for a page.
func (r *run) fetch(ctx context.Context, q order.Query) (order.Page, error) {
	return again(ctx, r, q.List, func() (order.Page, error) { return r.src.Page(ctx, q) })
}

// again asks, and asks again after passing faults: full jitter up to a doubling pause, never before the source's
// own Retry-After, until the budget of waiting or the number of tries is used up.
func again[T any](ctx context.Context, r *run, list order.List, ask func() (T, error)) (T, error) {
	waited := time.Duration(0)
	for n := 0; ; n++ {
		answer, err := ask()
		if err == nil || ctx.Err() != nil {
			r.answered = r.answered || err == nil && list != ""
			return answer, err
		}
		pause, passing := r.pause(err, n)
		if !passing || n+1 >= r.tries() || waited+pause > r.budget(err) {
			return answer, err
		}
		r.retries.Add(1)
		r.o.Progress(Progress{List: list, Fraction: -1, RetryIn: pause})
		if err := r.o.Wait(ctx, pause); err != nil {
			return answer, err
		}
		waited += pause
	}
}

// tries is how often one question is asked at most. One of a series of syncs asks less often: with one every ten
// minutes, that makes no more than 14 questions in half an hour to a source that answers with nothing but 503.
func (r *run) tries() int {
	switch {
	case !r.o.Sparing:
		return 7
	case r.answered:
		return 5
	}
	return 3
}

func (r *run) budget(err error) time.Duration {
	if fault.Is(err, fault.Offline) {
		return min(offlineBudget, r.o.Budget)
	}
	return r.o.Budget
}

// pause says how long to wait before the next try, and whether there is a use in one.
func (r *run) pause(err error, n int) (time.Duration, bool) {
	f := fault.Of(err)
	switch f.Code {
	case fault.Offline, fault.Timeout, fault.RateLimited, fault.Server:
	default:
		return 0, false
	}
	pause := time.Duration(r.o.Jitter() * float64(min(longestPause, time.Second<<min(n, 20))))
	if after, ok := f.Params["retryAfterMs"].(int64); ok {
		pause = max(pause, time.Duration(after)*time.Millisecond)
	}
	return pause, true
}

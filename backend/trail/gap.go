package trail

import (
	"context"
	"time"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/store"
	"ordertrail/backend/syncer"
)

// FetchGap reads one window of one list of a source that is known, again if it is held already, and compares what
// is held of it with what the source has. It waits for a sync of this process; while another process syncs the same
// history it is busy.
func (t *Trail) FetchGap(ctx context.Context, source string, list order.List, w order.Window, heard func(Progress)) (SyncResult, error) {
	began := time.Now()
	var res SyncResult
	if w.Empty() || list != order.Requests && list != order.Postbacks {
		return res, fault.New(fault.Invalid, "window", nil, nil)
	}
	select {
	case t.turn <- struct{}{}:
	case <-ctx.Done():
		return res, fault.Of(ctx.Err())
	}
	defer func() { <-t.turn }()
	err := t.writing(func() error {
		o := SyncOptions{Source: source, From: w.From, To: w.To, Progress: heard}
		targets, err := t.targets(ctx, o)
		if err != nil {
			return err
		}
		return t.fetchOne(ctx, targets[0], list, o, &res)
	})
	res.Took = time.Since(began)
	return res, err
}

func (t *Trail) fetchOne(ctx context.Context, target store.Source, list order.List, o SyncOptions, res *SyncResult) error {
	feed, status, err := t.reach(ctx, target, o)
	if err != nil {
		return err
	}
	defer func() { _ = feed.Close() }()
	if target, err = t.identify(ctx, target, status.Tenant); err != nil {
		return err
	}
	history, err := t.store.History(ctx, target)
	if err != nil {
		return err
	}
	w := order.Window{From: o.From, To: o.To}
	done, err := syncer.Fetch(ctx, greeted{feed, status}, history, list, w, syncer.Options{Progress: o.progressOf(target.Name)})
	res.add(done)
	held, coverErr := t.store.CoverageOf(context.WithoutCancel(ctx), w, target.Name, list)
	res.Coverage = append(res.Coverage, held.Lists...)
	return firstOf(err, coverErr)
}

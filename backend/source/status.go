package source

import (
	"bytes"
	"context"
	"errors"
	"time"

	"ordertrail/backend/fault"
	"ordertrail/backend/feed"
	"ordertrail/backend/order"
)

// Status asks who serves the source, what its clock says and how far back it reaches. One that has no place for that
// is asked for one record: its answer has a clock too.
func (f *Feed) Status(ctx context.Context) (order.SourceStatus, error) {
	if f.profile.status == nil {
		return f.statusByPage(ctx)
	}
	var status order.SourceStatus
	err := f.fetch(ctx, call{path: f.profile.status.path}, func(b *body) (err error) {
		if b.over {
			return f.fault(fault.TooLarge, "", nil, nil)
		}
		if f.profile.strict {
			status, err = f.feedStatus(b)
			return err
		}
		root, err := readValue(bytes.TrimPrefix(b.head, utf8BOM))
		if err != nil {
			return f.notFeed(b.head, err)
		}
		status = f.statusOf(root, b)
		return nil
	})
	return status, err
}

// feedStatus reads the status of the feed, which also says its version and its account.
func (f *Feed) feedStatus(b *body) (order.SourceStatus, error) {
	status, err := feed.ReadStatus(b.head)
	switch {
	case errors.Is(err, feed.ErrNotFeed):
		return order.SourceStatus{}, f.notFeed(b.head, err)
	case err != nil:
		return order.SourceStatus{}, err
	case status.Feed != 1:
		return order.SourceStatus{}, f.fault(fault.ContractChanged, "version", fault.Params{"version": status.Feed}, nil)
	}
	return order.SourceStatus{Tenant: status.Tenant, Now: status.Now, Earliest: status.Earliest}, nil
}

func (f *Feed) statusOf(root *value, b *body) order.SourceStatus {
	s := order.SourceStatus{}
	if f.profile.status.now != nil {
		s.Now, _ = f.profile.status.now.at(root)
	}
	if f.profile.status.earliest != nil {
		s.Earliest, _ = f.profile.status.earliest.at(root)
	}
	if s.Now == 0 {
		s.Now = or(b.date(), order.At(time.Now()))
	}
	return s
}

// statusByPage takes the clock of an answer to the smallest question there is.
func (f *Feed) statusByPage(ctx context.Context) (order.SourceStatus, error) {
	now := order.At(time.Now())
	q := order.Query{Window: order.Window{From: now - 60_000, To: now}, Newest: true, Limit: 1}
	l := f.profile.lists[f.profile.Lists()[0]]
	status := order.SourceStatus{Now: now}
	err := f.fetch(ctx, l.question(q), func(b *body) error {
		status.Now = or(b.date(), now)
		if b.over {
			return nil
		}
		text := bytes.TrimPrefix(b.head, utf8BOM)
		root, err := readValue(text)
		if err != nil {
			return f.notFeed(text, err)
		}
		if _, err := f.itemsOf(root, l); err != nil {
			return err
		}
		status.Now = or(f.clockOf(root, b), now)
		return nil
	})
	return status, err
}

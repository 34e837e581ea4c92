package source

import (
	"bytes"
	"context"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"

	"ordertrail/backend/fault"
)

// atOnce is how many details are asked for at the same time.
const atOnce = 4

// detailRead is what came of one question for details: a value, or why there is none.
type detailRead struct {
	value *value
	why   string
}

// details asks for the details of each record of a page. What one record's details lack is told of that record; what
// is wrong with the source ends the page. Details that came are kept until the page is whole, so that a page that
// has to be asked for again does not ask for all of them again.
func (f *Feed) details(ctx context.Context, l *listing, items []*value) ([]detailRead, error) {
	out := make([]detailRead, len(items))
	if l.detail == nil {
		return out, nil
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var at, held atomic.Int64
	var workers sync.WaitGroup
	for range min(atOnce, len(items)) {
		workers.Go(func() {
			for ctx.Err() == nil {
				i := int(at.Add(1)) - 1
				if i >= len(items) {
					return
				}
				var err error
				if out[i], err = f.detailOf(ctx, l, items[i]); err != nil {
					cancel(err)
					return
				}
				if v := out[i].value; v != nil && held.Add(int64(len(v.raw))) > f.limits.Bytes && len(items) > 1 {
					cancel(f.fault(fault.TooLarge, "page", fault.Params{"limitBytes": f.limits.Bytes}, nil))
				}
			}
		})
	}
	workers.Wait()
	if ctx.Err() != nil {
		return nil, fault.Of(context.Cause(ctx))
	}
	f.forgetDetails()
	return out, nil
}

// detailOf gives the details of one record, from before or by asking.
func (f *Feed) detailOf(ctx context.Context, l *listing, item *value) (detailRead, error) {
	id := l.missing(subject{item: item}, "").ID
	if id == "" {
		return detailRead{}, nil // the record lacks its id, and is told as such
	}
	if kept := f.keptDetail(l, id); kept != nil {
		return detailRead{value: kept}, nil
	}
	var read detailRead
	err := f.fetch(ctx, call{path: strings.Replace(l.detail.path, "{id}", url.PathEscape(id), 1)}, func(b *body) error {
		read = l.detail.read(b)
		return nil
	})
	if err != nil {
		return f.withoutDetail(err)
	}
	if read.value != nil {
		f.keepDetail(l, id, read.value)
	}
	return read, nil
}

// withoutDetail tells what is wrong with one record from what is wrong with the source.
func (f *Feed) withoutDetail(err error) (detailRead, error) {
	switch e := fault.Of(err); {
	case e.Code == fault.NotFound, e.Code == fault.ContractChanged:
		return detailRead{why: "its details are not there (" + string(e.Code) + ")"}, nil
	case e.Code == fault.NotAPI && e.About != "login" && e.About != "truncated":
		return detailRead{why: "its details are no JSON"}, nil
	}
	return detailRead{}, err
}

func (d *detail) read(b *body) detailRead {
	if b.over {
		return detailRead{why: "its details are larger than what is taken"}
	}
	text := bytes.TrimPrefix(b.head, utf8BOM)
	root, err := readValue(text)
	switch {
	case err != nil && tooDeep(text):
		return detailRead{why: "its details are " + reasonNested}
	case err != nil:
		return detailRead{why: "its details are " + reasonCut}
	}
	if d.item != nil {
		root = d.item.first(root)
	}
	if root.missing() || root.kind() != '{' {
		return detailRead{why: "its details hold no record"}
	}
	return detailRead{value: root}
}

func (f *Feed) keptDetail(l *listing, id string) *value {
	f.mu.Lock()
	defer f.mu.Unlock()
	if raw := f.kept[string(l.list)+"\x00"+id]; raw != nil {
		return &value{raw: raw}
	}
	return nil
}

func (f *Feed) keepDetail(l *listing, id string, v *value) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.kept[string(l.list)+"\x00"+id] = v.raw
}

func (f *Feed) forgetDetails() {
	f.mu.Lock()
	defer f.mu.Unlock()
	clear(f.kept)
}

package trail

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"ordertrail/backend/fault"
	"ordertrail/backend/payload"
)

// How much of opened texts is kept: the last few, and never more than so many bytes beside the one in use.
const (
	mostOpened = 12
	mostKept   = 192 << 20
)

// opened holds texts that were looked at, the latest last.
type opened struct {
	mu    sync.Mutex
	texts []openedText
}

type openedText struct {
	key string
	doc *payload.Doc
}

// get gives a text that is open, and marks it as the latest.
func (o *opened) get(key string) *payload.Doc {
	o.mu.Lock()
	defer o.mu.Unlock()
	i := slices.IndexFunc(o.texts, func(t openedText) bool { return t.key == key })
	if i < 0 {
		return nil
	}
	found := o.texts[i]
	o.texts = append(slices.Delete(o.texts, i, i+1), found)
	return found.doc
}

// put keeps a text, and lets the oldest go.
func (o *opened) put(key string, doc *payload.Doc) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.texts = append(o.texts, openedText{key, doc})
	kept := 0
	for i := len(o.texts) - 1; i >= 0; i-- {
		kept += o.texts[i].doc.Size()
		if last := i == len(o.texts)-1; !last && (kept > mostKept || len(o.texts)-i > mostOpened) {
			o.texts = slices.Delete(o.texts, 0, i+1)
			return
		}
	}
}

// open opens one of a record's texts, or what is wrapped inside of one of its values; not_found when there is none.
func (t *Trail) open(ctx context.Context, id string, place TextPlace) (*payload.Doc, error) {
	version, err := t.store.Version(ctx, id)
	if err != nil {
		return nil, err
	}
	key := openedKey(id, version, place)
	if doc := t.opened.get(key); doc != nil {
		return doc, nil
	}
	doc, err := t.read(ctx, id, place)
	if err != nil {
		return nil, err
	}
	t.opened.put(key, doc)
	return doc, nil
}

func openedKey(id, version string, place TextPlace) string {
	return fmt.Sprintf("%q %s %s %d %v", id, version, place.Part, place.Attempt, place.Inside)
}

func (t *Trail) read(ctx context.Context, id string, place TextPlace) (*payload.Doc, error) {
	if n := len(place.Inside); n > 0 {
		around := place
		around.Inside = place.Inside[:n-1]
		doc, err := t.open(ctx, id, around)
		if err != nil {
			return nil, err
		}
		return inside(doc, place.Inside[n-1], id, place)
	}
	rec, err := t.Record(ctx, id)
	if err != nil {
		return nil, err
	}
	for _, part := range textsOf(rec) {
		if part.Part == place.Part && part.Attempt == place.Attempt {
			return payload.Open(part.contentType, part.content), nil
		}
	}
	return nil, noText(id, place)
}

// inside opens what is wrapped in the value at an offset.
func inside(doc *payload.Doc, at int, id string, place TextPlace) (*payload.Doc, error) {
	v := doc.ValueAt(payload.Raw, at)
	if !v.Wrapped {
		return nil, noText(id, place)
	}
	return payload.Open("", v.Inner.Bytes), nil
}

func noText(id string, place TextPlace) error {
	return fault.New(fault.NotFound, "stage", fault.Params{"id": id, "stage": string(place.Part)}, nil)
}

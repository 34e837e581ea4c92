package trail

import (
	"context"
	"time"

	"ordertrail/backend/order"
	"ordertrail/backend/search"
	"ordertrail/backend/store"
)

// SearchOptions say where to look, and for how long.
type SearchOptions struct {
	Window order.Window
	Source string
	Limit  int
	Each   func(store.Hit)
	Looked func(down order.Millis, records int)
}

// Found is what a search found, and whether it looked everywhere.
type Found = store.Found

// How long a search looks into records one by one.
const patience = 10 * time.Second

// Search looks for a text with its scopes everywhere. A text that can't be understood is invalid, with the place.
func (t *Trail) Search(ctx context.Context, text string, o SearchOptions) (Found, error) {
	q, problems := search.Parse(text)
	if len(problems) > 0 {
		return Found{}, problems[0].Fault(text)
	}
	if err := t.knows(ctx, o.Source); err != nil {
		return Found{}, err
	}
	return t.store.Find(ctx, q, store.FindOptions{
		Window: o.Window, Source: o.Source, Limit: o.Limit, Budget: patience, Each: o.Each, Looked: o.Looked, Now: t.Now(),
	})
}

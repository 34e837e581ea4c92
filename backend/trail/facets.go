package trail

import (
	"context"
	"time"

	"ordertrail/backend/order"
)

// RequestFacets counts what each value of each chip would leave of the requests that a filter asks for.
func (t *Trail) RequestFacets(ctx context.Context, f order.RequestFilter, budget time.Duration) (order.Facets, error) {
	return t.store.RequestFacets(ctx, f, t.Now(), budget)
}

// PostbackFacets counts what each value of each chip would leave of the postbacks that a filter asks for.
func (t *Trail) PostbackFacets(ctx context.Context, f order.PostbackFilter, budget time.Duration) (order.Facets, error) {
	return t.store.PostbackFacets(ctx, f, t.Now(), budget)
}

// NearestRequest finds the requests next to a filter's window.
func (t *Trail) NearestRequest(ctx context.Context, f order.RequestFilter, budget time.Duration) (order.Nearest, error) {
	return t.store.NearestRequest(ctx, f, t.Now(), budget)
}

// NearestPostback finds the postbacks next to a filter's window.
func (t *Trail) NearestPostback(ctx context.Context, f order.PostbackFilter, budget time.Duration) (order.Nearest, error) {
	return t.store.NearestPostback(ctx, f, budget)
}

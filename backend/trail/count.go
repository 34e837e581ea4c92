package trail

import (
	"context"

	"ordertrail/backend/order"
)

// Count is how many records a span has, and how many of them went wrong.
type Count struct {
	order.Window
	Total  int `json:"total"`
	Failed int `json:"failed"` // of requests: those with an error; of postbacks: error alerts
}

// Counts counts the records between each edge and the next, such as the midnights of a zone.
func (t *Trail) Counts(ctx context.Context, list order.List, edges []order.Millis) ([]Count, error) {
	counts := []Count{}
	for i := 1; i < len(edges); i++ {
		c := Count{Window: order.Window{From: edges[i-1], To: edges[i]}}
		var err error
		if list == order.Postbacks {
			err = t.countPostbacks(ctx, &c)
		} else {
			err = t.countRequests(ctx, &c)
		}
		if err != nil {
			return nil, err
		}
		counts = append(counts, c)
	}
	return counts, nil
}

func (t *Trail) countRequests(ctx context.Context, c *Count) error {
	by, err := t.store.CountRequests(ctx, c.Window, t.Now())
	for outcome, n := range by {
		c.Total += n
		switch outcome {
		case order.TemplateFailed, order.HandoffFailed, order.NoAnswer, order.Rejected:
			c.Failed += n
		}
	}
	return err
}

func (t *Trail) countPostbacks(ctx context.Context, c *Count) error {
	by, err := t.store.CountPostbacks(ctx, c.Window)
	for kind, n := range by {
		c.Total += n
		if kind == order.KindError {
			c.Failed += n
		}
	}
	return err
}

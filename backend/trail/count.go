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

// Counts counts the records between each edge and the next, such as the midnights of a zone; of all customers, or of
// those named.
func (t *Trail) Counts(ctx context.Context, list order.List, edges []order.Millis, customers ...string) ([]Count, error) {
	counts := make([]Count, max(len(edges)-1, 0))
	for i := range counts {
		counts[i].Window = order.Window{From: edges[i], To: edges[i+1]}
	}
	if list == order.Postbacks {
		return counts, t.countPostbacks(ctx, edges, customers, counts)
	}
	return counts, t.countRequests(ctx, edges, customers, counts)
}

// mostParts is into how many parts a list is divided at most.
const mostParts = 400

// halfHour is what records are counted by.
const halfHour = order.Millis(30 * 60 * 1000)

// Spread counts the records of a list within a window in parts of equal length, from the oldest record held to the
// newest; none when there are none.
func (t *Trail) Spread(ctx context.Context, list order.List, w order.Window, parts int) ([]Count, error) {
	oldest, newest, err := t.store.Ends(ctx, list, w)
	if err != nil || newest == 0 {
		return []Count{}, err
	}
	from := oldest / halfHour * halfHour
	// Parts of whole half hours are counted quickly.
	step := max((newest-from)/order.Millis(max(min(parts, mostParts), 1))/halfHour+1, 1) * halfHour
	edges := []order.Millis{from}
	for at := from; at <= newest; at += step {
		edges = append(edges, at+step)
	}
	return t.Counts(ctx, list, edges)
}

func (t *Trail) countRequests(ctx context.Context, edges []order.Millis, customers []string, counts []Count) error {
	by, err := t.store.CountRequests(ctx, edges, customers, t.Now())
	for i := range by {
		for outcome, n := range by[i] {
			counts[i].Total += n
			switch outcome {
			case order.TemplateFailed, order.HandoffFailed, order.NoAnswer, order.Rejected:
				counts[i].Failed += n
			}
		}
	}
	return err
}

func (t *Trail) countPostbacks(ctx context.Context, edges []order.Millis, customers []string, counts []Count) error {
	by, err := t.store.CountPostbacks(ctx, edges, customers)
	for i := range by {
		for kind, n := range by[i] {
			counts[i].Total += n
			if kind == order.KindError {
				counts[i].Failed += n
			}
		}
	}
	return err
}

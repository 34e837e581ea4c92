package trail_test

import (
	"testing"

	"ordertrail/backend/order"
)

func TestASpreadReachesFromTheOldestToTheNewestAndCountsEachOnce(t *testing.T) {
	tr := open(t, t.TempDir())
	if parts, err := tr.Spread(t.Context(), order.Requests, order.Window{}, 100); err != nil || len(parts) != 0 {
		t.Fatalf("of nothing: %v %v", parts, err)
	}
	take(t, tr, []byte(`{}`), "application/json", "2026-11-10T08:00:00.000Z")
	parts, err := tr.Spread(t.Context(), order.Requests, order.Window{}, 100)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := tr.Requests(t.Context(), order.RequestFilter{})
	if err != nil {
		t.Fatal(err)
	}
	if at := rows.Requests[0].ReceivedAt; len(parts) != 1 || parts[0].Total != 1 || at < parts[0].From || at >= parts[0].To {
		t.Errorf("one request at %d is counted as %+v", at, parts)
	}
}

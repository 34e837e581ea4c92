package trail_test

import (
	"slices"
	"testing"

	"ordertrail/backend/diagnose"
	"ordertrail/backend/order"
)

func TestAttentionFindsWhatIsPlantedAndLeavesHealthyOrdersAlone(t *testing.T) {
	const now order.Millis = 1_795_000_000_000
	tr, stories := staged(t, *told, now)
	items, err := tr.Attention(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	alarmed := map[string]bool{}
	for i, item := range items {
		if i > 0 && item.Orders > items[i-1].Orders {
			t.Errorf("%d orders stand after %d", item.Orders, items[i-1].Orders)
		}
		for _, id := range item.IDs {
			rec, err := tr.Record(t.Context(), id)
			if err != nil {
				t.Fatal(err)
			}
			if rec.Request != nil {
				alarmed[rec.Request.OrderReferenceID] = true
			} else {
				alarmed[rec.Postback.OrderReferenceID] = true
			}
		}
	}
	wants := []diagnose.Verdict{diagnose.Stalled, diagnose.AcceptedSilent, diagnose.TemplateFailed, diagnose.ValidationRejected,
		diagnose.RejectedAtDoor, diagnose.SendFailed, diagnose.NotRendered}
	healthy := []diagnose.Verdict{diagnose.Complete, diagnose.OnTrack}
	for _, s := range stories {
		if slices.Contains(wants, diagnose.Verdict(s.Verdict)) && !alarmed[s.Order] {
			t.Errorf("%s of %s alarms nobody: %s", s.Verdict, s.Order, s.Says)
		}
		if s.Scenario == string(diagnose.Disappeared) && slices.Contains(healthy, diagnose.Verdict(s.Verdict)) && alarmed[s.Order] {
			t.Errorf("%s is %s and alarms", s.Order, s.Verdict)
		}
	}
}

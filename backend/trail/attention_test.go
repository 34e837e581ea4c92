package trail_test

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/diagnose"
	"ordertrail/backend/order"
	"ordertrail/backend/trail"
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
		diagnose.RejectedAtDoor, diagnose.SendFailed, diagnose.NotRendered, diagnose.NoTrigger, diagnose.OddTarget, diagnose.SentBodyError}
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

func TestASecondSweepFindsTheSameAndSeesWhatChanged(t *testing.T) {
	tr, stories := staged(t, 400, guideNow)
	first, err := tr.Attention(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	again, err := tr.Attention(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(first, again); diff != "" {
		t.Errorf("of an unchanged history (-first +again):\n%s", diff)
	}
	s := planted(t, stories, diagnose.Stalled)
	if !alarms(again, s.Order) {
		t.Fatalf("%s alarms nobody", s.Order)
	}
	o, err := tr.Order(t.Context(), s.Order, "")
	if err != nil {
		t.Fatal(err)
	}
	comes(t, tr, o, "delivered")
	if again, err = tr.Attention(t.Context()); err != nil || alarms(again, s.Order) {
		t.Errorf("%s was delivered and still alarms: %v", s.Order, err)
	}
}

// comes lets news of an order come that an hour ago it reached a state.
func comes(t *testing.T, tr *trail.Trail, o trail.Order, state string) {
	t.Helper()
	news := fmt.Sprintf(`[{"id":"late-news","occurredAt":%q,"updatedAt":%[1]q,"direction":"to_customer","event":%q,"status":%[2]q,
		"orderReferenceId":%q,"customer":{"id":%q,"name":%q,"referenceId":%q},"payload":{"contentType":"application/json","body":"{}"}}]`,
		(guideNow - diagnose.Hour).Time().UTC().Format(time.RFC3339), state, o.Reference, o.Customer.ID, o.Customer.Name, o.Customer.ReferenceID)
	came, err := tr.Import(t.Context(), []trail.Input{{Name: "news.json", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(news)), nil }}}, "")
	if err != nil || came[0].Postbacks != 1 {
		t.Fatalf("%+v %v", came, err)
	}
}

func alarms(items []diagnose.Item, ref string) bool {
	return slices.ContainsFunc(items, func(i diagnose.Item) bool {
		return slices.ContainsFunc(i.Cases, func(c diagnose.Case) bool { return c.Reference == ref })
	})
}

func TestMessagesThatDoNotArriveAtAnAddressAreOneLine(t *testing.T) {
	tr, stories := staged(t, 400, guideNow)
	o, err := tr.Order(t.Context(), planted(t, stories, diagnose.Complete).Order, "")
	if err != nil {
		t.Fatal(err)
	}
	q := trail.OverviewQuery{Edges: []int64{int64(guideNow - diagnose.Day), int64(guideNow)}, Language: "en", Zone: "UTC"}
	before, err := tr.ListAttention(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	news := fmt.Sprintf(`[{"id":"refused-news","occurredAt":%q,"updatedAt":%[1]q,"direction":"to_customer","event":"order_received","orderReferenceId":%q,
		"customer":{"id":%q,"name":%q,"referenceId":%q},"delivery":{"target":"https://closed.example/hook","attempts":[{"n":1,"at":%[1]q,"status":503}]}}]`,
		(guideNow - diagnose.Hour).Time().UTC().Format(time.RFC3339), o.Reference, o.Customer.ID, o.Customer.Name, o.Customer.ReferenceID)
	if _, err := tr.Import(t.Context(), []trail.Input{{Name: "news.json", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(news)), nil }}}, ""); err != nil {
		t.Fatal(err)
	}
	list, err := tr.ListAttention(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(list.Items, func(i trail.AttentionItem) bool { return i.Why == "closed.example" })
	if at < 0 || list.Items[at].Concern != diagnose.FailedPostbacks || list.Items[at].Orders != 1 || list.Items[at].Customer != o.Customer.Name {
		t.Errorf("%+v", list.Items)
	}
	if list.Undelivered != before.Undelivered+1 || !slices.Contains(list.UndeliveredOf, o.Customer.Name) {
		t.Errorf("%d orders without news after %d, of %v", list.Undelivered, before.Undelivered, list.UndeliveredOf)
	}
}

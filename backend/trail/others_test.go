package trail_test

import (
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/diagnose"
	"ordertrail/backend/order"
	"ordertrail/backend/trail"
)

// TestOtherOrdersNeverChangeWhatIsSaidOfOne asks every question of the samples, lets orders of strangers come, many of them
// under the same references and Gelato ids, and asks again.
func TestOtherOrdersNeverChangeWhatIsSaidOfOne(t *testing.T) {
	tr := sampled(t)
	var questions []trail.Question
	var before []string
	owned := map[string][]string{} // Gelato ids of references
	for scenario, verdicts := range expected(t) {
		for ref := range verdicts {
			o, err := tr.Order(t.Context(), ref, "")
			if err != nil {
				continue // nobody's
			}
			owned[ref] = o.OrderIDs
			q := trail.Question{Scenario: scenario, Reference: ref, Customer: o.Customer.Name}
			questions, before = append(questions, q), append(before, inFull(t, tr, q))
		}
	}
	for _, list := range strangers(owned) {
		come, err := tr.Import(t.Context(), []trail.Input{{Name: "strangers.json", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(list)), nil }}}, "")
		if err != nil || come[0].Requests+come[0].Postbacks == 0 || len(come[0].Skipped) > 0 {
			t.Fatalf("%+v %v", come, err)
		}
	}
	for i, q := range questions {
		if diff := cmp.Diff(before[i], inFull(t, tr, q)); diff != "" {
			t.Errorf("%s %s of %s, before (-) and after (+) others came:\n%s", q.Scenario, q.Reference, q.Customer, diff)
		}
	}
}

// inFull is all that a guide says.
func inFull(t *testing.T, tr *trail.Trail, q trail.Question) string {
	t.Helper()
	d, err := tr.Diagnose(t.Context(), q)
	if err != nil {
		t.Fatalf("%s %s: %v", q.Scenario, q.Reference, err)
	}
	return spoken()[0].Reply(d.Report, diagnose.Technical, asOf)
}

// strangers are the requests and the news of two hundred orders of others, in the days of the samples.
func strangers(owned map[string][]string) [2]string {
	dice := rand.New(rand.NewPCG(3, 9))
	references, states := slices.Sorted(maps.Keys(owned)), []string{"received", "printed", "shipped", "delivered", "failed", "canceled"}
	var requests, news []string
	for n := range 200 {
		ref, id := fmt.Sprintf("OTHER-%d", n), fmt.Sprintf("stranger-%d", n)
		if n%2 == 0 {
			ref = references[dice.IntN(len(references))]
		}
		if ids := owned[references[dice.IntN(len(references))]]; n%3 == 0 && len(ids) > 0 {
			id = ids[0]
		}
		at := asOf - 14*diagnose.Day + order.Millis(dice.Int64N(int64(13*diagnose.Day)))
		of := fmt.Sprintf(`"orderReferenceId":%q,"orderId":%q,"customer":{"id":"c-%d","name":"Stranger %[3]d"}`, ref, id, dice.IntN(9))
		requests = append(requests, fmt.Sprintf(`{"id":"stranger-r%d","receivedAt":%q,"updatedAt":%[2]q,"type":%[3]q,%[4]s,"stages":{"response":{"at":%[2]q,"status":%[5]d,"contentType":"application/json","body":"{}"}}}`,
			n, at.Time().UTC().Format(time.RFC3339), []string{"submit", "submit", "cancel"}[dice.IntN(3)], of, []int{200, 200, 409, 503}[dice.IntN(4)]))
		at += order.Millis(dice.Int64N(int64(diagnose.Day)))
		news = append(news, fmt.Sprintf(`{"id":"stranger-p%d","occurredAt":%q,"updatedAt":%[2]q,"direction":"to_customer","event":"order_%[3]s","status":%[3]q,%[4]s,
			"payload":{"contentType":"application/json","body":"{}"},"delivery":{"target":"https://stranger.example/hook","attempts":[{"n":1,"at":%[2]q,"status":%[5]d}]}}`,
			n, at.Time().UTC().Format(time.RFC3339), states[dice.IntN(len(states))], of, []int{200, 500}[dice.IntN(2)]))
	}
	return [2]string{"[" + strings.Join(requests, ",") + "]", "[" + strings.Join(news, ",") + "]"}
}

package trail_test

import (
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/story"
	"ordertrail/backend/trail"
)

// holding opens a history that holds some records, each a line of the feed.
func holding(t *testing.T, records ...string) *trail.Trail {
	t.Helper()
	tr := open(t, t.TempDir())
	text := strings.Join(records, "\n")
	_, err := tr.Import(t.Context(), []trail.Input{{Name: "records.ndjson", Open: func() (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(text)), nil
	}}}, "")
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

// asked is a request that was accepted; of is what it names: a customer, a reference, a Gelato id.
func asked(id, customer, reference, gelato, body string) string {
	return `{"id":"` + id + `","receivedAt":"2026-11-03T08:00:00Z","updatedAt":"2026-11-03T08:00:01Z","type":"submit"` + naming(customer, reference, gelato) +
		`,"stages":{"original":{"contentType":"application/json","body":"` + strings.ReplaceAll(body, `"`, `\"`) + `"},"template":null,"final":{"body":"{}"},"response":{"status":200,"body":"{}"}}}`
}

func heard(id, customer, reference, gelato, payload string) string {
	return `{"id":"` + id + `","occurredAt":"2026-11-03T09:30:00Z","updatedAt":"2026-11-03T09:30:00Z","direction":"to_customer","event":"order_shipped","status":"shipped"` +
		naming(customer, reference, gelato) + `,"payload":` + payload + `,"delivery":{"target":"https://a.example","attempts":[{"n":1,"at":"2026-11-03T09:30:01Z","status":200}]}}`
}

func naming(customer, reference, gelato string) string {
	var out string
	for name, value := range map[string]string{"orderReferenceId": reference, "orderId": gelato} {
		if value != "" {
			out += `,"` + name + `":"` + value + `"`
		}
	}
	if customer != "" {
		out += `,"customer":{"name":"` + customer + `"}`
	}
	return out
}

func idsOf(o trail.Order) []string {
	ids := []string{}
	for _, e := range o.Events {
		ids = append(ids, e.ID)
	}
	slices.Sort(ids)
	return ids
}

func TestAnOrderIsFoundByAnythingItsRecordsSay(t *testing.T) {
	tr := holding(t,
		asked("r1", "Acme", "NL-1", "g-1", `{"email":"ada@shop.example","items":[{"itemReferenceId":"NL-1-A"}]}`),
		heard("p1", "Acme", "NL-1", "g-1", `{"shipment":{"tracking":{"code":"UA550912384SE"}}}`),
		asked("r2", "Acme", "NL-2", "g-2", `{"email":"bo@shop.example"}`),
		asked("r3", "Acme", "NL-3", "g-3", `{"email":"bo@shop.example"}`))
	for _, text := range []string{"NL-1", " nl-1 ", "g-1", "NL-1-A", "ua550912384se", "ada@shop.example"} {
		o, err := tr.Order(t.Context(), text, "")
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if d := cmp.Diff([]string{"p1", "r1"}, idsOf(o)); d != "" || o.Reference != "NL-1" {
			t.Errorf("%s finds %s: %s", text, o.Reference, d)
		}
	}
	if _, err := tr.Order(t.Context(), "nobody@shop.example", ""); !fault.Is(err, fault.NotFound) {
		t.Errorf("what stands nowhere: %v", err)
	}
	_, err := tr.Order(t.Context(), "bo@shop.example", "")
	if d := cmp.Diff([]string{"NL-2", "NL-3"}, fault.Of(err).Params["candidates"]); !fault.Is(err, fault.Ambiguous) || d != "" {
		t.Errorf("two orders: %v %s", err, d)
	}
	list, err := tr.Candidates(t.Context(), err)
	if err != nil || len(list) != 2 || list[0].Customer.Name != "Acme" || list[0].Requests != 1 || list[0].Latest[0] != order.Accepted {
		t.Errorf("candidates: %+v %v", list, err)
	}
}

func TestAReferenceOfTestsMergesNoCustomers(t *testing.T) {
	tr := holding(t, asked("r1", "Acme", "123", "123", `{}`), asked("r2", "Beta", "123", "123", `{}`), heard("p1", "", "", "123", `{}`), heard("p2", "Beta", "123", "123", `{}`))
	_, err := tr.Order(t.Context(), "123", "")
	if d := cmp.Diff([]string{"Acme", "Beta"}, fault.Of(err).Params["candidates"]); !fault.Is(err, fault.Ambiguous) || d != "" {
		t.Fatalf("two customers: %v %s", err, d)
	}
	list, err := tr.Candidates(t.Context(), err)
	if err != nil || len(list) != 2 {
		t.Fatalf("candidates: %+v %v", list, err)
	}
	for customer, want := range map[string][]string{"Acme": {"r1"}, "Beta": {"p2", "r2"}} {
		o, err := tr.Order(t.Context(), "123", customer)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, idsOf(o)); d != "" {
			t.Errorf("%s has (-wanted +told): %s", customer, d)
		}
	}
}

func TestAJoinCanBeCut(t *testing.T) {
	tr := holding(t, asked("r1", "Acme", "NL-1", "g-1", `{}`), heard("p1", "Acme", "OTHER", "g-1", `{}`))
	o, err := tr.Order(t.Context(), "NL-1", "")
	if err != nil {
		t.Fatal(err)
	}
	want := []story.Join{{Key: "reference:other", Why: story.ResponseAndNews, Value: "other", IDs: []string{"p1"}, Rests: []string{"r1", "p1"}}}
	if d := cmp.Diff(want, o.Joins); d != "" {
		t.Fatal(d)
	}
	for _, cut := range []bool{true, false} {
		if err := tr.Cut("NL-1", "Acme", "reference:other", cut); err != nil {
			t.Fatal(err)
		}
		o, err := tr.Order(t.Context(), "nl-1", "")
		if err != nil {
			t.Fatal(err)
		}
		if got := len(o.Events); got != map[bool]int{true: 1, false: 2}[cut] || len(o.Postbacks) != got-1 || o.Joins[0].Cut != cut {
			t.Errorf("cut %t: %d events, %+v", cut, got, o.Joins)
		}
	}
}

// TestEveryStoryIsTold tells the stories of the made-up history: every one has words for its headline that rest on a
// record, and no event of one is another's.
func TestEveryStoryIsTold(t *testing.T) {
	const now order.Millis = 1_795_000_000_000
	tr, stories := staged(t, *told, now)
	w := map[string]func(trail.Order) string{}
	for _, lang := range []string{"en", "sv"} {
		words := story.Words(lang, time.UTC)
		w[lang] = func(o trail.Order) string { return words.Say(o.Headline.Title) + "|" + o.Headline.Said(words) }
	}
	seen := map[string]bool{}
	for _, s := range stories {
		if seen[s.Order] {
			continue
		}
		seen[s.Order] = true
		o, err := tr.Order(t.Context(), s.Order, "")
		if s.Verdict == "NOT_RECEIVED" && fault.Is(err, fault.NotFound) {
			continue
		}
		if err != nil {
			t.Fatalf("%s: %v", s.Order, err)
		}
		if len(o.Events) != len(o.Requests)+len(o.Postbacks) || !slices.IsSortedFunc(o.Events, func(a, b story.Event) int { return int(a.At - b.At) }) {
			t.Errorf("%s: %d events of %d requests and %d postbacks", s.Order, len(o.Events), len(o.Requests), len(o.Postbacks))
		}
		for lang, said := range w {
			if text := said(o); strings.Contains(text, "headline.") || strings.Contains(text, "<no value>") || strings.HasPrefix(text, "|") {
				t.Errorf("%s %s: %s", s.Order, lang, text)
			}
		}
		for _, p := range o.Headline.On {
			if !slices.Contains(idsOf(o), p.ID) {
				t.Errorf("%s rests on %s, which is not in its story", s.Order, p.ID)
			}
		}
		if s.Scenario == "shipping_notice" && s.Verdict == "SEND_FAILED" && string(o.Headline.Verdict) != s.Verdict {
			t.Errorf("%s is headed %s, want %s", s.Order, o.Headline.Verdict, s.Verdict)
		}
	}
}

func TestAScreenIsToldTheStoryInItsLanguageAndZone(t *testing.T) {
	tr := sampled(t)
	for zone, clock := range map[string]string{"Europe/Stockholm": "11:00", "UTC": "10:00", "no zone at all": ":00"} {
		p, err := tr.OrderPage(t.Context(), trail.OrderQuestion{Text: "nl-10252", Language: "sv", Zone: zone})
		if err != nil || !strings.Contains(p.Says, clock) || p.Title != "Den avbröts" || p.Tag != "Avbruten" || len(p.Events) != 3 {
			t.Errorf("%s: %q %q %v", zone, p.Title, p.Says, err)
		}
	}
}

func TestAScreenIsToldWhichOrdersFit(t *testing.T) {
	tr := holding(t, asked("r1", "Acme", "NL-1", "g-1", `{}`), asked("r2", "Beta", "NL-1", "g-2", `{}`))
	p, err := tr.OrderPage(t.Context(), trail.OrderQuestion{Text: "NL-1"})
	if err != nil || len(p.Candidates) != 2 || len(p.Events) != 0 {
		t.Fatalf("two orders: %+v %v", p, err)
	}
	p, err = tr.OrderPage(t.Context(), trail.OrderQuestion{Text: "NL-1", Customer: "Beta"})
	if err != nil || p.Customer.Name != "Beta" || len(p.Events) != 1 {
		t.Errorf("the one that was chosen: %+v %v", p, err)
	}
}

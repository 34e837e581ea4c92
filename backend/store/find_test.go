package store

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/order"
	"ordertrail/backend/search"
)

// searched gives the ids that a search finds, newest first, and whether it looked everywhere.
func searched(t *testing.T, s *Store, text string, o FindOptions) ([]string, Found) {
	t.Helper()
	q, problems := search.Parse(text)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	o.Now = testClock
	found, err := s.Find(t.Context(), q, o)
	if err != nil {
		t.Fatal(err)
	}
	ids := []string{}
	for _, h := range found.Hits {
		ids = append(ids, h.ID)
	}
	return ids, found
}

// told is a history with one thing of each kind to look for.
func told(t *testing.T) *Store {
	t.Helper()
	s, h := openInside(t, t.TempDir())
	request := &order.Request{
		ID: "11111111-2222-4333-8444-555555555555", ReceivedAt: testClock - 5000, UpdatedAt: 1, Type: order.Submit,
		OrderReferenceID: "NK-109994", OrderID: "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee", Customer: &order.Party{ID: "c9", Name: "Bokslukaren Förlag"},
		Stages: order.Stages{
			Template: &order.Template{Lookups: []order.Lookup{{Field: "sku", Key: "POSTER-50X70", Hit: true}}},
			Final: &order.Message{ContentType: "application/json", Body: []byte(
				`{"shippingAddress":{"firstName":"Åsa","lastName":"Öberg","email":"asa.oberg@kund.example","city":"Ängelholm"},` +
					`"items":[{"itemReferenceId":"NK-109994-1","files":[{"url":"https://art.example/4sf0jgs-back.pdf"}]}],"inner":"blått omslag"}`)},
			Response: &order.Response{Status: new(422), Message: order.Message{Body: []byte(`{"code":"ADDRESS_TOO_LONG","message":"Adressen är för lång"}`)}},
		},
	}
	postback := &order.Postback{
		ID: "pb-1", OccurredAt: testClock - 1000, UpdatedAt: 1, Event: "order_shipped", Direction: order.ToCustomer, OrderReferenceID: "NK-109994",
		Customer: &order.Party{ID: "c9"}, Payload: []byte(`{"shipment":{"tracking":{"code":"PN0000097331SE"}}}`),
	}
	stray := &order.Postback{ID: "pb-2", OccurredAt: testClock - 900, UpdatedAt: 1, Event: "order_failed", Payload: []byte(`{"trackingCode":"XX-STRAY"}`)}
	batches := []order.Batch{
		{List: order.Requests, Requests: append(random(300, 41), request)},
		{List: order.Postbacks, Postbacks: append(news(300, 42), postback, stray)},
	}
	for _, b := range batches {
		if _, err := h.Save(t.Context(), b); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func TestSearchFindsOrdersByAllThatIsKnownOfThem(t *testing.T) {
	s := told(t)
	const request = "11111111-2222-4333-8444-555555555555"
	cases := map[string]struct {
		text string
		want []string
	}{
		"a reference":                        {"NK-109994", []string{"pb-1", request}},
		"the beginning of one":               {"nk-1099", []string{"pb-1", request}},
		"an id":                              {request, []string{request}},
		"Gelato's id":                        {"AAAAAAAA-bbbb-4ccc-8ddd-eeeeeeeeeeee", []string{request}},
		"an e-mail address":                  {"email:Asa.Oberg@kund.example", []string{request}},
		"the beginning of an e-mail address": {"asa.oberg@", []string{request}},
		"an article":                         {"sku:poster-50x70", []string{request}},
		"an item":                            {"item:nk-109994-1", []string{request}},
		"a parcel":                           {"PN0000097331SE", []string{"pb-1"}},
		"a parcel of no order":               {"tracking:xx-stray", []string{"pb-2"}},
		"an error code":                      {"error:ADDRESS_TOO_LONG", []string{request}},
		"a file":                             {"file:4sf0jgs-back.pdf", []string{request}},
		"a name":                             {"öberg", []string{request}},
		"an error message":                   {"adressen lång", []string{request}},
		"any other text":                     {"blått", []string{request}},
		"a customer":                         {`customer:"bokslukaren förlag" kind:shipping`, []string{"pb-1"}},
		"an outcome":                         {"outcome:rejected öberg", []string{request}},
		"a status":                           {"status:422", []string{request}},
		"what is not there":                  {"nobody-wrote-this", []string{}},
		"a name with another outcome":        {"outcome:accepted öberg", []string{}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got, found := searched(t, s, c.text, FindOptions{})
			if d := cmp.Diff(c.want, got); d != "" || !found.Complete {
				t.Errorf("%s complete %v", d, found.Complete)
			}
		})
	}
}

func TestAHitSaysWhereItsTextStands(t *testing.T) {
	s := told(t)
	for text, want := range map[string]Hit{
		"blått":    {Where: order.AtFinal, Snippet: `.example/4sf0jgs-back.pdf"}]}],"inner":"blått omslag"}`},
		"too_long": {Where: order.AtResponse},
		"97331":    {Where: order.AtPayload},
	} {
		_, found := searched(t, s, text, FindOptions{})
		if len(found.Hits) != 1 || found.Hits[0].Where != want.Where || want.Snippet != "" && found.Hits[0].Snippet != want.Snippet {
			t.Errorf("%q: %+v", text, found.Hits)
		}
	}
}

func TestOfManyOrdersThatBeginAlikeTheNewestAreFound(t *testing.T) {
	s, h := openInside(t, t.TempDir())
	var all []*order.Request
	for i := range 40 {
		r := canaryRequest(i, 0)
		r.ReceivedAt = testClock - order.Millis(i)*60_000
		r.OrderReferenceID = fmt.Sprintf("PX-%d", 1000+(i*7)%40)
		r.Stages.Final = &order.Message{ContentType: "application/json", Body: fmt.Appendf(nil, `{"email":"anna%d@kund.example"}`, 1000+(i*11)%40)}
		all = append(all, r)
	}
	if _, err := h.Save(t.Context(), order.Batch{List: order.Requests, Requests: all}); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"PX-10", "ref:PX-10", "anna10", "email:anna10"} {
		ids, _ := searched(t, s, text, FindOptions{Limit: 5})
		var want []string
		for _, r := range all[:5] {
			want = append(want, r.ID)
		}
		if d := cmp.Diff(want, ids); d != "" {
			t.Errorf("%s: %s", text, d)
		}
	}
}

func TestASearchThatDidNotLookEverywhereSaysSo(t *testing.T) {
	s := told(t)
	_, found := searched(t, s, "nobody-wrote-this", FindOptions{Budget: time.Nanosecond})
	if found.Complete || found.Down == 0 {
		t.Errorf("out of time: complete %v, down to %d", found.Complete, found.Down)
	}
	if _, found = searched(t, s, "malmö", FindOptions{Limit: 3}); found.Complete || len(found.Hits) != 3 {
		t.Errorf("too many: complete %v, %d hits", found.Complete, len(found.Hits))
	}
	old := order.Window{From: 1, To: 1000}
	if ids, found := searched(t, s, "malmö", FindOptions{Window: old}); !found.Complete || len(ids) > 0 {
		t.Errorf("in another time: %v, complete %v", ids, found.Complete)
	}
	if ids, _ := searched(t, s, "öberg", FindOptions{Window: old}); len(ids) > 0 {
		t.Errorf("a word of another time: %v", ids)
	}
	for text, want := range map[string]int{"XX-STRAY": 1, "ADDRESS_TOO_LONG": 0} {
		if ids, found := searched(t, s, text, FindOptions{Unnamed: true}); !found.Complete || len(ids) != want {
			t.Errorf("%s in records that name no order: %v, complete %v", text, ids, found.Complete)
		}
	}
}

func TestASearchCanBeStopped(t *testing.T) {
	s := told(t)
	ctx, stop := context.WithCancel(t.Context())
	q, _ := search.Parse("nobody-wrote-this")
	_, err := s.Find(ctx, q, FindOptions{Now: testClock, Looked: func(order.Millis, int) { stop() }})
	if err == nil {
		t.Error("it went on")
	}
	if ids, _ := searched(t, s, "öberg", FindOptions{}); len(ids) != 1 {
		t.Errorf("the next search: %v", ids)
	}
}

func TestHitsAreToldAsTheyCome(t *testing.T) {
	s := told(t)
	var heard []string
	ids, _ := searched(t, s, "malmö", FindOptions{Limit: 1000, Each: func(h Hit) { heard = append(heard, h.ID) }})
	if len(heard) != len(ids) || len(ids) < 200 {
		t.Errorf("%d heard, %d found", len(heard), len(ids))
	}
	seen := map[string]bool{}
	for _, id := range heard {
		if seen[id] {
			t.Error(fmt.Sprint(id, " came twice"))
		}
		seen[id] = true
	}
}

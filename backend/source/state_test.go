package source_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/source"
)

// stateServer answers as Gelato does, and notes what it was asked.
func stateServer(t *testing.T, answer string, status int) (url string, asked *[]string) {
	t.Helper()
	asked = &[]string{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		*asked = append(*asked, r.Method+" "+r.URL.RequestURI()+" "+r.Header.Get("X-API-KEY"))
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = w.Write([]byte(answer))
	}))
	t.Cleanup(server.Close)
	return server.URL, asked
}

func TestTheStateOfAnOrderIsAskedForByGetAlone(t *testing.T) {
	url, asked := stateServer(t, `{"id":"g-1","orderReferenceId":"NL-1","fulfillmentStatus":"shipped","financialStatus":"paid","updatedAt":"2026-11-06T07:00:00.000Z",
		"items":[{"fulfillments":[{"trackingCode":"T1","trackingUrl":"https://t.example/T1","shipmentMethodName":"Normal"}]}]}`, 200)
	got, err := source.AskState(t.Context(), source.StatePlace{URL: url + "/v4/orders/{id}", Key: "a:b"}, "g-1")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"GET /v4/orders/g-1 a:b"}, *asked); diff != "" {
		t.Errorf("asked (-want +got):\n%s", diff)
	}
	if !strings.Contains(got.Body, "\n  \"fulfillmentStatus\": \"shipped\"") {
		t.Errorf("the answer as shown: %s", got.Body)
	}
	at, _ := order.ParseMillis("2026-11-06T07:00:00.000Z")
	want := source.OrderState{Host: strings.TrimPrefix(url, "http://"), OrderID: "g-1", Reference: "NL-1", Status: "shipped", Payment: "paid", UpdatedAt: at,
		Parcels: []source.StateParcel{{Code: "T1", URL: "https://t.example/T1", Method: "Normal"}}, Body: got.Body}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("state (-want +got):\n%s", diff)
	}
}

func TestAStateInAnUnknownShapeIsShownAsItCame(t *testing.T) {
	url, _ := stateServer(t, `{"order":{"status":"printed","items":"none"},"x":12345678901234567890}`, 200)
	got, err := source.AskState(t.Context(), source.StatePlace{URL: url + "/{id}"}, "g")
	if err != nil || got.Status != "printed" || !strings.Contains(got.Body, "12345678901234567890") {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestWhatAStateAnswersInPlaceOfAnOrderIsSaid(t *testing.T) {
	for name, c := range map[string]struct {
		answer string
		status int
		code   fault.Code
	}{
		"no such order":  {`{}`, 404, fault.NotFound},
		"a refused key":  {`{}`, 401, fault.Unauthorized},
		"too many calls": {`{}`, 429, fault.RateLimited},
		"no JSON":        {`<html>`, 200, fault.NotAPI},
	} {
		t.Run(name, func(t *testing.T) {
			url, _ := stateServer(t, c.answer, c.status)
			if _, err := source.AskState(t.Context(), source.StatePlace{URL: url + "/o/{id}"}, "g"); !fault.Is(err, c.code) {
				t.Errorf("%v, want %s", err, c.code)
			}
		})
	}
}

func TestAnAddressOrAnIDThatCouldReachElsewhereIsRefused(t *testing.T) {
	for _, address := range []string{"", "https://a.example/orders", "https://a.example/{id}/{id}", "https://a.example/?o={id}", "https://{id}/x",
		"https://a.example/o/{id}?cancel=1", "https://a.example/o/{id}/../cancel", "http://a.example/o/{id}", "https://u:p@a.example/{id}", "https://a.example/o-{id}"} {
		if err := source.CheckStateURL(address); !fault.Is(err, fault.Invalid) {
			t.Errorf("%q: %v", address, err)
		}
	}
	for _, address := range []string{"https://order.gelatoapis.com/v4/orders/{id}", "https://api.partner-connect.io/api/p/{id}", "http://127.0.0.1:1/o/{id}/state"} {
		if err := source.CheckStateURL(address); err != nil {
			t.Errorf("%q: %v", address, err)
		}
	}
	url, asked := stateServer(t, `{}`, 200)
	for _, id := range []string{"", "..", "a/cancel", "a?x", "a#x", `a\b`, "a b", "%2e%2e", "å"} {
		if _, err := source.AskState(t.Context(), source.StatePlace{URL: url + "/{id}"}, id); !fault.Is(err, fault.Invalid) {
			t.Errorf("the id %q: %v", id, err)
		}
	}
	if len(*asked) != 0 {
		t.Errorf("asked %v", *asked)
	}
}

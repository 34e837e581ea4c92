package trail_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/zalando/go-keyring"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/trail"
)

func TestTheStateOfAnOrderIsAskedForAndStoredNowhere(t *testing.T) {
	keyring.MockInit()
	asked := []string{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.Method+" "+r.URL.Path+" "+r.Header.Get("X-API-KEY"))
		_, _ = w.Write([]byte(`{"fulfillmentStatus":"printed"}`))
	}))
	t.Cleanup(server.Close)
	dir := t.TempDir()
	tr := open(t, dir)
	if _, err := tr.AskState(t.Context(), trail.OrdersV4, "g-1"); fault.Of(err).About != "state_unset" {
		t.Errorf("before it is set up: %v", err)
	}
	place := trail.StateSource{From: trail.OrdersV4, URL: server.URL + "/v4/orders/{id}"}
	if err := tr.KeepStateSource(t.Context(), place, "k:s"); err != nil {
		t.Fatal(err)
	}
	again := open(t, dir) // after a restart
	got, err := again.AskState(t.Context(), trail.OrdersV4, "g-1")
	if err != nil || got.State.Status != "printed" || got.From != trail.OrdersV4 || got.At == 0 {
		t.Fatalf("%+v, %v", got, err)
	}
	elsewhere := trail.StateSource{From: trail.OrdersV4, URL: server.URL + "/other/{id}"}
	if err := again.KeepStateSource(t.Context(), elsewhere, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := again.AskState(t.Context(), trail.OrdersV4, "g-1"); err != nil {
		t.Fatal(err)
	}
	if want := []string{"GET /v4/orders/g-1 k:s", "GET /other/g-1 "}; !slices.Equal(asked, want) {
		t.Errorf("asked %q, want %q: a key goes to the address that it was given for", asked, want)
	}
	page, err := again.Requests(t.Context(), order.RequestFilter{})
	if sources, _ := again.Sources(t.Context()); err != nil || page.Total != 0 || len(sources) != 0 {
		t.Errorf("stored %d records of %+v, %v", page.Total, sources, err)
	}
	for name, text := range written(t, dir) {
		if strings.Contains(text, "k:s") || strings.Contains(text, "printed") {
			t.Errorf("%s holds the key or the answer", name)
		}
	}
}

// A connector for all customers asks whose order it is (domain.md, C4).
func TestTheOrderManagementAPIIsToldWhoseOrderItIs(t *testing.T) {
	keyring.MockInit()
	asked := []string{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, strings.Join(r.Header.Values("Customer-Reference-ID"), ","))
		_, _ = w.Write([]byte(`{"status":"printed"}`))
	}))
	t.Cleanup(server.Close)
	tr := open(t, t.TempDir())
	record := `{"id":"r1","receivedAt":"2026-11-02T08:00:00Z","updatedAt":"2026-11-02T08:00:00Z","type":"submit","orderReferenceId":"W-1","orderId":"g-1",` +
		`"customer":{"id":"c1","name":"Nordlys","referenceId":"nordlys"},"stages":{}}`
	input := trail.Input{Name: "r.ndjson", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(record)), nil }}
	if _, err := tr.Import(t.Context(), []trail.Input{input}, ""); err != nil {
		t.Fatal(err)
	}
	for _, from := range trail.AllStatesFrom {
		if err := tr.KeepStateSource(t.Context(), trail.StateSource{From: from, URL: server.URL + "/" + string(from) + "/{id}"}, ""); err != nil {
			t.Fatal(err)
		}
	}
	for _, ask := range []struct {
		from trail.StateFrom
		id   string
	}{{trail.OrderManagement, "g-1"}, {trail.OrderManagement, "g-2"}, {trail.OrdersV4, "g-1"}} {
		if _, err := tr.AskState(t.Context(), ask.from, ask.id); err != nil {
			t.Fatal(err)
		}
	}
	if want := []string{"nordlys", "", ""}; !slices.Equal(asked, want) {
		t.Errorf("asked for %q, want %q", asked, want)
	}
}

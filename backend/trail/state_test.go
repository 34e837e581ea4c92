package trail_test

import (
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

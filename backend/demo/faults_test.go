package demo_test

import (
	"io"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/demo"
	"ordertrail/backend/order"
)

func TestFaultsAreReadOrRefused(t *testing.T) {
	got, err := demo.ParseFaults("429:0.05, 403:postbacks,slow:200ms:0.5,reset,")
	if err != nil {
		t.Fatal(err)
	}
	want := []demo.Fault{{Kind: "429", Rate: .05}, {Kind: "403", Rate: 1, List: order.Postbacks}, {Kind: "slow", Rate: .5, Delay: 200 * time.Millisecond}, {Kind: "reset", Rate: 1}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, bad := range []string{"418", "429:2", "429:-1", "503:orders", "503:200ms", "slow:-1s", "x"} {
		if _, err := demo.ParseFaults(bad); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
}

// calls makes calls and notes how each went: its status, or 0 for a broken connection.
func (f *feedUnderTest) calls(n int, path string) (out []int) {
	for range n {
		r, err := http.NewRequest(http.MethodGet, f.server.URL+path, nil)
		if err != nil {
			f.Fatal(err)
		}
		r.Header.Set("X-API-KEY", "demo:demo")
		answer, err := f.server.Client().Transport.RoundTrip(r)
		if err != nil {
			out = append(out, 0)
			continue
		}
		if _, err = io.Copy(io.Discard, answer.Body); err != nil {
			answer.StatusCode = 1
		}
		_ = answer.Body.Close()
		out = append(out, answer.StatusCode)
	}
	return out
}

func TestFaultsComeAtTheirRateAndTheSameEachTime(t *testing.T) {
	faults, err := demo.ParseFaults("429:0.1,503:0.1,403:postbacks")
	if err != nil {
		t.Fatal(err)
	}
	first := serve(t, 20, demo.ServerOptions{Faults: faults}).calls(200, "/v1/requests?limit=1")
	second := serve(t, 20, demo.ServerOptions{Faults: faults}).calls(200, "/v1/requests?limit=1")
	if diff := cmp.Diff(first, second); diff != "" {
		t.Error(diff)
	}
	count := map[int]int{}
	for _, status := range first {
		count[status]++
	}
	if count[429] < 8 || count[503] < 8 || count[429]+count[503]+count[200] != 200 {
		t.Errorf("%v", count)
	}
	for _, status := range serve(t, 20, demo.ServerOptions{Faults: faults}).calls(20, "/v1/postbacks?limit=1") {
		if status == 200 {
			t.Error("postbacks were given out")
		}
	}
}

func TestEachFaultDoesWhatItSays(t *testing.T) {
	for name, want := range map[string]int{"401": 401, "403": 403, "500": 500, "reset": 0, "cut": 1, "login": 200, "redirect": 302} {
		faults, err := demo.ParseFaults(name)
		if err != nil {
			t.Fatal(err)
		}
		f := serve(t, 20, demo.ServerOptions{Faults: faults})
		if got := f.calls(3, "/v1/requests"); !slices.Equal(got, []int{want, want, want}) {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestBusyAnswersSayWhenToComeBack(t *testing.T) {
	faults := []demo.Fault{{Kind: "429", Rate: 1}}
	f := serve(t, 20, demo.ServerOptions{Faults: faults})
	seconds, dates := 0, 0
	for range 12 {
		answer := f.get("/v1/requests")
		f.refused("429", answer, 429)
		if _, err := http.ParseTime(answer.Header.Get("Retry-After")); err == nil {
			dates++
		} else if len(answer.Header.Get("Retry-After")) == 1 {
			seconds++
		}
	}
	if dates == 0 || seconds == 0 || dates+seconds != 12 {
		t.Errorf("%d dates and %d seconds", dates, seconds)
	}
}

func TestOldCursorsCanBeRefusedOnDemand(t *testing.T) {
	f := serve(t, 100, demo.ServerOptions{Faults: []demo.Fault{{Kind: "410", Rate: 1}}})
	p := f.page(order.Requests, ask("limit", 10))
	f.refused("410", f.get("/v1/requests?"+ask("limit", 10, "cursor", p.next).Encode()), 410)
}

package trail_test

import (
	"context"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/trail"
)

// looked follows a search to its end.
func looked(t *testing.T, h *trail.Trail, q trail.LookQuery) trail.Looking {
	t.Helper()
	id, err := h.Look(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for {
		s, err := h.LookOn(t.Context(), id, seen)
		if err != nil {
			t.Fatal(err)
		}
		if seen = len(s.Hits); !s.Running {
			return s
		}
	}
}

func TestASearchOfTheScreensTellsWhatEachHitIsAndWhetherItLookedEverywhere(t *testing.T) {
	h := searched(t)
	s := looked(t, h, trail.LookQuery{Text: "needle-in-a-body"})
	want := []trail.LookHit{{
		ID: "r-1", List: order.Requests, Where: "original", Snippet: `{"note":"needle-in-a-body"}`, At: 5_000, OrderReferenceID: "REF-1",
		Customer: "Åkes Kort", Outcome: order.Undecided, Severity: order.SeverityInfo,
	}}
	if d := cmp.Diff(want, s.Hits); d != "" || !s.Complete || s.Full {
		t.Errorf("complete %v, full %v: %s", s.Complete, s.Full, d)
	}
	if s := looked(t, h, trail.LookQuery{Text: "customer:\"Åkes Kort\"", Limit: 1}); len(s.Hits) != 1 || s.Complete || !s.Full {
		t.Errorf("with as many as wanted it is %+v", s)
	}
	if _, err := h.Look(t.Context(), trail.LookQuery{Text: "kind:parcels"}); !fault.Is(err, fault.Invalid) {
		t.Errorf("bad syntax: %v", err)
	}
}

func TestASearchThatIsStoppedKeepsWhatItFoundAndClaimsNoMore(t *testing.T) {
	h := searched(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	id, err := h.Look(ctx, trail.LookQuery{Text: "needle-in-a-body"})
	if err != nil {
		t.Fatal(err)
	}
	for running := true; running; {
		s, err := h.LookOn(t.Context(), id, 0)
		if err != nil {
			t.Fatal(err)
		}
		if running = s.Running; !running && s.Complete {
			t.Error("it claims to have looked everywhere")
		}
	}
	h.StopLooking(id)
	if _, err := h.LookOn(t.Context(), id+1, 0); !fault.Is(err, fault.Cancelled) {
		t.Errorf("a search that never was: %v", err)
	}
}

// searched is a history of three requests.
func searched(t *testing.T) *trail.Trail {
	t.Helper()
	h, err := trail.Open(t.Context(), trail.Options{Dir: t.TempDir(), Now: func() order.Millis { return 10_000_000 }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.Close() })
	const file = `{"id":"r-1","receivedAt":"1970-01-01T00:00:05Z","updatedAt":"1970-01-01T00:00:05Z","type":"submit","orderReferenceId":"REF-1","customer":{"name":"Åkes Kort"},"stages":{"original":{"contentType":"application/json","body":"{\"note\":\"needle-in-a-body\"}"}}}
{"id":"r-2","receivedAt":"1970-01-01T00:00:06Z","updatedAt":"1970-01-01T00:00:06Z","type":"submit","orderReferenceId":"REF-2","customer":{"name":"Åkes Kort"},"stages":{"original":{"body":"hay"}}}
{"id":"r-3","receivedAt":"1970-01-01T00:00:07Z","updatedAt":"1970-01-01T00:00:07Z","type":"submit","orderReferenceId":"REF-3","stages":{"original":{"body":"hay"}}}
`
	input := trail.Input{Name: "three.ndjson", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(file)), nil }}
	if _, err := h.Import(t.Context(), []trail.Input{input}, ""); err != nil {
		t.Fatal(err)
	}
	return h
}

func TestTheSearchBoxKnowsWhereItsPartsAndItsMistakesStand(t *testing.T) {
	u := trail.Understand(`å😀 -kind:shipping status>=x "två ord"`, "en")
	want := []trail.QueryPart{
		{From: 0, To: 3, Values: []string{"å😀"}},
		{From: 4, To: 18, Key: "kind", Values: []string{"shipping"}, Not: true},
		{From: 29, To: 38, Values: []string{"två ord"}},
	}
	if d := cmp.Diff(want, u.Parts); d != "" {
		t.Error(d)
	}
	if len(u.Problems) != 1 || u.Problems[0].From != 19 || u.Problems[0].To != 28 || u.Problems[0].Hint == "" {
		t.Errorf("problems: %+v", u.Problems)
	}
}

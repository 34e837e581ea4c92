package store

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/order"
)

func idsOf(rows []order.RequestRow) []string {
	ids := []string{}
	for _, r := range rows {
		ids = append(ids, r.ID)
	}
	return ids
}

func TestAListIsReadFromAnyMomentBothWaysWithoutLossOrRepetition(t *testing.T) {
	s, h := openInside(t, t.TempDir())
	all, r := random(500, 41), rand.New(rand.NewPCG(41, 2))
	if _, err := h.Save(t.Context(), order.Batch{List: order.Requests, Requests: all}); err != nil {
		t.Fatal(err)
	}
	for n := range 40 {
		at := all[r.IntN(len(all))].ReceivedAt + order.Millis(r.IntN(3)-1)
		f := order.RequestFilter{
			Outcomes: pick(r, order.AllOutcomes...), Customers: pick(r, "c0", "c1"), Near: at, Limit: 1 + r.IntN(60),
		}
		if n%8 == 0 {
			f.Search = "status>=400" // looked for in the records themselves
		}
		whole := read(t, s, order.RequestFilter{Outcomes: f.Outcomes, Customers: f.Customers, Search: f.Search})
		first, err := s.Requests(t.Context(), f, testClock)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range first.Requests {
			if row.ReceivedAt > at {
				t.Fatalf("%+v: %s is after the moment", f, row.ID)
			}
		}
		got := append(above(t, s, f, first.Prev), idsOf(first.Requests)...)
		got = append(got, below(t, s, f, first.Next)...)
		if d := cmp.Diff(whole, got); d != "" {
			t.Fatalf("%+v (-from the newest +from the moment):\n%s", f, d)
		}
		f.Near, f.Before = 0, "1"
		last, err := s.Requests(t.Context(), f, testClock)
		if err != nil || last.Next != "" {
			t.Fatalf("the oldest page: next %q, %v", last.Next, err)
		}
		if want := whole[max(0, len(whole)-f.Limit):]; !slices.Equal(want, idsOf(last.Requests)) {
			t.Fatalf("%+v: the oldest are %v, not %v", f, idsOf(last.Requests), want)
		}
	}
}

// read gives all that a filter leaves, newest first.
func read(t *testing.T, s *Store, f order.RequestFilter) []string {
	t.Helper()
	first, err := s.Requests(t.Context(), f, testClock)
	if err != nil {
		t.Fatal(err)
	}
	return append(idsOf(first.Requests), below(t, s, f, first.Next)...)
}

// below gives what is older than a page.
func below(t *testing.T, s *Store, f order.RequestFilter, next string) []string {
	t.Helper()
	ids := []string{}
	for f.Near, f.Before = 0, ""; next != ""; {
		f.After = next
		page, err := s.Requests(t.Context(), f, testClock)
		if err != nil {
			t.Fatal(err)
		}
		ids, next = append(ids, idsOf(page.Requests)...), page.Next
	}
	return ids
}

// above gives what is newer than a page.
func above(t *testing.T, s *Store, f order.RequestFilter, prev string) []string {
	t.Helper()
	ids := []string{}
	for f.Near, f.After = 0, ""; prev != ""; {
		f.Before = prev
		page, err := s.Requests(t.Context(), f, testClock)
		if err != nil || page.Down != 0 {
			t.Fatalf("a page that is not cut off was looked at down to %v: %v", page.Down, err)
		}
		ids, prev = append(idsOf(page.Requests), ids...), page.Prev
	}
	return ids
}

func TestTheEndsOfAListAreThoseOfItsWindow(t *testing.T) {
	s, h := openInside(t, t.TempDir())
	if oldest, newest, err := s.Ends(t.Context(), order.Requests, order.Window{}); oldest != 0 || newest != 0 || err != nil {
		t.Errorf("of nothing: %d %d %v", oldest, newest, err)
	}
	all := random(50, 42)
	if _, err := h.Save(t.Context(), order.Batch{List: order.Requests, Requests: all}); err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(all, func(a, b *order.Request) int { return int(a.ReceivedAt - b.ReceivedAt) })
	w := order.Window{From: all[10].ReceivedAt, To: all[40].ReceivedAt}
	oldest, newest, err := s.Ends(t.Context(), order.Requests, w)
	if err != nil || oldest != all[10].ReceivedAt || newest != all[39].ReceivedAt {
		t.Errorf("%d to %d (%v), not %d to %d", oldest, newest, err, all[10].ReceivedAt, all[39].ReceivedAt)
	}
}

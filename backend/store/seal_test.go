package store

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
)

// coldHistory is marked, seen from a hundred days later, with all its cold records sealed.
func coldHistory(t *testing.T, dir string, n int) (*Store, *History) {
	t.Helper()
	s, h := marked(t, dir, n)
	s.now = func() order.Millis { return testClock + 100*msPerDay }
	if all, err := s.Seal(t.Context(), 0); err != nil || !all {
		t.Fatalf("not all was sealed: %v", err)
	}
	return s, h
}

func TestSealedRecordsOpenAsTheyCame(t *testing.T) {
	dir := t.TempDir()
	s, h := coldHistory(t, dir, 50)
	if n := query[int](t, s, "SELECT count(*) FROM request_bodies WHERE codec <> 128") + query[int](t, s, "SELECT count(*) FROM postback_bodies WHERE codec <> 128"); n > 0 {
		t.Errorf("%d bodies are not sealed", n)
	}
	checked, err := s.Check(t.Context(), func(int) {})
	if err != nil || len(checked.Bad) > 0 || checked.Records != 200 {
		t.Errorf("%+v, %v", checked, err)
	}
	want := canaryRequest(7, 1)
	rec, err := s.Record(t.Context(), want.ID)
	if d := cmp.Diff(want, rec.Request); err != nil || d != "" {
		t.Errorf("%v %s", err, d)
	}
	// A sealed record that changes is kept as it was before.
	if saved, err := h.Save(t.Context(), order.Batch{List: order.Requests, Requests: []*order.Request{canaryRequest(7, 9)}}); err != nil || saved.Updated != 1 {
		t.Fatalf("%+v, %v", saved, err)
	}
	states, err := s.Former(t.Context(), order.Requests, "a", want.ID)
	if err != nil || len(states) != 2 {
		t.Fatalf("%d former states, %v", len(states), err)
	}
	if d := cmp.Diff(want, states[1].Request); d != "" {
		t.Error(d)
	}
	if ids, found := searched(t, s, "canary7@mail.example", FindOptions{}); len(ids) == 0 || !found.Complete {
		t.Errorf("search finds %v", ids)
	}
}

func TestAnErasedRecordIsNotInItsBlockAnyMore(t *testing.T) {
	dir := t.TempDir()
	s, h := coldHistory(t, dir, 40)
	if _, err := h.Save(t.Context(), order.Batch{List: order.Requests, Requests: []*order.Request{canaryRequest(3, 9)}}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Erase(t.Context(), Erasure{Order: "canary-ref-3"}, func(int) {}); err != nil {
		t.Fatal(err)
	}
	rows, err := s.readers.QueryContext(t.Context(), "SELECT frame FROM blocks")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	blocks := 0
	for rows.Next() {
		var packed []byte
		if err := rows.Scan(&packed); err != nil {
			t.Fatal(err)
		}
		raws, err := s.frames.unpackBlock(packed)
		if err != nil {
			t.Fatal(err)
		}
		blocks++
		for _, raw := range raws {
			for _, id := range []string{"canary-request-3", "canary-postback-3"} {
				var fr frame
				if len(raw) > 0 && s.frames.decode.Unmarshal(raw, &fr) == nil && recordID(&fr) == id {
					t.Errorf("%s is still in a block", id)
				}
			}
		}
	}
	if blocks == 0 {
		t.Error("there are no blocks")
	}
	if _, err := s.Record(t.Context(), "canary-request-4"); err != nil {
		t.Errorf("its neighbour: %v", err)
	}
	if _, err := s.Erase(t.Context(), Erasure{Customer: "canary-customer"}, func(int) {}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Record(t.Context(), "canary-request-4"); !fault.Is(err, fault.NotFound) {
		t.Errorf("after all: %v", err)
	}
	checked, err := s.Check(t.Context(), func(int) {})
	if err != nil || len(checked.Bad) > 0 {
		t.Errorf("%+v, %v", checked, err)
	}
}

func recordID(fr *frame) string {
	if fr.Request != nil {
		return fr.Request.ID
	}
	return fr.Postback.ID
}

func TestOnlyColdRecordsAreSealed(t *testing.T) {
	s, h := openInside(t, t.TempDir())
	list := random(40, 51)
	for i, r := range list {
		r.ReceivedAt = testClock - order.Millis(i)*3*msPerDay
	}
	if _, err := h.Save(t.Context(), order.Batch{List: order.Requests, Requests: list}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Seal(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
	for i, r := range list {
		sealed := query[bool](t, s, "SELECT b.codec = 128 FROM requests t JOIN request_bodies b ON b.id = t.body WHERE t.remote_id = ?", r.ID)
		if sealed != (i > 20) {
			t.Errorf("%s is sealed: %v", fmt.Sprint(i*3, " days"), sealed)
		}
	}
}

// What is sealed leaves no nearly empty pages behind: the file has the room for what comes next.
func TestSealingGivesRoomBackToTheFile(t *testing.T) {
	s, _ := marked(t, t.TempDir(), 100)
	bodies := "SELECT count(*) FROM dbstat WHERE name IN ('request_bodies', 'postback_bodies')"
	before, pages := query[int](t, s, bodies), query[int](t, s, "SELECT page_count FROM pragma_page_count")
	s.now = func() order.Millis { return testClock + 100*msPerDay }
	if _, err := s.Seal(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
	if after := query[int](t, s, bodies); after > before/4 {
		t.Errorf("bodies that are sealed take %d pages, and took %d before", after, before)
	}
	if after := query[int](t, s, "SELECT page_count FROM pragma_page_count"); after > pages {
		t.Errorf("the file grew from %d to %d pages", pages, after)
	}
}

func TestCompactingKeepsEverythingInLessRoom(t *testing.T) {
	dir := t.TempDir()
	s, _ := marked(t, dir, 200)
	s.now = func() order.Millis { return testClock + 100*msPerDay }
	want := derivedRows(t, s)
	before := query[int](t, s, "SELECT page_count FROM pragma_page_count")
	if err := s.Compact(t.Context()); err != nil {
		t.Fatal(err)
	}
	if after := query[int](t, s, "SELECT page_count FROM pragma_page_count"); after >= before {
		t.Errorf("%d pages, %d before", after, before)
	}
	checked, err := s.Check(t.Context(), func(int) {})
	if err != nil || len(checked.Bad) > 0 || checked.Records != 800 {
		t.Errorf("%+v, %v", checked, err)
	}
	if d := cmp.Diff(want, derivedRows(t, s)); d != "" {
		t.Error(d)
	}
}

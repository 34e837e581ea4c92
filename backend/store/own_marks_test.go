package store

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
)

const toldRequest = "11111111-2222-4333-8444-555555555555"

// note notes something of a record.
func note(t *testing.T, s *Store, id string, change func(*order.Mark)) (was, is order.Mark) {
	t.Helper()
	before, after, err := s.ChangeMarks(t.Context(), []string{id}, each(change))
	if err != nil {
		t.Fatal(err)
	}
	return before[0], after[0]
}

// each changes every mark in the same way.
func each(change func(*order.Mark)) func(int, *order.Mark) error {
	return func(_ int, m *order.Mark) error { change(m); return nil }
}

func bookmarked(m *order.Mark) { m.Bookmarked = true }

func wrote(text string) func(*order.Mark) { return func(m *order.Mark) { m.Note = text } }

func TestWhatIsNotedOfARecordStandsInItsRowAndIsFound(t *testing.T) {
	s := told(t)
	note(t, s, toldRequest, bookmarked)
	note(t, s, toldRequest, wrote("Åsa rings back on *Friday*"))
	note(t, s, "pb-2", func(m *order.Mark) { m.Label = order.LabelRed })
	row, _, err := s.RequestRow(t.Context(), toldRequest, testClock)
	if err != nil || !row.Bookmarked || !row.HasNote || row.Label != "" {
		t.Errorf("the row says bookmarked %v, note %v, label %q: %v", row.Bookmarked, row.HasNote, row.Label, err)
	}
	for text, want := range map[string][]string{
		"has:note":                       {toldRequest},
		"has:bookmark":                   {toldRequest},
		"has:label":                      {"pb-2"},
		"has:note,label":                 {"pb-2", toldRequest},
		"label:red":                      {"pb-2"},
		"label:blue":                     {},
		"har:anteckning outcome:pending": {},
		"har:bokmärke kund:c9":           {toldRequest},
		"has:note has:label":             {},
		"asa.oberg rings":                {toldRequest},
		"åsa blue":                       {},
		"friday in:note":                 {toldRequest},
		"friday in:final":                {},
		"has:note blått":                 {toldRequest},
		"has:label -has:label":           {},
	} {
		if got, found := searched(t, s, text, FindOptions{}); !cmp.Equal(got, want) || !found.Complete {
			t.Errorf("%s finds %v of all %v, want %v", text, got, found.Complete, want)
		}
	}
	without := order.RequestFilter{Search: "-has:bookmark", Limit: 1000}
	if page, err := s.Requests(t.Context(), without, testClock); err != nil || len(page.Requests) != 300 {
		t.Errorf("%d are not bookmarked, want 300: %v", len(page.Requests), err)
	}
	page, err := s.Requests(t.Context(), order.RequestFilter{Search: "has:bookmark"}, testClock)
	if err != nil || page.Total != 1 {
		t.Errorf("%d are bookmarked: %v", page.Total, err)
	}
}

func TestMarksAreTheAgentsAndNoRebuildOrChangeOfTheRecordTakesThem(t *testing.T) {
	s, h := openInside(t, t.TempDir())
	r := random(1, 5)[0]
	save := func(h *History, r *order.Request) {
		if _, err := h.Save(t.Context(), order.Batch{List: order.Requests, Requests: []*order.Request{r}}); err != nil {
			t.Fatal(err)
		}
	}
	files, err := s.History(t.Context(), Source{Name: "files", Kind: filesKind})
	if err != nil {
		t.Fatal(err)
	}
	save(files, r)
	_, is := note(t, s, r.ID, wrote("ask the printer"))
	changed := *r
	changed.UpdatedAt += 1000
	save(h, &changed) // the source that can be asked takes the record over
	if err := s.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Mark(t.Context(), r.ID); err != nil || got != is {
		t.Errorf("the mark is %+v: %v", got, err)
	}
	// As by a history that is pruned: the record goes, and what was noted of it stays.
	if _, err := s.writer.conn.ExecContext(t.Context(), "DELETE FROM requests"); err != nil {
		t.Fatal(err)
	}
	all, err := s.Marked(t.Context(), testClock)
	if err != nil || len(all) != 1 || all[0].Held || all[0].Mark != is {
		t.Errorf("all marks: %+v, %v", all, err)
	}
	if was, is := note(t, s, r.ID, func(m *order.Mark) { *m = order.Mark{} }); was.Note == "" || !is.Blank() {
		t.Errorf("it was %+v and is %+v", was, is)
	}
	if _, _, err := s.ChangeMarks(t.Context(), []string{r.ID}, each(bookmarked)); !fault.Is(err, fault.NotFound) {
		t.Errorf("a record that is nowhere was marked: %v", err)
	}
}

func TestMarksOfManyAreChangedTogetherOrNotAtAll(t *testing.T) {
	s, h := openInside(t, t.TempDir())
	list := random(50, 7)
	if _, err := h.Save(t.Context(), order.Batch{List: order.Requests, Requests: list}); err != nil {
		t.Fatal(err)
	}
	ids := make([]string, len(list))
	for i, r := range list {
		ids[i] = r.ID
	}
	if _, _, err := s.ChangeMarks(t.Context(), append(slices.Clone(ids), "nowhere"), each(bookmarked)); !fault.Is(err, fault.NotFound) {
		t.Errorf("one that is nowhere: %v", err)
	}
	if all, err := s.Marked(t.Context(), testClock); err != nil || len(all) != 0 {
		t.Errorf("%d of them are marked all the same: %v", len(all), err)
	}
	was, is, err := s.ChangeMarks(t.Context(), ids, each(bookmarked))
	if err != nil || len(was) != len(ids) || was[49].Bookmarked || !is[49].Bookmarked {
		t.Errorf("%d marks, the last was %+v: %v", len(was), was, err)
	}
	if all, err := s.Marked(t.Context(), testClock); err != nil || len(all) != len(ids) {
		t.Errorf("%d of %d are marked: %v", len(all), len(ids), err)
	}
}

func TestMarksListNamesWhatTheyAreAbout(t *testing.T) {
	s := told(t)
	note(t, s, "pb-1", bookmarked)
	note(t, s, toldRequest, wrote("x"))
	all, err := s.Marked(t.Context(), testClock)
	if err != nil || len(all) != 2 {
		t.Fatalf("%d marks: %v", len(all), err)
	}
	for _, m := range all {
		if !m.Held || m.At == 0 || m.OrderReferenceID != "NK-109994" || m.Customer.ID != "c9" || (m.Outcome == "") == (m.Kind == "") {
			t.Errorf("%+v", m)
		}
	}
}

func TestErasingARecordErasesWhatWasNotedOfIt(t *testing.T) {
	dir := t.TempDir()
	s, _ := marked(t, dir, 20)
	const canary = "canary-note-of-an-agent"
	note(t, s, "canary-request-3", wrote(canary))
	note(t, s, "canary-postback-4", wrote(canary))
	if _, err := s.Erase(t.Context(), Erasure{Customer: "canary-customer"}, func(int) {}); err != nil {
		t.Fatal(err)
	}
	if all, err := s.Marked(t.Context(), testClock); err != nil || len(all) != 0 {
		t.Errorf("marks left: %+v, %v", all, err)
	}
	if _, words := inFiles(t, dir, nil); words > 0 {
		t.Errorf("%d words are left in the files", words)
	}
}

func TestSavedViewsKeepTheirOrderAndTheirNames(t *testing.T) {
	s, _ := openInside(t, t.TempDir())
	save := func(views ...order.View) {
		if err := s.SaveViews(t.Context(), views); err != nil {
			t.Fatal(err)
		}
	}
	failed := order.View{Name: "Failed", List: order.Requests, Query: "outcome=rejected"}
	parcels := order.View{Name: "Parcels", List: order.Postbacks, Query: "kind=shipping"}
	save(parcels, failed)
	parcels.Name, parcels.Query = "parcels", "kind=shipping&from=7d"
	save(parcels)
	if got, err := s.Views(t.Context()); err != nil || !cmp.Equal(got, []order.View{parcels, failed}) {
		t.Errorf("views: %+v, %v", got, err)
	}
	if was, found, err := s.RemoveView(t.Context(), "FAILED"); err != nil || !found || was != failed {
		t.Errorf("removed %+v, %v: %v", was, found, err)
	}
	if _, found, err := s.RemoveView(t.Context(), "Failed"); err != nil || found {
		t.Errorf("removed again: %v, %v", found, err)
	}
}

func TestNothingIsNotedWhereNothingCanBeWritten(t *testing.T) {
	dir := t.TempDir()
	s, h := openInside(t, dir)
	if _, err := h.Save(t.Context(), order.Batch{List: order.Requests, Requests: random(1, 5)}); err != nil {
		t.Fatal(err)
	}
	s.writer.refuses = fault.New(fault.ReadOnly, "store", nil, nil)
	if _, _, err := s.ChangeMarks(t.Context(), []string{random(1, 5)[0].ID}, each(bookmarked)); !fault.Is(err, fault.ReadOnly) {
		t.Errorf("a mark: %v", err)
	}
	if err := s.SaveViews(t.Context(), []order.View{{Name: strings.Repeat("x", 3)}}); !fault.Is(err, fault.ReadOnly) {
		t.Errorf("a view: %v", err)
	}
}

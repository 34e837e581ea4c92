package store

import "testing"

func TestScrubbingChangesNothingThatIsInUse(t *testing.T) {
	s, h := openInside(t, t.TempDir())
	busyHistory(t, h)
	want := derivedRows(t, s)
	if err := s.scrub(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := query[string](t, s, "PRAGMA integrity_check"); got != "ok" {
		t.Errorf("the file is not whole: %s", got)
	}
	checked, err := s.Check(t.Context(), func(int) {})
	if err != nil || len(checked.Bad) > 0 || checked.Records == 0 {
		t.Errorf("%+v, %v", checked, err)
	}
	if err := s.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	got := derivedRows(t, s)
	for name := range want {
		if len(got[name]) != len(want[name]) {
			t.Errorf("%s: %d rows, want %d", name, len(got[name]), len(want[name]))
		}
	}
}

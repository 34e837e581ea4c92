package diagnose_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"ordertrail/backend/diagnose"
)

var update = flag.Bool("update", false, "write the reports as they are now")

// TestGuides holds every case to the verdict that its writer wants, and to the report that was reviewed.
func TestGuides(t *testing.T) {
	files, err := filepath.Glob("testdata/guides/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	cases := map[string]int{}
	for _, path := range files {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(strings.TrimSpace(string(archive.Comment)), func(t *testing.T) {
			want := strings.Fields(part(archive, "want"))
			s := newScene(t, part(archive, "records"))
			if len(s.e.Requests)+len(s.e.Postbacks) == 0 {
				s.e.Reference = "NL-9"
			}
			r := diagnose.Diagnose(diagnose.Scenario(want[0]), s.e)
			cases[want[0]+" "+want[1]]++
			if string(r.Verdict) != want[1] || string(r.Confidence) != want[2] {
				t.Errorf("%s (%s), want %s (%s)", r.Verdict, r.Confidence, want[1], want[2])
			}
			pointersResolve(t, s.e, r)
			compareReport(t, path, archive, written(r))
		})
	}
	for scenario, verdicts := range diagnose.Verdicts {
		for _, v := range verdicts {
			if n := cases[string(scenario)+" "+string(v)]; n < 2 {
				t.Errorf("%s %s has %d cases, not two", scenario, v, n)
			}
		}
	}
}

func part(a *txtar.Archive, name string) string {
	for _, f := range a.Files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	return ""
}

// written is a report as people read it, in two languages.
func written(r *diagnose.Report) string {
	var b strings.Builder
	for _, lang := range []string{"en", "sv"} {
		w := spoken()[lang]
		fmt.Fprintf(&b, "%s\n%s\n", w.Say(r.Conclusion), w.Say(r.Next))
		for _, note := range r.Notes {
			fmt.Fprintf(&b, "! %s\n", w.Say(note))
		}
		for _, s := range r.Steps {
			if s.Answer == diagnose.Skipped {
				continue
			}
			fmt.Fprintf(&b, "%s %s: %s", s.Answer, s.ID, w.Say(s.Says))
			for _, p := range s.Evidence {
				b.WriteString(" → " + p.String())
			}
			b.WriteString("\n")
		}
		b.WriteString("\n")
	}
	return strings.TrimSpace(b.String()) + "\n"
}

func compareReport(t *testing.T, path string, a *txtar.Archive, got string) {
	t.Helper()
	if strings.Contains(got, "<no value>") {
		t.Error("a blank is not filled:\n" + got)
	}
	if !*update {
		if diff := cmp.Diff(part(a, "report"), got); diff != "" {
			t.Error("wanted (-), got (+):\n" + diff)
		}
		return
	}
	kept := a.Files[:0]
	for _, f := range a.Files {
		if f.Name != "report" {
			kept = append(kept, f)
		}
	}
	a.Files = append(kept, txtar.File{Name: "report", Data: []byte(got)})
	if err := os.WriteFile(path, txtar.Format(a), 0o600); err != nil {
		t.Fatal(err)
	}
}

// pointersResolve holds that every sentence rests on a record, a stage and a try that are there.
func pointersResolve(t testing.TB, e diagnose.Evidence, r *diagnose.Report) {
	t.Helper()
	for _, s := range r.Steps {
		absence := r.Verdict == diagnose.NotReceived || r.Verdict == diagnose.NoData && len(e.Requests)+len(e.Postbacks) == 0
		if s.Answer != diagnose.Skipped && len(s.Evidence) == 0 && !absence {
			t.Errorf("%s of %s rests on nothing", s.ID, r.Verdict)
		}
		for _, p := range s.Evidence {
			if !resolved(e, p) {
				t.Errorf("%s of %s rests on what is not there: %s", s.ID, r.Verdict, p)
			}
		}
	}
	for _, h := range r.Course {
		if !resolved(e, h.On) {
			t.Errorf("the course rests on what is not there: %s", h.On)
		}
	}
}

func resolved(e diagnose.Evidence, p diagnose.Pointer) bool {
	for _, r := range e.Requests {
		if r.ID == p.ID {
			have := map[string]bool{"": true, "original": r.Stages.Original != nil, "template": r.Stages.Template != nil,
				"final": r.Stages.Final != nil, "response": r.Stages.Response != nil}
			return have[string(p.Stage)]
		}
	}
	for _, n := range e.Postbacks {
		if n.ID == p.ID {
			return p.Stage == "" && p.Attempt <= n.Tries()
		}
	}
	return false
}

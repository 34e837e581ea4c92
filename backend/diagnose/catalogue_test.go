package diagnose_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/diagnose"
	"ordertrail/backend/order"
)

func texted(t *testing.T, lang string) map[string]any {
	t.Helper()
	read := map[string]any{}
	if _, err := toml.DecodeFile("text/active."+lang+".toml", &read); err != nil {
		t.Fatal(err)
	}
	return read
}

func TestEveryTextIsInEveryLanguageWithTheSameBlanks(t *testing.T) {
	english := texted(t, "en")
	for _, lang := range diagnose.Languages() {
		other := texted(t, lang)
		if diff := cmp.Diff(slices.Sorted(maps.Keys(english)), slices.Sorted(maps.Keys(other))); diff != "" {
			t.Errorf("English (-) and %s (+) differ:\n%s", lang, diff)
		}
		for id, text := range other {
			if diff := cmp.Diff(blanks(english[id]), blanks(text)); diff != "" {
				t.Errorf("%s: %s fills other blanks: %s", lang, id, diff)
			}
		}
	}
}

// blanks are the names that a text, in all its forms, fills in.
func blanks(text any) []string {
	forms := []string{}
	switch v := text.(type) {
	case string:
		forms = append(forms, v)
	case map[string]any:
		for _, form := range v {
			forms = append(forms, form.(string))
		}
	}
	names := map[string]bool{}
	for _, form := range forms {
		for _, part := range strings.Split(form, "{{")[1:] {
			name, _, _ := strings.Cut(part, "}}")
			names[name] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}

func TestEveryVerdictAndEveryClosedSetHasItsWords(t *testing.T) {
	texts := texted(t, "en")
	wants := func(id string) {
		if _, ok := texts[id]; !ok {
			t.Errorf("%s has no text", id)
		}
	}
	for scenario, verdicts := range diagnose.Verdicts {
		wants("scenario." + string(scenario))
		for _, v := range verdicts {
			wants("verdict." + string(v))
			wants("next." + string(v))
		}
	}
	for _, o := range order.AllOutcomes {
		wants("outcome." + string(o))
	}
	for _, c := range diagnose.AllConfidences {
		wants("confidence." + string(c))
	}
	for _, f := range diagnose.Fields() {
		wants("field." + string(f))
	}
}

// TestNoTextIsMissingOrUnused reads the source: a text is used when its name, or what comes after its first dot, is
// written there.
func TestNoTextIsMissingOrUnused(t *testing.T) {
	texts, said := texted(t, "en"), literals(t)
	for _, o := range order.AllOutcomes {
		said[string(o)] = true
	}
	for _, s := range order.AllStages {
		said[string(s)] = true
	}
	for _, v := range diagnose.AllAnswers {
		said["word."+string(v)] = true
	}
	for _, f := range diagnose.Fields() {
		said[string(f)] = true
	}
	for _, state := range []string{"canceled", "shipping_order_failed", "part", "all", "erased"} {
		said[state] = true // what news report, and what gaps are of
	}
	for id := range texts {
		_, rest, _ := strings.Cut(id, ".")
		if parts := strings.Split(id, "."); parts[0] == "asks" {
			rest = parts[2]
		}
		if !said[id] && !said[rest] {
			t.Errorf("nothing says %s", id)
		}
	}
	for id := range said {
		first, rest, ok := strings.Cut(id, ".")
		if !ok || strings.ContainsAny(id, " /{*") || rest == "" || strings.HasSuffix(id, ".") || !families(texts)[first] {
			continue
		}
		if _, ok := texts[id]; !ok {
			t.Errorf("%s is said and has no text", id)
		}
	}
}

func families(texts map[string]any) map[string]bool {
	out := map[string]bool{}
	for id := range texts {
		first, _, _ := strings.Cut(id, ".")
		out[first] = true
	}
	return out
}

func literals(t *testing.T) map[string]bool {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]bool{}
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if text, err := strconv.Unquote(lit.Value); err == nil {
					said[text] = true
				}
			}
			return true
		})
	}
	return said
}

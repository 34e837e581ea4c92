package fault_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/fault"
)

type entry struct{ What, Next string }

func catalogue(t *testing.T, lang string) map[string]entry {
	t.Helper()
	read := map[string]entry{}
	if _, err := toml.DecodeFile("text/active."+lang+".toml", &read); err != nil {
		t.Fatal(err)
	}
	return read
}

func TestEveryTextIsInBothLanguages(t *testing.T) {
	keys := func(lang string) []string { return slices.Sorted(maps.Keys(catalogue(t, lang))) }
	if diff := cmp.Diff(keys("en"), keys("sv")); diff != "" {
		t.Error("English (-) and Swedish (+) differ:\n" + diff)
	}
	for _, lang := range fault.Languages {
		for key, e := range catalogue(t, lang) {
			if e.What == "" || e.Next == "" {
				t.Errorf("%s: %s lacks what happened or what to do next", lang, key)
			}
			if strings.Contains(e.What+e.Next, "!") {
				t.Errorf("%s: %s has an exclamation mark", lang, key)
			}
		}
	}
}

func TestEveryCodeHasAGeneralText(t *testing.T) {
	texts := catalogue(t, "en")
	for name, code := range codes(t) {
		if _, ok := texts[code]; !ok {
			t.Errorf("%s (%s) has no text", name, code)
		}
	}
}

func TestEveryFailureOfTheSourceHasItsText(t *testing.T) {
	texts, names := catalogue(t, "en"), codes(t)
	for _, u := range uses(t) {
		key := names[u.code]
		if u.about != "" {
			key += "." + u.about
		}
		if _, ok := texts[key]; !ok {
			t.Errorf("%s: no text for %s", u.at, key)
			continue
		}
		if u.about == "" || u.open {
			continue
		}
		e := fault.New(fault.Code(names[u.code]), u.about, u.params, nil)
		_, got, _ := fault.Describe(e, "en")
		if _, general, _ := fault.Describe(fault.New(e.Code, "", u.params, nil), "en"); got == general {
			t.Errorf("%s: the text of %s needs more parameters than %v", u.at, key, u.params)
		}
	}
}

func TestNoTextIsUnused(t *testing.T) {
	said := map[string]bool{}
	each(t, func(_ *token.FileSet, n ast.Node) {
		if text, ok := literal(n); ok {
			said[text] = true
		}
	})
	for key := range catalogue(t, "en") {
		if _, about, ok := strings.Cut(key, "."); ok && !said[about] {
			t.Errorf("nothing in the source is about %s", key)
		}
	}
}

// use is one place that makes a failure.
type use struct {
	at, code, about string
	params          fault.Params
	open            bool // its parameters are not written out at the place
}

// uses finds the places that name a code and a subject: fault.New(fault.Invalid, "url", …), return fault.Offline, "dns" and the like.
func uses(t *testing.T) []use {
	t.Helper()
	var found []use
	names := codes(t)
	each(t, func(set *token.FileSet, n ast.Node) {
		parts := listed(n)
		if len(parts) < 2 {
			return
		}
		code, isCode := parts[0].(*ast.SelectorExpr)
		about, isText := literal(parts[1])
		if !isCode || !isText || names[code.Sel.Name] == "" || !ofFault(code) {
			return
		}
		u := use{at: set.Position(n.Pos()).String(), code: code.Sel.Name, about: about, open: true}
		if len(parts) > 2 {
			u.params, u.open = written(parts[2])
		}
		found = append(found, u)
	})
	return found
}

// listed are the expressions that follow each other in a call, a return or a literal.
func listed(n ast.Node) []ast.Expr {
	switch n := n.(type) {
	case *ast.CallExpr:
		return n.Args
	case *ast.ReturnStmt:
		return n.Results
	case *ast.CompositeLit:
		return n.Elts
	}
	return nil
}

func ofFault(s *ast.SelectorExpr) bool {
	x, ok := s.X.(*ast.Ident)
	return ok && x.Name == "fault"
}

func literal(n ast.Node) (string, bool) {
	lit, ok := n.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(lit.Value)
	return text, err == nil
}

// written gives the parameters that are written out in an expression; open says that there may be others.
func written(e ast.Expr) (params fault.Params, open bool) {
	params = fault.Params{}
	if id, ok := e.(*ast.Ident); ok {
		return params, id.Name != "nil"
	}
	lit, ok := e.(*ast.CompositeLit)
	if !ok {
		return params, true
	}
	for _, each := range lit.Elts {
		if pair, ok := each.(*ast.KeyValueExpr); ok {
			if key, ok := literal(pair.Key); ok {
				params[key] = []string{key}
			}
		}
	}
	return params, false
}

// codes are the constants of fault.go by name.
func codes(t *testing.T) map[string]string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "fault.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if text, ok := literal(spec.Values[0]); ok {
			found[spec.Names[0].Name] = text
		}
		return true
	})
	return found
}

// each walks all our source that is not a test.
func each(t *testing.T, visit func(*token.FileSet, ast.Node)) {
	t.Helper()
	set := token.NewFileSet()
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || d.Name() == ".git" || d.Name() == "testdata") {
			return fs.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		return inspect(set, path, visit)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func inspect(set *token.FileSet, path string, visit func(*token.FileSet, ast.Node)) error {
	src, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	file, err := parser.ParseFile(set, path, src, 0)
	if err != nil {
		return err
	}
	ast.Inspect(file, func(n ast.Node) bool {
		visit(set, n)
		return true
	})
	return nil
}

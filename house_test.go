package main_test

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// house is which package may import which of ours: the table of the house. An arrow that is not here needs a reason.
var house = map[string]string{
	"order":    "",
	"fault":    "",
	"feed":     "order",
	"payload":  "fault",
	"redact":   "payload",
	"demo":     "order feed",
	"source":   "order fault feed redact",
	"search":   "order fault",
	"store":    "order fault payload search",
	"syncer":   "order fault",
	"compare":  "order payload",
	"diagnose": "order compare",
	"story":    "order payload diagnose",
	"export":   "order fault feed compare diagnose redact",
	"settings": "fault",
	"trail":    "order fault feed payload redact search source store syncer compare diagnose story export settings",
	"cli":      "trail order fault feed search diagnose story demo",
	"web":      "fault",
	"desktop":  "fault",
}

const (
	ours  = "ordertrail/"
	wails = "github.com/wailsapp/wails/"
)

func TestHouse(t *testing.T) {
	for _, name := range packages(t) {
		allowed, known := house[name]
		if !known {
			t.Errorf("backend/%s is not in the house", name)
			continue
		}
		for _, path := range imports(t, filepath.Join("backend", name)) {
			target, mine := strings.CutPrefix(path, ours+"backend/")
			if mine && !slices.Contains(strings.Fields(allowed), target) {
				t.Errorf("%s imports %s: no such arrow", name, target)
			}
			if !mine && strings.HasPrefix(path, ours) {
				t.Errorf("%s imports %s, which is above it", name, path)
			}
			if strings.HasPrefix(path, wails) && name != "desktop" {
				t.Errorf("%s imports Wails: only desktop may", name)
			}
		}
	}
}

func TestOnlyDesktopKnowsWails(t *testing.T) {
	for _, dir := range []string{".", "frontend"} {
		for _, path := range imports(t, dir) {
			if strings.HasPrefix(path, wails) {
				t.Errorf("%s imports Wails: only backend/desktop may", dir)
			}
		}
	}
}

func TestEveryPackageSaysWhatItIs(t *testing.T) {
	for _, name := range packages(t) {
		said := ""
		each(t, filepath.Join("backend", name), func(file *ast.File) { said += file.Doc.Text() })
		if !strings.HasPrefix(said, "Package "+name+" ") {
			t.Errorf("backend/%s has no sentence that begins with Package %s", name, name)
		}
	}
}

func TestTopLevelStays(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "git", "ls-files").Output()
	if err != nil {
		t.Skip("not a checkout")
	}
	top := []string{"main.go", "app.go", "frontend", "backend", "build", "wails.json", "go.mod", "go.sum", "README.md", "CHANGELOG.md"}
	for line := range strings.Lines(string(out)) {
		name, _, _ := strings.Cut(strings.TrimSpace(line), "/")
		if !slices.Contains(top, name) && !strings.HasPrefix(name, ".") && !strings.HasSuffix(name, "_test.go") {
			t.Errorf("%s does not belong at the top level", name)
		}
	}
}

func TestSQLiteHasItsOwnLibc(t *testing.T) {
	const lib, libc = "modernc.org/sqlite", "modernc.org/libc"
	version := required(t, "go.mod", lib)
	file, err := exec.CommandContext(t.Context(), "go", "list", "-m", "-f", "{{.GoMod}}", lib).Output()
	if err != nil {
		t.Fatal(err)
	}
	if got, want := required(t, "go.mod", libc), required(t, strings.TrimSpace(string(file)), libc); got != want {
		t.Errorf("%s is %s; %s %s is built for %s", libc, got, lib, version, want)
	}
}

// required is the version of a module that a go.mod file requires.
func required(t *testing.T, file, module string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		words := strings.Fields(strings.TrimPrefix(strings.TrimSpace(line), "require "))
		if len(words) > 1 && words[0] == module {
			return words[1]
		}
	}
	t.Fatalf("%s does not require %s", file, module)
	return ""
}

// packages are the folders of backend that hold Go code.
func packages(t *testing.T) []string {
	t.Helper()
	entries, err := os.ReadDir("backend")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		if found, _ := filepath.Glob(filepath.Join("backend", e.Name(), "*.go")); e.IsDir() && len(found) > 0 {
			names = append(names, e.Name())
		}
	}
	return names
}

// imports are what the code in a folder imports, for every system and build tag; tests do not count.
func imports(t *testing.T, dir string) []string {
	t.Helper()
	var paths []string
	each(t, dir, func(file *ast.File) {
		for _, spec := range file.Imports {
			paths = append(paths, strings.Trim(spec.Path.Value, `"`))
		}
	})
	return paths
}

func each(t *testing.T, dir string, visit func(*ast.File)) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments|parser.ImportsOnly)
		if errors.Is(err, fs.ErrNotExist) {
			continue // it was moved just now
		}
		if err != nil {
			t.Fatal(err)
		}
		visit(file)
	}
}

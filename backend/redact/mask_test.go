package redact_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"ordertrail/backend/redact"
)

var update = flag.Bool("update", false, "rewrite the golden files")

var pseudonym = regexp.MustCompile(`[‹]?(\b[a-z]+)[:-]([A-Z2-7]{12})((?:·[0-9A-Za-z+._/-]+)*)[›]?`)

func newMasker() *redact.Masker { return redact.NewMasker([]byte(strings.Repeat("k", 32))) }

// readable numbers the pseudonyms in the order in which they appear, so that a golden file shows what is equal to what.
func readable(text string, seen map[string]int) string {
	text = strings.NewReplacer("%E2%80%B9", "‹", "%3A", ":", "%E2%80%BA", "›", "%C2%B7", "·", "%2B", "+").Replace(text)
	return pseudonym.ReplaceAllStringFunc(text, func(p string) string {
		part := pseudonym.FindStringSubmatch(p)
		if seen[part[2]] == 0 {
			seen[part[2]] = len(seen) + 1
		}
		return fmt.Sprintf("‹%s %d%s›", part[1], seen[part[2]], part[3])
	})
}

// maskFile masks one file of an archive by its name: NAME.json and so on are bodies, url, headers, text and template
// are what they say, one a line; lead is a list of the records' ids.
func maskFile(m *redact.Masker, name, data string) string {
	switch name {
	case "lead":
		m.Lead(strings.Fields(data)...)
		return data
	case "urls":
		return byLine(data, m.URL)
	case "texts":
		return byLine(data, m.Text)
	case "template":
		return m.Template(data)
	case "headers":
		return byLine(data, func(line string) string {
			header, value, _ := strings.Cut(line, ": ")
			return m.HeaderName(header) + ": " + m.Header(header, value)
		})
	}
	types := map[string]string{".json": "application/json", ".xml": "application/xml", ".csv": "text/csv", ".form": "application/x-www-form-urlencoded", ".txt": "text/plain"}
	body, end := data, ""
	if types[filepath.Ext(name)] != "text/csv" {
		body, end = strings.TrimSuffix(data, "\n"), "\n"
	}
	masked, readable := m.Body(types[filepath.Ext(name)], []byte(body))
	if !readable {
		end = "\n"
	}
	return string(masked) + end
}

func byLine(data string, mask func(string) string) string {
	lines := strings.Split(strings.TrimSuffix(data, "\n"), "\n")
	for i, l := range lines {
		lines[i] = mask(l)
	}
	return strings.Join(lines, "\n") + "\n"
}

// TestMaskGolden masks all files of an archive as one export; of each file, "want NAME" is what comes out.
func TestMaskGolden(t *testing.T) {
	archives, err := filepath.Glob("testdata/mask/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, path := range archives {
		t.Run(filepath.Base(path), func(t *testing.T) { golden(t, path) })
	}
}

func golden(t *testing.T, path string) {
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	m := newMasker()
	var in []txtar.File
	want := map[string]string{}
	for _, f := range archive.Files {
		if name, ok := strings.CutPrefix(f.Name, "want "); ok {
			want[name] = string(f.Data)
			continue
		}
		in = append(in, f)
		maskFile(m, f.Name, string(f.Data))
	}
	m.Settle()
	out := &txtar.Archive{Comment: archive.Comment, Files: in}
	seen := map[string]int{}
	for _, f := range in {
		masked := maskFile(m, f.Name, string(f.Data))
		if leaks := m.Leaks([]byte(masked)); len(leaks) > 0 {
			t.Errorf("%s leaks %v", f.Name, leaks)
		}
		if f.Name == "lead" {
			continue
		}
		got := readable(masked, seen)
		out.Files = append(out.Files, txtar.File{Name: "want " + f.Name, Data: []byte(got)})
		if diff := cmp.Diff(want[f.Name], got); diff != "" && !*update {
			t.Errorf("%s (-want +got):\n%s", f.Name, diff)
		}
	}
	if *update {
		if err := os.WriteFile(path, txtar.Format(out), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

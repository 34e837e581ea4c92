package demo

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

// The files hold what CPython's Jinja2 made of these templates; testdata/jinja.py writes them.
func TestTemplatesRenderAsJinja2Does(t *testing.T) {
	files, err := filepath.Glob("testdata/jinja/*.txtar")
	if err != nil || len(files) < 40 {
		t.Fatalf("%d cases, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			c := readCase(t, file)
			template, err := compile(c["template"])
			if err != nil {
				t.Fatal(err)
			}
			got, _, err := template.render(parseJSON(c["context.json"]), answers(t, c["lookups.json"]))
			if failed := new(renderError); errors.As(err, &failed) {
				if failed.class == "LookupError" {
					failed.message = "" // Gelato's own function; its words are not known
				}
				got = strings.TrimRight(fmt.Sprintf("%s on line %d: %s", failed.class, failed.line, failed.message), ": ")
			}
			want := c["want"] + c["error"]
			if diff := cmp.Diff(strings.TrimSuffix(want, "\n"), got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func readCase(t *testing.T, file string) map[string]string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range txtar.Parse(data).Files {
		parts[f.Name] = string(f.Data)
	}
	return parts
}

// answers gives the lookup tables as they were when the case was recorded.
func answers(t *testing.T, recorded string) func(field, key string) (string, bool) {
	t.Helper()
	var lookups []struct {
		Field, Key string
		Hit        bool
		Value      *string
	}
	if err := json.Unmarshal([]byte(recorded), &lookups); err != nil {
		t.Fatal(err)
	}
	return func(field, key string) (string, bool) {
		for _, l := range lookups {
			if l.Field == field && l.Key == key && l.Hit {
				return *l.Value, true
			}
		}
		return "", false
	}
}

func TestEveryCustomersSubmitTemplateHasACase(t *testing.T) {
	h := small(t)
	for _, c := range h.customers {
		file := filepath.Join("testdata", "jinja", c.key+"-submit.txtar")
		if got := readCase(t, file)["template"]; got != c.submit[goodDraft].source {
			t.Errorf("%s is stale: its template is not the one of templates/; run testdata/jinja.py", file)
		}
	}
}

func TestTemplatesThatCannotBeReadAreRefused(t *testing.T) {
	for name, source := range map[string]string{
		"a tag without an end":         "{{ a ",
		"an unknown statement":         "{% do x %}",
		"a loop without its end":       "{% for a in b %}x",
		"an end without its beginning": "x{% endif %}",
		"an unknown filter":            "{{ a | shout }}",
		"an expression that is cut":    "{{ a ~ }}",
		"a word too many":              "{{ a b }}",
		"an open bracket":              "{{ a[0 }}",
		"lookups that say not how":     "{{ lookups({'a': b}) }}",
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := compile(source); err == nil {
				t.Errorf("%s was read", source)
			}
		})
	}
}

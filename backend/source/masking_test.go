package source_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/source"
)

const acmeMasking = `ordertrail: masking/1
name: acme
for: {source: acme, customer: [Acme AB, c-42]}
allow:
  - depot
  - shipTo.region
  - "$.meta[*].run"
mask:
  - campaign
  - {field: project, as: company}
  - {form: 'PRJ-\d{6}', as: number}
`

func TestParseMasking(t *testing.T) {
	k, err := source.ParseMasking([]byte(acmeMasking), "acme.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, r := range k.Rules {
		said = append(said, fmt.Sprintf("%d %s %v", r.Line, r.As, r.Of == nil))
	}
	if got, want := strings.Join(said, ", "), "5  false, 6  false, 7  false, 9 text false, 10 company false, 11 number true"; k.Name != "acme" || got != want {
		t.Errorf("%s: %s, not %s", k.Name, got, want)
	}
}

func TestWhomRulesHoldFor(t *testing.T) {
	k, err := source.ParseMasking([]byte(acmeMasking), "acme.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		source   string
		customer *order.Party
		want     bool
	}{
		"the customer by name, in other letters": {"ACME", &order.Party{Name: "acme ab"}, true},
		"by id":                                  {"acme", &order.Party{ID: "c-42"}, true},
		"by reference":                           {"acme", &order.Party{ReferenceID: "C-42"}, true},
		"of another source":                      {"feed", &order.Party{ID: "c-42"}, false},
		"another customer":                       {"acme", &order.Party{ID: "c-43", Name: "Acme"}, false},
		"a record without a customer":            {"acme", nil, false},
	} {
		if got := k.Holds(c.source, c.customer); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestWhatIsWrongWithRulesIsNamedWithItsPlace(t *testing.T) {
	const head = "ordertrail: masking/1\nname: a\n"
	for _, c := range []struct{ name, text, about, at string }{
		{"no YAML", "ordertrail: [", "profile_yaml", "1:13"},
		{"another kind of file", "ordertrail: profile/1\nname: a", "profile_value", "1:13"},
		{"no name", "ordertrail: masking/1\nallow: [a]", "profile_missing", "1:11"},
		{"no rule", head, "profile_missing", "1:11"},
		{"an unknown key", head + "alow: [a]", "profile_key", "3:1"},
		{"a key twice", head + "allow: [a]\nallow: [b]", "profile_yaml", "4:1"},
		{"a secret by name", head + "allow:\n  - depot\n  - apiKey", "masking_secret", "5:5"},
		{"a secret by path", head + "allow: [depot, $.a.password]", "masking_secret", "3:16"},
		{"no JSONPath", head + "allow: ['$.a[']", "profile_path", "3:9"},
		{"a filter", head + "allow: ['$.a[?@.b==1]']", "masking_path", "3:9"},
		{"a position", head + "allow: ['$.a[0]']", "masking_path", "3:9"},
		{"everything at once", head + "allow: ['$']", "masking_path", "3:9"},
		{"an empty part of a name", head + "mask: [a..b]", "profile_value", "3:8"},
		{"a kind that is none", head + "mask: [{field: a, as: colour}]", "profile_value", "3:23"},
		{"neither field nor form", head + "mask: [{as: name}]", "profile_missing", "3:8"},
		{"both", head + "mask: [{field: a, form: b}]", "profile_value", "3:8"},
		{"no regular expression", head + "mask: [{form: '('}]", "masking_form", "3:15"},
		{"one that fits nothing at all", head + "mask: [{form: 'a*'}]", "masking_form", "3:15"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := source.ParseMasking([]byte(c.text), "a.yaml")
			f, ok := errors.AsType[*fault.Error](err)
			if !ok || f.About != c.about {
				t.Fatalf("it is %v", err)
			}
			if at := fmt.Sprintf("%v:%v", f.Params["line"], f.Params["column"]); at != c.at {
				t.Errorf("it stands at %s, not %s", at, c.at)
			}
		})
	}
}

func FuzzParseMasking(f *testing.F) {
	f.Add(acmeMasking)
	f.Fuzz(func(t *testing.T, text string) {
		if k, err := source.ParseMasking([]byte(text), "a.yaml"); err == nil && len(k.Rules) == 0 {
			t.Error("no rules, and no failure")
		}
	})
}

package compare

import (
	"strings"
	"testing"

	"ordertrail/backend/order"
)

// traced runs a template over an input and gives the origin of each field of its output as path: origin from.
func tracedFields(t *testing.T, source, input, output string, lookups ...order.Lookup) map[string]string {
	t.Helper()
	v, err := NewVocabulary()
	if err != nil {
		t.Fatal(err)
	}
	in, out := v.Read("", []byte(input)), v.Read("", []byte(output))
	links, ok := v.prove(in, out, &order.Template{Source: &source, Lookups: lookups})
	if !ok {
		t.Fatalf("%s is not proved", source)
	}
	got := map[string]string{}
	for i, l := range links {
		from := []string{}
		for _, k := range l.From {
			from = append(from, in.Fields[k].Path())
		}
		got[out.Fields[i].Path()] = strings.TrimSpace(string(l.Origin) + " " + strings.Join(from, "+"))
	}
	return got
}

func TestATemplateProvesWhereValuesComeFrom(t *testing.T) {
	value, other := "uid_1", "uid_2"
	for _, c := range []struct {
		name, source, input, output string
		want                        map[string]string
	}{
		{"a value as it was", `{"a": "{{ x.y }}"}`, `{"x":{"y":"1"}}`, `{"a": "1"}`, map[string]string{"a": "copied x.y"}},
		{"the same value at two places: the template decides", `{"a": "{{ y }}"}`, `{"x":"7","y":"7"}`, `{"a": "7"}`, map[string]string{"a": "copied y"}},
		{"a filter that writes it differently", `{"a": "{{ x | upper }}"}`, `{"x":"se"}`, `{"a": "SE"}`, map[string]string{"a": "reformatted x"}},
		{"a filter that changes what it means", `{"a": "{{ x | replace('paid', 'order') }}"}`, `{"x":"paid"}`, `{"a": "order"}`, map[string]string{"a": "computed x"}},
		{"text of the template", `{"a": "fixed", "n": 1}`, `{"x":1}`, `{"a": "fixed", "n": 1}`, map[string]string{"a": "constant", "n": "constant"}},
		{"a default in place of what is not there", `{"a": "{{ x | default('d') }}"}`, `{"y":1}`, `{"a": "d"}`, map[string]string{"a": "constant"}},
		{"put together", `{"a": "{{ x }}-{{ y }}"}`, `{"x":"A","y":"B"}`, `{"a": "A-B"}`, map[string]string{"a": "computed x+y"}},
		{"joined by an operator", `{"a": "{{ x ~ '.' ~ y }}"}`, `{"x":"A","y":2}`, `{"a": "A.2"}`, map[string]string{"a": "computed x+y"}},
		{"chosen by a value", `{"a": "{{ 'fast' if x == 'E' else 'slow' }}"}`, `{"x":"E"}`, `{"a": "fast"}`, map[string]string{"a": "computed x"}},
		{"a part of a value", `{"a": "{{ x.split(' ')[0] }}"}`, `{"x":"Ada Byron"}`, `{"a": "Ada"}`, map[string]string{"a": "computed x"}},
		{"JSON with escapes", `{"a": {{ x | tojson }}}`, `{"x":"Åsa \"Q\""}`, `{"a": "\u00c5sa \"Q\""}`, map[string]string{"a": "copied x"}},
		{"a whole object", `{"a": {{ x | tojson }}}`, `{"x":{"b":"1","c":["2","3"]}}`, `{"a": {"b": "1", "c": ["2", "3"]}}`,
			map[string]string{"a.b": "copied x.b", "a.c[0]": "copied x.c[0]", "a.c[1]": "copied x.c[1]"}},
		{"a loop", `[{% for l in lines %}{"q": {{ l.qty }}, "n": {{ loop.index }}}{% if not loop.last %},{% endif %}{% endfor %}]`,
			`{"lines":[{"qty":5},{"qty":5}]}`, `[{"q": 5, "n": 1},{"q": 5, "n": 2}]`,
			map[string]string{"[0].q": "copied lines[0].qty", "[0].n": "computed", "[1].q": "copied lines[1].qty", "[1].n": "computed"}},
		{"a loop over an object's pairs", `{ {%- for k, v in m.items() %}"{{ k }}": "{{ v }}"{{ "," if not loop.last }}{% endfor -%} }`,
			`{"m":{"a":"1","b":"2"}}`, `{"a": "1","b": "2"}`, map[string]string{"a": "copied m.a", "b": "copied m.b"}},
		{"a variable", `{% set who = x.name %}{"a": "{{ who }}"}`, `{"x":{"name":"Ada"}}`, `{"a": "Ada"}`, map[string]string{"a": "copied x.name"}},
		{"a condition with elif", `{% if x == 1 %}{"a": "{{ b }}"}{% elif x == 2 %}{"a": "{{ c }}"}{% else %}{"a": 0}{% endif %}`,
			`{"x":2,"b":"same","c":"same"}`, `{"a": "same"}`, map[string]string{"a": "copied c"}},
		{"lookups", `{"a": "{{ lookups({'code': x}, strict=False, default='') }}", "b": "{{ lookups({'code': y}, strict=True) }}"}`,
			`{"x":"K1","y":"K2"}`, `{"a": "uid_1", "b": "uid_2"}`, map[string]string{"a": "looked_up x", "b": "looked_up y"}},
		{"XML", `<o n="{{ a }}"><q>{{ b | int }}</q><t>x &amp; {{ c | e }}</t></o>`, `a=1&b=07&c=%3Cd%3E`, `<o n="1"><q>7</q><t>x &amp; &lt;d&gt;</t></o>`,
			map[string]string{"/o/@n": "copied a", "/o/q": "computed b", "/o/t": "computed c"}},
		{"a filter that is not known leaves the source known", `{"a": "{{ x | wordwrap(3) }}", "b": "{{ y }}"}`, `{"x":"abc","y":"q"}`, `{"a": "ab c", "b": "q"}`,
			map[string]string{"a": "computed x", "b": "copied y"}},
		{"output that was laid out anew", `{"a": "{{ x }}","b":[{{ y }}]}`, `{"x":"1","y":2}`, "{\n  \"b\": [\n    2\n  ],\n  \"a\": \"1\"\n}", map[string]string{"a": "copied x", "b[0]": "copied y"}},
		{"comments, and blanks that are eaten", "{# note #}\n{\"a\": {{- x -}} }\n", `{"x":3}`, `{"a":3}`, map[string]string{"a": "copied x"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := tracedFields(t, c.source, c.input, c.output, order.Lookup{Field: "code", Key: "K1", Hit: true, Value: &value}, order.Lookup{Field: "code", Key: "K2", Hit: true, Value: &other})
			for path, want := range c.want {
				if got[path] != want {
					t.Errorf("%s is %q, want %q", path, got[path], want)
				}
			}
			if len(got) != len(c.want) {
				t.Errorf("got %v", got)
			}
		})
	}
}

func TestATemplateThatDidNotMakeTheOutputProvesNothing(t *testing.T) {
	v, err := NewVocabulary()
	if err != nil {
		t.Fatal(err)
	}
	in, out := v.Read("application/json", []byte(`{"x":"1"}`)), v.Read("application/json", []byte(`{"a":"1","b":"2","c":3}`))
	for name, source := range map[string]string{
		"another template":       `{"z": "{{ x }}", "y": 1}`,
		"a macro":                `{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}`,
		"a tag without its end":  `{"a": {{ x `,
		"a loop without its end": `{% for a in x %}`,
		"an end alone":           `{% endif %}`,
		"brackets without end":   strings.Repeat("{{ (", 500),
		"deep brackets":          "{{ " + strings.Repeat("(", 5000) + "x" + strings.Repeat(")", 5000) + " }}",
		"deep conditions":        strings.Repeat("{% if x %}", 5000) + strings.Repeat("{% endif %}", 5000),
		"an endless list":        `{% for a in range(30000000) %}x{% endfor %}`,
	} {
		if _, ok := v.prove(in, out, &order.Template{Source: &source}); ok {
			t.Errorf("%s proves something", name)
		}
	}
}

func FuzzTemplate(f *testing.F) {
	f.Add(`{"a": "{{ x.y | upper }}"{% for l in z %}, {{ l['k'][1:] }}{% endfor %}}`, `{"x":{"y":"1"},"z":["ab"]}`, `{"a": "1"}`)
	f.Add(`{{ lookups({'a': b}, strict=True) if not c else d ~ 1 }}`, `b=1`, `1`)
	v, err := NewVocabulary()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, source, input, output string) {
		in, out := v.Read("", []byte(input)), v.Read("", []byte(output))
		links, ok := v.prove(in, out, &order.Template{Source: &source})
		for _, l := range links {
			if ok && (l.To < 0 || l.To >= len(out.Fields)) {
				t.Fatalf("a link to %d of %d", l.To, len(out.Fields))
			}
			for _, k := range l.From {
				if k < 0 || k >= len(in.Fields) {
					t.Fatalf("a link from %d of %d", k, len(in.Fields))
				}
			}
		}
	})
}

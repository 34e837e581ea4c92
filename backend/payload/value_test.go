package payload_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/fault"
	"ordertrail/backend/payload"
)

// seen is a value in one line: kind, path, text.
func seen(t *testing.T, f payload.Format, body string) []string {
	t.Helper()
	var all []string
	_, err := payload.Rewrite(f, []byte(body), func(v payload.Value) (string, bool) {
		all = append(all, string(v.Kind)+" "+strings.Join(v.Path, ".")+" "+v.Text)
		return "", false
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestRewriteFindsEveryValue(t *testing.T) {
	for _, c := range []struct {
		name string
		f    payload.Format
		body string
		want []string
	}{
		{"a number keeps its spelling", payload.JSON, `{"n": 9007199254740993.00}`, []string{"name n n", "number n 9007199254740993.00"}},
		{"escapes are read", payload.JSON, `["\u00c5sa \ud83d\ude00"]`, []string{"string  Åsa 😀"}},
		{"a list's members go by the list's name", payload.JSON, `{"a":[{"b":null},true],"c":"x"}`,
			[]string{"name a a", "name a.b b", "literal a.b null", "literal a true", "name c c", "string c x"}},
		{"the same key twice", payload.JSON, `{"a":1,"a":2}`, []string{"name a a", "number a 1", "name a a", "number a 2"}},
		{"attributes, texts, CDATA and comments", payload.XML,
			`<?xml version="1.0"?><o ref="A&amp;B"><!-- c --><n> 4 &lt; 5 </n><d><![CDATA[<x>]]></d><e/></o>`,
			[]string{"name o o", "name o.ref ref", "string o.ref A&B", "comment o  c ", "name o.n n", "string o.n 4 < 5", "name  n",
				"name o.d d", "string o.d <x>", "name  d", "name o.e e", "name  o"}},
		{"cells go by their column", payload.CSV, "a;b\r\n1;\"x;\"\"y\"\"\r\nz\"\r\n",
			[]string{"name a a", "name b b", "string a 1", "string b x;\"y\"\r\nz"}},
		{"a first row of data names nothing", payload.CSV, "a@b.example,1\nc,2\n",
			[]string{"string  a@b.example", "string  1", "string  c", "string  2"}},
		{"form fields", payload.Form, "a=%C3%85sa+B&flag&b=", []string{"name a a", "string a Åsa B", "name flag flag", "name b b", "string b "}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, seen(t, c.f, c.body)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRewriteChangesNothingElse(t *testing.T) {
	for _, c := range []struct {
		name       string
		f          payload.Format
		body, want string
	}{
		{"JSON keeps its spaces", payload.JSON, "{ \"a\" : \"old\" ,\n\t\"n\":1.50 }", "{ \"a\" : \"<\\\"é\" ,\n\t\"n\":1.50 }"},
		{"XML is escaped", payload.XML, "<a  b = 'old'>\n old <c/></a>", "<a  b = '&lt;&#34;é'>\n &lt;&#34;é <c/></a>"},
		{"CSV is quoted where it must be", payload.CSV, "a;b\r\nold;2\r\n", "a;b\r\n\"<\"\"é\";2\r\n"},
		{"forms are encoded", payload.Form, "a=old&b=%c3%a5", "a=%3C%22%C3%A9&b=%c3%a5"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := payload.Rewrite(c.f, []byte(c.body), func(v payload.Value) (string, bool) { return `<"é`, v.Text == "old" })
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, string(got)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRewriteRefusesWhatItCannotRead(t *testing.T) {
	for name, c := range map[string]struct {
		f    payload.Format
		body string
	}{
		"cut JSON":                        {payload.JSON, `{"secret":"s`},
		"JSON that nests too deep":        {payload.JSON, strings.Repeat("[", 201) + strings.Repeat("]", 201)},
		"an empty body as JSON":           {payload.JSON, " "},
		"XML with crossed tags":           {payload.XML, "<a><b></a></b>"},
		"two documents in one":            {payload.XML, "<a/><b/>"},
		"XML that nests too deep":         {payload.XML, strings.Repeat("<a>", 201) + strings.Repeat("</a>", 201)},
		"XML with entities of its own":    {payload.XML, `<!DOCTYPE a [<!ENTITY secret "s">]><a>&secret;</a>`},
		"XML that is not UTF-8":           {payload.XML, "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>\xe5</a>"},
		"text outside of the document":    {payload.XML, "<a/>secret"},
		"CSV with an open quote":          {payload.CSV, "a,b\n\"secret,2\n"},
		"a form with a broken percentage": {payload.Form, "a=%zz"},
		"bytes":                           {payload.Bytes, "secret"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := payload.Rewrite(c.f, []byte(c.body), func(payload.Value) (string, bool) { return "", true })
			if !fault.Is(err, fault.Invalid) {
				t.Fatalf("got %v, want a fault", err)
			}
			if strings.Contains(err.Error(), "secret") {
				t.Errorf("the error quotes the body: %v", err)
			}
		})
	}
}

func FuzzRewrite(f *testing.F) {
	for _, body := range []string{`{"a":["\ud800",1e5]}`, "<a b='1'>&amp;<!--x--><![CDATA[y]]></a>", "a;b\n\"1\";2", "a=1&b=%20", "x"} {
		f.Add(body)
	}
	formats := []payload.Format{payload.JSON, payload.XML, payload.CSV, payload.Form, payload.Text}
	f.Fuzz(func(t *testing.T, body string) {
		for _, format := range formats {
			same, err := payload.Rewrite(format, []byte(body), func(payload.Value) (string, bool) { return "", false })
			if err != nil {
				continue
			}
			if string(same) != body {
				t.Fatalf("%s %q became %q though nothing was changed", format, body, same)
			}
			out, err := payload.Rewrite(format, []byte(body), func(v payload.Value) (string, bool) { return "q", v.Kind == payload.String })
			if err != nil {
				t.Fatal(err)
			}
			if _, err := payload.Rewrite(format, out, func(v payload.Value) (string, bool) {
				if v.Kind == payload.String && v.Text != "q" && v.Text != "" {
					t.Fatalf("%s %q: %q is left in %q", format, body, v.Text, out)
				}
				return "", false
			}); err != nil {
				t.Fatalf("%s %q became unreadable: %q", format, body, out)
			}
			blank := payload.Blank(format, []byte(body))
			if again := payload.Blank(format, blank); blank != nil && string(again) != string(blank) {
				t.Fatalf("%s %q was blanked to %q, where %q could still be blanked", format, body, blank, again)
			}
		}
	})
}

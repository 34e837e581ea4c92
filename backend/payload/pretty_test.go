package payload_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/payload"
)

// shown is all lines of a body in a view, joined.
func shown(d *payload.Doc, view payload.View) string {
	var lines []string
	for from := 0; ; from += 700 {
		page := d.Lines(view, from, 700)
		for _, l := range page.Lines {
			lines = append(lines, l.Text)
		}
		if len(page.Lines) == 0 && page.Whole {
			return strings.Join(lines, "\n")
		}
	}
}

func TestPrettyChangesNothingButWhiteSpace(t *testing.T) {
	for _, c := range []struct {
		name, contentType, body, want string
	}{
		{"JSON keeps order, duplicates and digits", "", `{"b":1.50,"a" :9007199254740993 ,"b":{ },"c":[{"d":"x"},[]]}`,
			"{\n  \"b\": 1.50,\n  \"a\": 9007199254740993,\n  \"b\": {},\n  \"c\": [\n    {\n      \"d\": \"x\"\n    },\n    []\n  ]\n}"},
		{"JSON with a byte order mark", "", "\xef\xbb\xbf[1]", "[\n  1\n]"},
		{"JSON lines", "application/x-ndjson", "{\"a\":1}\n{}\n2 3\n\"x\"", "{\n  \"a\": 1\n}\n{}\n2\n3\n\"x\""},
		{"a string may hold brackets and escapes", "", `{"a":"{[\"\\","b":2}`, "{\n  \"a\": \"{[\\\"\\\\\",\n  \"b\": 2\n}"},
		{"XML nests", "", `<?xml version="1.0"?><a x="1>2"><b>text &amp; more</b><c/><d></d></a>`,
			"<?xml version=\"1.0\"?>\n<a x=\"1>2\">\n  <b>text &amp; more</b>\n  <c/>\n  <d></d>\n</a>"},
		{"XML keeps comments and CDATA", "", `<a><!-- <x> --><![CDATA[1 < 2]]></a>`, "<a>\n  <!-- <x> -->\n  <![CDATA[1 < 2]]>\n</a>"},
		{"XML with text between elements", "", `<a>one <b>two</b> three</a>`, "<a>one\n  <b>two</b>\n  three\n</a>"},
		{"a form has a line for each field", "application/x-www-form-urlencoded", "name=%C3%85sa+L&qty=2", "name = Åsa L\nqty = 2"},
		{"CSV is as it is", "text/csv", "a;b\r\n1;2\r\n", "a;b\n1;2"},
		{"an empty body has one empty line", "text/plain", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := payload.Open(c.contentType, []byte(c.body))
			if diff := cmp.Diff(c.want, shown(d, payload.Pretty)); diff != "" {
				t.Error(diff)
			}
			if stop, _ := d.Stop(); stop != nil {
				t.Errorf("%+v", stop)
			}
		})
	}
}

func TestWhatCannotBeReadIsShownRawWithThePlace(t *testing.T) {
	for _, c := range []struct{ contentType, body string }{
		{"application/json", `{"a":}`}, {"application/xml", `<a><b></a`}, {"application/xml", `</a>`}, {"application/xml", `<a>`},
		{"application/x-www-form-urlencoded", `a=%zz`}, {"text/csv", "a,\"b"},
	} {
		d := payload.Open(c.contentType, []byte(c.body))
		page := d.Lines(payload.Pretty, 0, 10)
		if page.Stop == nil || page.View != payload.Raw || page.Lines[0].Text != c.body {
			t.Errorf("%q: %+v", c.body, page)
		}
		if raw := d.Lines(payload.Raw, 0, 10); raw.Stop == nil || *raw.Stop != *page.Stop {
			t.Errorf("%q, raw: %+v", c.body, raw)
		}
	}
}

func TestBytesAreShownInHex(t *testing.T) {
	page := payload.Open("", []byte("BM\x00\x01\x02\xff")).Lines(payload.Pretty, 0, 10)
	if len(page.Lines) != 1 || page.Lines[0].Text != "00000000  42 4d 00 01 02 ff                                BM...." {
		t.Errorf("%+v", page.Lines)
	}
}

func TestALongValueIsToldNotShown(t *testing.T) {
	image := "iVBORw0KGgo" + strings.Repeat("A", 20_001)
	for name, c := range map[string]struct {
		body string
		want payload.Long
	}{
		"an image": {`{"image":"` + image + `"}`, payload.Long{Bytes: len(image) + 2, How: []string{"base64"}, Format: payload.Image, Value: true}},
		"a text":   {`{"note":"` + strings.Repeat("å", 6000) + `"}`, payload.Long{Bytes: 12_002, How: []string{}, Format: payload.Text, Value: true}},
		"a line":   {`[` + strings.Repeat("1", 30_000) + `]`, payload.Long{Bytes: 30_000, How: []string{}}},
	} {
		page := payload.Open("application/json", []byte(c.body)).Lines(payload.Pretty, 0, 10)
		if diff := cmp.Diff(c.want, page.Lines[1].Long); diff != "" || len(page.Lines[1].Text) > 1000 {
			t.Errorf("%s: %s %d", name, diff, len(page.Lines[1].Text))
		}
	}
}

func TestFoldsEndWhereTheirBracketCloses(t *testing.T) {
	d := payload.Open("", []byte(`{"a":[1,{"b":2}],"c":{}}`))
	// { / "a": [ / 1, / { / "b": 2 / } / ], / "c": {} / }
	for line, want := range map[int]int{0: 8, 1: 6, 3: 5, 2: 2, 7: 7} {
		if got := d.Fold(payload.Pretty, line); got != want {
			t.Errorf("line %d ends at %d, want %d", line, got, want)
		}
	}
	x := payload.Open("", []byte(`<a><b><c/></b>t</a>`))
	if got := x.Fold(payload.Pretty, 1); got != 3 {
		t.Errorf("<b> ends at %d", got)
	}
}

func TestHitsAreCountedAndFoundInTheirLine(t *testing.T) {
	d := payload.Open("", []byte(`{"sku":"OAK","other":["oak","Oak 2"]}`))
	for _, c := range []struct {
		needle payload.Needle
		lines  []int
	}{
		{payload.Needle{Text: "oak"}, []int{1, 3, 4}},
		{payload.Needle{Text: "OAK", Exactly: true}, []int{1}},
		{payload.Needle{Text: `"oak( \d)?"`, Regexp: true}, []int{1, 3, 4}},
		{payload.Needle{Text: "ek"}, nil},
	} {
		total, hits, err := d.Find(c.needle, payload.Pretty, 0, 10)
		var lines []int
		for _, h := range hits {
			lines = append(lines, h.Line)
		}
		if diff := cmp.Diff(c.lines, lines); diff != "" || err != nil || total != len(c.lines) {
			t.Errorf("%+v: %d, %v %s", c.needle, total, err, diff)
		}
	}
	if _, _, err := d.Find(payload.Needle{Text: "(", Regexp: true}, payload.Pretty, 0, 1); err == nil {
		t.Error("a broken expression is no answer")
	}
}

func TestExpressionsSelect(t *testing.T) {
	json := `{"items":[{"sku":"A","qty":2},{"sku":"B","qty":10}],"a/b":1}`
	xml := `<n:o xmlns:n="u"><i sku="A"><q>2</q></i><i sku="B"><q>10</q></i></n:o>`
	for _, c := range []struct {
		body, expression string
		want             []string
	}{
		{json, "$.items[?@.qty > 5].sku", []string{"items[1].sku"}},
		{json, "$..qty", []string{"items[0].qty", "items[1].qty"}},
		{json, "items[0].sku", []string{"items[0].sku"}},
		{json, "/items/1/sku", []string{"items[1].sku"}},
		{json, "/a~1b", []string{"a/b"}},
		{json, "$.nothing", nil},
		{xml, "//i[q > 5]/@sku", []string{"/n:o/i[2]/@sku"}},
		{xml, "/n:o/i[1]/q", []string{"/n:o/i[1]/q"}},
		{xml, "//q/text()", []string{"/n:o/i[1]/q/text()", "/n:o/i[2]/q/text()"}},
		{"sku;qty;n\nA;2;x\nB;10;y\n", "$[1].qty", []string{"[1].qty"}},
		{"sku=A&qty=2", "$.qty", []string{"qty"}},
	} {
		found, err := payload.Open("", []byte(c.body)).Filter(c.expression, payload.Pretty)
		var paths []string
		for _, m := range found.Matches {
			paths = append(paths, m.Path)
		}
		if diff := cmp.Diff(c.want, paths); diff != "" || err != nil {
			t.Errorf("%s: %v %s", c.expression, err, diff)
		}
	}
	for _, broken := range []string{"$[", "$.a[?", "]"} {
		if _, err := payload.Open("", []byte(json)).Filter(broken, payload.Pretty); err == nil {
			t.Errorf("%s is no expression", broken)
		}
	}
}

func TestXPathMakesValues(t *testing.T) {
	d := payload.Open("application/xml", []byte(`<o><ref>R 1</ref><i sku="A"><q>2</q></i><i sku="B"><q>0.5</q></i></o>`))
	for expression, want := range map[string]string{
		"count(//i)":                "2",
		"sum(//q)":                  "2.5",
		"sum(//q) div 0":            "Infinity",
		"-1 div 0":                  "-Infinity",
		"number(//ref)":             "NaN",
		"string(//ref)":             "R 1",
		"string(//none)":            "",
		"concat(//i[2]/@sku, ' !')": "B !",
		"//i/@sku = 'B'":            "true",
		"boolean(//none)":           "false",
		"not(//none)":               "true",
		"'a'":                       "a",
		"1 + 1":                     "2",
		"1000000 * 10000000":        "10000000000000",
	} {
		found, err := d.Filter(expression, payload.Pretty)
		if err != nil || !found.Made || found.Value != want || len(found.Matches) > 0 {
			t.Errorf("%s: %+v %v, want %q", expression, found, err, want)
		}
	}
	if found, err := d.Filter("//none", payload.Pretty); err != nil || found.Made {
		t.Errorf("an expression that selects nothing makes nothing: %+v %v", found, err)
	}
}

func TestAnExpressionThatLooksAtTooMuchIsRefused(t *testing.T) {
	d := payload.Open("application/xml", []byte("<a>"+strings.Repeat("<b><c/></b>", 50_000)+"</a>"))
	if _, err := d.Filter("//*[count(//*) = count(//*)]", payload.Pretty); err == nil {
		t.Error("it was answered")
	}
}

func TestValuesAreCopiedWhole(t *testing.T) {
	d := payload.Open("", []byte(`{"a":["x\ny",{"b":1}]}`))
	for line, want := range []struct{ path, pointer, text string }{
		{"", "", `{"a":["x\ny",{"b":1}]}`}, {"a", "/a", `["x\ny",{"b":1}]`}, {"a[0]", "/a/0", "x\ny"}, {"a[1]", "/a/1", `{"b":1}`}, {"a[1].b", "/a/1/b", "1"},
	} {
		at := d.Lines(payload.Pretty, line, 1).Lines[0].At
		got := d.ValueAt(payload.Pretty, at)
		if got.Path != want.path || got.Pointer != want.pointer || got.Text != want.text || got.Line != line {
			t.Errorf("line %d: %+v", line, got)
		}
	}
}

func TestListsOfObjectsAreTables(t *testing.T) {
	for name, body := range map[string]string{
		"JSON": `{"x":1,"items":[{"sku":"A","n":{"m":1}},{"sku":"B","qty":2}]}`,
		"XML":  `<o><x>1</x><items><i><sku>A</sku><n><m>1</m></n></i><i><sku>B</sku><qty>2</qty></i></items></o>`,
	} {
		page := payload.Open("", []byte(body)).Lines(payload.Rows, 0, 10)
		if diff := cmp.Diff([]string{"sku", "n", "qty"}, page.Columns); diff != "" {
			t.Error(name, diff)
			continue
		}
		if page.Total != 2 || page.Lines[0].Cells[0].Text != "A" || page.Lines[1].Cells[2].Text != "2" || page.Lines[0].Cells[2].At != -1 {
			t.Errorf("%s: %+v", name, page.Lines)
		}
	}
}

func TestATableShowsEachOfSeveralFieldsOfOneName(t *testing.T) {
	for body, want := range map[string]string{
		`[{"sku":"A","sku":"B"},{"sku":"C"}]`:                                  "sku sku#2",
		`<o><i><f>A</f><f>B</f></i><i><f>C</f><q>1</q></i></o>`:                "f f[2] q",
		`<o><i><f>A</f><q>1</q></i><i><f>C</f><f>D</f></i><i><f>E</f></i></o>`: "f q f[2]",
	} {
		page := payload.Open("", []byte(body)).Lines(payload.Rows, 0, 10)
		if got := strings.Join(page.Columns, " "); got != want {
			t.Errorf("%s has the columns %s, want %s", body, got, want)
		}
	}
}

func TestTheTreeViewHasALineForEachField(t *testing.T) {
	got := shown(payload.Open("", []byte(`{"a":[1,{"b":"x"}],"c":null}`)), payload.Nested)
	if diff := cmp.Diff("{2}\n  a: [2]\n    [0] 1\n    [1] {1}\n      b: \"x\"\n  c: null", got); diff != "" {
		t.Error(diff)
	}
}

func TestTheTreeOfATableNamesItsCellsAndListsNoHeadings(t *testing.T) {
	d := payload.Open("text/csv", []byte("sku;qty\r\nA;1\r\nB;2\r\n"))
	got := shown(d, payload.Nested)
	if diff := cmp.Diff("[2]\n  [0] [2]\n    sku: A\n    qty: 1\n  [1] [2]\n    sku: B\n    qty: 2", got); diff != "" {
		t.Fatal(diff)
	}
	for _, c := range []struct {
		at   string
		line int
	}{{"sku", 0}, {"qty", 0}, {"A", 2}, {"1", 3}, {"B", 5}, {"2", 6}} {
		if line := d.LineAt(payload.Nested, strings.Index(string(d.Body()), c.at)); line != c.line {
			t.Errorf("%s is on line %d, want %d", c.at, line, c.line)
		}
	}
	for line, last := range map[int]int{0: 6, 1: 3, 4: 6, 6: 6} {
		if got := d.Fold(payload.Nested, line); got != last {
			t.Errorf("line %d is folded to %d, want %d", line, got, last)
		}
	}
}

func TestWrappedBodiesAreOpened(t *testing.T) {
	body := packed(t, []byte(`{"a":1}`))
	d := payload.Open("application/json", body)
	if got := shown(d, payload.Pretty); got != "{\n  \"a\": 1\n}" || strings.Join(d.How, " ") != "gzip" || !bytes.Equal(d.Body(), body) {
		t.Errorf("%q %v", got, d.How)
	}
}

func FuzzLinesNeverFail(f *testing.F) {
	for _, seed := range []string{`{"a":[1]}`, `<a b="c">d<!-- e --></a>`, "a=b&c", "x,y,z\n1,2,3", "\xff\xfe", "[[[", "<a", "{\"a\":\"", "--xxxxxx\r\nContent-"} {
		f.Add("", []byte(seed))
		f.Add("application/json", []byte(seed))
		f.Add("application/xml", []byte(seed))
	}
	f.Fuzz(func(t *testing.T, contentType string, body []byte) {
		d := payload.Open(contentType, body)
		for _, view := range payload.AllViews {
			text := shown(d, view)
			if view == payload.Pretty && d.Format == payload.JSON && json.Valid(body) && len(body) < 1000 {
				var want, got bytes.Buffer
				if json.Compact(&want, body) == nil && (json.Compact(&got, []byte(text)) != nil || want.String() != got.String()) {
					t.Fatalf("%q became %q", body, text)
				}
			}
			page := d.Lines(view, 0, 50)
			for n, l := range page.Lines {
				if d.Fold(view, n) < n {
					t.Fatalf("%q: line %d folds backwards", body, n)
				}
				d.ValueAt(view, l.At)
			}
		}
		_, _, _ = d.Find(payload.Needle{Text: "a"}, payload.Pretty, 0, 10)
		_, _ = d.Filter("//a", payload.Pretty)
		_, _ = d.Filter("$..a", payload.Pretty)
	})
}

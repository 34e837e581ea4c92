package payload_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/payload"
)

// nodes gives each node in a line: role, path, pointer, token as written, decoded text.
func nodes(t *payload.Tree) []string {
	var all []string
	for i, n := range t.Nodes {
		line := fmt.Sprintf("%s %s %s", n.Role, t.Path(i), t.Pointer(i))
		if !n.Role.Holds() {
			line += fmt.Sprintf(" %s %s", t.Token(i), t.Text(i))
		}
		all = append(all, line)
	}
	return all
}

func TestATreeLosesNothing(t *testing.T) {
	for _, c := range []struct {
		name string
		f    payload.Format
		body string
		want []string
	}{
		{"JSON keeps order, duplicate keys and number tokens", payload.JSON, `{"b":[1.50,{"x":"\u00e5"}],"a":null,"b":9007199254740993}`, []string{
			"document  ", "object  ", "array b /b", "number b[0] /b/0 1.50 1.50", "object b[1] /b/1", `string b[1].x /b/1/x "\u00e5" å`,
			"literal a /a null null", "number b#2 /b 9007199254740993 9007199254740993"}},
		{"keys that need it are quoted and escaped", payload.JSON, `{"a.b":{"c/d~e":1,"":2}}`, []string{
			"document  ", "object  ", `object ["a.b"] /a.b`, `number ["a.b"].c/d~e /a.b/c~1d~0e 1 1`, `number ["a.b"][""] /a.b/ 2 2`}},
		{"JSON lines are a list", payload.JSON, "1\n\"a\"\n", []string{"document  ", "number [0] /0 1 1", `string [1] /1 "a" a`}},
		{"XML keeps prefixes, entities, comments and CDATA", payload.XML,
			`<?xml version="1.0"?><!DOCTYPE o><n:o ref="A&amp;B"><i q='1'>x &lt; y</i><i><![CDATA[<z>]]><!-- c --></i><e/></n:o>`, []string{
				"document / /", "doctype / / o o", "element /n:o /n:o", "attribute /n:o/@ref /n:o/@ref A&amp;B A&B",
				"element /n:o/i[1] /n:o/i[1]", "attribute /n:o/i[1]/@q /n:o/i[1]/@q 1 1", "text /n:o/i[1]/text() /n:o/i[1]/text() x &lt; y x < y",
				"element /n:o/i[2] /n:o/i[2]", "cdata /n:o/i[2]/text() /n:o/i[2]/text() <z> <z>", "comment /n:o/i[2] /n:o/i[2]  c   c ",
				"element /n:o/e /n:o/e"}},
		{"cells go by row and column", payload.CSV, "\xef\xbb\xbfsku;qty\r\n\"a;\"\"b\"\"\";2\r\n", []string{
			"document  ", "table  ", "headings  ", "cell sku /sku sku sku", "cell qty /qty qty qty",
			"row [0] /0", `cell [0].sku /0/sku "a;""b""" a;"b"`, "cell [0].qty /0/qty 2 2"}},
		{"a table without headings goes by numbers", payload.CSV, "a@b.example,1\n", []string{
			"document  ", "table  ", "row [0] /0", "cell [0][0] /0/0 a@b.example a@b.example", "cell [0][1] /0/1 1 1"}},
		{"a form keeps repeated and bare names", payload.Form, "a=%C3%A5+b&flag&a=2&=x", []string{
			"document  ", "form  ", "field a /a %C3%A5+b å b", "field flag /flag  ", "field a#2 /a 2 2", "field [3] /3 x x"}},
		{"text is one value", payload.Text, "hej", []string{"document  ", "text   hej hej"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			tree := payload.Grow(c.f, []byte(c.body))
			if tree.Stop != nil {
				t.Fatalf("stopped: %+v", *tree.Stop)
			}
			if diff := cmp.Diff(c.want, nodes(tree)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAMalformedBodyTellsWhereReadingStopped(t *testing.T) {
	for _, c := range []struct {
		name string
		f    payload.Format
		body string
		at   string // what stands at the place
		why  payload.Why
		last string // the last node that could be read
	}{
		{"JSON that misses a value", payload.JSON, "{\"a\":1,\n \"b\":}", "}", payload.WhySyntax, "number a /a 1 1"},
		{"JSON that is cut", payload.JSON, `{"a":[1,2`, "", payload.WhyEnd, "number a[1] /a/1 2 2"},
		{"JSON that nests too deep", payload.JSON, strings.Repeat("[", 201), "[", payload.WhyDepth, ""},
		{"XML with crossed tags", payload.XML, "<a>\n<b>1</a>", "</a>", payload.WhySyntax, "text /a/b/text() /a/b/text() 1 1"},
		{"XML that is cut", payload.XML, "<a><b>1", "", payload.WhyEnd, ""},
		{"XML with an entity of its own", payload.XML, `<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>`, "", payload.WhyEntity, "element /a /a"},
		{"XML without end", payload.XML, strings.Repeat("<a>", 201), "<a>", payload.WhyDepth, ""},
		{"a quote that is not closed", payload.CSV, "a,b\n1,\"2\n3,4\n", "\"2\n3,4\n", payload.WhyEnd, "cell [0].a /0/a 1 1"},
		{"a form with a broken percentage", payload.Form, "a=1&b=x%zz", "%zz", payload.WhySyntax, "field a /a 1 1"},
		{"bytes that are no UTF-8", payload.Text, "Malm\xf6", "\xf6", payload.WhyCharset, ""},
		{"bytes have no fields", payload.Bytes, "\x00", "\x00", payload.WhyFormat, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			tree := payload.Grow(c.f, []byte(c.body))
			if tree.Stop == nil {
				t.Fatal("it was read to its end")
			}
			if tree.Stop.Why != c.why || !strings.HasPrefix(c.body[tree.Stop.Offset:], c.at) {
				t.Errorf("stopped before %q because of %s (%s)", c.body[tree.Stop.Offset:], tree.Stop.Why, tree.Stop.Detail)
			}
			before := c.body[:tree.Stop.Offset]
			if line := strings.Count(before, "\n") + 1; tree.Stop.Line != line {
				t.Errorf("line %d, want %d", tree.Stop.Line, line)
			}
			if all := nodes(tree); c.last != "" && all[len(all)-1] != c.last {
				t.Errorf("the last node is %q, want %q", all[len(all)-1], c.last)
			}
		})
	}
}

func TestColumnsCountCharacters(t *testing.T) {
	tree := payload.Grow(payload.JSON, []byte("{\n \"å\": \"ö\"}"))
	if line, column := tree.Place(int(tree.Nodes[2].Start)); line != 2 || column != 7 {
		t.Errorf("line %d, column %d", line, column)
	}
}

func TestLeavesAreValues(t *testing.T) {
	tree := payload.Grow(payload.XML, []byte("<o><a>x<!--c-->y</a><b q='1'/></o>"))
	var leaves []string
	for i, n := range tree.Nodes {
		if n.Role == payload.Element && tree.Leaf(i) {
			leaves = append(leaves, tree.Name(i)+"="+tree.Text(i))
		}
	}
	if diff := cmp.Diff([]string{"a=xy"}, leaves); diff != "" {
		t.Error(diff)
	}
}

func FuzzGrow(f *testing.F) {
	for _, body := range []string{`{"a":["\ud800",1e5],"a":{}}`, "<a b='1'>&amp;<!--x--><![CDATA[y]]></a>", "a;b;c\n\"1\";2;3", "a=1&b=%20&c", "[[[", "<a><b>"} {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body string) {
		for _, format := range []payload.Format{payload.JSON, payload.XML, payload.CSV, payload.Form, payload.Text} {
			tree := payload.Grow(format, []byte(body))
			for i, n := range tree.Nodes {
				if int(n.Next) <= i || int(n.Next) > len(tree.Nodes) || n.Start > n.End || int(n.End) > len(body) {
					t.Fatalf("%s %q: node %d is %+v", format, body, i, n)
				}
				if n.Parent >= 0 {
					p := tree.Nodes[n.Parent]
					if n.Start < p.Start || n.End > p.End || n.Next > p.Next {
						t.Fatalf("%s %q: node %d %+v is not inside of %+v", format, body, i, n, p)
					}
				}
				_, _, _ = tree.Path(i), tree.Pointer(i), tree.Text(i)
			}
		}
	})
}

// BenchmarkGrow prints how fast 5 MB are read, and how much memory the tree takes beside the body.
func BenchmarkGrow(b *testing.B) {
	item := `{"itemReferenceId":"A-1","productUid":"cards_pf_a5_pt_350-gsm","quantity":250,"files":[{"type":"default","url":"https://f.example/1.pdf"}]},`
	body := []byte("[" + strings.Repeat(item, 5<<20/len(item)) + "1]")
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		payload.Grow(payload.JSON, body)
	}
}

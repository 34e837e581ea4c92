package compare_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDocumentsAreLaidOutAValueALine(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"JSON keeps its tokens", `{"a":1.50,"b":["\u00e5",{}],"c":[]}`, "{\n  \"a\": 1.50,  <- a\n  \"b\": [\n    \"\\u00e5\",  <- b[0]\n    {}\n  ],\n  \"c\": []\n}"},
		{"XML keeps attributes with their element", `<?xml version="1.0"?><o r="1"><i q='2'>x &amp; y</i><e/></o>`,
			"<o r=\"1\">  <- /o/@r\n  <i q=\"2\">x &amp; y</i>  <- /o/i/@q  <- /o/i\n  <e></e>  <- /o/e\n</o>"},
		{"a table keeps its rows", "a;b;c\r\n1;\"2;\";3\r\n", "a;b;c\n1;\"2;\";3  <- [0].a  <- [0].b  <- [0].c"},
		{"a form has a field a line", "a=%C3%A5+b&c=", "a = å b  <- a\nc =   <- c"},
		{"what is cut stays as it is", "{\"a\":1,\n\"b", "{\"a\":1,  <- a\n\"b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := vocabulary(t).Read(map[bool]string{true: "application/json"}[strings.HasPrefix(c.body, "{")], []byte(c.body))
			lines, at := d.Lay()
			for i, line := range at {
				lines[line] += "  <- " + d.Fields[i].Path()
			}
			if diff := cmp.Diff(c.want, strings.Join(lines, "\n")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

package payload_test

import (
	"encoding/json"
	"strings"
	"testing"

	"ordertrail/backend/payload"
)

func TestPrettyChangesNothingButWhiteSpace(t *testing.T) {
	cases := map[string]struct {
		format    payload.Format
		body, out string
	}{
		"JSON keeps order, duplicates and digits": {payload.JSON, `{"b":1.50,"a":9007199254740993,"b":{}}`, "{\n  \"b\": 1.50,\n  \"a\": 9007199254740993,\n  \"b\": {}\n}"},
		"JSON with a byte order mark":             {payload.JSON, "\xef\xbb\xbf[1]", "[\n  1\n]"},
		"XML nests":                               {payload.XML, `<?xml version="1.0"?><a x="1>2"><b>text &amp; more</b><c/><d></d></a>`, "<?xml version=\"1.0\"?>\n<a x=\"1>2\">\n  <b>text &amp; more</b>\n  <c/>\n  <d></d>\n</a>"},
		"XML keeps comments and CDATA":            {payload.XML, `<a><!-- <x> --><![CDATA[1 < 2]]></a>`, "<a>\n  <!-- <x> -->\n  <![CDATA[1 < 2]]>\n</a>"},
		"a form has a line for each field":        {payload.Form, "name=%C3%85sa+L&qty=2", "name = Åsa L\nqty = 2"},
		"CSV is as it is":                         {payload.CSV, "a;b\r\n1;2\r\n", "a;b\n1;2"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got := payload.Read(c.format, []byte(c.body), payload.Pretty)
			if text := strings.Join(got.Lines, "\n"); text != c.out || got.Problem != "" {
				t.Errorf("%s\n%s", got.Problem, text)
			}
		})
	}
}

func TestWhatCannotBeReadIsShownRawWithTheReason(t *testing.T) {
	for _, c := range []struct {
		format payload.Format
		body   string
	}{{payload.JSON, `{"a":}`}, {payload.XML, `<a><b></a`}, {payload.XML, `</a>`}, {payload.XML, `<a>`}, {payload.Form, `a=%zz`}} {
		got := payload.Read(c.format, []byte(c.body), payload.Pretty)
		if got.Problem == "" || strings.Join(got.Lines, "\n") != c.body {
			t.Errorf("%q: %q %q", c.body, got.Problem, got.Lines)
		}
	}
}

func TestBytesAreShownInHex(t *testing.T) {
	got := payload.Read(payload.Bytes, []byte("GIF89a\x00\xff"), payload.Pretty)
	if len(got.Lines) != 1 || !strings.Contains(got.Lines[0], "47 49 46 38 39 61 00 ff") || !strings.HasSuffix(got.Lines[0], "GIF89a..") {
		t.Errorf("%q", got.Lines)
	}
}

func FuzzReadNeverFails(f *testing.F) {
	for _, seed := range []string{`{"a":[1]}`, `<a b="c">d<!-- e --></a>`, "a=b&c", "x,y\n1,2", "\xff\xfe"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		for _, format := range []payload.Format{payload.JSON, payload.XML, payload.Form, payload.CSV, payload.Text, payload.Bytes} {
			got := payload.Read(format, []byte(body), payload.Pretty)
			if format == payload.JSON && got.Problem == "" && json.Valid([]byte(body)) && !json.Valid([]byte(strings.Join(got.Lines, "\n"))) {
				t.Errorf("%q became %q", body, got.Lines)
			}
		}
	})
}

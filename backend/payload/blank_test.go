package payload_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/payload"
)

func TestBlankHoldsNobodysData(t *testing.T) {
	for _, c := range []struct {
		name       string
		f          payload.Format
		body, want string
	}{
		{"JSON keeps keys and punctuation", payload.JSON, `{ "name": "Åsa", "qty": -12.5e3, "ok": true, "list": ["a", null] }`,
			`{ "name": "", "qty": 0, "ok": true, "list": ["", null] }`},
		{"keys that look like data go", payload.JSON, `{"asa@kund.example":1,"19870503":2,"a-key-of-a-developer":3,"Åsa Lindqvist lives at Björkgatan 12 B in Malmö":4}`,
			`{"":0,"":0,"a-key-of-a-developer":0,"":0}`},
		{"JSON inside a string is a string", payload.JSON, `{"a":"{\"b\":\"Åsa\"}"}`, `{"a":""}`},
		{"XML keeps names", payload.XML, `<?xml version="1.0"?><o ref="A"><n t='1'>Åsa</n><!--Åsa--><d><![CDATA[Åsa]]></d></o>`,
			`<?xml version="1.0"?><o ref=""><n t=''></n><!----><d><![CDATA[]]></d></o>`},
		{"a table keeps its headings", payload.CSV, "\xef\xbb\xbfname;city\r\nÅsa;Malmö\r\n", "\xef\xbb\xbfname;city\r\n"},
		{"a table without headings keeps nothing", payload.CSV, "asa@kund.example;1\r\n", ""},
		{"a form keeps names", payload.Form, "name=%C3%85sa&asa%40kund.example=1&qty=3", "name=&=&qty="},
		{"text keeps nothing", payload.Text, "Åsa", ""},
		{"bytes keep nothing", payload.Bytes, "\x00Åsa", ""},
		{"broken JSON keeps nothing", payload.JSON, `{"name":"Åsa"`, ""},
		{"a document type keeps nothing", payload.XML, `<!DOCTYPE Åsa><a/>`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, string(payload.Blank(c.f, []byte(c.body)))); diff != "" {
				t.Error(diff)
			}
		})
	}
	if payload.Blank(payload.JSON, []byte("{")) != nil {
		t.Error("a malformed body must give nil")
	}
}

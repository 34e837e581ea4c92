package export_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"ordertrail/backend/export"
)

// harSchema holds a document to the rules of HAR 1.2.
func harSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	text, err := os.ReadFile("testdata/har-1.2.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("har.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("har.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// conforms says what a HAR breaks of the rules; nil when it breaks none.
func conforms(t *testing.T, schema *jsonschema.Schema, text string) error {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return schema.Validate(doc)
}

func TestEveryHARKeepsToTheRulesOfHAR12(t *testing.T) {
	schema := harSchema(t)
	odd := records()
	odd[0].Request.Stages.Original.Body = []byte{0xff, 0, 1}
	odd[0].Request.Stages.Final.URL, odd[0].Request.Stages.Final.At = "in/order 1.xml#top", 0
	for name, all := range map[string][]export.Record{"none": {}, "few": records(), "odd": odd, "many": invented(t, 6)} {
		for _, o := range []export.Options{{}, {Unmasked: true}} {
			text := shared(t, export.AsHAR, o, all...)
			if err := conforms(t, schema, text); err != nil {
				t.Errorf("%s, unmasked %v: %v", name, o.Unmasked, err)
			}
			agrees(t, text)
		}
	}
}

// agrees checks what no schema can say: ids are those of one page, and times are those of their parts.
func agrees(t *testing.T, text string) {
	t.Helper()
	var har struct {
		Log struct {
			Pages   []struct{ ID string }
			Entries []struct {
				Pageref string
				Time    int64
				Timings struct{ Send, Wait, Receive int64 }
			}
		}
	}
	if err := json.Unmarshal([]byte(text), &har); err != nil {
		t.Fatal(err)
	}
	pages := map[string]int{}
	for _, p := range har.Log.Pages {
		if pages[p.ID]++; pages[p.ID] > 1 {
			t.Errorf("page %s is there twice", p.ID)
		}
	}
	for n, e := range har.Log.Entries {
		if pages[e.Pageref] == 0 || e.Time != e.Timings.Send+e.Timings.Wait+e.Timings.Receive {
			t.Errorf("entry %d: %+v", n, e)
		}
	}
}

func TestTheRulesOfHAR12RefuseWhatBreaksThem(t *testing.T) {
	schema, text := harSchema(t), shared(t, export.AsHAR, export.Options{}, records()...)
	for broken, change := range map[string]*strings.Replacer{
		"another version":    strings.NewReplacer(`"1.2"`, `"1.1"`),
		"no cookies":         strings.NewReplacer(`"cookies":[],`, ``),
		"a field of its own": strings.NewReplacer(`"cache":{}`, `"cache":{},"mine":1`),
		"a status of text":   strings.NewReplacer(`"status":5`, `"status":"5"`, `"status":4`, `"status":"4"`),
		"no absolute URL":    strings.NewReplacer(`"url":"`, `"url":"/`),
	} {
		if changed := change.Replace(text); changed == text {
			t.Errorf("%s: nothing was changed", broken)
		} else if json.Valid([]byte(changed)) && conforms(t, schema, changed) == nil {
			t.Errorf("%s is taken", broken)
		}
	}
}

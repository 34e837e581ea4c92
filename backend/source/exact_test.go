package source_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/order"
	"ordertrail/backend/source"
)

func onePage(t *testing.T, list order.List, item string, tokens source.Tokens) order.Page {
	t.Helper()
	f := open(t, serve(t, answer(`{"data":[`+item+`],"next":null,`+asOf+`}`)), source.Options{Tokens: tokens})
	page, err := f.Page(t.Context(), order.Query{List: list})
	if err != nil {
		t.Fatal(err)
	}
	if len(page.Missing) > 0 {
		t.Fatalf("missing: %+v", page.Missing)
	}
	return page
}

func postback(rest string) string {
	return `{"id":"p1","occurredAt":"2026-11-02T08:00:00.000Z","updatedAt":"2026-11-02T08:00:00.000Z","direction":"to_customer","event":"order_shipped",` + rest + `}`
}

func request(stages string) string {
	return strings.Replace(oneText, `"stages":{}`, `"stages":{`+stages+`}`, 1)
}

func TestJSONValuesAreKeptToTheByte(t *testing.T) {
	for name, value := range map[string]string{
		"numbers beyond 2^53":          `[9007199254740993,1e400,-0,1.10,123456789012345678901234567890]`,
		"keys twice, in their order":   `{"z":1,"a":2,"z":3}`,
		"lone surrogates":              `{"\ud800":"\udc00x"}`,
		"bytes that are no UTF-8":      "\"\xff\xfe\"",
		"white space and line ends":    "{ \"a\" :\r\n\t[ ] }",
		"escapes as they were written": `"\u0041\/\u00e5"`,
		"deep, but not too deep":       strings.Repeat("[", 9_000) + strings.Repeat("]", 9_000),
		"a word":                       `false`,
	} {
		t.Run(name, func(t *testing.T) {
			got := onePage(t, order.Postbacks, postback(`"template":{"inputContext":`+value+`},"payload":`+value), nil).Postbacks[0]
			if string(got.Payload) != value || string(got.Template.InputContext) != value {
				t.Errorf("payload %q, input %q, want %q", got.Payload, got.Template.InputContext, value)
			}
		})
	}
}

func TestBodiesAreKeptToTheByte(t *testing.T) {
	for name, c := range map[string]struct{ json, want string }{
		"text with BOM, line ends and NUL": {`"body":"\ufeff\r\na\u0000å"`, "\ufeff\r\na\x00å"},
		"base64":                           {`"bodyEncoding":"base64","body":"` + base64.StdEncoding.EncodeToString([]byte("\xff\x00\xe5")) + `"`, "\xff\x00\xe5"},
		"empty":                            {`"body":""`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := onePage(t, order.Requests, request(`"original":{`+c.json+`}`), nil).Requests[0]
			if string(got.Stages.Original.Body) != c.want || got.Stages.Original.Body == nil {
				t.Errorf("body %q, want %q", got.Stages.Original.Body, c.want)
			}
		})
	}
}

func TestHeadersKeepTheirOrderAndRepeat(t *testing.T) {
	got := onePage(t, order.Requests, request(`"original":{"headers":[["X-b","2"],["x-A","1"],["X-b","3"],["X-b","2"]]}`), nil).Requests[0]
	want := []order.Header{{Name: "X-b", Value: "2"}, {Name: "x-A", Value: "1"}, {Name: "X-b", Value: "3"}, {Name: "X-b", Value: "2"}}
	if diff := cmp.Diff(want, got.Stages.Original.Headers); diff != "" {
		t.Errorf("headers (-want +got):\n%s", diff)
	}
}

func TestBodiesThatAreNotWhatTheSourceSaysAreCountedAndKept(t *testing.T) {
	sum := sha256.Sum256([]byte("hej"))
	digest := hex.EncodeToString(sum[:])
	for name, c := range map[string]struct {
		message string
		want    int
	}{
		"the digest holds":              {`"body":"hej","sizeBytes":3,"sha256":"` + digest + `"`, 0},
		"the digest in capitals":        {`"body":"hej","sha256":"` + strings.ToUpper(digest) + `"`, 0},
		"the digest is of base64":       {`"body":"aGVq","bodyEncoding":"base64","sha256":"` + digest + `"`, 0},
		"neither digest nor size":       {`"body":"hej"`, 0},
		"another digest":                {`"body":"hej!","sha256":"` + digest + `"`, 1},
		"another size":                  {`"body":"hej","sizeBytes":4`, 1},
		"both are others":               {`"body":"hej!","sizeBytes":3,"sha256":"` + digest + `"`, 1},
		"the body was not captured":     {`"body":null,"sizeBytes":3,"sha256":"` + digest + `"`, 0},
		"an empty body, another digest": {`"body":"","sha256":"` + digest + `"`, 1},
	} {
		t.Run(name, func(t *testing.T) {
			stages := fmt.Sprintf(`"original":{%[1]s},"final":{%[1]s},"response":{%[1]s,"formatted":{%[1]s}}`, c.message)
			page := onePage(t, order.Requests, request(stages), nil)
			if page.Mismatched != 4*c.want || len(page.Requests) != 1 {
				t.Errorf("%d mismatches, want %d", page.Mismatched, 4*c.want)
			}
			page = onePage(t, order.Postbacks, postback(`"delivery":{"sent":{`+c.message+`}}`), nil)
			if page.Mismatched != c.want || len(page.Postbacks) != 1 {
				t.Errorf("postback: %d mismatches, want %d", page.Mismatched, c.want)
			}
		})
	}
}

// marks shows where credentials are looked for.
type marks struct{}

func (marks) Header(name, value string) string { return "‹" + name + ":" + value + "›" }
func (marks) URL(u string) string              { return "‹" + u + "›" }

func TestEveryHeaderAndURLIsSearchedForCredentialsAndNothingElse(t *testing.T) {
	message := `"url":"u","headers":[["n","v"],["n","w"]],"body":"b"`
	want := order.Message{URL: "‹u›", Headers: []order.Header{{Name: "n", Value: "‹n:v›"}, {Name: "n", Value: "‹n:w›"}}, Body: []byte("b")}
	r := onePage(t, order.Requests, request(fmt.Sprintf(`"original":{%[1]s},"final":{%[1]s},"response":{%[1]s,"formatted":{%[1]s}}`, message)), marks{}).Requests[0]
	stages := order.Stages{Original: &want, Final: &want, Response: &order.Response{Message: want, Formatted: &want}, TemplateIs: order.NotCaptured}
	if diff := cmp.Diff(stages, r.Stages); diff != "" {
		t.Errorf("request (-want +got):\n%s", diff)
	}
	p := onePage(t, order.Postbacks, postback(`"payload":{"url":"u"},"delivery":{"target":"t","sent":{`+message+`}}`), marks{}).Postbacks[0]
	if diff := cmp.Diff(&order.Delivery{Target: "‹t›", Sent: &want}, p.Delivery); diff != "" || string(p.Payload) != `{"url":"u"}` {
		t.Errorf("postback with payload %s (-want +got):\n%s", p.Payload, diff)
	}
}

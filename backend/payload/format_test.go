package payload_test

import (
	"testing"

	"ordertrail/backend/payload"
)

func TestDetect(t *testing.T) {
	for _, c := range []struct {
		name, contentType, body string
		want                    payload.Format
	}{
		{"JSON under its own type", "application/json; charset=utf-8", `{"a":1}`, payload.JSON},
		{"JSON under a vendor's type", "application/vnd.api+json", `{"a":1}`, payload.JSON},
		{"JSON without a type", "", "\xef\xbb\xbf [1, 2]", payload.JSON},
		{"JSON lines", "application/x-ndjson", "{\"a\":1}\n{\"a\":2}\n", payload.JSON},
		{"JSON that was sent as text", "text/plain", `{"a":1}`, payload.JSON},
		{"broken JSON stays what it claims to be", "application/json", `{"a":`, payload.JSON},
		{"XML under its own type", "application/xml", "<a/>", payload.XML},
		{"XML that was sent as JSON", "application/json", "<a>1</a>", payload.XML},
		{"SOAP", "application/soap+xml", "<a/>", payload.XML},
		{"a web page is text", "text/html", "<!doctype html><p>Hi<br>there", payload.Text},
		{"CSV under its own type", "text/csv", "a;b\r\n1;2\r\n", payload.CSV},
		{"CSV with tabs under its own type", "text/tab-separated-values; charset=utf-8", "sku\tqty\nA\t2\n", payload.CSV},
		{"CSV without a type", "", "order,sku,qty\nA1,B,2\n", payload.CSV},
		{"lines with commas are no CSV when they differ in number", "", "Hi, you, there\nhow are you\n", payload.Text},
		{"a form under its own type", "application/x-www-form-urlencoded", "a=1&b=2", payload.Form},
		{"a form without a type", "", "a=1&b=%C3%A5", payload.Form},
		{"an URL is no form", "", "https://x.example/?a=1&b=2", payload.Text},
		{"prose", "", "Hej! Allt är bra.", payload.Text},
		{"an empty body", "", "", payload.Text},
		{"an empty JSON body", "application/json", "", payload.JSON},
		{"bytes that are no text", "application/octet-stream", "\x89PNG\r\n\x00", payload.Bytes},
		{"bytes that claim to be CSV", "text/csv", "\xff\xfe\x00a", payload.Bytes},
		{"Latin-1 can't be read as text", "text/plain", "Malm\xf6", payload.Bytes},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := payload.Detect(c.contentType, []byte(c.body)); got != c.want {
				t.Errorf("Detect(%q, %q) = %s, want %s", c.contentType, c.body, got, c.want)
			}
		})
	}
}

func TestExtension(t *testing.T) {
	for f, want := range map[payload.Format]string{
		payload.JSON: ".json", payload.XML: ".xml", payload.CSV: ".csv", payload.Form: ".form.txt", payload.Text: ".txt", payload.Bytes: ".bin",
	} {
		if got := f.Extension(); got != want {
			t.Errorf("%s ends in %q, want %q", f, got, want)
		}
	}
}

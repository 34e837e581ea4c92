package source

import (
	"bytes"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/feed"
	"ordertrail/backend/order"
)

// FuzzSkim holds the skimmer to what the feed's own reader says of every page that it can read.
func FuzzSkim(f *testing.F) {
	for _, seed := range []string{`{"data":[],"next":null,"asOf":"2026-11-16T07:00:00Z"}`, ` { "asOf" : null , "data" : [ { } , {"id":"a\u0041\"","receivedAt":"2026-11-02T08:00:00.5Z"} ] , "next" : "x" } `,
		`{"data":[{"id":7}],"data":[{"id":"b","x":{"id":"c"},"id":"d"}],"d\u0061ta":[]}`, `{"data":[{"id":{},"id":"0"}]}`, `{"data":[{"a":[1,-2.5e+7,true,null,"}]"]}]}`} {
		f.Add([]byte(seed))
	}
	profile := FeedProfile()
	f.Fuzz(func(t *testing.T, body []byte) {
		seen, err := profile.skim(bytes.NewReader(body), profile.lists[order.Requests], order.Failed, func(int64) string { return "" })
		page, readErr := feed.ReadPage(body)
		want, comparable := skimmedOf(page)
		if readErr != nil || !comparable {
			return
		}
		if diff := cmp.Diff(want, seen, cmp.AllowUnexported(skimmed{})); diff != "" || err != nil {
			t.Fatalf("%v (-want +got):\n%s", err, diff)
		}
	})
}

// skimmedOf gives what skimming a page should see. Pages with records that are no objects, or with ids and
// cursors of a length that nobody uses, cannot be compared.
func skimmedOf(page feed.Page) (skimmed, bool) {
	want := skimmed{next: page.Next, ends: page.Ends, asOf: page.AsOf, list: true}
	for _, item := range page.Items {
		o, err := newScanner(bytes.NewReader(item)).outline()
		if err != nil || len(item) > longestID {
			return want, false
		}
		want.missing = append(want.missing, order.Missing{ID: idOf(item), At: o.at, Why: order.Failed})
	}
	return want, len(page.Items) <= mostRecords && len(page.Next) < longestCursor/6
}

func idOf(item []byte) (id string) {
	var record struct {
		ID jsontext.Value `json:"id"` // of several the last
	}
	lenient := json.JoinOptions(jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	if json.Unmarshal(item, &record, lenient) == nil && record.ID.Kind() == '"' {
		_ = json.Unmarshal(record.ID, &id, lenient)
	}
	return id
}

// FuzzScan holds the scanner to consume exactly one value of any JSON.
func FuzzScan(f *testing.F) {
	for _, seed := range []string{`{"a":[1,"}",{"b":null}]}`, `"\\\""`, `-0.5e7`, `[[],{}]`, "\"\xff\""} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		value := jsontext.Value(text)
		if !value.IsValid(jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)) {
			return
		}
		want := bytes.Trim(text, " \t\r\n")
		s := newScanner(bytes.NewReader(append(bytes.Clone(want), ",x"...)))
		if got, size, err := s.value(len(text)); err != nil || !bytes.Equal(got, want) || size != int64(len(want)) {
			t.Fatalf("took %q (%d bytes, %v) of %q", got, size, err, want)
		}
	})
}

package feed_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/feed"
	"ordertrail/backend/order"
)

func sample(t *testing.T, name string) feed.Page {
	t.Helper()
	body, err := os.ReadFile("testdata/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	page, err := feed.ReadPage(body)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func TestWhatIsReadIsWrittenAgainFieldByField(t *testing.T) {
	for _, item := range sample(t, "requests").Items {
		r, err := feed.ReadRequest(item)
		if err != nil {
			t.Fatal(err)
		}
		same(t, r.ID, item, feed.AppendRequest(nil, r))
	}
	for _, item := range sample(t, "postbacks").Items {
		p, err := feed.ReadPostback(item)
		if err != nil {
			t.Fatal(err)
		}
		same(t, p.ID, item, feed.AppendPostback(nil, p))
	}
}

func same(t *testing.T, id string, want, got []byte) {
	t.Helper()
	var w, g any
	if err := errors.Join(json.Unmarshal(want, &w), json.Unmarshal(got, &g)); err != nil {
		t.Fatalf("%s: %v", id, err)
	}
	if d := cmp.Diff(w, g); d != "" {
		t.Errorf("%s differs (-feed +written):\n%s", id, d)
	}
}

const bare = `{"id":"r","receivedAt":"2026-11-02T08:00:00.123456Z","updatedAt":"2026-11-02T09:00:00+01:00","type":"submit","stages":{%s}}`

func TestAStageThatIsNullWasNotReachedAndOneThatIsAbsentWasNotCaptured(t *testing.T) {
	r, err := feed.ReadRequest([]byte(strings.Replace(bare, "%s", `"original":{"body":""},"template":null,"final":{"body":null}`, 1)))
	if err != nil {
		t.Fatal(err)
	}
	s := r.Stages
	got := []order.Presence{s.OriginalIs, s.TemplateIs, s.FinalIs, s.ResponseIs}
	if d := cmp.Diff([]order.Presence{order.Captured, order.NotReached, order.Captured, order.NotCaptured}, got); d != "" {
		t.Error(d)
	}
	if s.Original.Body == nil || s.Final.Body != nil {
		t.Errorf("an empty body and none are told apart: %v, %v", s.Original.Body, s.Final.Body)
	}
	if r.ReceivedAt != 1793606400123 || r.UpdatedAt != 1793606400000 {
		t.Errorf("moments: %s, %s", r.ReceivedAt, r.UpdatedAt)
	}
}

func TestJSONValuesAreKeptToTheByte(t *testing.T) {
	for _, payload := range []string{
		`{"n": 9007199254740993, "e":1.50E+10,"z":-0}`,
		"{\n\t\"b\": 1,\n\t\"a\": 2, \"b\" : 3}",
		`{"s":"\ud800 \u00e5 å <&>"}`,
		`[ 1 ,2]`,
		`"text"`,
	} {
		item := `{"id":"p","occurredAt":"2026-11-02T08:00:00.000Z","updatedAt":"2026-11-02T08:00:00.000Z","direction":"to_customer","event":"x","payload": ` + payload + ` }`
		p, err := feed.ReadPostback([]byte(item))
		if err != nil {
			t.Fatalf("%s: %v", payload, err)
		}
		if string(p.Payload) != payload {
			t.Errorf("read %q, want %q", p.Payload, payload)
		}
		if written := string(feed.AppendPostback(nil, p)); !strings.Contains(written, `"payload":`+payload) {
			t.Errorf("written %s", written)
		}
	}
}

func TestBodiesAreExact(t *testing.T) {
	cases := map[string]struct {
		message string
		body    string
	}{
		"text is the UTF-8 of the string":       {`"body":"å\u0000\r\n"`, "å\x00\r\n"},
		"base64 is its bytes":                   {`"body":"/wD+","bodyEncoding":"base64"`, "\xff\x00\xfe"},
		"base64 of plain text stays base64":     {`"body":"aGVq","bodyEncoding":"base64"`, "hej"},
		"a text that looks like JSON is a text": {`"body":"{\"a\": 1.0}"`, `{"a": 1.0}`},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			item := strings.Replace(bare, "%s", `"original":{`+c.message+`}`, 1)
			r, err := feed.ReadRequest([]byte(item))
			if err != nil {
				t.Fatal(err)
			}
			if string(r.Stages.Original.Body) != c.body {
				t.Errorf("body %q", r.Stages.Original.Body)
			}
			if written := string(feed.AppendRequest(nil, r)); strings.Contains(c.message, "base64") && !strings.Contains(written, c.message) {
				t.Errorf("written %s", written)
			}
		})
	}
}

func TestHeadersKeepOrderAndRepeat(t *testing.T) {
	r, err := feed.ReadRequest([]byte(strings.Replace(bare, "%s", `"original":{"headers":[["b","1"],["a","2"],["b","3"]]}`, 1)))
	if err != nil {
		t.Fatal(err)
	}
	want := []order.Header{{Name: "b", Value: "1"}, {Name: "a", Value: "2"}, {Name: "b", Value: "3"}}
	if d := cmp.Diff(want, r.Stages.Original.Headers); d != "" {
		t.Error(d)
	}
}

func TestARecordThatLacksARequiredFieldNamesIt(t *testing.T) {
	for field, item := range map[string]string{
		"id":         `{"receivedAt":"2026-11-02T08:00:00Z","updatedAt":"2026-11-02T08:00:00Z","type":"submit","stages":{}}`,
		"receivedAt": `{"id":"r","updatedAt":"2026-11-02T08:00:00Z","type":"submit","stages":{}}`,
		"stages":     `{"id":"r","receivedAt":"2026-11-02T08:00:00Z","updatedAt":"2026-11-02T08:00:00Z","type":"submit"}`,
	} {
		_, err := feed.ReadRequest([]byte(item))
		var missing *feed.MissingError
		if !errors.As(err, &missing) || missing.Field != field {
			t.Errorf("without %s: %v", field, err)
		}
	}
}

func TestARecordOfAMomentBeforeListsBeginIsNotRead(t *testing.T) {
	const from = `{"id":"r","%s":"%s","updatedAt":"1969-01-01T00:00:00Z","type":"submit","direction":"outbound","event":"e","stages":{}}`
	for at, early := range map[string]bool{"1969-12-31T23:59:59Z": true, "1970-01-01T00:00:00Z": true, "1970-01-01T00:00:01Z": false} {
		var missing *feed.MissingError
		_, err := feed.ReadRequest(fmt.Appendf(nil, from, "receivedAt", at))
		if got := errors.As(err, &missing); got != early || early && err.Error() != "field receivedAt is not a moment after 1970" {
			t.Errorf("a request of %s: %v", at, err)
		}
		_, err = feed.ReadPostback(fmt.Appendf(nil, from, "occurredAt", at))
		if got := errors.As(err, &missing); got != early || early && err.Error() != "field occurredAt is not a moment after 1970" {
			t.Errorf("a postback of %s: %v", at, err)
		}
	}
}

func TestFieldNamesAreMatchedExactly(t *testing.T) {
	_, err := feed.ReadRequest([]byte(`{"ID":"r","receivedAt":"2026-11-02T08:00:00Z","updatedAt":"2026-11-02T08:00:00Z","type":"submit","stages":{}}`))
	if err == nil {
		t.Error("ID was taken for id")
	}
}

func TestOtherJSONIsNotAPage(t *testing.T) {
	for _, body := range []string{``, `{}`, `[]`, `{"data":null}`, `{"data":{}}`, `{"data":[]} x`, `<html>`, `{"data":[`} {
		if _, err := feed.ReadPage([]byte(body)); !errors.Is(err, feed.ErrNotFeed) {
			t.Errorf("%q: %v", body, err)
		}
	}
}

package source_test

import (
	"strings"
	"testing"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/source"
)

func TestTheAssistantMakesAProfileOfARecordedSession(t *testing.T) {
	unknown, err := takeIn(t, sampleText(t, "hq-session.har"))
	if fault.Of(err).About != "har_profile" || len(unknown.Answers) != 5 {
		t.Fatalf("%d answers: %v", len(unknown.Answers), err)
	}
	text, ok := source.ProposeProfile(unknown.Answers)
	if !ok {
		t.Fatalf("nothing proposed:\n%s", text)
	}
	p, err := source.ParseProfile([]byte(text), "proposal")
	if err != nil {
		t.Fatal(err)
	}
	got, err := takeIn(t, sampleText(t, "hq-session.har"), p)
	if err != nil || len(got.requests) != 2 || len(got.postbacks) != 1 || len(got.Skipped) > 0 {
		t.Fatalf("%d requests, %d postbacks, %v %v\n%s", len(got.requests), len(got.postbacks), got.Skipped, err, text)
	}
	want, err := takeIn(t, sampleText(t, "hq-session.har"), hq(t))
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range got.requests {
		w := want.requests[i]
		if r.ID != w.ID || r.ReceivedAt != w.ReceivedAt || r.Type != order.Submit || r.OrderReferenceID != w.OrderReferenceID || *r.Customer != *w.Customer ||
			string(r.Stages.Original.Body) != string(w.Stages.Original.Body) || len(r.Stages.Original.Headers) != 3 ||
			*r.Stages.Template.Rendered != *w.Stages.Template.Rendered || *r.Stages.Template.Source != *w.Stages.Template.Source ||
			string(r.Stages.Final.Body) != string(w.Stages.Final.Body) || *r.Stages.Response.Status != *w.Stages.Response.Status {
			t.Errorf("request %d: %+v\n%s", i, r, text)
		}
	}
	if b, w := got.postbacks[0], want.postbacks[0]; b.Event != w.Event || string(b.Payload) != string(w.Payload) || b.Delivery.Target != w.Delivery.Target ||
		*b.Delivery.Attempts[0].Status != 200 {
		t.Errorf("postback %+v\n%s", b, text)
	}
	lists := p.Preview(unknown.Answers)
	if len(lists) != 2 || lists[0].Items != 2 || lists[0].Read != 2 || lists[1].Read != 1 || lists[0].Fields[0].Sample == "" {
		t.Errorf("preview %+v", lists)
	}
}

func TestTheAssistantProposesNothingForNoise(t *testing.T) {
	for _, body := range []string{`{"email":"a@b.example"}`, `{"users":[{"name":"x"}]}`, `[]`, `nope`} {
		answers := []source.Answer{{Method: "GET", URL: "https://x.example/api/me", Body: []byte(body)}}
		if text, ok := source.ProposeProfile(answers); ok {
			t.Errorf("of %s:\n%s", body, strings.TrimSpace(text))
		}
	}
}

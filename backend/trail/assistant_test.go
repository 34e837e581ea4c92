package trail_test

import (
	"io"
	"os"
	"strings"
	"testing"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/trail"
)

func sessionInput(t *testing.T) []trail.Input {
	t.Helper()
	return []trail.Input{{Name: "hq-session.har", Open: func() (io.ReadCloser, error) { return os.Open("../source/testdata/hq-session.har") }}}
}

func TestTheAssistantTurnsARecordingIntoAHistory(t *testing.T) {
	tr := open(t, t.TempDir())
	if _, err := tr.Import(t.Context(), sessionInput(t), ""); fault.Of(err).About != "har_profile" {
		t.Fatalf("without a profile: %v", err)
	}
	m, err := tr.Propose()
	if err != nil || len(m.Lists) != 2 || m.Problem.Line != 0 {
		t.Fatalf("proposed %+v, %v", m, err)
	}
	if broken, err := tr.TryMapping(strings.Replace(m.Profile, "items:", "itms:", 1)); err != nil || broken.Problem.Line != 7 || broken.Problem.Name != "itms" {
		t.Errorf("a broken profile: %+v, %v", broken.Problem, err)
	}
	file, err := tr.ApplyMapping(t.Context(), m.Profile)
	if err != nil || file.Requests != 2 || file.Postbacks != 1 || len(file.Skipped) > 0 {
		t.Fatalf("imported %+v, %v", file, err)
	}
	again, err := tr.Import(t.Context(), sessionInput(t), "") // by the profile that is kept now
	if err != nil || again[0].Duplicates != 3 || again[0].Requests != 0 {
		t.Errorf("again %+v, %v", again, err)
	}
	if _, err := tr.Propose(); fault.Of(err).About != "no_proposal" {
		t.Errorf("once it is imported: %v", err)
	}
}

func TestAPasteBecomesTheStageOfTheOrderThatThePersonNames(t *testing.T) {
	tr := open(t, t.TempDir())
	for text, want := range map[string]string{
		`{"order":{"number":"NL-7"}}`: "json NL-7", "<Order ref=\"NL-8\"/>": "xml NL-8", "ref=NL-9&x=1": "form NL-9", "a;b;c\n1;2;3": "csv ",
		"Dear support": "text ", "curl https://x.example -d ref=NL-1": "curl NL-1", "HTTP/1.1 200 OK\n\n{}": "raw_http ",
	} {
		got, err := tr.Recognise(t.Context(), text)
		if said := got.Format + " " + got.Reference; said != want || err != nil {
			t.Errorf("%q is %q, want %q: %v", text, said, want, err)
		}
	}
	got, err := tr.Paste(t.Context(), `{"a":1}`, order.Final, " NL-10 ")
	if err != nil || got.File.Requests != 1 {
		t.Fatalf("pasted %+v, %v", got, err)
	}
	page, err := tr.Requests(t.Context(), order.RequestFilter{})
	if err != nil || len(page.Requests) != 1 || page.Requests[0].OrderReferenceID != "NL-10" || page.Requests[0].Source != "pasted" {
		t.Fatalf("listed %+v, %v", page.Requests, err)
	}
	if states := page.Requests[0].Stages; states.Final != order.StagePassed || states.Original != order.StageNotCaptured {
		t.Errorf("stages %+v", states)
	}
	if again, err := tr.Paste(t.Context(), `{"a":1}`, order.Final, "NL-10"); err != nil || again.File.Duplicates != 1 {
		t.Errorf("again %+v, %v", again, err)
	}
	hooks, err := tr.Paste(t.Context(), `{"id":"e","event":"order_shipped","orderId":"g","created":"2026-11-03T22:00:00Z"}`, order.Original, "")
	if err != nil || hooks.Format != "webhooks" || hooks.File.Postbacks != 1 {
		t.Errorf("webhooks %+v, %v", hooks, err)
	}
}

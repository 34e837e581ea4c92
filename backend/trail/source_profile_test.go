package trail_test

import (
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/settings"
	"ordertrail/backend/source"
	"ordertrail/backend/trail"
)

// acme is the feed's profile under a name of its own, with a change.
func acme(changes ...string) string {
	text := strings.Replace(source.FeedText(), "name: feed", "name: acme", 1)
	return strings.NewReplacer(changes...).Replace(text)
}

func added(t *testing.T, tr *trail.Trail, name, url string) {
	t.Helper()
	if _, err := tr.AddSource(t.Context(), name, url, ""); err != nil {
		t.Fatal(err)
	}
}

func TestAProfileThatIsEditedIsTriedAndThenReadsEverythingAgain(t *testing.T) {
	server := httptest.NewServer(newSampleFeed(t))
	defer server.Close()
	dir := t.TempDir()
	tr := open(t, dir)
	added(t, tr, "a", server.URL+"/base")
	if _, err := tr.Sync(t.Context(), trail.SyncOptions{}); err != nil {
		t.Fatal(err)
	}
	text, err := tr.SourceProfile(t.Context(), "a")
	if err != nil || text != source.FeedText() {
		t.Fatalf("a source is read by %.40q, %v", text, err)
	}
	if _, err := tr.TryProfile(t.Context(), "a", "name: [\n"); err != nil {
		t.Error(err)
	}
	changed := acme(`orderReferenceId: "$.orderReferenceId"`, `orderReferenceId: "$.orderId"`)
	if changed == acme() {
		t.Fatal("the feed's profile is written otherwise")
	}
	tried, err := tr.TryProfile(t.Context(), "a", changed)
	if err != nil || tried.Problem.Line != 0 || len(tried.Lists) != 2 || tried.Lists[0].Read == 0 {
		t.Fatalf("tried: %+v, %v", tried, err)
	}
	if err := tr.KeepSourceProfile(t.Context(), "a", changed); err != nil {
		t.Fatal(err)
	}
	res, err := tr.Sync(t.Context(), trail.SyncOptions{})
	if err != nil || res.Requests.Updated == 0 || res.Requests.New != 0 {
		t.Errorf("read again: %+v, %v", res.Requests, err)
	}
	page, err := tr.Requests(t.Context(), order.RequestFilter{Limit: 1})
	if err != nil || page.Requests[0].OrderReferenceID != page.Requests[0].OrderID {
		t.Errorf("%+v %v", page.Requests, err)
	}
	captures := past(t, tr, page.Requests[0].ID).Captures
	if len(captures) != 1 || captures[0].Source != "a" || captures[0].Profile != "acme" || captures[0].Version == "" {
		t.Errorf("told by %+v", captures)
	}
	if err := tr.KeepSourceProfile(t.Context(), "a", changed); err != nil {
		t.Fatal(err)
	}
	if res, err := tr.Sync(t.Context(), trail.SyncOptions{}); err != nil || res.Requests.Updated != 0 {
		t.Errorf("the same profile once more: %+v, %v", res.Requests, err)
	}
}

func TestTheBuiltInProfileIsNotReplaced(t *testing.T) {
	tr := open(t, t.TempDir())
	added(t, tr, "a", "http://127.0.0.1:9/base")
	if err := tr.KeepSourceProfile(t.Context(), "a", source.FeedText()); fault.Of(err).About != "profile_taken" {
		t.Errorf("%v", err)
	}
}

func TestAPausedSourceIsAskedOnlyByName(t *testing.T) {
	var asked atomic.Int32
	feed := newSampleFeed(t)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		feed.ServeHTTP(w, r)
	}))
	defer server.Close()
	dir := t.TempDir()
	tr := open(t, dir)
	added(t, tr, "a", server.URL+"/base")
	if err := tr.PauseSource(t.Context(), "a", true); err != nil {
		t.Fatal(err)
	}
	if _, err := tr.Sync(t.Context(), trail.SyncOptions{}); fault.Of(err).About != "sources_paused" || asked.Load() != 0 {
		t.Errorf("asked %d times: %v", asked.Load(), err)
	}
	if _, err := tr.Sync(t.Context(), trail.SyncOptions{Source: "a"}); err != nil || asked.Load() == 0 {
		t.Errorf("by name: %v", err)
	}
	if err := tr.PauseSource(t.Context(), "a", false); err != nil {
		t.Fatal(err)
	}
	if _, err := tr.Sync(t.Context(), trail.SyncOptions{}); err != nil {
		t.Error(err)
	}
}

func TestASourceGoesWithItsHistoryWhenThatIsWanted(t *testing.T) {
	server := httptest.NewServer(newSampleFeed(t))
	defer server.Close()
	tr := open(t, t.TempDir())
	added(t, tr, "a", server.URL+"/base")
	held, err := tr.Sync(t.Context(), trail.SyncOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if err := tr.RemoveHistory(t.Context(), "a"); err != nil {
		t.Fatal(err)
	}
	page, err := tr.Requests(t.Context(), order.RequestFilter{})
	if err != nil || len(page.Requests) != 0 {
		t.Errorf("%d requests are held still, %v", len(page.Requests), err)
	}
	if got := tr.RemovedSoFar(); got != held.Requests.New+held.Postbacks.New {
		t.Errorf("%d records are told to be gone of %+v", got, held)
	}
	if live, err := tr.LiveSources(t.Context()); err != nil || len(live) != 0 {
		t.Errorf("%+v %v", live, err)
	}
	added(t, tr, "a", server.URL+"/base")
	if res, err := tr.Sync(t.Context(), trail.SyncOptions{}); err != nil || res.Requests.New == 0 {
		t.Errorf("read anew: %+v %v", res.Requests, err)
	}
}

func TestAnAuthorityOfTheNetworkIsTrustedOnceItIsChosen(t *testing.T) {
	server := httptest.NewTLSServer(newSampleFeed(t))
	defer server.Close()
	server.Config.ErrorLog = nil
	dir := t.TempDir()
	tr := open(t, dir)
	added(t, tr, "a", server.URL+"/base")
	if _, err := tr.TestSource(t.Context(), "a"); err == nil {
		t.Fatal("an unknown authority is trusted")
	}
	if err := settings.KeepAuthorities(dir, []byte("no certificate")); fault.Of(err).About != "authorities" {
		t.Errorf("%v", err)
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.TLS.Certificates[0].Certificate[0]})
	if err := settings.KeepAuthorities(dir, text); err != nil {
		t.Fatal(err)
	}
	if all := settings.Authorities(dir); len(all) != 1 || all[0].Name == "" || all[0].Expires == 0 {
		t.Errorf("%+v", all)
	}
	if _, err := tr.TestSource(t.Context(), "a"); err != nil {
		t.Error(err)
	}
	if err := settings.ForgetAuthorities(dir); err != nil {
		t.Fatal(err)
	}
	if _, err := tr.TestSource(t.Context(), "a"); err == nil {
		t.Error("a forgotten authority is trusted still")
	}
}

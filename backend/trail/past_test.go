package trail_test

import (
	"encoding/json"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/trail"
)

// replace changes a record of the feed, now.
func (f *sampleFeed) replace(t *testing.T, list, id, now string, changes ...string) {
	t.Helper()
	f.now = now
	text := strings.NewReplacer(changes...).Replace(string(f.raw[list][id]))
	var record map[string]any
	if err := json.Unmarshal([]byte(text), &record); err != nil {
		t.Fatal(err)
	}
	text = strings.Replace(text, record["updatedAt"].(string), now, 1)
	record["updatedAt"] = now
	f.raw[list][id] = json.RawMessage(text)
	at := slices.IndexFunc(f.lists[list], func(r map[string]any) bool { return r["id"] == id })
	f.lists[list][at] = record
}

func TestARecordTellsWhatChangedAndWhetherItsSourceHasItStill(t *testing.T) {
	f := newSampleFeed(t)
	server := httptest.NewServer(f)
	defer server.Close()
	tr := open(t, t.TempDir())
	sync := func() {
		t.Helper()
		if _, err := tr.Sync(t.Context(), trail.SyncOptions{URL: server.URL + "/base/"}); err != nil {
			t.Fatal(err)
		}
	}
	sync()
	id := f.lists["requests"][len(f.lists["requests"])-1]["id"].(string)
	if p := past(t, tr, id); len(p.Changes) != 0 || p.GoneSince != 0 {
		t.Errorf("at first: %+v", p)
	}
	f.replace(t, "requests", id, "2026-11-16T07:10:00.000Z", `"type":"submit"`, `"type":"cancel"`, `"type": "submit"`, `"type": "cancel"`)
	sync()
	f.replace(t, "requests", id, "2026-11-16T07:20:00.000Z", `"0db00e5d-6efa-5ee0-a465-8aa562e1506a"`, `"g-77"`)
	sync()
	p := past(t, tr, id)
	if len(p.Changes) != 2 {
		t.Fatalf("changes: %+v", p)
	}
	if d := cmp.Diff([][]string{{"type"}, {"orderId"}}, [][]string{p.Changes[0].Fields, p.Changes[1].Fields}); d != "" {
		t.Errorf("what changed: %s", d)
	}
	if at, _ := order.ParseMillis("2026-11-16T07:20:00.000Z"); p.Changes[1].ChangedAt != at || p.Changes[1].SeenAt < p.Changes[0].SeenAt {
		t.Errorf("when: %+v", p.Changes)
	}

	f.now = "2026-11-18T08:00:00.000Z" // the next day's comparing finds that it is gone
	f.lists["requests"] = f.lists["requests"][:len(f.lists["requests"])-1]
	sync()
	if gone, _ := order.ParseMillis(f.now); past(t, tr, id).GoneSince != gone {
		t.Errorf("gone since %d, want %d", past(t, tr, id).GoneSince, gone)
	}
}

func past(t *testing.T, tr *trail.Trail, id string) trail.Past {
	t.Helper()
	detail, err := tr.Request(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return detail.Past
}

func TestNothingFoundIsSureOnlyWhereAllIsHeld(t *testing.T) {
	f := newSampleFeed(t)
	server := httptest.NewServer(f)
	defer server.Close()
	tr := open(t, t.TempDir())
	hint := func() string {
		t.Helper()
		_, err := tr.Order(t.Context(), "NL-99999", "")
		code, _, hint := fault.Describe(err, "en")
		if code != fault.NotFound {
			t.Fatal(err)
		}
		return hint
	}
	from, _ := order.ParseMillis("2026-11-10T00:00:00.000Z")
	if !strings.Contains(hint(), "not be synced yet") {
		t.Errorf("before any sync: %s", hint())
	}
	if _, err := tr.Sync(t.Context(), trail.SyncOptions{URL: server.URL + "/base/", From: from}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(hint(), "not be synced yet") {
		t.Errorf("with a part of what the source has: %s", hint())
	}
	if _, err := tr.Sync(t.Context(), trail.SyncOptions{}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(hint(), "All that the sources had at the last sync is held") {
		t.Errorf("with all that the source has: %s", hint())
	}
}

package trail_test

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/syncer"
	"ordertrail/backend/trail"
)

// webhook is one line of a file of webhooks.
func webhook(id string) string {
	return `{"id":"` + id + `","event":"order_shipped","orderId":"g","created":"2026-11-03T22:00:00Z"}` + "\n"
}

func textOf(content string) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(content)), nil }
}

func put(t *testing.T, dir, name, content string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

// look looks at the folders twice: what is new is read once it is no longer being written.
func look(t *testing.T, tr *trail.Trail) (changed bool) {
	t.Helper()
	for range 2 {
		news, err := tr.LookAtFolders(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		changed = changed || news
	}
	return changed
}

func heldPostbacks(t *testing.T, tr *trail.Trail, source string) int {
	t.Helper()
	page, err := tr.Postbacks(t.Context(), order.PostbackFilter{Source: source})
	if err != nil {
		t.Fatal(err)
	}
	return page.Total
}

func TestAWatchedFolderIsReadAgainWhenItChanges(t *testing.T) {
	dir, inbox := t.TempDir(), t.TempDir()
	tr := open(t, dir)
	added, err := tr.WatchFolder(t.Context(), inbox)
	if err != nil || added.Name != filepath.Base(inbox) || added.URL != trail.FolderAddress(inbox) {
		t.Fatalf("added %+v, %v", added, err)
	}
	put(t, inbox, "a.ndjson", webhook("e1"))
	put(t, inbox, ".hidden", webhook("e9"))
	if _, err := tr.LookAtFolders(t.Context()); err != nil || heldPostbacks(t, tr, added.Name) != 0 {
		t.Errorf("a file that may still be written was read: %v", err)
	}
	if !look(t, tr) || heldPostbacks(t, tr, added.Name) != 1 {
		t.Errorf("held %d of the first file", heldPostbacks(t, tr, added.Name))
	}
	if look(t, tr) {
		t.Error("nothing changed, and it was told as news")
	}
	put(t, inbox, "a.ndjson", webhook("e1")+webhook("e2"))
	put(t, inbox, "notes.txt", "nothing of ours")
	look(t, tr)
	state := tr.Folder(added.Name)
	if heldPostbacks(t, tr, added.Name) != 2 || state.Files != 2 || len(state.Unread) != 1 || state.Unread[0].Path != "notes.txt" {
		t.Errorf("held %d, %+v", heldPostbacks(t, tr, added.Name), state)
	}
	if look(t, tr) {
		t.Error("a file that can't be read was read again, though it did not change")
	}
}

func TestAWatchedFolderSurvivesARestartAndIsNotReadFromTheStart(t *testing.T) {
	dir, inbox := t.TempDir(), t.TempDir()
	put(t, inbox, "a.ndjson", webhook("e1"))
	first := open(t, dir)
	if _, err := first.AddSource(t.Context(), "inbox", trail.FolderAddress(inbox), ""); err != nil {
		t.Fatal(err)
	}
	res, err := first.Sync(t.Context(), trail.SyncOptions{})
	if err != nil || res.Pages != 1 || res.Postbacks.New != 1 {
		t.Fatalf("synced %+v, %v", res, err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	second := open(t, dir)
	if res, err := second.Sync(t.Context(), trail.SyncOptions{Source: "inbox"}); err != nil || res.Pages != 0 {
		t.Errorf("what was read is read again: %+v, %v", res, err)
	}
	put(t, inbox, "b.ndjson", webhook("e2"))
	look(t, second)
	if n := heldPostbacks(t, second, "inbox"); n != 2 {
		t.Errorf("held %d after the restart", n)
	}
}

func TestAFolderThatGoesIsToldAndReadWhenItIsBack(t *testing.T) {
	tr, inbox := open(t, t.TempDir()), filepath.Join(t.TempDir(), "inbox")
	if _, err := tr.AddSource(t.Context(), "inbox", trail.FolderAddress(inbox), ""); fault.Of(err).About != "folder" || !fault.Is(err, fault.NotFound) {
		t.Errorf("a folder that is not there: %v", err)
	}
	if _, err := tr.AddSource(t.Context(), "inbox", "file://elsewhere/inbox", ""); !fault.Is(err, fault.Invalid) {
		t.Errorf("an address of no folder here: %v", err)
	}
	if err := os.Mkdir(inbox, 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := tr.AddSource(t.Context(), "inbox", trail.FolderAddress(inbox), ""); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(inbox); err != nil {
		t.Fatal(err)
	}
	if changed, err := tr.LookAtFolders(t.Context()); !changed || !fault.Is(err, fault.NotFound) || !fault.Is(tr.Folder("inbox").Err, fault.NotFound) {
		t.Errorf("gone: %v, %v", changed, err)
	}
	if err := os.Mkdir(inbox, 0o700); err != nil {
		t.Fatal(err)
	}
	put(t, inbox, "a.ndjson", webhook("e1"))
	look(t, tr)
	if tr.Folder("inbox").Err != nil || heldPostbacks(t, tr, "inbox") != 1 {
		t.Errorf("back: %v, held %d", tr.Folder("inbox").Err, heldPostbacks(t, tr, "inbox"))
	}
}

func TestAFolderThatIsRemovedIsReadNoMoreAndItsRecordsStay(t *testing.T) {
	tr, inbox := open(t, t.TempDir()), t.TempDir()
	put(t, inbox, "a.ndjson", webhook("e1"))
	for range 2 { // it can be added again
		if _, err := tr.AddSource(t.Context(), "inbox", trail.FolderAddress(inbox), ""); err != nil {
			t.Fatal(err)
		}
		look(t, tr)
		if err := tr.RemoveSource(t.Context(), "inbox"); err != nil {
			t.Fatal(err)
		}
	}
	put(t, inbox, "b.ndjson", webhook("e2"))
	if look(t, tr) || heldPostbacks(t, tr, "inbox") != 1 {
		t.Errorf("held %d", heldPostbacks(t, tr, "inbox"))
	}
	if _, err := tr.AddSource(t.Context(), "files", trail.FolderAddress(inbox), ""); fault.Of(err).About != "source_taken" {
		t.Errorf("under the name of what is imported: %v", err)
	}
}

func TestOneRecordOfTwoFilesIsHeldOnce(t *testing.T) {
	tr, inbox := open(t, t.TempDir()), t.TempDir()
	put(t, inbox, "a.ndjson", webhook("e1"))
	if _, err := tr.Import(t.Context(), []trail.Input{{Name: "a", Open: textOf(webhook("e1"))}}, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := tr.WatchFolder(t.Context(), inbox); err != nil {
		t.Fatal(err)
	}
	look(t, tr)
	if n := heldPostbacks(t, tr, ""); n != 1 {
		t.Errorf("held %d times", n)
	}
}

func TestAKeeperReadsWatchedFoldersByItself(t *testing.T) {
	tr, inbox := open(t, t.TempDir()), t.TempDir()
	if _, err := tr.WatchFolder(t.Context(), inbox); err != nil {
		t.Fatal(err)
	}
	news := make(chan bool, 100)
	keeper := tr.Keep(t.Context(), trail.SyncOptions{}, syncer.Pace{}, func(bool) { news <- true })
	t.Cleanup(keeper.Stop)
	put(t, inbox, "a.ndjson", webhook("e1"))
	for late := time.After(time.Minute); heldPostbacks(t, tr, "") == 0; {
		select {
		case <-news:
		case <-late:
			t.Fatal("nothing was read within a minute")
		}
	}
}

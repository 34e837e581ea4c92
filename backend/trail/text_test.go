package trail_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"ordertrail/backend/fault"
	"ordertrail/backend/payload"
	"ordertrail/backend/trail"
)

// withOriginal opens a history of one request whose original body is given.
func withOriginal(t *testing.T, dir string, body []byte, contentType, updated string) *trail.Trail {
	t.Helper()
	tr := open(t, dir)
	take(t, tr, body, contentType, updated)
	return tr
}

func take(t *testing.T, tr *trail.Trail, body []byte, contentType, updated string) {
	t.Helper()
	sum := sha256.Sum256(body)
	message, err := json.Marshal(map[string]any{
		"at": updated, "headers": [][]string{}, "contentType": contentType, "body": base64.StdEncoding.EncodeToString(body), "bodyEncoding": "base64",
		"sizeBytes": len(body), "sha256": hex.EncodeToString(sum[:]),
	})
	if err != nil {
		t.Fatal(err)
	}
	record := fmt.Sprintf(`{"id":"r-1","receivedAt":"2026-11-10T08:00:00.000Z","updatedAt":%q,"type":"submit","stages":{"original":%s}}`, updated, message)
	results, err := tr.Import(t.Context(), []trail.Input{{Name: "one.ndjson", Open: func() (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(record)), nil
	}}}, "")
	if err != nil || results[0].Requests+results[0].Duplicates == 0 {
		t.Fatalf("%+v %v", results, err)
	}
}

var original = trail.TextPlace{Part: trail.OriginalBody, Inside: []int{}}

func ask(place trail.TextPlace, view payload.View) trail.TextQuery {
	return trail.TextQuery{TextPlace: place, View: view, Count: 100}
}

func TestWhatIsSavedIsWhatWasReceived(t *testing.T) {
	for name, body := range map[string][]byte{
		"JSON": []byte("{\r\n\"a\": 1.50, \"a\":2}\n"), "UTF-16": []byte("\xff\xfe{\x00}\x00"), "bytes": {0, 1, 2, 255},
		"Latin-1": []byte("Malm\xf6"), "gzip": append([]byte("\x1f\x8b\x08"), make([]byte, 40)...), "broken": []byte(`{"a":`),
	} {
		t.Run(name, func(t *testing.T) {
			tr := withOriginal(t, t.TempDir(), body, "application/json", "2026-11-10T08:00:00.000Z")
			for _, view := range payload.AllViews {
				if _, err := tr.Text(t.Context(), "r-1", ask(original, view)); err != nil {
					t.Fatal(err)
				}
			}
			file, err := tr.TextFile(t.Context(), "r-1", original)
			if err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			if _, err := file.WriteTo(&out); err != nil {
				t.Fatal(err)
			}
			sum := sha256.Sum256(body)
			if !bytes.Equal(out.Bytes(), body) || file.SHA256 != hex.EncodeToString(sum[:]) {
				t.Errorf("%q was saved, with digest %s", out.Bytes(), file.SHA256)
			}
		})
	}
}

func TestRawAndExportedBytesHaveTheDigestThatIsStored(t *testing.T) {
	for name, body := range map[string][]byte{
		"JSON with duplicate keys and odd numbers": []byte("\ufeff{\r\n\"a\": 1.50, \"a\":1e400 }\n\n"), "UTF-16": []byte("\xff\xfe{\x00}\x00"),
		"bytes": {0, 1, 2, 255}, "Latin-1 that says UTF-8": []byte("<?xml version='1.0' encoding='UTF-8'?><a>Malm\xf6</a>"), "empty lines": []byte("\n\r\n\r"),
		"a cut gzip": append([]byte("\x1f\x8b\x08"), make([]byte, 40)...), "broken": []byte(`{"a":"\ud800`), "control characters": []byte("a\x1b\u200b\u202e\x7f"),
	} {
		t.Run(name, func(t *testing.T) {
			tr := withOriginal(t, t.TempDir(), body, "application/json; charset=utf-8", "2026-11-10T08:00:00.000Z")
			rec, err := tr.Record(t.Context(), "r-1")
			if err != nil {
				t.Fatal(err)
			}
			sum := sha256.Sum256(body)
			stored := rec.Request.Stages.Original.SHA256
			if want := hex.EncodeToString(sum[:]); stored != want {
				t.Errorf("%q is stored, want %s", stored, want)
			}
			file, err := tr.TextFile(t.Context(), "r-1", original)
			if err != nil || file.SHA256 != stored {
				t.Errorf("raw has %s: %v", file.SHA256, err)
			}
			content, listed := zippedOriginal(t, tr)
			if !bytes.Equal(content, body) || listed != stored {
				t.Errorf("%q was exported, listed with %s", content, listed)
			}
		})
	}
}

// zippedOriginal exports r-1 as it is, and gives the original's bytes and the digest that the manifest lists.
func zippedOriginal(t *testing.T, tr *trail.Trail) (content []byte, listed string) {
	t.Helper()
	out := filepath.Join(t.TempDir(), "out.zip")
	if _, err := tr.ExportTo(t.Context(), trail.ExportOptions{IDs: []string{"r-1"}, Format: "zip", Unmasked: true}, out); err != nil {
		t.Fatal(err)
	}
	archive, err := zip.OpenReader(out)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = archive.Close() }()
	var manifest struct {
		Stages []struct {
			Files []struct{ Name, SHA256 string }
		}
	}
	for _, f := range archive.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		read, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		switch base := path.Base(f.Name); {
		case base == "manifest.json":
			err = json.Unmarshal(read, &manifest)
		case strings.Contains(base, "original"):
			content = read
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, stage := range manifest.Stages {
		for _, f := range stage.Files {
			if strings.Contains(f.Name, "original") {
				listed = f.SHA256
			}
		}
	}
	return content, listed
}

func TestAChangedRecordShowsItsNewText(t *testing.T) {
	tr := withOriginal(t, t.TempDir(), []byte(`{"a":1}`), "application/json", "2026-11-10T08:00:00.000Z")
	read := func() string {
		page, err := tr.Text(t.Context(), "r-1", ask(original, payload.Raw))
		if err != nil {
			t.Fatal(err)
		}
		return page.Lines[0].Text
	}
	before := read()
	take(t, tr, []byte(`{"a":2}`), "application/json", "2026-11-10T09:00:00.000Z")
	if after := read(); before != `{"a":1}` || after != `{"a":2}` {
		t.Errorf("%s, then %s", before, after)
	}
}

func TestWhatIsWrappedInAValueOpensAsItsOwnText(t *testing.T) {
	inner := base64.StdEncoding.EncodeToString([]byte(`{"sku":"FP-FRAME-OAK"}`))
	tr := withOriginal(t, t.TempDir(), []byte(`{"a":"`+inner+`"}`), "application/json", "2026-11-10T08:00:00.000Z")
	page, err := tr.Text(t.Context(), "r-1", ask(original, payload.Pretty))
	if err != nil {
		t.Fatal(err)
	}
	at := page.Lines[1].At
	value, err := tr.TextValue(t.Context(), "r-1", ask(original, payload.Pretty), at)
	if err != nil || value.Path != "a" || strings.Join(value.How, " ") != "base64" {
		t.Fatalf("%+v %v", value, err)
	}
	inside := original
	inside.Inside = []int{value.At}
	page, err = tr.Text(t.Context(), "r-1", ask(inside, payload.Pretty))
	if err != nil || page.Total != 3 || page.Lines[1].Text != `  "sku": "FP-FRAME-OAK"` {
		t.Errorf("%+v %v", page, err)
	}
	inside.Inside = []int{value.At, 0}
	if _, err := tr.Text(t.Context(), "r-1", ask(inside, payload.Pretty)); !fault.Is(err, fault.NotFound) {
		t.Errorf("nothing is wrapped there: %v", err)
	}
}

func TestABrokenExpressionIsAFaultAPersonCanRead(t *testing.T) {
	tr := withOriginal(t, t.TempDir(), []byte(`{"a":1}`), "application/json", "2026-11-10T08:00:00.000Z")
	_, err := tr.TextFilter(t.Context(), "r-1", ask(original, payload.Pretty), "$[")
	if !fault.Is(err, fault.Invalid) {
		t.Errorf("%v", err)
	}
	if _, err := tr.TextFind(t.Context(), "r-1", ask(original, payload.Pretty), payload.Needle{Text: "(", Regexp: true}); !fault.Is(err, fault.Invalid) {
		t.Errorf("%v", err)
	}
}

func TestATextThatStoppedTheScreensWaitsAfterTheNextStart(t *testing.T) {
	dir := t.TempDir()
	body := []byte(`["` + strings.Repeat("a", 20<<10) + `"]`)
	show := func(tr *trail.Trail, anyway bool) bool {
		q := ask(original, payload.Pretty)
		q.Viewer, q.Anyway = true, anyway
		page, err := tr.Text(t.Context(), "r-1", q)
		if err != nil || page.Unfinished == (len(page.Lines) > 0) {
			t.Fatalf("%+v %v", page, err)
		}
		return !page.Unfinished
	}
	restarted := func(tr *trail.Trail) *trail.Trail {
		if err := tr.Close(); err != nil {
			t.Fatal(err)
		}
		return open(t, dir)
	}
	tr := withOriginal(t, dir, body, "application/json", "2026-11-10T08:00:00.000Z")
	if !show(tr, false) {
		t.Fatal("it waits though nothing happened")
	}
	tr = restarted(tr) // before it was on the screen
	if show(tr, false) {
		t.Error("it is shown by itself again")
	}
	if !show(tr, true) {
		t.Error("it is not shown when it is wanted")
	}
	if err := tr.TextShown(); err != nil {
		t.Fatal(err)
	}
	if tr = restarted(tr); !show(tr, false) {
		t.Error("it waits though it was shown whole")
	}
	if _, err := os.Stat(filepath.Join(dir, "showing")); err != nil {
		t.Error(err)
	}
}

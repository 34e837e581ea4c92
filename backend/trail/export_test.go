package trail_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/trail"
)

// first is the id of a request that is held.
func first(t *testing.T, tr *trail.Trail) string {
	t.Helper()
	page, err := tr.Requests(t.Context(), order.RequestFilter{Limit: 1})
	if err != nil || len(page.Requests) == 0 {
		t.Fatal(page, err)
	}
	return page.Requests[0].ID
}

func TestWhatIsHandedOverIsWhatWasPrepared(t *testing.T) {
	tr := sampled(t)
	looked, err := tr.Prepare(t.Context(), trail.ExportOptions{IDs: []string{first(t, tr)}, Format: "markdown"})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if _, err := tr.HandOver(looked.Token, "saved", &out); err != nil {
		t.Fatal(err)
	}
	if sum := sha256.Sum256(out.Bytes()); hex.EncodeToString(sum[:]) != looked.SHA256 || int64(out.Len()) != looked.Bytes {
		t.Errorf("%d bytes were handed over, %d prepared", out.Len(), looked.Bytes)
	}
	for _, text := range looked.Texts {
		if strings.HasSuffix(text.Name, ".source.j2") && !strings.Contains(out.String(), text.Text) {
			t.Errorf("%s was shown otherwise than it left", text.Name)
		}
	}
	if _, err := tr.Prepare(t.Context(), trail.ExportOptions{IDs: []string{first(t, tr)}, Format: "zip"}); err != nil {
		t.Fatal(err)
	}
	if _, err := tr.HandOver(looked.Token, "saved", &out); !fault.Is(err, fault.NotFound) {
		t.Errorf("an export of before was handed over: %v", err)
	}
}

func TestEveryExportIsInTheLogWithoutContents(t *testing.T) {
	dir := t.TempDir()
	tr, err := trail.Open(t.Context(), trail.Options{Dir: dir, Now: func() order.Millis { return asOf }})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tr.Close() }()
	if _, err := tr.Paste(t.Context(), `{"email":"asa@kund.example","ref":"NL-1"}`, order.Original, "NL-1"); err != nil {
		t.Fatal(err)
	}
	id := first(t, tr)
	out := filepath.Join(t.TempDir(), "a.json")
	for _, o := range []trail.ExportOptions{{IDs: []string{id}, Format: "json"}, {IDs: []string{id}, Format: "json", Unmasked: true}, {Requests: &order.RequestFilter{}, List: "csv"}} {
		if _, err := tr.ExportTo(t.Context(), o, out); err != nil {
			t.Fatal(err)
		}
	}
	list, err := tr.Exports(10)
	if err != nil || len(list) != 3 {
		t.Fatalf("%+v, %v", list, err)
	}
	if list[0].List != order.Requests || !list[1].Unmasked || list[2].IDs[0] != id || list[2].Masked["email"] != 1 || list[2].Who == "" {
		t.Errorf("the log says %+v", list)
	}
	text, err := os.ReadFile(filepath.Join(dir, trail.ExportLog))
	if err != nil || bytes.Contains(text, []byte("asa@kund")) {
		t.Errorf("%s, %v", text, err)
	}
	if info, err := os.Stat(filepath.Join(dir, trail.ExportLog)); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

func TestNothingUnmaskedLeavesWithoutALine(t *testing.T) {
	dir := t.TempDir()
	tr, err := trail.Open(t.Context(), trail.Options{Dir: dir, Now: func() order.Millis { return asOf }})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tr.Close() }()
	if _, err := tr.Paste(t.Context(), `{"email":"asa@kund.example"}`, order.Original, "NL-1"); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, trail.ExportLog), 0o700); err != nil { // no file can be opened there
		t.Fatal(err)
	}
	var out bytes.Buffer
	o := trail.ExportOptions{IDs: []string{first(t, tr)}, Format: "json"}
	if _, err := tr.Export(t.Context(), o, &out); err != nil {
		t.Errorf("masked: %v", err)
	}
	out.Reset()
	o.Unmasked = true
	if _, err := tr.Export(t.Context(), o, &out); !fault.Is(err, fault.IO) || out.Len() > 0 {
		t.Errorf("unmasked: %d bytes, %v", out.Len(), err)
	}
}

func TestAnErasedOrderIsForgottenInTheLogToo(t *testing.T) {
	dir := t.TempDir()
	tr := maskingHistory(t, dir)
	id := first(t, tr)
	if _, err := exported(t, tr); err != nil {
		t.Fatal(err)
	}
	if _, err := tr.Paste(t.Context(), `{"ref":"NL-2"}`, order.Original, "NL-2"); err != nil {
		t.Fatal(err)
	}
	if _, err := exported(t, tr); err != nil {
		t.Fatal(err)
	}
	if _, err := tr.Erase(t.Context(), trail.Erasure{Order: "NL-1"}, func(int) {}); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(dir, trail.ExportLog))
	if err != nil || bytes.Contains(text, []byte(id)) {
		t.Errorf("the log still names %s (%v): %s", id, err, text)
	}
	log, err := tr.Exports(9)
	if err != nil || len(log) != 2 || len(log[0].IDs)+len(log[1].IDs) != 1 || log[0].Records+log[1].Records != 2 {
		t.Errorf("the log says %+v (%v)", log, err)
	}
}

func TestALongExportWaitsInTheDataFolderAndIsSweptAtTheNextStart(t *testing.T) {
	dir := t.TempDir()
	tr := maskingHistory(t, dir)
	big := `{"x":"` + strings.Repeat("a1 ", 7<<20) + `"}`
	if _, err := tr.Paste(t.Context(), big, order.Original, "NL-2"); err != nil {
		t.Fatal(err)
	}
	if _, err := tr.Prepare(t.Context(), trail.ExportOptions{Requests: &order.RequestFilter{}, Format: "json", Unmasked: true}); err != nil {
		t.Fatal(err)
	}
	waiting, err := filepath.Glob(filepath.Join(dir, "waiting", "*"))
	if err != nil || len(waiting) != 1 {
		t.Fatalf("waiting are %v (%v)", waiting, err)
	}
	if info, err := os.Stat(waiting[0]); err != nil || info.Mode().Perm() != 0o600 && runtime.GOOS != "windows" {
		t.Errorf("its mode is %v (%v)", info.Mode(), err)
	}
	next, err := trail.Open(t.Context(), trail.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = next.Close() }()
	if _, err := os.Stat(waiting[0]); err == nil && runtime.GOOS != "windows" { // where open files can't be removed, it goes later
		t.Errorf("%s is still there", waiting[0])
	}
}

func TestAnExportThatIsStoppedHandsNothingOver(t *testing.T) {
	tr := sampled(t)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := tr.Prepare(ctx, trail.ExportOptions{Requests: &order.RequestFilter{}, Format: "zip"}); !fault.Is(err, fault.Cancelled) {
		t.Errorf("it was made: %v", err)
	}
	o := trail.ExportOptions{Format: "csv"}
	o.OfList(order.Requests, order.RequestFilter{Limit: 1}, order.PostbackFilter{})
	made, err := tr.Prepare(t.Context(), o)
	if err != nil || !strings.HasSuffix(made.Name, "requests.csv") || len(made.Texts) != 1 || tr.PreparedSoFar() < 2 {
		t.Errorf("made is %+v of %d records (%v)", made, tr.PreparedSoFar(), err)
	}
}

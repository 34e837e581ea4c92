package export_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"ordertrail/backend/export"
	"ordertrail/backend/fault"
)

func writes(text string) func(io.Writer) error {
	return func(w io.Writer) error { _, err := io.WriteString(w, text); return err }
}

func content(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// alone says that a folder holds nothing but these files.
func alone(t *testing.T, dir string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != len(want) {
		t.Errorf("the folder holds %v, want %v", entries, want)
	}
}

func TestSaveFileReplacesAWholeFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.zip")
	for _, text := range []string{"one", "two"} {
		if err := export.SaveFile(path, writes(text)); err != nil {
			t.Fatal(err)
		}
		if got := content(t, path); got != text {
			t.Errorf("the file holds %q, want %q", got, text)
		}
	}
	if info, err := os.Stat(path); runtime.GOOS != "windows" && (err != nil || info.Mode().Perm() != 0o600) {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	alone(t, dir, "a.zip")
}

func TestSaveFileKeepsTheOldFileWhenWritingFails(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.zip")
	if err := export.SaveFile(path, writes("old")); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken")
	if err := export.SaveFile(path, func(w io.Writer) error { _, _ = io.WriteString(w, "ne"); return broken }); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	if got := content(t, path); got != "old" {
		t.Errorf("the file holds %q", got)
	}
	alone(t, dir, "a.zip")
}

func TestSaveFileWritesThroughNoLink(t *testing.T) {
	dir := t.TempDir()
	target, link := filepath.Join(dir, "target"), filepath.Join(dir, "link")
	if err := os.WriteFile(target, []byte("kept"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(target, link); err != nil {
		t.Skip("no links here:", err)
	}
	for name, path := range map[string]string{"a link": link, "a folder": dir, "a device": os.DevNull} {
		if err := export.SaveFile(path, writes("new")); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if got := content(t, target); got != "kept" {
		t.Errorf("the target holds %q", got)
	}
	alone(t, dir, "target", "link")
}

func TestSaveFileInAFolderThatIsNotThere(t *testing.T) {
	if err := export.SaveFile(filepath.Join(t.TempDir(), "no", "a.zip"), writes("x")); !fault.Is(err, fault.Invalid) {
		t.Errorf("got %v", err)
	}
}

//go:build unix

package trail_test

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/export"
	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/trail"
)

// smallDisk mounts a disk of some megabytes.
func smallDisk(t *testing.T, size string) string {
	t.Helper()
	if runtime.GOOS != "linux" || os.Geteuid() != 0 {
		t.Skip("only root can mount a small disk")
	}
	dir := t.TempDir()
	if out, err := exec.CommandContext(t.Context(), "mount", "-t", "tmpfs", "-o", "size="+size, "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("no small disk can be mounted here: %s", out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", dir).CombinedOutput(); err != nil {
			t.Errorf("unmount: %s", out)
		}
	})
	return dir
}

func TestAFullDiskStopsASyncAndNothingElseAndItGoesOnOnceThereIsRoom(t *testing.T) {
	s := newScene(t)
	disk := smallDisk(t, "24m")
	dir, filler := filepath.Join(disk, "data"), filepath.Join(disk, "filler")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	shareKey(t, s.whole, dir)
	if err := os.WriteFile(filler, make([]byte, 23<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	tr := open(t, dir)
	o := trail.SyncOptions{URL: s.url, Key: "demo:demo"}
	res, err := tr.Sync(t.Context(), o)
	if !fault.Is(err, fault.DiskFull) {
		t.Fatalf("sync on a full disk: %v", err)
	}
	page, err := tr.Requests(t.Context(), order.RequestFilter{Limit: 1000})
	if err != nil || len(page.Requests) != res.Requests.New {
		t.Errorf("%d rows of %d are read from a full disk: %v", len(page.Requests), res.Requests.New, err)
	}
	if err := tr.Ready(); !fault.Is(err, fault.DiskFull) {
		t.Errorf("ready on a full disk: %v", err)
	}
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	if err := tr.Ready(); err != nil {
		t.Errorf("ready with room: %v", err)
	}
	if _, err := tr.Sync(t.Context(), o); err != nil {
		t.Fatalf("sync with room: %v", err)
	}
	if err := tr.Close(); err != nil {
		t.Error(err)
	}
	if d := cmp.Diff(s.want, everything(t, dir)); d != "" {
		t.Errorf("afterwards (-undisturbed +disturbed):\n%s", d)
	}
}

func TestAnExportToAFullDiskSaysSoAndLeavesTheOldFile(t *testing.T) {
	disk := smallDisk(t, "1m")
	path := filepath.Join(disk, "order.zip")
	small := func(w io.Writer) error { _, err := w.Write([]byte("old")); return err }
	large := func(w io.Writer) error { _, err := w.Write(make([]byte, 2<<20)); return err }
	if err := export.SaveFile(path, small); err != nil {
		t.Fatal(err)
	}
	if err := export.SaveFile(path, large); !fault.Is(err, fault.DiskFull) {
		t.Errorf("export: %v", err)
	}
	left, err := filepath.Glob(filepath.Join(disk, "*"))
	if text, _ := os.ReadFile(path); err != nil || string(text) != "old" || len(left) != 1 {
		t.Errorf("left are %v with %q: %v", left, text, err)
	}
}

//go:build unix

package trail_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/google/go-cmp/cmp"

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

//go:build unix

package store_test

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/store"
)

// asNobody runs the test as a user for whom permissions count, in a process of its own where this one is root's. It
// says whether this is that process.
func asNobody(t *testing.T) bool {
	t.Helper()
	if os.Geteuid() != 0 {
		return true
	}
	dir := t.TempDir()
	for d := dir; d != os.TempDir() && d != "/"; d = filepath.Dir(d) {
		if err := os.Chmod(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	binary, temp := filepath.Join(dir, "test"), filepath.Join(dir, "temp")
	copyFile(t, os.Args[0], binary, 0o755)
	if err := os.Mkdir(temp, 0o777); err != nil {
		t.Fatal(err)
	}
	const nobody = 65534
	if err := os.Chown(temp, nobody, nobody); err != nil {
		t.Fatal(err)
	}
	child := exec.CommandContext(t.Context(), binary, "-test.run=^"+t.Name()+"$", "-test.v")
	child.Dir, child.Env = temp, append(os.Environ(), "TMPDIR="+temp, "HOME="+temp)
	child.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	if out, err := child.CombinedOutput(); err != nil {
		t.Errorf("as nobody: %v\n%s", err, out)
	}
	return false
}

func copyFile(t *testing.T, from, to string, mode os.FileMode) {
	t.Helper()
	r, err := os.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	w, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY, mode)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(w, r); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

// filled makes a history of one request in a folder.
func filled(t *testing.T, dir string) *store.Store {
	t.Helper()
	s := open(t, dir)
	b := order.Batch{List: order.Requests, Requests: []*order.Request{{ID: "r1", Type: order.Submit, ReceivedAt: clock, UpdatedAt: clock, OrderReferenceID: "A-1"}}}
	if _, err := history(t, s, "a").Save(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	return s
}

// isReadOnly holds that the history is read, and refuses to be written with a reason.
func isReadOnly(t *testing.T, dir string) {
	t.Helper()
	s := open(t, dir)
	if page, err := s.Requests(t.Context(), order.RequestFilter{}, clock); err != nil || len(page.Requests) != 1 {
		t.Errorf("%d rows, %v", len(page.Requests), err)
	}
	if !fault.Is(s.Writable(), fault.ReadOnly) {
		t.Errorf("writable: %v", s.Writable())
	}
	h := history(t, s, "a") // it is known
	_, err := h.Save(t.Context(), order.Batch{List: order.Requests, Requests: []*order.Request{{ID: "r2", Type: order.Submit, ReceivedAt: clock, UpdatedAt: clock}}})
	if !fault.Is(err, fault.ReadOnly) {
		t.Errorf("save: %v", err)
	}
	if err := s.Ready(); !fault.Is(err, fault.ReadOnly) {
		t.Errorf("ready: %v", err)
	}
	if err := s.Settle(t.Context()); !fault.Is(err, fault.ReadOnly) {
		t.Errorf("settle: %v", err)
	}
}

func protect(t *testing.T, dir string, folder, files os.FileMode) {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range all {
		if err := os.Chmod(path, files); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(dir, folder); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(dir, 0o700) })
}

func TestAFolderThatCannotBeWrittenIsRead(t *testing.T) {
	if !asNobody(t) {
		return
	}
	dir := t.TempDir()
	if err := filled(t, dir).Close(); err != nil {
		t.Fatal(err)
	}
	protect(t, dir, 0o500, 0o400)
	isReadOnly(t, dir)
}

func TestAFileThatCannotBeWrittenIsRead(t *testing.T) {
	if !asNobody(t) {
		return
	}
	dir := t.TempDir()
	if err := filled(t, dir).Close(); err != nil {
		t.Fatal(err)
	}
	protect(t, dir, 0o700, 0o400)
	isReadOnly(t, dir)
}

func TestAFolderThatCannotBeWrittenIsReadWithTheLogThatAKilledProcessLeft(t *testing.T) {
	if !asNobody(t) {
		return
	}
	from, dir := t.TempDir(), t.TempDir()
	s := filled(t, from)
	for _, suffix := range []string{"", "-wal", "-shm"} { // as they lie while it is open
		copyFile(t, filepath.Join(from, store.File)+suffix, filepath.Join(dir, store.File)+suffix, 0o600)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	protect(t, dir, 0o500, 0o400)
	isReadOnly(t, dir)
}

func TestAnEmptyFolderThatCannotBeWrittenSaysSo(t *testing.T) {
	if !asNobody(t) {
		return
	}
	dir := t.TempDir()
	protect(t, dir, 0o500, 0o400)
	if _, err := store.Open(t.Context(), dir, func() order.Millis { return clock }); !fault.Is(err, fault.ReadOnly) {
		t.Errorf("open: %v", err)
	}
}

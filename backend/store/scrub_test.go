package store

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

func TestScrubbingChangesNothingThatIsInUse(t *testing.T) {
	s, h := openInside(t, t.TempDir())
	busyHistory(t, h)
	want := derivedRows(t, s)
	if err := s.scrub(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := query[string](t, s, "PRAGMA integrity_check"); got != "ok" {
		t.Errorf("the file is not whole: %s", got)
	}
	checked, err := s.Check(t.Context(), func(int) {})
	if err != nil || len(checked.Bad) > 0 || checked.Records == 0 {
		t.Errorf("%+v, %v", checked, err)
	}
	if err := s.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	got := derivedRows(t, s)
	for name := range want {
		if len(got[name]) != len(want[name]) {
			t.Errorf("%s: %d rows, want %d", name, len(got[name]), len(want[name]))
		}
	}
}

// blank is a file of zeros that can't be read where SQLite's locks lie, as on Windows.
type blank int64

func (b blank) ReadAt(p []byte, at int64) (int, error) {
	end := min(at+int64(len(p)), int64(b))
	if at <= lockByte && end > lockByte {
		return 0, errors.New("another process has locked a part of the file")
	}
	for i := range max(end-at, 0) {
		p[i] = 0
	}
	if end < at+int64(len(p)) {
		return int(max(end-at, 0)), io.EOF
	}
	return len(p), nil
}

func TestPagesAreReadPastTheLocksOfTheFile(t *testing.T) {
	const size = 64 << 10
	pages := int64(lockByte/size + 20)
	var read []int64
	if err := eachPage(blank(pages*size), size, func(page int64, _ []byte) error {
		read = append(read, page)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if int64(len(read)) != pages-1 || read[0] != 1 || read[len(read)-1] != pages || slices.Contains(read, lockByte/size+1) {
		t.Errorf("%d of %d pages were read, from %d to %d", len(read), pages, read[0], read[len(read)-1])
	}
}

// To close a file takes away the locks that the process has on it, and without them another process may take the log
// away from under this one.
func TestScrubbingKeepsTheLocksOfTheFile(t *testing.T) {
	s, h := openInside(t, t.TempDir())
	busyHistory(t, h)
	before := locksOn(t, s.path)
	for range 2 {
		if err := s.scrub(t.Context()); err != nil {
			t.Fatal(err)
		}
		if after := locksOn(t, s.path); after != before {
			t.Errorf("%d locks are on the file, %d before", after, before)
		}
	}
}

// locksOn counts the locks that are on a file.
func locksOn(t *testing.T, path string) int {
	t.Helper()
	all, err := os.ReadFile("/proc/locks")
	if err != nil {
		t.Skip("only Linux tells of locks")
	}
	is, err := exec.Command("stat", "-c", "%i", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	n := strings.Count(string(all), ":"+strings.TrimSpace(string(is))+" ")
	if n == 0 {
		t.Fatalf("no lock is on the file:\n%s", all)
	}
	return n
}

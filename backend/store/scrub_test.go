package store

import (
	"errors"
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

// unclean is a file of pages that begin alike, which can't be read where SQLite's locks lie, as on Windows.
type unclean []byte

func (b unclean) ReadAt(p []byte, at int64) (int, error) {
	end := at + int64(len(p))
	if at <= lockByte && end > lockByte {
		return 0, errors.New("another process has locked a part of the file")
	}
	for page := range slices.Chunk(p, 64<<10) {
		copy(page, b)
	}
	return len(p), nil
}

func TestPagesAreReadPastTheLocksOfTheFile(t *testing.T) {
	const size = 64 << 10
	page := append([]byte{13, 0, 0, 0, 0, 0, 0, 0}, "left behind"...) // no cells, and all of it unused
	last := int64(lockByte/size + 20)
	var read []int64
	if err := eachUnclean(unclean(page), last*size, size, func(pages []int64) error {
		read = append(read, pages...)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	var want []int64
	for page := int64(2); page <= last; page++ { // the first begins with the head of the file
		if page != lockByte/size+1 {
			want = append(want, page)
		}
	}
	if !slices.Equal(read, want) {
		t.Errorf("%d pages are to be scrubbed, not %d", len(read), len(want))
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

//go:build unix

package trail_test

import (
	"database/sql"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/store"
)

// How much torture: build/torture asks for more than the tests do.
var (
	kills    = flag.Int("kills", 2, "kills at random moments, and as many power cuts")
	points   = flag.Int("points", 1, "writes at which a process is killed, and as many at which the disk fails")
	tortured = flag.Int("requests", 200, "requests in the history that is synced")
)

// powerCuts is the line of the table in which pages may be lost that were stored already: a log that is kept by the
// disk page for page would make every page wait for the disk (sqlite.org/pragma.html, synchronous).
const powerCuts = 1

// row is one line of the table: what was done, how often, and what became of it.
type row struct {
	what            string
	rounds, stopped int
	again           int      // pages asked for again after one stop, at most, beside the one that is fetched ahead
	endings         []string // how processes ended by themselves, each once
}

func (r *row) ended(how string) {
	for _, known := range r.endings {
		if known == how {
			return
		}
	}
	r.endings = append(r.endings, how)
}

// TestTortureByKillsCutsAndBadDisks stops syncs in every way, and holds what is left after each against the promise:
// whole pages and nothing else, all of it readable, and the same end as that of a sync that nobody disturbed.
func TestTortureByKillsCutsAndBadDisks(t *testing.T) {
	s := newScene(t)
	rows := []row{
		s.rounds(t, "killed at a random moment", *kills, s.killed),
		s.rounds(t, "killed, and the end of the log lost as by a power cut", *kills, s.cutOff),
		s.rounds(t, "killed at a write", *points, s.traced("pwrite64", "signal=KILL", "")),
		s.rounds(t, "the disk full from a write on", *points, s.traced("pwrite64", "error=ENOSPC", "+")),
		s.rounds(t, "a disk that fails to write", *points, s.traced("pwrite64", "error=EIO", "+")),
		s.rounds(t, "a disk that fails to keep", *points, s.traced("fsync,fdatasync", "error=EIO", "+")),
		s.rounds(t, "a file that may not grow", *points, s.limited),
		s.rounds(t, "two at once, one of them killed", *points, s.twoAtOnce),
	}
	fmt.Fprintf(os.Stderr, "%-56s %7s %8s %7s  %s\n", "", "rounds", "stopped", "again", "ended by itself")
	for i, r := range rows {
		if i != powerCuts && r.again > 1 {
			t.Errorf("%s: %d pages were asked for again, beside the one that is fetched ahead", r.what, r.again)
		}
		fmt.Fprintf(os.Stderr, "%-56s %7d %8d %7d  %s\n", r.what, r.rounds, r.stopped, r.again, strings.Join(r.endings, ", "))
	}
}

// rounds does something to a sync again and again. Each time, what is left is held against the promise.
func (s *scene) rounds(t *testing.T, what string, n int, do func(t *testing.T, r *row, dir string)) row {
	t.Helper()
	r := row{what: what}
	for r.rounds = 0; r.rounds < n && !t.Failed(); r.rounds++ {
		dir := t.TempDir()
		shareKey(t, s.whole, dir)
		s.asked()
		do(t, &r, dir)
		before := s.asked()
		s.isSound(t, dir)
		if code, said := s.child(t, dir).run(); code != 0 {
			t.Errorf("%s, round %d: afterwards a sync ends with %d: %s", what, r.rounds, code, said)
		}
		r.again = max(r.again, askedAgain(before, s.asked())-1)
		if d := cmp.Diff(s.want, everything(t, dir)); d != "" {
			t.Errorf("%s, round %d (-undisturbed +disturbed):\n%s", what, r.rounds, d)
		}
		_ = os.RemoveAll(dir)
	}
	return r
}

// isSound holds that a history is whole in itself, whatever happened to the process that wrote it.
func (s *scene) isSound(t *testing.T, dir string) {
	t.Helper()
	path := filepath.Join(dir, store.File)
	if _, err := os.Stat(path); err != nil {
		return // it was stopped before it made one
	}
	tr := open(t, dir)
	checked, err := tr.Check(t.Context(), func(int) {})
	if err != nil || len(checked.Bad) > 0 {
		t.Errorf("check: %+v %v", checked, err)
	}
	if err := tr.Close(); err != nil {
		t.Error(err)
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	var said string
	if err := db.QueryRowContext(t.Context(), "PRAGMA integrity_check").Scan(&said); err != nil || said != "ok" {
		t.Errorf("integrity: %q %v", said, err)
	}
}

// killed kills a sync at a random moment.
func (s *scene) killed(t *testing.T, r *row, dir string) {
	c := s.child(t, dir)
	after := time.Duration(s.dice.Int64N(int64(s.took)))
	if c.killedAfter(after) {
		r.stopped++
	}
}

// cutOff kills a sync and loses a part of the log's end: what the disk was told last is not there, or is junk.
func (s *scene) cutOff(t *testing.T, r *row, dir string) {
	s.killed(t, r, dir)
	log := filepath.Join(dir, store.File+"-wal")
	info, err := os.Stat(log)
	if err != nil || info.Size() == 0 {
		return
	}
	keep := s.dice.Int64N(info.Size())
	if err := os.Truncate(log, keep); err != nil {
		t.Fatal(err)
	}
	if s.dice.IntN(2) == 0 {
		return
	}
	f, err := os.OpenFile(log, os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	junk := make([]byte, 1+s.dice.IntN(9000))
	for i := range junk {
		junk[i] = byte(s.dice.Uint32())
	}
	_, err = f.Write(junk)
	if closed := f.Close(); err != nil || closed != nil {
		t.Fatal(err, closed)
	}
}

// traced does something at the n-th of some system calls, for n over the whole of a sync.
func (s *scene) traced(calls, fault, on string) func(t *testing.T, r *row, dir string) {
	return func(t *testing.T, r *row, dir string) {
		if s.strace == "" {
			r.ended("not run: strace is not installed")
			return
		}
		n := 1 + s.calls(t, calls)*(2*r.rounds+1)/(2*max(*points, 1)) // the middle of each part
		inject := fmt.Sprintf("inject=%s:%s:when=%d%s", calls, fault, n, on)
		c := s.child(t, dir, s.strace, "-f", "-qq", "-o", "/dev/null", "-e", "trace="+calls, "-e", inject)
		s.hurt(t, r, c)
	}
}

// hurt runs a child that something happens to. It may die of it or end with an error a person can read, no other way.
func (s *scene) hurt(t *testing.T, r *row, c child) {
	t.Helper()
	code, said := c.run()
	switch {
	case code == 0:
		r.ended("done")
	case code == 1 && slices.Contains([]string{"disk_full\n", "io\n", "read_only\n"}, said):
		r.stopped++
		r.ended(strings.TrimSpace(said))
	case code < 0 || code == 128+int(syscall.SIGKILL):
		r.stopped++
	default:
		t.Errorf("%s: it ended with %d: %s", r.what, code, said)
	}
}

// limited lets no file grow beyond some size.
func (s *scene) limited(t *testing.T, r *row, dir string) {
	blocks := 20 + 2500*(2*r.rounds+1)/(2*max(*points, 1)) // of 1 024 bytes
	s.hurt(t, r, s.child(t, dir, "/bin/bash", "-c", fmt.Sprintf(`ulimit -f %d; exec "$@"`, blocks), "-"))
}

// twoAtOnce has two processes sync one history: one does, the other says that it is busy. When the one is killed,
// the other can go on at once.
func (s *scene) twoAtOnce(t *testing.T, r *row, dir string) {
	var both sync.WaitGroup
	ends := make(chan string, 2)
	for range 2 {
		c := s.child(t, dir)
		both.Go(func() {
			code, said := c.run()
			ends <- fmt.Sprint(code, " ", strings.TrimSpace(said))
		})
	}
	both.Wait()
	close(ends)
	for end := range ends {
		if end != "0 " && end != "1 busy" {
			t.Errorf("one of two ended with %s", end)
		}
		r.ended(strings.TrimPrefix(strings.Replace(end, "0 ", "done", 1), "1 "))
	}
	if twice := askedAgain(s.peek(), nil); twice > 0 {
		t.Errorf("%d pages were asked for twice", twice)
	}
	_ = os.RemoveAll(dir)
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	shareKey(t, s.whole, dir)
	s.asked()
	s.killed(t, r, dir)
}

func newDice() *rand.Rand { return rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 1)) }

// child is a process that syncs.
type child struct{ cmd *exec.Cmd }

// run gives how it ended and what it said; a negative code: by a signal.
func (c child) run() (code int, said string) {
	out, _ := c.cmd.CombinedOutput() // the code tells
	return c.cmd.ProcessState.ExitCode(), string(out)
}

// killedAfter says whether it was still at work then.
func (c child) killedAfter(d time.Duration) bool {
	if err := c.cmd.Start(); err != nil {
		return false
	}
	timer := time.AfterFunc(d, func() { _ = c.cmd.Process.Kill() })
	_ = c.cmd.Wait() // killed, or done already
	timer.Stop()
	return !c.cmd.ProcessState.Success()
}

package trail

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
)

// leastShowing is how long a text must be for its showing to be noted: shorter ones stop no screen.
const leastShowing = 16 << 10

// showing remembers, across a start, which text was being shown: one that stopped the screens is not shown again by
// itself.
type showing struct {
	mu         sync.Mutex
	path       string
	unfinished string // the text whose showing did not end the last time
	now        string
}

func (s *showing) open(dir string) {
	s.path = filepath.Join(dir, "showing")
	if raw, err := os.ReadFile(s.path); err == nil {
		s.unfinished = string(raw)
	}
}

// begin notes that a text is about to be shown. It refuses the one that did not end, unless the person wants it.
func (s *showing) begin(key string, anyway bool) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if key == s.unfinished && !anyway {
		return false
	}
	if s.now != key && os.WriteFile(s.path, []byte(key), 0o600) == nil { // without the note there is only less safety
		s.now = key
	}
	return true
}

// end notes that the text is on the screen.
func (s *showing) end() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.now == s.unfinished {
		s.unfinished = ""
	}
	s.now = ""
	if err := os.Remove(s.path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// TextShown says that the text that was asked for last is on the screen.
func (t *Trail) TextShown() error { return t.showing.end() }

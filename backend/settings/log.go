package settings

import (
	"os"
	"path/filepath"
	"sync"

	"github.com/adrg/xdg"
)

// LogFile is where what a person can't be told is written down: ids, counts and causes, never contents. It is made
// at the first line, readable by its owner only; a full one is kept once, as .old.
type LogFile struct {
	Path string // "": the usual place
	mu   sync.Mutex
}

// mostLog is how large the log becomes, in bytes, before a new one begins.
const mostLog = 1 << 20

// Write adds a line. A line that can't be written is lost: a log must not stop the work it tells of.
func (l *LogFile) Write(line []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	path := l.Path
	if path == "" {
		path = filepath.Join(xdg.StateHome, "ordertrail", "ordertrail.log")
	}
	if os.MkdirAll(filepath.Dir(path), 0o700) != nil {
		return len(line), nil
	}
	if info, err := os.Lstat(path); err == nil && info.Size() > mostLog {
		_ = os.Rename(path, path+".old") // if it fails, the log grows on
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return len(line), nil
	}
	_, _ = f.Write(line)
	return len(line), f.Close()
}

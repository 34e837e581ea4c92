package trail

import (
	"os"
	"path/filepath"
)

// waitingFolder is where long exports wait in the data folder until they are handed over.
const waitingFolder = "waiting"

// tempFile makes a file that only its owner may read, in the data folder: what of a history waits, lies where the history
// does. A folder that can't be written can still be shared from; then it is the system's place for such files.
func (t *Trail) tempFile() (*os.File, error) {
	folder := filepath.Join(t.o.Dir, waitingFolder)
	if err := os.MkdirAll(folder, 0o700); err == nil {
		if file, err := os.CreateTemp(folder, "export-*"); err == nil {
			return file, nil
		}
	}
	return os.CreateTemp("", "ordertrail-export-*")
}

// sweepWaiting removes what an earlier start has left behind. A file that another process still writes keeps its bytes for
// that process, or can't be removed, which does no harm.
func sweepWaiting(dir string) { _ = os.RemoveAll(filepath.Join(dir, waitingFolder)) }

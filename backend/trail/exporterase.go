package trail

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"ordertrail/backend/fault"
)

// erasedID stands in the log in the place of each character of an id that is no longer held.
const erasedID = '*'

// forgetExported overwrites the ids in the log of exports that are held no longer. It writes in place, byte for byte, so
// that nothing of them is left in the file, and a line that another process adds meanwhile is not lost.
func (t *Trail) forgetExported(ctx context.Context) error {
	file, err := os.OpenFile(filepath.Join(t.o.Dir, ExportLog), os.O_RDWR, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fault.New(fault.IO, "export_log", nil, err)
	}
	text, err := os.ReadFile(file.Name())
	if err == nil {
		err = t.overwriteIDs(ctx, file, text)
	}
	if err := errors.Join(err, file.Sync(), file.Close()); err != nil {
		return fault.New(fault.IO, "export_log", nil, err)
	}
	return nil
}

func (t *Trail) overwriteIDs(ctx context.Context, file *os.File, text []byte) error {
	at, gone := 0, map[string]bool{}
	for line := range bytes.Lines(text) {
		var e Exported
		if json.Unmarshal(line, &e) == nil {
			for _, id := range e.IDs {
				if _, known := gone[id]; !known {
					_, err := t.store.Version(ctx, id)
					gone[id] = fault.Is(err, fault.NotFound)
				}
				if gone[id] {
					blank(line, id)
				}
			}
			if _, err := file.WriteAt(line, int64(at)); err != nil {
				return err
			}
		}
		at += len(line)
	}
	return nil
}

// blank overwrites an id where it stands in a line of JSON.
func blank(line []byte, id string) {
	quoted, err := json.Marshal(id)
	if err != nil {
		return
	}
	if i := bytes.Index(line, quoted); i >= 0 {
		copy(line[i+1:], strings.Repeat(string(erasedID), len(quoted)-2))
	}
}

// held leaves out the ids that were overwritten.
func held(ids []string) []string {
	kept := []string{}
	for _, id := range ids {
		if strings.Trim(id, string(erasedID)) != "" {
			kept = append(kept, id)
		}
	}
	return kept
}

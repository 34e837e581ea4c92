package settings

import (
	"encoding/json"
	"os"
	"path/filepath"
)

// Window is how large the window was when it was closed.
type Window struct {
	Width, Height int
	Maximised     bool
}

const windowFile = "window.json"

// LoadWindow reads the size kept in a data folder; the zero size means none is known.
func LoadWindow(dir string) (w Window) {
	text, err := os.ReadFile(filepath.Join(dir, windowFile))
	if err != nil || json.Unmarshal(text, &w) != nil {
		return Window{}
	}
	return w
}

// Save keeps the size. One that can't be kept is forgotten: the window then opens as at first.
func (w Window) Save(dir string) {
	if text, err := json.Marshal(w); err == nil {
		_ = os.WriteFile(filepath.Join(dir, windowFile), text, 0o600)
	}
}

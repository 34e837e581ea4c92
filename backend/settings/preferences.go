package settings

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"ordertrail/backend/fault"
)

// Preferences are how a person likes the screens.
type Preferences struct {
	Theme       string `json:"theme"`       // system, light or dark
	Language    string `json:"language"`    // en, sv, or "" as the system says
	DetailWidth int    `json:"detailWidth"` // px; 0: as designed
}

const preferencesFile = "preferences.json"

// LoadPreferences reads the preferences of a data folder. None kept, or none that can be read, are the usual ones.
func LoadPreferences(dir string) Preferences {
	p := Preferences{Theme: "system"}
	text, err := os.ReadFile(filepath.Join(dir, preferencesFile))
	if err != nil {
		return p
	}
	if json.Unmarshal(text, &p) != nil || p.check() != nil {
		return Preferences{Theme: "system"}
	}
	return p
}

// Save keeps the preferences in a data folder. Values that no screen offers are invalid.
func (p Preferences) Save(dir string) error {
	if err := p.check(); err != nil {
		return err
	}
	text, err := json.MarshalIndent(p, "", "  ")
	if err != nil {
		return err
	}
	path := filepath.Join(dir, preferencesFile)
	if err := os.WriteFile(path+".new", text, 0o600); err != nil {
		return fault.New(writing(err), "preferences", nil, err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		return fault.New(writing(err), "preferences", nil, err)
	}
	return nil
}

func writing(err error) fault.Code {
	if errors.Is(err, fs.ErrPermission) {
		return fault.ReadOnly
	}
	return fault.IO
}

func (p Preferences) check() error {
	themes := map[string]bool{"system": true, "light": true, "dark": true}
	languages := map[string]bool{"": true, "en": true, "sv": true}
	if !themes[p.Theme] || !languages[p.Language] || p.DetailWidth < 0 || p.DetailWidth > 4000 {
		return fault.New(fault.Invalid, "preferences", nil, nil)
	}
	return nil
}

package settings

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"ordertrail/backend/fault"
)

// Preferences are how a person likes the screens.
type Preferences struct {
	Theme        string `json:"theme"`        // system, light, dark or contrast
	Language     string `json:"language"`     // en, sv, or "" as the system says
	DetailWidth  int    `json:"detailWidth"`  // px; 0: as designed
	TextPercent  int    `json:"textPercent"`  // how large everything is shown, 80 to 200; 0: 100
	Zone         string `json:"zone"`         // in which times are shown, such as UTC; "" as the system says
	NoSingleKeys bool   `json:"noSingleKeys"` // keys without Ctrl or Alt do nothing but move

	Keys map[string]string `json:"keys,omitempty"` // chosen in place of those of the design, such as "Ctrl+K": "Ctrl+J"

	SyncMinutes   int  `json:"syncMinutes"`   // between two syncs; 0: 10
	SyncPaused    bool `json:"syncPaused"`    // sync only when asked
	SyncMetered   bool `json:"syncMetered"`   // also where what is sent costs money
	LookBackHours int  `json:"lookBackHours"` // how late records may become visible at their source; 0: 72

	Limits Limits `json:"limits"` // after how long the guides call a step too long
}

// SyncEvery is the time between two syncs; 0: as usual.
func (p Preferences) SyncEvery() time.Duration { return time.Duration(p.SyncMinutes) * time.Minute }

// LookBack is how late records may become visible at their source; 0: as usual.
func (p Preferences) LookBack() time.Duration { return time.Duration(p.LookBackHours) * time.Hour }

// The bounds of what can be chosen: a day between two syncs, a month of looking back, the text
// at four fifths and at twice its size, more keys than there are.
const (
	mostMinutes = 24 * 60
	mostHours   = 30 * 24

	leastText, mostText = 80, 200 // per cent

	longestChord = 40 // bytes
	mostChords   = 100
)

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
	return keep(dir, preferencesFile, p)
}

// keep writes a file of a data folder whole or not at all.
func keep(dir, name string, value any) error {
	text, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		return err
	}
	path := filepath.Join(dir, name)
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
	themes := map[string]bool{"system": true, "light": true, "dark": true, "contrast": true}
	languages := map[string]bool{"": true, "en": true, "sv": true}
	paced := p.SyncMinutes >= 0 && p.SyncMinutes <= mostMinutes && p.LookBackHours >= 0 && p.LookBackHours <= mostHours && p.Limits.sensible()
	sized := p.DetailWidth >= 0 && p.DetailWidth <= 4000 && (p.TextPercent == 0 || p.TextPercent >= leastText && p.TextPercent <= mostText)
	if !themes[p.Theme] || !languages[p.Language] || !sized || !paced || !zoned(p.Zone) || !p.sensibleKeys() {
		return fault.New(fault.Invalid, "preferences", nil, nil)
	}
	return nil
}

func (p Preferences) sensibleKeys() bool {
	for designed, chosen := range p.Keys {
		if designed == "" || chosen == "" || len(designed) > longestChord || len(chosen) > longestChord {
			return false
		}
	}
	return len(p.Keys) <= mostChords
}

// zoned says that a zone is known; "Local" would be another one on each computer.
func zoned(name string) bool {
	_, err := time.LoadLocation(name)
	return err == nil && name != "Local"
}

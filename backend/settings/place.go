package settings

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"

	"ordertrail/backend/fault"
)

const placeFile = "place.json"

// mostPlace is how long the address of a place is at most.
const mostPlace = 8 << 10

// place is where on the screens a person was last.
type place struct {
	Address string `json:"address"`
}

// LoadPlace gives the address at which the screens were left: view, filters and chosen row. "" where none is known.
func LoadPlace(dir string) string {
	var p place
	text, err := os.ReadFile(filepath.Join(dir, placeFile))
	if err != nil || json.Unmarshal(text, &p) != nil || !isPlace(p.Address) {
		return ""
	}
	return p.Address
}

// SavePlace keeps it for the next start.
func SavePlace(dir, address string) error {
	if !isPlace(address) {
		return fault.New(fault.Invalid, "preferences", nil, nil)
	}
	return keep(dir, placeFile, place{address})
}

// isPlace says that an address leads to one of our screens, and nowhere else.
func isPlace(address string) bool {
	return strings.HasPrefix(address, "#/") && len(address) <= mostPlace
}

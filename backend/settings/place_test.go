package settings_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ordertrail/backend/fault"
	"ordertrail/backend/settings"
)

func TestThePlaceIsKeptAndOnlyAPlace(t *testing.T) {
	dir := t.TempDir()
	if was := settings.LoadPlace(dir); was != "" {
		t.Errorf("before anything was kept it is %q", was)
	}
	const address = "#/requests?days=30d&q=outcome%3Arejected&id=r1"
	if err := settings.SavePlace(dir, address); err != nil || settings.LoadPlace(dir) != address {
		t.Errorf("kept %q: %v", settings.LoadPlace(dir), err)
	}
	for _, other := range []string{"", "https://elsewhere.example", "#/" + strings.Repeat("x", 9000)} {
		if err := settings.SavePlace(dir, other); !fault.Is(err, fault.Invalid) {
			t.Errorf("%.30q: %v", other, err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "place.json"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if was := settings.LoadPlace(dir); was != "" {
		t.Errorf("a broken file gives %q", was)
	}
}

func TestOnlyZonesThatThereAreAreKept(t *testing.T) {
	for zone, ok := range map[string]bool{"": true, "UTC": true, "Europe/Stockholm": true, "Mars/Olympus": false, "Local": false} {
		err := settings.Preferences{Theme: "contrast", Zone: zone}.Save(t.TempDir())
		if (err == nil) != ok {
			t.Errorf("%q: %v", zone, err)
		}
	}
}

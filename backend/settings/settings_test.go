package settings_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/adrg/xdg"
	"github.com/google/go-cmp/cmp"
	"github.com/zalando/go-keyring"

	"ordertrail/backend/fault"
	"ordertrail/backend/settings"
)

func env(values map[string]string) func(string) string {
	return func(name string) string { return values[name] }
}

func TestTheKeyOfTheEnvironmentComesBeforeTheKeyring(t *testing.T) {
	keyring.MockInit()
	if err := settings.KeepKey(t.Context(), "a", "kept:key"); err != nil {
		t.Fatal(err)
	}
	if got := settings.Key(t.Context(), env(nil), "a"); got != "kept:key" {
		t.Errorf("from the keyring: %q", got)
	}
	if got := settings.Key(t.Context(), env(map[string]string{"ORDERTRAIL_API_KEY": "env:key"}), "a"); got != "env:key" {
		t.Errorf("from the environment: %q", got)
	}
	if err := settings.ForgetKey(t.Context(), "a"); err != nil {
		t.Fatal(err)
	}
	if got := settings.Key(t.Context(), env(nil), "a"); got != "" {
		t.Errorf("after it was forgotten: %q", got)
	}
	if err := settings.ForgetKey(t.Context(), "a"); err != nil {
		t.Errorf("forgetting what is not there: %v", err)
	}
}

func TestAMachineWithoutAKeyringSaysSo(t *testing.T) {
	keyring.MockInitWithError(errors.New("org.freedesktop.secrets was not provided"))
	if err := settings.KeepKey(t.Context(), "a", "k"); fault.Of(err).About != "keyring" {
		t.Errorf("keep: %v", err)
	}
	if got := settings.Key(t.Context(), env(nil), "a"); got != "" {
		t.Errorf("key %q", got)
	}
}

func TestAKeyThatNoKeyringKeepsGoesToAFileOnlyByChoice(t *testing.T) {
	keyring.MockInitWithError(errors.New("org.freedesktop.secrets was not provided"))
	home := xdg.ConfigHome
	t.Cleanup(func() { xdg.ConfigHome = home })
	xdg.ConfigHome = t.TempDir()
	file := filepath.Join(xdg.ConfigHome, "ordertrail", "keys.json")
	if err := settings.KeepKeyInFile("a", "kept:key"); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info, err)
	}
	if err := os.Chmod(file, 0o644); err != nil {
		t.Fatal(err)
	}
	if got := settings.Key(t.Context(), env(nil), "a"); got != "kept:key" {
		t.Errorf("from the file: %q", got)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others can read it: %v %v", info, err)
	}
	_ = settings.ForgetKey(t.Context(), "a") // the keyring's failure
	if _, err := os.Stat(file); !errors.Is(err, os.ErrNotExist) || settings.Key(t.Context(), env(nil), "a") != "" {
		t.Errorf("a forgotten key stays: %v", err)
	}
}

func TestPreferencesAreKeptAndOddOnesRefused(t *testing.T) {
	dir := t.TempDir()
	usual := settings.Preferences{Theme: "system"}
	if d := cmp.Diff(usual, settings.LoadPreferences(dir)); d != "" {
		t.Errorf("at first:\n%s", d)
	}
	chosen := settings.Preferences{Theme: "dark", Language: "sv", DetailWidth: 500, TextPercent: 125, Keys: map[string]string{"Ctrl+K": "Ctrl+J"}, Limits: settings.Limits{Ship: 172_800_000}}
	if err := chosen.Save(dir); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(chosen, settings.LoadPreferences(dir)); d != "" {
		t.Error(d)
	}
	if err := (settings.Preferences{Theme: "pink"}).Save(dir); !fault.Is(err, fault.Invalid) {
		t.Errorf("an odd theme: %v", err)
	}
	if err := (settings.Preferences{Theme: "dark", TextPercent: 210}).Save(dir); !fault.Is(err, fault.Invalid) {
		t.Errorf("text nobody could read: %v", err)
	}
	if err := (settings.Preferences{Theme: "dark", Keys: map[string]string{"B": ""}}).Save(dir); !fault.Is(err, fault.Invalid) {
		t.Errorf("no key at all: %v", err)
	}
	if err := (settings.Preferences{Theme: "dark", Limits: settings.Limits{Produce: -1}}).Save(dir); !fault.Is(err, fault.Invalid) {
		t.Errorf("a limit before the beginning: %v", err)
	}
	if err := os.WriteFile(filepath.Join(dir, "preferences.json"), []byte(`{"theme":"dark","detailWidth":-5}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(usual, settings.LoadPreferences(dir)); d != "" {
		t.Errorf("from a damaged file:\n%s", d)
	}
}

func TestTheLogIsItsOwnersAndBeginsAnewWhenFull(t *testing.T) {
	path := filepath.Join(t.TempDir(), "logs", "x.log")
	log := &settings.LogFile{Path: path}
	line := []byte(strings.Repeat("x", 1<<10) + "\n")
	for range 1500 {
		if _, err := log.Write(line); err != nil {
			t.Fatal(err)
		}
	}
	for _, p := range []string{path, path + ".old"} {
		info, err := os.Stat(p)
		if err != nil || info.Mode().Perm() != 0o600 || info.Size() > 1<<20+2<<10 {
			t.Errorf("%s: %v %v", p, info, err)
		}
	}
}

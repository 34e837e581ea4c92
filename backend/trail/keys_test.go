package trail_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/adrg/xdg"
	"github.com/zalando/go-keyring"

	"ordertrail/backend/settings"
)

func TestItIsAskedWhatBecomesOfAKeyThatNoKeyringKeeps(t *testing.T) {
	home := xdg.ConfigHome
	xdg.ConfigHome = t.TempDir()
	t.Cleanup(func() { xdg.ConfigHome = home; keyring.MockInit() })
	none := func(string) string { return "" }
	for name, inFile := range map[string]bool{"in a file": true, "for now": false} {
		keyring.MockInitWithError(errors.New("no service"))
		tr := open(t, t.TempDir())
		tr.GiveKey(t.Context(), "a "+name, "k:s")
		if got := tr.UnkeptKeys(); !slices.Equal(got, []string{"a " + name}) {
			t.Errorf("asked of %q", got)
		}
		if err := tr.KeepKeys(inFile); err != nil {
			t.Fatal(err)
		}
		if got := tr.UnkeptKeys(); len(got) != 0 {
			t.Errorf("asked again of %q", got)
		}
		if kept := settings.Key(t.Context(), none, "a "+name) != ""; kept != inFile {
			t.Errorf("%s: kept %v", name, kept)
		}
	}
	keyring.MockInit()
	tr := open(t, t.TempDir())
	if tr.GiveKey(t.Context(), "b", "k:s"); len(tr.UnkeptKeys()) != 0 {
		t.Error("what a keyring keeps is asked about")
	}
}

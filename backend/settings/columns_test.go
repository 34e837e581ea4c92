package settings_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/fault"
	"ordertrail/backend/settings"
)

func TestColumnsAreKeptWithTheirWidthsAndOddOnesRefused(t *testing.T) {
	dir := t.TempDir()
	designed := settings.Columns{Requests: []settings.Column{}, Postbacks: []settings.Column{}}
	if d := cmp.Diff(designed, settings.LoadColumns(dir)); d != "" {
		t.Errorf("at first (-want +got):\n%s", d)
	}
	chosen := settings.Columns{
		Requests:  []settings.Column{{Name: "order"}, {Name: "final:/items/0/productUid", Width: 240}, {Name: "time", Width: 80}},
		Postbacks: []settings.Column{},
	}
	if err := chosen.Save(dir); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(chosen, settings.LoadColumns(dir)); d != "" {
		t.Errorf("after a restart (-want +got):\n%s", d)
	}
	odd := map[string]settings.Columns{
		"no name":      {Requests: []settings.Column{{}}},
		"a minus":      {Postbacks: []settings.Column{{Name: "time", Width: -1}}},
		"far too many": {Requests: make([]settings.Column, 41)},
	}
	for name, columns := range odd {
		if err := columns.Save(dir); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if d := cmp.Diff(chosen, settings.LoadColumns(dir)); d != "" {
		t.Errorf("after what was refused (-want +got):\n%s", d)
	}
	if err := os.WriteFile(filepath.Join(dir, "columns.json"), []byte(`{"requests":[{"name":"time"`), 0o600); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(designed, settings.LoadColumns(dir)); d != "" {
		t.Errorf("from a damaged file (-want +got):\n%s", d)
	}
}

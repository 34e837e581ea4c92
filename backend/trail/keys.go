package trail

import (
	"context"
	"slices"

	"ordertrail/backend/settings"
)

// GiveKey keeps the key of a source. On a machine without a keyring it is good for as long as the program runs, unless
// the person chooses otherwise (UnkeptKeys).
func (t *Trail) GiveKey(ctx context.Context, name, key string) {
	t.keys.Store(name, key)
	if err := settings.KeepKey(ctx, name, key); err != nil {
		t.unkept.Store(name, true)
		t.o.Log.Warn("no keyring", "error", err)
	}
}

func (t *Trail) forgetKey(ctx context.Context, name string) {
	t.keys.Delete(name)
	t.unkept.Delete(name)
	if err := settings.ForgetKey(ctx, name); err != nil {
		t.o.Log.Warn("no keyring", "error", err)
	}
}

// UnkeptKeys are the sources whose keys no keyring keeps, and of which it was not said yet what becomes of them.
func (t *Trail) UnkeptKeys() []string {
	names := []string{}
	t.unkept.Range(func(name, _ any) bool {
		names = append(names, name.(string))
		return true
	})
	slices.Sort(names)
	return names
}

// KeepKeys says what becomes of those keys: they go to a file that its owner alone can read, or end with the program.
func (t *Trail) KeepKeys(inFile bool) error {
	for _, name := range t.UnkeptKeys() {
		if key, ok := t.keys.Load(name); ok && inFile {
			if err := settings.KeepKeyInFile(name, key.(string)); err != nil {
				return err
			}
		}
		t.unkept.Delete(name)
	}
	return nil
}

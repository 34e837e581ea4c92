package settings

import (
	"encoding/json"
	"os"
	"path/filepath"

	"github.com/adrg/xdg"

	"ordertrail/backend/fault"
)

// keyFile is where keys are kept that no keyring keeps, by choice of the person: readable by its owner alone, and not
// enciphered, since the key of that would lie beside it.
func keyFile() string { return filepath.Join(xdg.ConfigHome, "ordertrail", "keys.json") }

// KeepKeyInFile keeps the key of a source in a file that its owner alone can read; "" takes it out.
func KeepKeyInFile(source, key string) error {
	keys := keysInFile()
	if key == "" && keys[source] == "" {
		return nil
	}
	if keys[source] = key; key == "" {
		delete(keys, source)
	}
	if len(keys) == 0 {
		if err := os.Remove(keyFile()); err != nil {
			return fault.New(writing(err), "preferences", nil, err)
		}
		return nil
	}
	text, err := json.Marshal(keys)
	if err != nil {
		return err
	}
	return keepFile(keyFile(), text)
}

// keysInFile are the keys that are kept in the file, by source. One that others can read too is tightened first.
func keysInFile() map[string]string {
	keys := map[string]string{}
	info, err := os.Lstat(keyFile())
	if err != nil || !info.Mode().IsRegular() {
		return keys
	}
	if info.Mode().Perm()&0o077 != 0 && os.Chmod(keyFile(), 0o600) != nil {
		return keys
	}
	if text, err := os.ReadFile(keyFile()); err == nil {
		_ = json.Unmarshal(text, &keys) // what can't be read counts as none
	}
	return keys
}

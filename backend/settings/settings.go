// Package settings knows where things are kept on this machine: the data folder, and the keys of sources in the
// system's keyring.
package settings

import (
	"context"
	"errors"
	"path/filepath"
	"time"

	"github.com/adrg/xdg"
	"github.com/zalando/go-keyring"

	"ordertrail/backend/fault"
)

// DataFolder is where the history is kept unless told otherwise.
func DataFolder() string { return filepath.Join(xdg.DataHome, "ordertrail") }

// CacheFolder is for what can be made again, such as the web view's own files.
func CacheFolder() string { return filepath.Join(xdg.CacheHome, "ordertrail") }

// KeyVariable is the environment variable that holds the key where there is no keyring: servers, scripts, tests.
const KeyVariable = "ORDERTRAIL_API_KEY"

const service = "ordertrail"

// patience is how long the keyring may take: a locked one asks its user.
const patience = 5 * time.Second

// Key finds the key of a source: in the environment, else in the keyring, else in the file of keys. None kept is "". A
// keyring that can't be reached counts as empty: the source will say that it wants a key.
func Key(ctx context.Context, env func(string) string, source string) string {
	if key := env(KeyVariable); key != "" {
		return key
	}
	key, err := patiently(ctx, func() (string, error) { return keyring.Get(service, source) })
	if err != nil || key == "" {
		return keysInFile()[source]
	}
	return key
}

// KeepKey puts the key of a source into the keyring. A machine without one is io about keyring.
func KeepKey(ctx context.Context, source, key string) error {
	_, err := patiently(ctx, func() (string, error) { return "", keyring.Set(service, source, key) })
	if err != nil {
		return fault.New(fault.IO, "keyring", nil, err)
	}
	return nil
}

// ForgetKey takes the key of a source out of the keyring and the file of keys; none there is no error.
func ForgetKey(ctx context.Context, source string) error {
	if err := KeepKeyInFile(source, ""); err != nil {
		return err
	}
	_, err := patiently(ctx, func() (string, error) { return "", keyring.Delete(service, source) })
	if err != nil && !errors.Is(err, keyring.ErrNotFound) {
		return fault.New(fault.IO, "keyring", nil, err)
	}
	return nil
}

// patiently gives up on a call that waits for a person or for a service that is not there.
func patiently(ctx context.Context, call func() (string, error)) (string, error) {
	type answer struct {
		text string
		err  error
	}
	c := make(chan answer, 1)
	go func() {
		text, err := call()
		c <- answer{text, err}
	}()
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	select {
	case a := <-c:
		return a.text, a.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

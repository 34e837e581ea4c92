// Package trail is one opened history and all that can be done with it: the wiring between sources, the store and
// what is read out of it. Window and commands call it alike.
package trail

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/gofrs/flock"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/redact"
	"ordertrail/backend/settings"
	"ordertrail/backend/source"
	"ordertrail/backend/store"
)

// Options say which history to open.
type Options struct {
	Dir     string              // "": the usual folder
	Now     func() order.Millis // nil: the machine's clock
	Log     *slog.Logger        // nil: nowhere
	Env     func(string) string // nil: the process's environment
	Version string              // of this program, as sources are told
}

// Trail is an opened history. Its methods may be called at the same time.
type Trail struct {
	o       Options
	store   *store.Store
	tokens  *redact.Tokens
	lock    *flock.Flock // held while this process writes records
	mu      sync.Mutex
	inside  int           // how many write in this process
	turn    chan struct{} // has room for the one sync at a time
	opened  opened        // texts that were looked at
	showing showing
	keys    sync.Map // of sources connected while this process runs, by name
	unkept  sync.Map // names of those whose key no keyring keeps, until it is said what becomes of it

	compared comparisons
	looks    looks        // searches of the screens
	folders  folders      // that are watched
	removed  atomic.Int64 // records of the source that is being removed
	sweeping sync.Mutex   // one sweep at a time: the next one finds what this one found
	waiting  preparing    // an export that was looked at

	// recording is what a file that no profile knows holds, for the assistant; under mu.
	recording []source.Answer
}

// Open opens the history, which is made if there is none.
func Open(ctx context.Context, o Options) (*Trail, error) {
	o = withDefaults(o)
	whole, err := filepath.Abs(o.Dir)
	if err != nil {
		return nil, fault.New(fault.Invalid, "data_dir", fault.Params{"dir": o.Dir}, err)
	}
	o.Dir = whole
	s, err := store.Open(ctx, o.Dir, o.Now)
	if err != nil {
		return nil, err
	}
	key, err := tokenKey(filepath.Join(o.Dir, "tokens.key"))
	if err != nil && s.Writable() != nil {
		err = nil // nothing can be taken over here, so there is nothing to replace
	}
	if err != nil {
		return nil, errors.Join(fault.New(fault.IO, "store", nil, fmt.Errorf("open key for tokens: %w", err)), s.Close())
	}
	lock := flock.New(filepath.Join(o.Dir, "sync.lock"), flock.SetPermissions(0o600))
	t := &Trail{o: o, store: s, tokens: redact.NewTokens(key), lock: lock, turn: make(chan struct{}, 1)}
	t.showing.open(o.Dir)
	sweepWaiting(o.Dir)
	return t, nil
}

// DefaultDir is the folder that Open uses when none is named.
func DefaultDir() string { return settings.DataFolder() }

func withDefaults(o Options) Options {
	if o.Dir == "" {
		o.Dir = DefaultDir()
	}
	if o.Now == nil {
		o.Now = func() order.Millis { return order.At(time.Now()) }
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Env == nil {
		o.Env = os.Getenv
	}
	return o
}

// Close closes the history.
func (t *Trail) Close() error {
	t.Discard()
	return errors.Join(t.lock.Close(), t.store.Close())
}

// Ready says whether the disk takes what a sync brings: nil, or why not.
func (t *Trail) Ready() error { return t.store.Ready() }

// Now is the moment as of which records are judged.
func (t *Trail) Now() order.Millis { return t.o.Now() }

// tokenKey reads the key by which credentials are told apart without being kept; it is made once for a folder.
func tokenKey(path string) ([]byte, error) {
	const size = 32
	key, err := os.ReadFile(path)
	if err == nil && len(key) >= size {
		return key, tighten(path)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	key = make([]byte, size)
	if _, err := rand.Read(key); err != nil {
		return nil, err
	}
	return keepKey(path, key)
}

// tighten takes a file from everybody but its owner.
func tighten(path string) error {
	info, err := os.Stat(path)
	if err == nil && info.Mode().Perm()&0o077 != 0 {
		err = os.Chmod(path, 0o600)
	}
	return err
}

// keepKey writes the key beside and links it into place, so that two processes that start at once agree on one.
func keepKey(path string, key []byte) ([]byte, error) {
	f, err := os.CreateTemp(filepath.Dir(path), "tokens-*.tmp")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.Remove(f.Name()) }()
	_, err = f.Write(key)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return nil, err
	}
	if err := os.Link(f.Name(), path); errors.Is(err, fs.ErrExist) {
		return os.ReadFile(path)
	} else if err != nil {
		return key, os.Rename(f.Name(), path) // a file system without hard links
	}
	return key, nil
}

// writing runs do while no other process writes records; while one does, it is busy.
func (t *Trail) writing(do func() error) error {
	if err := t.enter(); err != nil {
		return err
	}
	err := do()
	return errors.Join(err, t.leave())
}

// enter locks the history for this process, in which several may write: a sync and an import, say.
func (t *Trail) enter() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if err := t.store.Writable(); err != nil {
		return err
	}
	if t.inside == 0 {
		ok, err := t.lock.TryLock()
		if err != nil {
			return fault.New(codeOf(err), "store", nil, fmt.Errorf("lock history: %w", err))
		}
		if !ok {
			return fault.New(fault.Busy, "sync", nil, nil)
		}
	}
	t.inside++
	return nil
}

func (t *Trail) leave() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.inside--; t.inside > 0 {
		return nil
	}
	return t.lock.Unlock()
}

// codeOf tells a folder that can't be written to from other troubles with its files.
func codeOf(err error) fault.Code {
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) {
		return fault.ReadOnly
	}
	return fault.IO
}

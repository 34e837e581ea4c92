package trail

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"ordertrail/backend/order"
	"ordertrail/backend/settings"
	"ordertrail/backend/source"
	"ordertrail/backend/store"
)

// lookEvery is how often watched folders are looked at. Looking is chosen over the system's notices, since none come
// from network drives, where such folders are, nor of a folder that goes and comes back.
const lookEvery = 2 * time.Second

// WatchedFolder is what is known of a watched folder since this process began.
type WatchedFolder struct {
	ReadAt order.Millis   // when something of it was read last; 0: not since
	Files  int            // that it held when it was looked at last
	Unread []ImportedFile // those that can't be read
	Err    error          // why it can't be looked at; nil: it can
	reads  int
}

// folders is what is known of all watched folders, by source.
type folders struct {
	mu  sync.Mutex // held while one is looked at
	all map[string]*folder
}

type folder struct {
	WatchedFolder
	read   map[string]bool         // marks of files that were read
	failed map[string]ImportedFile // by mark
	before map[string]bool         // marks at the last look: a file that has changed since is still being written
}

// found is one file of a folder. Its mark changes with its name, size or time, and says nothing of them.
type found struct{ path, mark string }

func (f *folders) of(dir, name string) *folder {
	if f.all == nil {
		f.all = map[string]*folder{}
	}
	if f.all[name] == nil {
		f.all[name] = &folder{read: set(settings.Read(dir, name)), failed: map[string]ImportedFile{}}
	}
	return f.all[name]
}

func (f *folders) forget(name string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.all, name)
}

// Folder says what is known of a watched folder.
func (t *Trail) Folder(name string) WatchedFolder {
	t.folders.mu.Lock()
	defer t.folders.mu.Unlock()
	state := t.folders.of(t.o.Dir, name)
	told := state.WatchedFolder
	told.Unread = []ImportedFile{}
	for _, f := range state.failed {
		told.Unread = append(told.Unread, f)
	}
	slices.SortFunc(told.Unread, func(a, b ImportedFile) int { return strings.Compare(a.Path, b.Path) })
	return told
}

// LookAtFolders imports what is new in the watched folders, once it is no longer being written. It says whether
// anything that screens show of them is another than before.
func (t *Trail) LookAtFolders(ctx context.Context) (changed bool, err error) {
	known, err := t.store.Sources(ctx)
	if err != nil {
		return false, err
	}
	for _, s := range known {
		if !Watched(s) || s.Paused {
			continue
		}
		before := t.Folder(s.Name)
		_, failed := t.readFolder(ctx, s, true)
		after := t.Folder(s.Name)
		changed = changed || before.reads != after.reads || before.Files != after.Files || (before.Err == nil) != (after.Err == nil)
		err = firstOf(err, failed)
	}
	return changed, err
}

// readFolder imports the files of a folder that were not read before in the state they are in. A patient reader leaves
// those that failed, and those that are being written.
func (t *Trail) readFolder(ctx context.Context, s store.Source, patient bool) (files []ImportedFile, err error) {
	t.folders.mu.Lock()
	defer t.folders.mu.Unlock()
	state := t.folders.of(t.o.Dir, s.Name)
	path, err := folderPath(s.URL)
	if err != nil {
		return nil, err
	}
	there, err := filesIn(path)
	if state.Err = err; err != nil {
		return nil, err
	}
	due := state.due(there, patient)
	if len(due) == 0 {
		return nil, nil
	}
	err = t.writing(func() error { files, err = t.readFound(ctx, s, state, due); return err })
	return files, err
}

// due are the files to read, of those that are there. What is known of others is forgotten.
func (f *folder) due(there []found, patient bool) []found {
	before, now := f.before, map[string]bool{}
	var due []found
	for _, file := range there {
		now[file.mark] = true
		_, failed := f.failed[file.mark]
		if !f.read[file.mark] && (!patient || before[file.mark] && !failed) {
			due = append(due, file)
		}
	}
	for mark := range f.failed {
		if !now[mark] {
			delete(f.failed, mark)
		}
	}
	for mark := range f.read {
		if !now[mark] {
			delete(f.read, mark)
		}
	}
	f.before, f.Files = now, len(there)
	return due
}

func (t *Trail) readFound(ctx context.Context, s store.Source, state *folder, due []found) (files []ImportedFile, err error) {
	profiles, err := t.importProfiles(s.Profile)
	if err != nil {
		return nil, err
	}
	history, err := t.store.History(ctx, s)
	if err != nil {
		return nil, err
	}
	for _, f := range due {
		in := &importing{ctx: ctx, trail: t, history: history, file: ImportedFile{Path: filepath.Base(f.path), Skipped: []source.Skipped{}}}
		err := in.read(Input{Name: f.path, Open: func() (io.ReadCloser, error) { return os.Open(f.path) }}, profiles)
		if stopped := firstOf(in.stopped, ctx.Err()); stopped != nil {
			return files, stopped
		}
		in.file.Failed, in.file.Err = err != nil, err
		delete(state.failed, f.mark)
		if err != nil {
			state.failed[f.mark] = in.file
		} else {
			state.read[f.mark] = true
		}
		files = append(files, in.file)
	}
	state.ReadAt, state.reads = t.Now(), state.reads+1
	return files, settings.KeepRead(t.o.Dir, s.Name, marks(state.read))
}

// filesIn are the files in a folder, not those below it or hidden there.
func filesIn(path string) ([]found, error) {
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, ofFolder(path, err)
	}
	var files []found
	for _, e := range entries {
		whole := filepath.Join(path, e.Name())
		info, err := os.Stat(whole) // through links
		switch {
		case strings.HasPrefix(e.Name(), "."), errors.Is(err, fs.ErrNotExist): // hidden, or it has just gone
		case err != nil: // opening it will tell
			files = append(files, found{whole, markOf(whole)})
		case info.Mode().IsRegular():
			files = append(files, found{whole, markOf(whole, info.Size(), info.ModTime().UnixNano())})
		}
	}
	return files, nil
}

func markOf(path string, state ...int64) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %d", path, state))
	return hex.EncodeToString(sum[:8])
}

func set(list []string) map[string]bool {
	all := map[string]bool{}
	for _, each := range list {
		all[each] = true
	}
	return all
}

func marks(of map[string]bool) []string {
	list := []string{}
	for each := range of {
		list = append(list, each)
	}
	slices.Sort(list)
	return list
}

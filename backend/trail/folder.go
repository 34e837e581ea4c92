package trail

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"net/url"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"ordertrail/backend/fault"
	"ordertrail/backend/settings"
	"ordertrail/backend/store"
)

// A watched folder is a source of files with a file: address. What is put there is imported, and read again when it
// changes. Files belong to no account, so they add no coverage.

// Watched says that a source is a folder.
func Watched(s store.Source) bool {
	return s.Kind == filesSource.Kind && strings.HasPrefix(s.URL, "file:")
}

func isFolderAddress(address string) bool {
	return strings.HasPrefix(strings.ToLower(address), "file:")
}

// folderPath is the folder that an address stands for.
func folderPath(address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil || !strings.EqualFold(u.Scheme, "file") || u.Path == "" || u.RawQuery != "" || u.Fragment != "" {
		return "", fault.New(fault.Invalid, "folder", fault.Params{"folder": address}, err)
	}
	path := filepath.FromSlash(u.Path)
	if runtime.GOOS == "windows" {
		path = strings.TrimPrefix(path, `\`) // of /C:/folder
		if u.Host != "" {
			path = `\\` + u.Host + `\` + path
		}
	} else if u.Host != "" && u.Host != "localhost" {
		return "", fault.New(fault.Invalid, "folder", fault.Params{"folder": address}, nil)
	}
	return filepath.Clean(path), nil
}

// FolderAddress is the address that stands for a folder.
func FolderAddress(path string) string {
	slashed := filepath.ToSlash(path)
	if strings.HasPrefix(slashed, "//") { // a share: its host is the address's
		return "file:" + (&url.URL{Path: slashed}).EscapedPath()
	}
	return (&url.URL{Scheme: "file", Path: "/" + strings.TrimPrefix(slashed, "/")}).String()
}

// WatchFolder makes a folder a source of files, named after it.
func (t *Trail) WatchFolder(ctx context.Context, path string) (store.Source, error) {
	known, err := t.store.Sources(ctx)
	if err != nil {
		return store.Source{}, err
	}
	address := FolderAddress(path)
	if i := slices.IndexFunc(known, func(s store.Source) bool { return s.URL == address }); i >= 0 {
		return known[i], nil
	}
	return t.AddSource(ctx, freeName(known, cmp.Or(filepath.Base(path), path)), address, "")
}

// addFolder makes a folder known. It must be there now, so that a mistyped one is told at once.
func (t *Trail) addFolder(ctx context.Context, name, address, profile string) (store.Source, error) {
	path, err := folderPath(address)
	if err != nil {
		return store.Source{}, err
	}
	if _, err := filesIn(path); err != nil {
		return store.Source{}, err
	}
	if profile, err = t.takeProfile(profile); err != nil {
		return store.Source{}, err
	}
	added := store.Source{Name: name, Kind: filesSource.Kind, URL: FolderAddress(path), Profile: profile}
	known, err := t.store.Sources(ctx)
	if err != nil {
		return added, err
	}
	taken := func(s store.Source) bool {
		again := s.Kind == added.Kind && (s.URL == added.URL || s.URL == "" && s.Tenant == removedFolder)
		return s.Name == added.Name && !again
	}
	if slices.ContainsFunc(append(known, filesSource, pastedSource), taken) {
		return added, fault.New(fault.Invalid, "source_taken", fault.Params{"source": added.Name}, nil)
	}
	return added, t.keepSource(ctx, added)
}

// removedFolder marks a folder that is watched no more: its records stay those of files.
const removedFolder = "removed"

func (t *Trail) removeFolder(ctx context.Context, s store.Source) error {
	s.URL, s.Tenant = "", removedFolder
	if err := t.keepSource(ctx, s); err != nil {
		return err
	}
	t.folders.forget(s.Name)
	settings.ForgetRead(t.o.Dir, s.Name)
	return nil
}

func (t *Trail) keepSource(ctx context.Context, s store.Source) error {
	return t.writing(func() error {
		_, err := t.store.History(ctx, s)
		return err
	})
}

// ofFolder gives a failure to read a folder its code.
func ofFolder(path string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return fault.New(fault.NotFound, "folder", fault.Params{"folder": path}, err)
	}
	return ofFile(path, err)
}

package settings

import (
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ordertrail/backend/fault"
)

// profileFile is where a profile is kept: a file of its own, named after it.
func profileFile(dir, name string) string {
	return filepath.Join(dir, "profiles", url.QueryEscape(strings.ToLower(name))+".yaml")
}

// KeepProfile keeps the text of a profile in a data folder; one of the same name is replaced.
func KeepProfile(dir, name string, text []byte) error {
	return keepFile(profileFile(dir, name), text)
}

// Profile gives the text of a profile that is kept in a data folder, and the path of its file; not_found when there
// is none.
func Profile(dir, name string) (text []byte, path string, err error) {
	path = profileFile(dir, name)
	text, err = os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, path, fault.New(fault.Invalid, "profile", fault.Params{"profile": name}, nil)
	case err != nil:
		return nil, path, fault.New(fault.IO, "file", fault.Params{"file": path}, err)
	}
	return text, path, nil
}

// Profiles are the names of the profiles that are kept in a data folder, in order.
func Profiles(dir string) []string {
	names := []string{}
	files, _ := filepath.Glob(filepath.Join(dir, "profiles", "*.yaml")) // its pattern is good
	for _, file := range files {
		name, err := url.QueryUnescape(strings.TrimSuffix(filepath.Base(file), ".yaml"))
		if err == nil {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

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

// Shelf is where texts of one kind are kept in a data folder, each in a file that is named after it.
type Shelf string

// The shelves.
const (
	Profiles Shelf = "profiles"
	Masking  Shelf = "masking"
)

func (s Shelf) file(dir, name string) string {
	return filepath.Join(dir, string(s), url.QueryEscape(strings.ToLower(name))+".yaml")
}

// Keep keeps a text; one of the same name is replaced.
func (s Shelf) Keep(dir, name string, text []byte) error {
	return keepFile(s.file(dir, name), text)
}

// Text gives a text that is kept, and the path of its file; what is not there is fs.ErrNotExist.
func (s Shelf) Text(dir, name string) (text []byte, path string, err error) {
	path = s.file(dir, name)
	text, err = os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		err = fault.New(fault.IO, "file", fault.Params{"file": path}, err)
	}
	return text, path, err
}

// Remove forgets a text; what is not there is fs.ErrNotExist.
func (s Shelf) Remove(dir, name string) error {
	err := os.Remove(s.file(dir, name))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		err = fault.New(writing(err), "preferences", nil, err)
	}
	return err
}

// Names are the names of the texts that are kept, in order.
func (s Shelf) Names(dir string) []string {
	names := []string{}
	files, _ := os.ReadDir(filepath.Join(dir, string(s))) // a folder that is not there holds none
	for _, file := range files {
		written, yaml := strings.CutSuffix(file.Name(), ".yaml")
		name, err := url.QueryUnescape(written)
		if err == nil && yaml {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// Profile gives the text of a profile that is kept in a data folder, and the path of its file.
func Profile(dir, name string) (text []byte, path string, err error) {
	text, path, err = Profiles.Text(dir, name)
	if errors.Is(err, fs.ErrNotExist) {
		err = fault.New(fault.Invalid, "profile", fault.Params{"profile": name}, nil)
	}
	return text, path, err
}

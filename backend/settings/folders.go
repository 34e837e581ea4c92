package settings

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"ordertrail/backend/fault"
)

// folderFile is where it is kept which files of a watched folder were read.
func folderFile(dir, source string) string {
	return filepath.Join(dir, "folders", url.QueryEscape(strings.ToLower(source))+".txt")
}

// KeepRead keeps the marks of the files that were read of a watched folder, in place of those kept before.
func KeepRead(dir, source string, marks []string) error {
	return keepFile(folderFile(dir, source), []byte(strings.Join(marks, "\n")))
}

// Read gives the marks of the files that were read of a watched folder. None kept, or none that can be read, are none:
// reading a file again changes nothing.
func Read(dir, source string) []string {
	text, err := os.ReadFile(folderFile(dir, source))
	if err != nil {
		return nil
	}
	return strings.Fields(string(text))
}

// ForgetRead forgets what was read of a watched folder.
func ForgetRead(dir, source string) { _ = os.Remove(folderFile(dir, source)) }

// keepFile writes a file of a folder of ours, whole or not at all.
func keepFile(path string, text []byte) error {
	err := os.MkdirAll(filepath.Dir(path), 0o700)
	if err == nil {
		err = os.WriteFile(path+".new", text, 0o600)
	}
	if err == nil {
		err = os.Rename(path+".new", path)
	}
	if err != nil {
		return fault.New(writing(err), "preferences", nil, err)
	}
	return nil
}

package trail

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/redact"
	"ordertrail/backend/settings"
	"ordertrail/backend/source"
)

// MaskingFiles are the names of the masking rules that are kept, in order.
func (t *Trail) MaskingFiles() []string { return settings.Masking.Names(t.o.Dir) }

// MaskingText gives masking rules as they are written.
func (t *Trail) MaskingText(name string) (string, error) {
	text, _, err := settings.Masking.Text(t.o.Dir, name)
	return string(text), noMasking(name, err)
}

// KeepMasking checks masking rules and keeps them with the settings, under the name that they give themselves; those of
// that name are replaced.
func (t *Trail) KeepMasking(text, file string) (name string, err error) {
	k, err := source.ParseMasking([]byte(text), file)
	if err != nil {
		return "", err
	}
	return k.Name, settings.Masking.Keep(t.o.Dir, k.Name, []byte(text))
}

// TakeMasking keeps the masking rules of a file.
func (t *Trail) TakeMasking(path string) (name string, err error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return "", ofFile(path, err)
	}
	return t.KeepMasking(string(text), filepath.Base(path))
}

// RemoveMasking forgets masking rules.
func (t *Trail) RemoveMasking(name string) error {
	return noMasking(name, settings.Masking.Remove(t.o.Dir, name))
}

func noMasking(name string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return fault.New(fault.NotFound, "masking", fault.Params{"name": name}, nil)
	}
	return err
}

// masking reads all masking rules that are kept. One file that can't be read stops an export: what it would have masked
// nobody knows.
func (t *Trail) masking() ([]*source.Masking, error) {
	var all []*source.Masking
	for _, name := range t.MaskingFiles() {
		text, path, err := settings.Masking.Text(t.o.Dir, name)
		if err != nil {
			return nil, noMasking(name, err)
		}
		k, err := source.ParseMasking(text, filepath.Base(path))
		if err != nil {
			return nil, err
		}
		all = append(all, k)
	}
	return all, nil
}

// ruling gives the rules that hold for a record, and keeps in mind which files have held.
type ruling struct {
	files []*source.Masking
	held  map[string]bool
}

func (r *ruling) rules(source string, customer *order.Party) []redact.Rule {
	var rules []redact.Rule
	for _, k := range r.files {
		if k.Holds(source, customer) {
			rules = append(rules, k.Rules...)
			r.held[k.Name] = true
		}
	}
	return rules
}

// names are the files that have held.
func (r *ruling) names() []string {
	names := []string{}
	for _, k := range r.files {
		if r.held[k.Name] {
			names = append(names, k.Name)
		}
	}
	slices.Sort(names)
	return names
}

// CheckMasking says what is wrong with masking rules, with line and column.
func CheckMasking(text, file string) error {
	_, err := source.ParseMasking([]byte(text), filepath.Base(file))
	return err
}

package trail

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ordertrail/backend/fault"
	"ordertrail/backend/settings"
	"ordertrail/backend/source"
)

// profileOf reads a profile: the built-in one, or one that is kept with the settings.
func (t *Trail) profileOf(name string) (*source.Profile, error) {
	if name == "" || name == feedProfile {
		return source.FeedProfile(), nil
	}
	text, path, err := settings.Profile(t.o.Dir, name)
	if err != nil {
		return nil, err
	}
	return source.ParseProfile(text, filepath.Base(path))
}

// takeProfile gives the name of a profile that was given by its name, or as a file, whose text is then kept with the
// settings. "" stays "".
func (t *Trail) takeProfile(given string) (string, error) {
	if given == "" || given == feedProfile || slices.Contains(settings.Profiles.Names(t.o.Dir), strings.ToLower(given)) {
		return given, nil
	}
	text, err := os.ReadFile(given)
	switch {
	case errors.Is(err, fs.ErrNotExist) && looksLikeFile(given):
		return "", fault.New(fault.NotFound, "file", fault.Params{"file": given}, err)
	case errors.Is(err, fs.ErrNotExist):
		return "", fault.New(fault.Invalid, "profile", fault.Params{"profile": given}, nil)
	case err != nil:
		return "", fault.New(codeOf(err), "file", fault.Params{"file": given}, err)
	}
	return t.KeepProfile(string(text), given)
}

func looksLikeFile(name string) bool {
	return strings.ContainsAny(name, `/\`) || strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml")
}

// KeepProfile checks the text of a profile and keeps it with the settings, under the name that it gives itself. One
// of that name is replaced; the built-in one can't be.
func (t *Trail) KeepProfile(text, file string) (name string, err error) {
	p, err := source.ParseProfile([]byte(text), file)
	if err != nil {
		return "", err
	}
	if strings.EqualFold(p.Name, feedProfile) {
		return "", fault.New(fault.Invalid, "profile_taken", fault.Params{"profile": p.Name}, nil)
	}
	return p.Name, settings.Profiles.Keep(t.o.Dir, p.Name, []byte(text))
}

// Profiles are the names of all profiles, the built-in one first.
func (t *Trail) Profiles() []string {
	return append([]string{feedProfile}, settings.Profiles.Names(t.o.Dir)...)
}

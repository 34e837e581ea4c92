package trail

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/settings"
	"ordertrail/backend/source"
	"ordertrail/backend/store"
)

// Input is something to import.
type Input struct {
	Name string // as people know it: a path, or - for standard input
	Open func() (io.ReadCloser, error)
}

// ImportedFile is what came of one input.
type ImportedFile struct {
	Path       string           `json:"path"`
	Format     string           `json:"format"`
	Requests   int              `json:"requests"` // taken over: new, or newer than what was held
	Postbacks  int              `json:"postbacks"`
	Duplicates int              `json:"duplicates"` // held already in this state or a newer one
	Skipped    []source.Skipped `json:"skipped"`
	More       int              `json:"more"`   // skipped beyond those that are named
	Failed     bool             `json:"failed"` // it could not be read, or not to its end
	Err        error            `json:"-"`      // why
}

// SomeRead says that at least one of the files could be read.
func SomeRead(files []ImportedFile) bool {
	return slices.ContainsFunc(files, func(f ImportedFile) bool { return !f.Failed })
}

// Told says in a language what was skipped of files, and names their failures among it.
func Told(files []ImportedFile, lang string) []ImportedFile {
	told := slices.Clone(files)
	for i, f := range files {
		if f.Err != nil {
			_, message, hint := fault.Describe(f.Err, lang)
			f.Skipped = append(slices.Clone(f.Skipped), source.Skipped{Where: "file", Why: message + " " + hint})
		}
		told[i].Skipped = source.AllIn(f.Skipped, lang)
	}
	return told
}

// filesSource is the source that imported records belong to. Files prove nothing about what they leave out, so
// they add no coverage.
var filesSource = store.Source{Name: "files", Kind: "files"}

// pastedSource is that of what was pasted.
var pastedSource = store.Source{Name: "pasted", Kind: "files"}

func textInput(text string) Input {
	return Input{Name: "pasted", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }}
}

// together is how many records are stored in one transaction, and how large their texts may be before it is done, in
// bytes: a few large records fill the memory as many small ones do.
const (
	together  = 500
	togetherB = 8 << 20
)

// Import takes over the records of the inputs, one after the other. One that can't be read says so in its result, and
// the others are read all the same; the error is that of the first. What a file gave before it failed is stored.
func (t *Trail) Import(ctx context.Context, inputs []Input, profile string) ([]ImportedFile, error) {
	files := []ImportedFile{}
	profiles, err := t.importProfiles(profile)
	if err != nil {
		return files, err
	}
	t.record(nil)
	var failed error
	err = t.writing(func() error {
		history, err := t.store.History(ctx, filesSource)
		if err != nil {
			return err
		}
		for _, input := range inputs {
			in := &importing{ctx: ctx, trail: t, history: history, file: ImportedFile{Path: input.Name, Skipped: []source.Skipped{}}}
			err := in.read(input, profiles)
			in.file.Failed, in.file.Err = err != nil, err
			files = append(files, in.file)
			failed = firstOf(failed, err)
			if stopped := firstOf(in.stopped, ctx.Err()); stopped != nil {
				return stopped
			}
		}
		return nil
	})
	return files, firstOf(err, failed)
}

// read reads one input. What was read before a failure is good, and is kept.
func (in *importing) read(input Input, profiles []*source.Profile) error {
	r, err := input.Open()
	if err != nil {
		return ofFile(input.Name, err)
	}
	defer func() { _ = r.Close() }()
	known, err := source.ReadFile(in.ctx, r, input.Name, in.trail.tokens, in.take, profiles...)
	if known.Answers != nil {
		in.trail.record(known.Answers)
	}
	in.file.Format, in.file.More = known.Format, known.More
	err = firstOf(in.flush(), err)
	in.file.Duplicates += known.Duplicates
	in.file.Skipped = append(in.file.Skipped, known.Skipped...)
	return err
}

// ofFile gives a failure to open a file its code.
func ofFile(name string, err error) error {
	params := fault.Params{"file": name}
	switch {
	case fault.Of(err).Code != fault.Internal: // said already
		return err
	case errors.Is(err, fs.ErrNotExist):
		return fault.New(fault.NotFound, "file", params, err)
	case errors.Is(err, fs.ErrPermission):
		return fault.New(fault.ReadOnly, "access", params, err)
	}
	return fault.New(fault.IO, "file", params, err)
}

// importProfiles are the profiles that recordings are read by: the one that is named, or all that are known.
func (t *Trail) importProfiles(named string) ([]*source.Profile, error) {
	name, err := t.takeProfile(named)
	if err != nil {
		return nil, err
	}
	names := settings.Profiles.Names(t.o.Dir)
	if name != "" {
		names = []string{name}
	}
	var profiles []*source.Profile
	for _, name := range names {
		p, err := t.profileOf(name)
		if err != nil {
			return nil, err
		}
		profiles = append(profiles, p)
	}
	return profiles, nil
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// importing gathers the records of a file into batches.
type importing struct {
	ctx       context.Context
	trail     *Trail
	history   *store.History
	bundle    string // the source that a bundle becomes
	file      ImportedFile
	requests  []*order.Request
	postbacks []*order.Postback
	bytes     int   // of their texts
	stopped   error // why nothing more can be stored
}

func (in *importing) take(r source.Record) error {
	if r.Bundled {
		held, err := in.intoBundle(r)
		if err != nil || held {
			return err
		}
	}
	if r.Pasted {
		held, err := in.dated(r.Request)
		if err != nil || held {
			return err
		}
	}
	if r.Request != nil {
		in.requests = append(in.requests, r.Request)
	} else {
		in.postbacks = append(in.postbacks, r.Postback)
	}
	if in.bytes += r.Size(); in.bytes < togetherB && len(in.requests)+len(in.postbacks) < together {
		return nil
	}
	return in.flush()
}

// dated gives a pasted record that tells no moment that of the import, unless it is held already.
func (in *importing) dated(r *order.Request) (held bool, err error) {
	_, err = in.trail.store.Record(in.ctx, r.ID)
	if err == nil {
		in.file.Duplicates++
		return true, nil
	}
	if !fault.Is(err, fault.NotFound) {
		return false, err
	}
	if r.ReceivedAt == 0 {
		r.ReceivedAt, r.UpdatedAt = in.trail.Now(), in.trail.Now()
	}
	return false, nil
}

func (in *importing) flush() error {
	in.stopped = firstOf(in.stopped, in.save())
	return in.stopped
}

func (in *importing) save() error {
	requests, err := in.history.Save(in.ctx, order.Batch{List: order.Requests, Requests: in.requests, Keep: true})
	if err != nil {
		return fmt.Errorf("store imported requests: %w", err)
	}
	postbacks, err := in.history.Save(in.ctx, order.Batch{List: order.Postbacks, Postbacks: in.postbacks, Keep: true})
	if err != nil {
		return fmt.Errorf("store imported postbacks: %w", err)
	}
	in.requests, in.postbacks, in.bytes = nil, nil, 0
	in.file.Requests += requests.New + requests.Updated
	in.file.Postbacks += postbacks.New + postbacks.Updated
	in.file.Duplicates += requests.Unchanged + postbacks.Unchanged
	return nil
}

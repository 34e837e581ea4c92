package trail

import (
	"context"
	"fmt"
	"io"
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
	More       int              `json:"more"` // skipped beyond those that are named
}

// filesSource is the source that imported records belong to. Files prove nothing about what they leave out, so
// they add no coverage.
var filesSource = store.Source{Name: "files", Kind: "files"}

// pastedSource is that of what was pasted.
var pastedSource = store.Source{Name: "pasted", Kind: "files"}

func textInput(text string) Input {
	return Input{Name: "pasted", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }}
}

// together is how many records are stored in one transaction.
const together = 500

// Import takes over the records of the inputs, one after the other. It stops at the first that can't be read; the
// files before it, and what it gave before it failed, are stored.
func (t *Trail) Import(ctx context.Context, inputs []Input, profile string) ([]ImportedFile, error) {
	files := []ImportedFile{}
	profiles, err := t.importProfiles(profile)
	if err != nil {
		return files, err
	}
	err = t.writing(func() error {
		history, err := t.store.History(ctx, filesSource)
		if err != nil {
			return err
		}
		for _, input := range inputs {
			file, err := t.importOne(ctx, history, input, profiles)
			if err != nil {
				return err
			}
			files = append(files, file)
		}
		return nil
	})
	return files, err
}

func (t *Trail) importOne(ctx context.Context, history *store.History, input Input, profiles []*source.Profile) (ImportedFile, error) {
	in := &importing{ctx: ctx, trail: t, history: history, file: ImportedFile{Path: input.Name, Skipped: []source.Skipped{}}}
	r, err := input.Open()
	if err != nil {
		return in.file, fault.New(fault.NotFound, "file", fault.Params{"file": input.Name}, err)
	}
	defer func() { _ = r.Close() }()
	known, err := source.ReadFile(ctx, r, input.Name, t.tokens, in.take, profiles...)
	t.record(known.Answers)
	// What was read before a failure is good, and is kept.
	if err := firstOf(in.flush(), err); err != nil {
		return in.file, err
	}
	in.file.Format, in.file.More = known.Format, known.More
	in.file.Duplicates += known.Duplicates
	in.file.Skipped = append(in.file.Skipped, known.Skipped...)
	return in.file, nil
}

// importProfiles are the profiles that recordings are read by: the one that is named, or all that are known.
func (t *Trail) importProfiles(named string) ([]*source.Profile, error) {
	name, err := t.takeProfile(named)
	if err != nil {
		return nil, err
	}
	names := settings.Profiles(t.o.Dir)
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
	if len(in.requests)+len(in.postbacks) < together {
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
	requests, err := in.history.Save(in.ctx, order.Batch{List: order.Requests, Requests: in.requests, Keep: true})
	if err != nil {
		return fmt.Errorf("store imported requests: %w", err)
	}
	postbacks, err := in.history.Save(in.ctx, order.Batch{List: order.Postbacks, Postbacks: in.postbacks, Keep: true})
	if err != nil {
		return fmt.Errorf("store imported postbacks: %w", err)
	}
	in.requests, in.postbacks = nil, nil
	in.file.Requests += requests.New + requests.Updated
	in.file.Postbacks += postbacks.New + postbacks.Updated
	in.file.Duplicates += requests.Unchanged + postbacks.Unchanged
	return nil
}

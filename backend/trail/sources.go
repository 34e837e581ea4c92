package trail

import (
	"context"
	"slices"
	"strings"

	"ordertrail/backend/fault"
	"ordertrail/backend/source"
	"ordertrail/backend/store"
)

// ended is the kind of a source that is asked no more; its history stays.
const ended = "ended"

// AddSource makes a source known by a name. It is not asked yet. A name that stands for another address is taken, so
// that two histories never mix.
func (t *Trail) AddSource(ctx context.Context, name, address, profile string) (store.Source, error) {
	if isFolderAddress(address) {
		return t.addFolder(ctx, strings.TrimSpace(name), address, profile)
	}
	address = strings.TrimRight(address, "/")
	added := store.Source{Name: strings.TrimSpace(name), Kind: feedProfile, URL: address}
	var err error
	if added.Profile, err = t.takeProfile(profile); err != nil {
		return added, err
	}
	if added.Profile == "" {
		added.Profile = feedProfile
	}
	read, err := t.profileOf(added.Profile)
	if err != nil {
		return added, err
	}
	probe, err := source.Open(source.Options{Base: address, Profile: read}) // checks the address
	if err != nil {
		return added, err
	}
	_ = probe.Close()
	known, err := t.store.Sources(ctx)
	if err != nil {
		return added, err
	}
	for _, s := range known {
		if s.Name == added.Name && s.URL != address {
			return added, fault.New(fault.Invalid, "source_taken", fault.Params{"source": s.Name}, nil)
		}
		if s.Name == added.Name {
			added.Tenant = s.Tenant
		}
	}
	return added, t.keepSource(ctx, added)
}

// LiveSources are the sources that are synced, and the folders that are watched.
func (t *Trail) LiveSources(ctx context.Context) ([]store.Source, error) {
	known, err := t.store.Sources(ctx)
	live := []store.Source{}
	for _, s := range known {
		if s.Kind == feedProfile || Watched(s) {
			live = append(live, s)
		}
	}
	return live, err
}

// RemoveSource asks a source no more and forgets its key; what came from it stays. A bundle goes with all its records.
func (t *Trail) RemoveSource(ctx context.Context, name string) error {
	bundles, err := t.Bundles(ctx)
	if err != nil {
		return err
	}
	for _, b := range bundles {
		if b.Name == name {
			return t.writing(func() error { return t.removeRecords(ctx, name) })
		}
	}
	target, err := t.liveSource(ctx, name)
	if err != nil {
		return err
	}
	if Watched(target) {
		return t.removeFolder(ctx, target)
	}
	target.Kind = ended
	if err := t.keepSource(ctx, target); err != nil {
		return err
	}
	t.forgetKey(ctx, name)
	return nil
}

func (t *Trail) liveSource(ctx context.Context, name string) (store.Source, error) {
	live, err := t.LiveSources(ctx)
	if err != nil {
		return store.Source{}, err
	}
	for _, s := range live {
		if s.Name == name {
			return s, nil
		}
	}
	return store.Source{}, fault.New(fault.NotFound, "source", fault.Params{"source": name}, nil)
}

// TestedSource is what one page of each list of a source shows of its profile.
type TestedSource struct {
	Source store.Source
	source.Probe
}

// In says in a language what would be skipped.
func (t TestedSource) In(lang string) TestedSource {
	t.Lists = slices.Clone(t.Lists)
	for i := range t.Lists {
		t.Lists[i].Skipped = source.AllIn(t.Lists[i].Skipped, lang)
	}
	return t
}

// TestSource reads one page of each list of a source, stores nothing of it, and says what each field was found in.
func (t *Trail) TestSource(ctx context.Context, name string) (TestedSource, error) {
	target, err := t.askedSource(ctx, name)
	if err != nil {
		return TestedSource{}, err
	}
	profile, err := t.profileOf(target.Profile)
	if err != nil {
		return TestedSource{}, err
	}
	probe, err := t.probe(ctx, target, profile)
	return TestedSource{target, probe}, err
}

// Mapped gives what a test found as the screens show it.
func (t TestedSource) Mapped() []MappedList { return mappedLists(t.Lists) }

package trail

import (
	"context"
	"crypto/rand"
	"time"

	"ordertrail/backend/fault"
	"ordertrail/backend/redact"
	"ordertrail/backend/settings"
	"ordertrail/backend/source"
	"ordertrail/backend/store"
)

// SourceProfile gives the text of the profile that a source is read by.
func (t *Trail) SourceProfile(ctx context.Context, name string) (string, error) {
	s, err := t.askedSource(ctx, name)
	if err != nil {
		return "", err
	}
	if s.Profile == "" || s.Profile == feedProfile {
		return source.FeedText(), nil
	}
	text, _, err := settings.Profile(t.o.Dir, s.Profile)
	return string(text), err
}

// TryProfile reads one page of each list of a source by a profile in the making, stores nothing, and says what each field
// was found in. What is wrong with the profile is told in the answer; what is wrong with the source is the error.
func (t *Trail) TryProfile(ctx context.Context, name, text string) (Mapping, error) {
	s, err := t.askedSource(ctx, name)
	if err != nil {
		return Mapping{}, err
	}
	m, profile := readMapping(text)
	if profile == nil {
		return m, nil
	}
	probe, err := t.probe(ctx, s, profile)
	m.Lists = mappedLists(probe.Lists)
	return m, err
}

// KeepSourceProfile keeps a profile with the settings and reads the source by it from now on. What another text of it
// said may have been wrong, so that all is read again; what is held stays, and is brought up to date. While the history
// is being synced it is busy.
func (t *Trail) KeepSourceProfile(ctx context.Context, name, text string) error {
	s, err := t.askedSource(ctx, name)
	if err != nil {
		return err
	}
	release, err := t.quiet(ctx)
	if err != nil {
		return err
	}
	defer release()
	old, err := t.profileOf(s.Profile)
	if err != nil && !fault.Is(err, fault.Invalid) { // one that can't be read is to be replaced
		return err
	}
	if s.Profile, err = t.KeepProfile(text, "profile"); err != nil {
		return err
	}
	if err := t.keepSource(ctx, s); err != nil {
		return err
	}
	if now, err := t.profileOf(s.Profile); err != nil || old != nil && old.Version == now.Version {
		return err
	}
	return t.writing(func() error { return t.store.ReadAnew(ctx, name) })
}

// quietFor is how long a change of a source waits for a sync that was told to stop.
const quietFor = 15 * time.Second

// quiet waits until no sync is under way, and keeps others out until release.
func (t *Trail) quiet(ctx context.Context) (release func(), err error) {
	late := time.NewTimer(quietFor)
	defer late.Stop()
	select {
	case t.turn <- struct{}{}:
		return func() { <-t.turn }, nil
	case <-late.C:
		return nil, fault.New(fault.Busy, "sync", nil, nil)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// PauseSource asks a source only by its name from now on, or ends that.
func (t *Trail) PauseSource(ctx context.Context, name string, paused bool) error {
	if _, err := t.liveSource(ctx, name); err != nil {
		return err
	}
	return t.writing(func() error { return t.store.Pause(ctx, name, paused) })
}

// RemoveHistory asks a source no more and removes all that is held of it; RemovedSoFar says how far it is.
func (t *Trail) RemoveHistory(ctx context.Context, name string) error {
	s, err := t.liveSource(ctx, name)
	if err != nil {
		return err
	}
	release, err := t.quiet(ctx)
	if err != nil {
		return err
	}
	defer release()
	if err := t.writing(func() error { return t.removeRecords(ctx, s.Name) }); err != nil {
		return err
	}
	t.folders.forget(name)
	settings.ForgetRead(t.o.Dir, name)
	t.forgetKey(ctx, name)
	return nil
}

// RemovedSoFar is how many records of the source that is being removed are gone.
func (t *Trail) RemovedSoFar() int { return int(t.removed.Load()) }

func (t *Trail) removeRecords(ctx context.Context, name string) error {
	t.removed.Store(0)
	return t.store.RemoveSource(ctx, name, func(more int) { t.removed.Add(int64(more)) })
}

// askedSource is a source over HTTP: a folder is asked nothing.
func (t *Trail) askedSource(ctx context.Context, name string) (store.Source, error) {
	s, err := t.liveSource(ctx, name)
	if err == nil && Watched(s) {
		err = fault.New(fault.Invalid, "folder_test", fault.Params{"source": name}, nil)
	}
	return s, err
}

// probe reads one page of each list of a source.
func (t *Trail) probe(ctx context.Context, s store.Source, profile *source.Profile) (source.Probe, error) {
	feed, err := t.openBy(ctx, s, profile, "")
	if err != nil {
		return source.Probe{}, err
	}
	defer func() { _ = feed.Close() }()
	key := make([]byte, 32)
	_, _ = rand.Read(key) // it never fails
	return feed.Probe(ctx, redact.NewMasker(key))
}

// unpaused are those sources that are asked: paused ones only by their name.
func unpaused(known []store.Source, named string) []store.Source {
	var asked []store.Source
	for _, s := range known {
		if !s.Paused || s.Name == named {
			asked = append(asked, s)
		}
	}
	return asked
}

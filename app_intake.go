package main

import (
	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/trail"
)

// KnownSource is a source that is synced.
type KnownSource struct {
	Name    string `json:"name"`
	URL     string `json:"url"`
	Profile string `json:"profile"`
}

// Sources lists the sources that are synced.
func (a *App) Sources() ([]KnownSource, error) {
	return guard(a, func(t *trail.Trail) ([]KnownSource, error) {
		live, err := t.LiveSources(a.ctx)
		list := make([]KnownSource, len(live))
		for i, s := range live {
			list[i] = KnownSource{s.Name, s.URL, s.Profile}
		}
		return list, err
	})
}

// TestSource reads one page of each list of a source and says what its profile finds there. Nothing is stored.
func (a *App) TestSource(name string) ([]trail.MappedList, error) {
	return guard(a, func(t *trail.Trail) ([]trail.MappedList, error) {
		tested, err := t.TestSource(a.ctx, name)
		return tested.Mapped(), err
	})
}

// RemoveSource asks a source no more. What came from it stays.
func (a *App) RemoveSource(name string) error {
	_, err := guard(a, func(t *trail.Trail) (struct{}, error) { return struct{}{}, t.RemoveSource(a.ctx, name) })
	return err
}

// Propose makes a profile for the recording that no profile knew at the last import.
func (a *App) Propose() (trail.Mapping, error) {
	return guard(a, func(t *trail.Trail) (trail.Mapping, error) { return t.Propose() })
}

// TryMapping says what a profile makes of that recording, as it is edited.
func (a *App) TryMapping(profile string) (trail.Mapping, error) {
	return guard(a, func(t *trail.Trail) (trail.Mapping, error) { return t.TryMapping(profile) })
}

// ApplyMapping keeps a profile and reads the recording by it.
func (a *App) ApplyMapping(profile string) (trail.ImportedFile, error) {
	return guard(a, func(t *trail.Trail) (trail.ImportedFile, error) {
		defer a.came()
		return t.ApplyMapping(a.ctx, profile)
	})
}

// Recognise says what a pasted text is. Nothing is stored.
func (a *App) Recognise(text string) (trail.PasteResult, error) {
	return guard(a, func(t *trail.Trail) (trail.PasteResult, error) { return t.Recognise(a.ctx, text) })
}

// Paste stores a pasted text as one stage of one order.
func (a *App) Paste(text string, stage order.Stage, reference string) (trail.PasteResult, error) {
	return guard(a, func(t *trail.Trail) (trail.PasteResult, error) {
		if !knownStage(stage) {
			return trail.PasteResult{}, fault.New(fault.Invalid, "paste_empty", nil, nil)
		}
		defer a.came()
		return t.Paste(a.ctx, text, stage, reference)
	})
}

func knownStage(stage order.Stage) bool {
	for _, s := range order.AllStages {
		if s == stage {
			return true
		}
	}
	return false
}

// came tells pages that records came otherwise than by a sync: the first ones end the welcome.
func (a *App) came() {
	a.bells.ring("records")
	a.bells.ring("sync")
}

package trail

import (
	"context"
	"errors"

	"ordertrail/backend/store"
)

// Erasure says what is to be erased; one of its parts is set.
type Erasure = store.Erasure

// Erased is how many records are gone.
type Erased = store.Erased

// Erase removes records for good, in files too. While another process writes, it is busy. each hears how many are gone.
func (t *Trail) Erase(ctx context.Context, what Erasure, each func(done int)) (gone Erased, err error) {
	t.Discard() // an export that waits may hold it
	if what.Customer != "" {
		if err := t.forgetPlaces(ctx, what.Customer); err != nil {
			return gone, err
		}
	}
	err = t.writing(func() error {
		gone, err = t.store.Erase(ctx, what, each)
		return errors.Join(err, t.forgetExported(context.WithoutCancel(ctx)))
	})
	return gone, err
}

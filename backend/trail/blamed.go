package trail

import (
	"context"

	"ordertrail/backend/compare"
	"ordertrail/backend/order"
	"ordertrail/backend/payload"
)

// FieldPlace is where a field stands in a stage.
type FieldPlace struct {
	There bool        `json:"there"`
	Stage order.Stage `json:"stage"`
	Path  string      `json:"path"`
	Line  int         `json:"line"` // of the stage laid out for reading, from 1
}

// Blamed is a field that an answer complains of.
type Blamed struct {
	Says string     `json:"says"` // what the answer says of it
	Sent FieldPlace `json:"sent"`
	From FieldPlace `json:"from"` // what it was made of, in the original; not there when that is not known
}

// Blamed lists the fields that the answer to a request complains of, where they stand and what they were made of.
func (t *Trail) Blamed(ctx context.Context, id string) ([]Blamed, error) {
	r, err := t.requestOnly(ctx, id)
	if err != nil {
		return nil, err
	}
	words, err := t.vocabulary(r.Customer)
	if err != nil {
		return nil, err
	}
	out := []Blamed{}
	for _, b := range words.Of(&r.Stages).Blamed() {
		found := Blamed{Says: b.Says}
		if found.Sent, err = t.placeOf(ctx, id, b.Stage, b.Field); err != nil {
			return nil, err
		}
		if b.From != nil {
			if found.From, err = t.placeOf(ctx, id, order.Original, b.From); err != nil {
				return nil, err
			}
		}
		out = append(out, found)
	}
	return out, nil
}

func (t *Trail) placeOf(ctx context.Context, id string, stage order.Stage, f *compare.Field) (FieldPlace, error) {
	doc, err := t.open(ctx, id, TextPlace{Part: Part(stage), Inside: []int{}})
	if err != nil {
		return FieldPlace{}, err
	}
	return FieldPlace{There: true, Stage: stage, Path: f.Path(), Line: doc.LineAt(payload.Pretty, f.Offset()) + 1}, nil
}

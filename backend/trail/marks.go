package trail

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
)

// mostNote is how many letters a note has at most.
const mostNote = 20_000

// Mark gives what is noted of a record; not_found when none is held.
func (t *Trail) Mark(ctx context.Context, id string) (order.Mark, error) {
	mark, err := t.store.Mark(ctx, id)
	return mark, t.orUnread(ctx, err)
}

// ChangeMark changes what is noted of a record, and gives how it was and how it is.
func (t *Trail) ChangeMark(ctx context.Context, id string, change func(*order.Mark)) (was, is order.Mark, err error) {
	var wrong error
	was, is, err = t.store.ChangeMark(ctx, id, func(m *order.Mark) {
		before := *m
		change(m)
		m.Note = strings.TrimRight(strings.ToValidUTF8(m.Note, "\uFFFD"), " \t\r\n")
		if wrong = checkMark(*m); wrong != nil {
			*m = before
		}
	})
	if err == nil {
		err = wrong
	}
	return was, is, t.orUnread(ctx, err)
}

func checkMark(m order.Mark) error {
	if n := utf8.RuneCountInString(m.Note); n > mostNote {
		return fault.New(fault.Invalid, "note_long", fault.Params{"letters": n, "most": mostNote}, nil)
	}
	if m.Label != "" && !slices.Contains(order.AllLabels, m.Label) {
		return fault.New(fault.Invalid, "", nil, nil)
	}
	return nil
}

// Marked lists all records of which something is noted, the latest first.
func (t *Trail) Marked(ctx context.Context) ([]order.Marked, error) {
	return t.store.Marked(ctx, t.Now())
}

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
	before, after, err := t.ChangeMarks(ctx, []string{id}, func(_ int, m *order.Mark) { change(m) })
	if err != nil {
		return was, is, err
	}
	return before[0], after[0], nil
}

// ChangeMarks changes what is noted of records, of all of them or of none, and gives how it was and how it is.
func (t *Trail) ChangeMarks(ctx context.Context, ids []string, change func(i int, m *order.Mark)) (was, is []order.Mark, err error) {
	was, is, err = t.store.ChangeMarks(ctx, ids, func(i int, m *order.Mark) error {
		change(i, m)
		m.Note = strings.TrimRight(strings.ToValidUTF8(m.Note, "\uFFFD"), " \t\r\n")
		return checkMark(*m)
	})
	return was, is, t.orUnread(ctx, err)
}

// Marks gives what is noted of records, in their order; nothing of those that are not held.
func (t *Trail) Marks(ctx context.Context, ids []string) ([]order.Mark, error) {
	list := make([]order.Mark, len(ids))
	for i, id := range ids {
		mark, err := t.store.Mark(ctx, id)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return nil, err
		}
		list[i] = mark
	}
	return list, nil
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

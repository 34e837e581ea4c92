package cli

import (
	"context"
	"io"
	"strings"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/trail"
)

type bookmarkCommand struct {
	ID     string `arg:"" optional:"" name:"ID" help:"${help_id}"`
	Label  string `placeholder:"COLOUR" help:"${help_label}"`
	Remove bool   `help:"${help_remove_bookmark}"`
}

// markDoc is what is noted of a record, as programs read it.
type markDoc struct {
	ID         string       `json:"id"`
	Bookmarked bool         `json:"bookmarked"`
	Label      *order.Label `json:"label"`
	Note       *string      `json:"note"`
	ChangedAt  stamp        `json:"changedAt"`
	Was        *markWas     `json:"was"` // null when nothing was changed
}

type markWas struct {
	Bookmarked bool         `json:"bookmarked"`
	Label      *order.Label `json:"label"`
	Note       *string      `json:"note"`
}

// labels are the colours, and what takes one away.
var labels = append([]order.Label{"none"}, order.AllLabels...)

func (c *bookmarkCommand) run(ctx context.Context, s *session) error {
	if c.ID == "" {
		return missing("bookmark", "ID")
	}
	if c.Remove && c.Label != "" {
		return fault.New(fault.Invalid, "both", fault.Params{"one": "--remove", "other": "--label"}, nil)
	}
	var label []order.Label
	if c.Label != "" {
		var err error
		if label, err = choose("label", []string{c.Label}, labels); err != nil {
			return err
		}
	}
	return s.mark(ctx, c.ID, func(m *order.Mark) {
		m.Bookmarked = !c.Remove
		switch {
		case c.Remove:
			m.Label = ""
		case len(label) > 0:
			m.Label = order.Label(strings.TrimPrefix(string(label[0]), "none"))
		}
	})
}

// mark changes what is noted of a record and tells it.
func (s *session) mark(ctx context.Context, id string, change func(*order.Mark)) error {
	return s.with(ctx, func(t *trail.Trail) error {
		was, is, err := t.ChangeMark(ctx, id, change)
		if err != nil {
			return err
		}
		doc := markDocument(id, is)
		if was != is {
			doc.Was = &markWas{was.Bookmarked, known(was.Label, ""), known(was.Note, "")}
		}
		return s.either(doc, func(out io.Writer) { s.markText(out, is, was) })
	})
}

func markDocument(id string, m order.Mark) markDoc {
	return markDoc{ID: id, Bookmarked: m.Bookmarked, Label: known(m.Label, ""), Note: known(m.Note, ""), ChangedAt: stamp(m.ChangedAt)}
}

func (s *session) markText(out io.Writer, is, was order.Mark) {
	if is.Blank() {
		writeLine(out, s.words.say("mark.nothing"))
	}
	if is.Bookmarked {
		writeLine(out, s.words.say("mark.bookmarked"))
	}
	if is.Label != "" {
		writeLine(out, s.words.say("mark.label", with{"Label": s.words.name("label", string(is.Label))}))
	}
	if is.Note != "" {
		writeLine(out, s.words.say("mark.note", with{"Note": lines(is.Note)}))
	}
	if was.Note != "" && was.Note != is.Note {
		writeLine(out, s.words.say("mark.replaced", with{"Note": lines(was.Note)}))
	}
}

// lines shows a text of several lines without what a terminal would take for more.
func lines(text string) string {
	shown := strings.Split(text, "\n")
	for i, line := range shown {
		shown[i] = plain(line)
	}
	return strings.Join(shown, "\n  ")
}

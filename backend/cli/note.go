package cli

import (
	"context"
	"fmt"
	"io"
	"strings"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/trail"
)

type noteCommand struct {
	ID     string   `arg:"" optional:"" name:"ID" help:"${help_id}"`
	Text   []string `arg:"" optional:"" name:"TEXT" help:"${help_note_text}"`
	Show   bool     `help:"${help_show_note}"`
	Remove bool     `help:"${help_remove_note}"`
}

// mostStdin is how much of standard input is read for a note.
const mostStdin = 1 << 20

func (c *noteCommand) run(ctx context.Context, s *session) error {
	text := strings.TrimSpace(strings.Join(c.Text, " "))
	switch {
	case c.ID == "":
		return missing("note", "ID TEXT")
	case c.Show && c.Remove:
		return fault.New(fault.Invalid, "both", fault.Params{"one": "--show", "other": "--remove"}, nil)
	case text != "" && (c.Show || c.Remove):
		return fault.New(fault.Invalid, "both", fault.Params{"one": "TEXT", "other": map[bool]string{true: "--show", false: "--remove"}[c.Show]}, nil)
	case c.Show:
		return c.show(ctx, s)
	case text == "" && !c.Remove:
		return missing("note", "TEXT")
	case text == "-":
		all, err := io.ReadAll(io.LimitReader(s.env.Stdin, mostStdin))
		if err != nil {
			return fault.New(fault.IO, "file", fault.Params{"file": "-"}, fmt.Errorf("read standard input: %w", err))
		}
		if text = strings.TrimSpace(string(all)); text == "" {
			return missing("note", "TEXT")
		}
	}
	return s.mark(ctx, c.ID, func(m *order.Mark) { m.Note = text })
}

func (c *noteCommand) show(ctx context.Context, s *session) error {
	return s.with(ctx, func(t *trail.Trail) error {
		mark, err := t.Mark(ctx, c.ID)
		if err != nil {
			return err
		}
		return s.either(markDocument(c.ID, mark), func(out io.Writer) { s.markText(out, mark, order.Mark{}) })
	})
}

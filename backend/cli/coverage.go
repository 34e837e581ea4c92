package cli

import (
	"context"
	"io"

	"ordertrail/backend/order"
	"ordertrail/backend/trail"
)

type coverageCommand struct {
	Source string `placeholder:"NAME" help:"${help_source}"`
}

func (c *coverageCommand) run(ctx context.Context, s *session) error {
	return s.with(ctx, func(t *trail.Trail) error {
		found, err := t.Coverage(ctx, order.Window{}, c.Source)
		if err != nil {
			return err
		}
		return s.either(coverageOf(found), func(out io.Writer) { s.coverageText(out, found) })
	})
}

// coverageText says in words what is held and what is not.
func (s *session) coverageText(out io.Writer, c order.Coverage) {
	if len(c.Lists)+len(c.Gaps) == 0 {
		writeLine(out, s.words.say("coverage.nothing"))
		return
	}
	s.heldText(out, c.Lists)
	if len(c.Gaps) == 0 {
		writeLine(out, s.words.say("coverage.no_gaps"))
	}
	s.gaps(out, c.Gaps)
}

// heldText says in words what is held.
func (s *session) heldText(out io.Writer, held []order.Held) {
	writeLine(out, s.words.say("times_in", with{"Zone": s.zoneName()}))
	for _, h := range held {
		writeLine(out, s.words.say("coverage.held", s.span(h.Source, h.List, h.Window, with{"At": s.minute(h.CompleteAt)})))
	}
}

func (s *session) gaps(out io.Writer, gaps []order.Gap) {
	for _, g := range gaps {
		writeLine(out, s.words.say("coverage.gap", s.span(g.Source, g.List, g.Window, with{"Why": s.words.name("why", string(g.Why))})))
	}
}

// unheld warns under a list that not all of what was asked for is held, so that an empty list proves nothing.
func (s *session) unheld(out io.Writer, c order.Coverage) {
	switch {
	case len(c.Lists)+len(c.Gaps) == 0:
		writeLine(out, s.words.say("coverage.nothing"))
	case len(c.Gaps) > 0:
		writeLine(out, s.words.say("coverage.not_all"))
		s.gaps(out, c.Gaps)
	}
}

func (s *session) span(source string, list order.List, w order.Window, more with) with {
	more["Source"], more["List"] = plain(source), s.words.say("list."+string(list))
	more["From"], more["To"] = s.edge(w.From, "coverage.beginning"), s.edge(w.To, "coverage.now")
	return more
}

func (s *session) edge(m order.Millis, open string) string {
	if m == 0 {
		return s.words.say(open)
	}
	return s.minute(m)
}

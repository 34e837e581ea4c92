package cli

import (
	"context"
	"io"
	"strconv"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/trail"
)

type compareCommand struct {
	ID   string `arg:"" optional:"" name:"ID" help:"${help_id}"`
	From string `placeholder:"S" help:"${help_compare_from}"`
	To   string `placeholder:"S" help:"${help_compare_to}"`
	With string `placeholder:"ID2" help:"${help_with}"`
}

type compareDoc struct {
	Same    int           `json:"same"`
	Changed int           `json:"changed"`
	Added   int           `json:"added"`
	Dropped int           `json:"dropped"`
	Fields  []comparedDoc `json:"fields"`
}

type comparedDoc struct {
	Change     string     `json:"change"`
	From       *placeDoc  `json:"from"` // nil: it was added
	To         *placeDoc  `json:"to"`   // nil: it was dropped
	Origin     string     `json:"origin"`
	Candidates []placeDoc `json:"candidates"`
}

type placeDoc struct {
	Path  string `json:"path"`
	Value string `json:"value"`
}

func (c *compareCommand) run(ctx context.Context, s *session) error {
	q, err := c.query()
	if err != nil {
		return err
	}
	return s.with(ctx, func(t *trail.Trail) error {
		found, err := t.Compare(ctx, q)
		if err != nil {
			return err
		}
		s.comparedPartly(found)
		return s.either(compareDocument(found), func(out io.Writer) { s.compareText(ctx, out, t, found) })
	})
}

func (c *compareCommand) query() (trail.CompareQuery, error) {
	if c.ID == "" {
		return trail.CompareQuery{}, missing("compare", "ID")
	}
	q := trail.CompareQuery{ID: c.ID, With: c.With}
	for _, flag := range []struct {
		name, value string
		to          *order.Stage
	}{{"from", c.From, &q.From}, {"to", c.To, &q.To}} {
		if flag.value == "" {
			continue
		}
		chosen, err := choose(flag.name, []string{flag.value}, order.AllStages[:])
		if err != nil {
			return q, err
		}
		*flag.to = chosen[0]
	}
	if q.With == "" && q.From != "" && q.From == q.To {
		return q, fault.New(fault.Invalid, "one_stage", fault.Params{"stage": string(q.From)}, nil)
	}
	return q, nil
}

func compareDocument(c *trail.Comparison) compareDoc {
	doc := compareDoc{Same: c.Same, Changed: c.Changed, Added: c.Added, Dropped: c.Dropped, Fields: make([]comparedDoc, c.Len())}
	for i := range doc.Fields {
		f := c.Field(i)
		doc.Fields[i] = comparedDoc{string(f.Change), fieldAt(f.From), fieldAt(f.To), string(f.Origin), make([]placeDoc, len(f.Candidates))}
		for k, one := range f.Candidates {
			doc.Fields[i].Candidates[k] = placeDoc{one.Path, one.Value}
		}
	}
	return doc
}

// fieldAt is nil for a side on which a field does not stand. The one value of a body that is a plain value has no path.
func fieldAt(s trail.ComparedSide) *placeDoc {
	if !s.There {
		return nil
	}
	return &placeDoc{s.Path, s.Value}
}

func (s *session) compareText(ctx context.Context, out io.Writer, t *trail.Trail, c *trail.Comparison) {
	q := c.Query
	names := with{"From": s.stageOf(q.ID, q.From, q.With), "To": s.stageOf(q.With, q.To, q.With)}
	writeLine(out, s.words.say("compare.title", names))
	writeLine(out, s.words.say("compare.counts", with{"Same": s.words.number(c.Same), "Changed": s.words.number(c.Changed),
		"Added": s.words.number(c.Added), "Dropped": s.words.number(c.Dropped)}))
	writeLine(out)
	table := &table{head: s.heads("change", "from", "value", "to", "value", "origin")}
	for i := range c.Len() {
		f := c.Field(i)
		table.add(s.words.name("change", string(f.Change)), f.From.Path, short(f.From.Words), f.To.Path, short(f.To.Words), s.origin(f))
	}
	table.write(out)
	if q.With == "" {
		s.divergences(ctx, out, t, q.ID)
	}
}

// comparedPartly says on stderr which of the two could not be read to its end: the rest of it is not compared.
func (s *session) comparedPartly(c *trail.Comparison) {
	for side, d := range c.Documents() {
		if stage := [...]order.Stage{c.Query.From, c.Query.To}[side]; d.Problem.Why != "" {
			writeLine(s.env.Stderr, s.words.say("compare.partly", with{"Stage": s.stageOf(d.ID, stage, c.Query.With),
				"Line": s.words.number(d.Problem.Line), "Column": s.words.number(d.Problem.Column)}))
		}
	}
}

// stageOf names a stage, and whose it is where two requests are compared.
func (s *session) stageOf(id string, stage order.Stage, other string) string {
	name := s.words.say("stage." + string(stage))
	if other == "" {
		return name
	}
	return name + " " + plain(id)
}

// origin tells in a few words where a value came from, or that it may have gone on.
func (s *session) origin(f trail.ComparedField) string {
	switch {
	case f.Perhaps:
		return s.words.say("origin.perhaps")
	case !f.To.There:
		return ""
	case len(f.Candidates) > 1:
		return s.words.count("candidates", len(f.Candidates))
	}
	said := s.words.name("origin", string(f.Origin))
	if f.Lookup.Field != "" {
		said += ": " + f.Lookup.Field + " " + f.Lookup.Key
	}
	if f.Template > 0 {
		said += ", " + s.words.say("origin.line", with{"Line": strconv.Itoa(f.Template)})
	}
	return said
}

// divergences name the first stage that changes what was ordered.
func (s *session) divergences(ctx context.Context, out io.Writer, t *trail.Trail, id string) {
	courses, err := t.Courses(ctx, id)
	if err != nil {
		return // the comparison itself is told already
	}
	for _, c := range courses {
		if c.Diverges != "" {
			writeLine(out)
			writeLine(out, s.words.say("compare.diverges", with{"Field": s.words.name("watched", string(c.Field)), "Stage": s.words.say("stage." + string(c.Diverges)),
				"From": plain(c.From.Words), "To": plain(c.To.Words)}))
		}
	}
}

// short keeps a value within a column.
func short(value string) string {
	const most = 40
	if runes := []rune(value); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return value
}

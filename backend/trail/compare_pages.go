package trail

import (
	"context"
	"slices"

	"ordertrail/backend/compare"
	"ordertrail/backend/order"
	"ordertrail/backend/payload"
)

// ComparisonSummary is a comparison without its fields, which are asked for page by page.
type ComparisonSummary struct {
	Query   CompareQuery     `json:"query"` // with what it left open filled in
	Same    int              `json:"same"`
	Changed int              `json:"changed"`
	Added   int              `json:"added"`
	Dropped int              `json:"dropped"`
	Proved  bool             `json:"proved"` // the template's text tells where values come from
	From    ComparedDocument `json:"from"`
	To      ComparedDocument `json:"to"`
	Courses []compare.Course `json:"courses"` // of what was ordered, where a stage changes it
}

// ComparedDocument is one of the two documents.
type ComparedDocument struct {
	ID               string       `json:"id"`
	OrderReferenceID string       `json:"orderReferenceId"`
	ReceivedAt       order.Millis `json:"receivedAt"`
	Format           string       `json:"format"`
	Problem          payload.Stop `json:"problem"` // where reading stopped; its why is "" when all was read
}

// ComparePage asks for a part of a comparison: Count of its lines or fields from From on, or only of those that differ.
type ComparePage struct {
	Side  string `json:"side"` // of lines: from or to
	From  int    `json:"from"`
	Count int    `json:"count"`
	Only  bool   `json:"only"`
}

// ComparedLines are lines of one of the two documents.
type ComparedLines struct {
	Total int            `json:"total"`
	From  int            `json:"from"`
	Lines []ComparedLine `json:"lines"`
}

// ComparedLine is a line with what became of the field on it.
type ComparedLine struct {
	N      int            `json:"n"` // from 1; 0: lines that are left out stand here, as many as Hidden
	Hidden int            `json:"hidden"`
	Text   string         `json:"text"`
	Change compare.Change `json:"change"` // "" on a line without a field
	Field  int            `json:"field"`  // index of the field; -1
	Pair   int            `json:"pair"`   // the place of the line that it is paired with, from 0; -1
}

// ComparedFields are fields of a comparison.
type ComparedFields struct {
	Total  int             `json:"total"`
	From   int             `json:"from"`
	Fields []ComparedField `json:"fields"`
}

// ComparisonOf holds two stages against each other and says what there is to see.
func (t *Trail) ComparisonOf(ctx context.Context, q CompareQuery) (ComparisonSummary, error) {
	c, err := t.Compare(ctx, q)
	if err != nil {
		return ComparisonSummary{}, err
	}
	courses := []compare.Course{}
	if q.With == "" {
		if courses, err = t.Courses(ctx, q.ID); err != nil {
			return ComparisonSummary{}, err
		}
	}
	documents := c.Documents()
	proved := slices.ContainsFunc(c.Rows, func(r compare.Row) bool { return r.Link.ByTemplate })
	return ComparisonSummary{Query: c.Query, Same: c.Same, Changed: c.Changed, Added: c.Added, Dropped: c.Dropped, Proved: proved,
		From: documents[0], To: documents[1],
		Courses: slices.DeleteFunc(courses, func(c compare.Course) bool { return c.Diverges == "" })}, nil
}

// Documents are the two that are held against each other.
func (c *Comparison) Documents() [2]ComparedDocument {
	return [2]ComparedDocument{documentOf(c.Of[0], c.From), documentOf(c.Of[1], c.To)}
}

func documentOf(r *order.Request, d *compare.Document) ComparedDocument {
	out := ComparedDocument{ID: r.ID, OrderReferenceID: r.OrderReferenceID, ReceivedAt: r.ReceivedAt, Format: string(d.Format)}
	if d.Stop != nil {
		out.Problem = *d.Stop
	}
	return out
}

// ComparisonLines gives lines of one side of a comparison.
func (t *Trail) ComparisonLines(ctx context.Context, q CompareQuery, p ComparePage) (ComparedLines, error) {
	c, err := t.Compare(ctx, q)
	if err != nil {
		return ComparedLines{}, err
	}
	lines := c.laid(p.Only)[0]
	if p.Side == "to" {
		lines = c.laid(p.Only)[1]
	}
	from, to := p.bounds(len(lines))
	return ComparedLines{Total: len(lines), From: from, Lines: append([]ComparedLine{}, lines[from:to]...)}, nil
}

func (p ComparePage) bounds(total int) (from, to int) {
	from = min(max(p.From, 0), total)
	return from, min(from+min(max(p.Count, 0), mostLines), total)
}

// ComparisonFields gives fields of a comparison.
func (t *Trail) ComparisonFields(ctx context.Context, q CompareQuery, p ComparePage) (ComparedFields, error) {
	c, err := t.Compare(ctx, q)
	if err != nil {
		return ComparedFields{}, err
	}
	rows := c.listed(p.Only)
	from, to := p.bounds(len(rows))
	out := ComparedFields{Total: len(rows), From: from, Fields: []ComparedField{}}
	for _, i := range rows[from:to] {
		out.Fields = append(out.Fields, c.placed(i).cut())
	}
	return out, nil
}

// listed are the rows of a comparison, or those that differ.
func (c *Comparison) listed(only bool) []int {
	out := make([]int, 0, len(c.Rows))
	for i, r := range c.Rows {
		if !only || r.Change != compare.Same {
			out = append(out, i)
		}
	}
	return out
}

// longestValue is how much of a value crosses to the screens.
const longestValue = 1000

// cut shortens long values, which the viewer shows whole.
func (f ComparedField) cut() ComparedField {
	f.From, f.To = f.From.cut(), f.To.cut()
	for _, list := range [][]ComparedSide{f.Sources, f.Candidates} {
		for i := range list {
			list[i] = list[i].cut()
		}
	}
	return f
}

func (s ComparedSide) cut() ComparedSide {
	for _, text := range []*string{&s.Value, &s.Words} {
		if runes := []rune(*text); len(runes) > longestValue {
			*text = string(runes[:longestValue]) + "…"
		}
	}
	return s
}

package export

import (
	"ordertrail/backend/compare"
	"ordertrail/backend/order"
)

// comparison is two stages field by field.
type comparison struct {
	Title, Counts, OnlyDifferent string
	Heads                        []string
	Open                         bool
	Rows                         []comparedRow
}

// comparedRow is one field and what became of it.
type comparedRow struct {
	Mark, Change, FromPath, FromValue, ToPath, ToValue, Origin string
}

// comparisons hold the stages of a masked request against each other. One value has one pseudonym, so that what was
// equal still is.
func (p *webPage) comparisons(q *order.Request) []comparison {
	part := p.part(q.Stages)
	words := p.Vocabulary
	if words == nil {
		var err error
		if words, err = compare.NewVocabulary(); err != nil {
			return nil // a test of compare reads what is built in
		}
	}
	stages := words.Of(&part)
	var list []comparison
	for _, pair := range [][2]order.Stage{{order.Original, order.Final}, {order.Original, order.Templated}, {order.Templated, order.Final}} {
		from, to := stages.Document(pair[0]), stages.Document(pair[1])
		if from == nil || to == nil || from.Empty() || to.Empty() {
			continue
		}
		c := p.compared(stages.Compare(pair[0], pair[1]), pair)
		c.Open = len(list) == 0
		list = append(list, c)
	}
	return list
}

func (p *webPage) compared(c *compare.Comparison, pair [2]order.Stage) comparison {
	w := p.words()
	from, to := w.Say("stage."+string(pair[0])), w.Say("stage."+string(pair[1]))
	out := comparison{Title: from + " → " + to, Counts: w.Say("compare.counts", c.Same, c.Changed, c.Added, c.Dropped),
		OnlyDifferent: w.Say("compare.only"), Heads: []string{w.Say("compare.change"), from, to, w.Say("compare.origin")}}
	for _, row := range c.Rows {
		r := comparedRow{Mark: string(row.Change), Change: w.Name("change", row.Change)}
		if row.From >= 0 {
			f := &c.From.Fields[row.From]
			r.FromPath, r.FromValue = f.Path(), f.Words()
		}
		if row.To >= 0 {
			f := &c.To.Fields[row.To]
			r.ToPath, r.ToValue, r.Origin = f.Path(), f.Words(), w.Name("origin", row.Link.Origin)
			if e := row.Link.Expression; e != "" {
				r.Origin += ": " + e
			}
		}
		out.Rows = append(out.Rows, r)
	}
	return out
}

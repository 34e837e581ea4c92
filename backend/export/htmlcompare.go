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
func (p *webPage) comparisons(q *order.Request, customer *order.Party) ([]comparison, error) {
	words, err := p.vocabulary(customer)
	if err != nil {
		return nil, err
	}
	part := p.part(q.Stages)
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
	return list, nil
}

// vocabulary is what fields of a customer's orders are called. Names of fields are no values: a masked request is read
// by those of the customer it was of.
func (p *webPage) vocabulary(customer *order.Party) (*compare.Vocabulary, error) {
	if p.Vocabulary == nil {
		return compare.NewVocabulary()
	}
	return p.Vocabulary(customer)
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
		if row.Perhaps {
			r.Origin = w.Say("origin.perhaps")
		}
		out.Rows = append(out.Rows, r)
	}
	return out
}

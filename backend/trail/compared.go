package trail

import (
	"ordertrail/backend/compare"
	"ordertrail/backend/order"
)

// ComparedSide is where a field stands in one of two documents, if it does.
type ComparedSide struct {
	There   bool   `json:"there"`
	Path    string `json:"path"`
	Pointer string `json:"pointer"`
	Value   string `json:"value"`
	Words   string `json:"words"` // as people say it
	Line    int    `json:"line"`  // place of its line, from 0
	Only    int    `json:"only"`  // the same where only what differs is shown; -1: left out
	Row     int    `json:"row"`   // of a field of the earlier document: the field of the comparison that tells of it; -1: none does
}

// ComparedField is one field and what became of it.
type ComparedField struct {
	Index      int            `json:"index"`
	Change     compare.Change `json:"change"`
	Before     int            `json:"before"` // how many fields that differ stand before it
	From       ComparedSide   `json:"from"`
	To         ComparedSide   `json:"to"`
	Origin     compare.Origin `json:"origin"`     // where the value of To came from
	Proved     bool           `json:"proved"`     // the template's text says so; else the values do
	Sources    []ComparedSide `json:"sources"`    // what it was made of, when it is several
	Candidates []ComparedSide `json:"candidates"` // what it can come from, when nothing decides
	Perhaps    bool           `json:"perhaps"`    // what was dropped may have been carried on: it is a candidate
	Lookup     order.Lookup   `json:"lookup"`     // that gave the value; Field "" when none did
	Missed     bool           `json:"missed"`     // a default stands in place of what was not there
	Template   int            `json:"template"`   // line of the template, from 1; 0: not known
	Expression string         `json:"expression"`
}

// Len is how many fields a comparison lists.
func (c *Comparison) Len() int { return len(c.Rows) }

// Field gives one of a comparison's fields.
func (c *Comparison) Field(i int) ComparedField {
	r := &c.Rows[i]
	l := &r.Link
	out := ComparedField{Index: i, Change: r.Change, From: c.side(0, r.From), To: c.side(1, r.To), Origin: l.Origin, Proved: l.ByTemplate,
		Sources: []ComparedSide{}, Candidates: []ComparedSide{}, Perhaps: r.Perhaps, Missed: l.Missed, Template: l.Line, Expression: l.Expression}
	if l.Lookup != nil {
		out.Lookup = *l.Lookup
	}
	if len(l.From) > 1 || len(l.From) == 1 && l.From[0] != r.From {
		out.Sources = c.sources(l.From)
	}
	out.Candidates = c.sources(l.Candidates)
	return out
}

func (c *Comparison) side(which, i int) ComparedSide {
	if i < 0 {
		return ComparedSide{Line: -1, Only: -1, Row: -1}
	}
	d := [2]*compare.Document{c.From, c.To}[which]
	f := &d.Fields[i]
	return ComparedSide{There: true, Path: f.Path(), Pointer: f.Pointer(), Value: f.Value, Words: f.Words(), Line: -1, Only: -1, Row: -1}
}

func (c *Comparison) sources(fields []int) []ComparedSide {
	out := make([]ComparedSide, len(fields))
	for k, i := range fields {
		out[k] = c.side(0, i)
	}
	return out
}

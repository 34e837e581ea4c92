// Package compare tells what two documents have in common by meaning, across formats, and where each value of a later
// stage came from: by reading the template, else by what the values say.
package compare

import (
	"cmp"
	"strings"
)

// Change is what became of a field.
type Change string

// The changes. Same is by meaning: it may be written differently.
const (
	Same    Change = "same"
	Changed Change = "changed"
	Added   Change = "added"
	Dropped Change = "dropped"
)

// AllChanges are the changes.
var AllChanges = []Change{Same, Changed, Added, Dropped}

// Row is one field and what became of it: its places in the two documents, -1 where it has none.
type Row struct {
	Change   Change
	From, To int
	Link     Link
	Perhaps  bool // what was dropped may have been carried on: it is a candidate for a field of the later document
}

// Comparison is two documents field by field, in the order of the later one; what was dropped stands after what it
// stood behind.
type Comparison struct {
	From, To *Document
	Rows     []Row

	Same, Changed, Added, Dropped int
}

// Compare holds two documents against each other by what their fields are called and say.
func (v *Vocabulary) Compare(from, to *Document) *Comparison {
	g := v.newGuesser(from, to, nil)
	links := make([]Link, len(to.Fields))
	pairs := make([]int, len(to.Fields))
	for i := range to.Fields {
		links[i], pairs[i] = g.guess(i, false)
	}
	return v.compared(from, to, links, pairs)
}

// compared counts what became of every field.
func (v *Vocabulary) compared(from, to *Document, links []Link, pairs []int) *Comparison {
	c := &Comparison{From: from, To: to}
	gone := c.gone(links, pairs)
	after, perhaps := dropped(pairs, gone, len(from.Fields)), undecided(links)
	c.Rows = make([]Row, 0, len(links)+len(gone))
	for i := -1; i < len(links); i++ {
		if i >= 0 {
			row := Row{Change: Added, From: pairs[i], To: i, Link: links[i]}
			if row.From >= 0 {
				row.Change = v.change(&from.Fields[row.From], &to.Fields[i])
			}
			c.Rows = append(c.Rows, row)
		}
		for _, field := range after[i+1] {
			c.Rows = append(c.Rows, Row{Change: Dropped, From: field, To: -1, Link: Link{To: -1, Origin: Unknown}, Perhaps: perhaps[field]})
		}
	}
	c.count()
	return c
}

func (c *Comparison) count() {
	for i := range c.Rows {
		switch c.Rows[i].Change {
		case Same:
			c.Same++
		case Changed:
			c.Changed++
		case Added:
			c.Added++
		case Dropped:
			c.Dropped++
		}
	}
}

func (v *Vocabulary) change(from, to *Field) Change {
	c := cmp.Or(to.Concept, from.Concept)
	if isFile(c) {
		c = File
	}
	if v.Same(c, from.Value, to.Value) {
		return Same
	}
	return Changed
}

// gone lists the fields that nothing was made of.
func (c *Comparison) gone(links []Link, pairs []int) []int {
	used := make([]bool, len(c.From.Fields))
	for i := range links {
		if pairs[i] >= 0 {
			used[pairs[i]] = true
		}
		for _, k := range links[i].From {
			used[k] = true
		}
	}
	said := c.repeated(links)
	var gone []int
	for i := range c.From.Fields {
		if f := &c.From.Fields[i]; !used[i] && !(len(said) > 0 && said[repeat{f.relative, f.key}]) {
			gone = append(gone, i)
		}
	}
	return gone
}

// undecided are the fields of the earlier document that are candidates for one of the later.
func undecided(links []Link) map[int]bool {
	fields := map[int]bool{}
	for i := range links {
		for _, field := range links[i].Candidates {
			fields[field] = true
		}
	}
	return fields
}

// repeat is a column and what it says: where the order took it from one row, the others only say it again.
type repeat struct{ column, key string }

func (c *Comparison) repeated(links []Link) map[repeat]bool {
	said := map[repeat]bool{}
	for to := range links {
		if c.To.Fields[to].Item >= 0 {
			continue
		}
		for _, i := range links[to].From {
			if f := &c.From.Fields[i]; f.Item >= 0 {
				said[repeat{f.relative, f.key}] = true
			}
		}
	}
	return said
}

// dropped puts every field that is gone after the row of the field before it; the first place is before all rows.
func dropped(pairs, gone []int, fields int) [][]int {
	last := make([]int, fields) // field of the earlier document: the number of its last row, from 1
	for i, field := range pairs {
		if field >= 0 {
			last[field] = i + 1
		}
	}
	after := make([][]int, len(pairs)+1)
	at, field := 0, 0
	for _, g := range gone {
		for ; field < g; field++ {
			if last[field] > 0 {
				at = last[field]
			}
		}
		after[at] = append(after[at], g)
	}
	return after
}

// Words says a value as people do: a product UID by its parts. Other values stay as they are.
func (f *Field) Words() string {
	if f.Concept != Product || !strings.Contains(f.Value, "_") {
		return f.Value
	}
	return Decode(f.Value).Words()
}

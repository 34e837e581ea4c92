// Package compare tells what two documents have in common by meaning, across formats, and where each value of a later
// stage came from: by reading the template, else by what the values say.
package compare

import (
	"cmp"
	"maps"
	"slices"
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
	c := &Comparison{From: from, To: to, Rows: make([]Row, 0, len(links))}
	used := make([]bool, len(from.Fields))
	for i, l := range links {
		row := Row{Change: Added, From: pairs[i], To: i, Link: l}
		for _, k := range l.From {
			used[k] = true
		}
		if row.From >= 0 {
			used[row.From] = true
			row.Change = v.change(&from.Fields[row.From], &to.Fields[i])
		}
		c.Rows = append(c.Rows, row)
	}
	c.drop(used)
	counts := map[Change]*int{Same: &c.Same, Changed: &c.Changed, Added: &c.Added, Dropped: &c.Dropped}
	for _, r := range c.Rows {
		*counts[r.Change]++
	}
	return c
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

// drop adds the fields that nothing was made of.
func (c *Comparison) drop(used []bool) {
	said := c.repeated()
	var gone []int
	for i, f := range c.From.Fields {
		if !used[i] && !said[repeat{f.relative, f.key}] {
			gone = append(gone, i)
		}
	}
	if len(gone) == 0 {
		return
	}
	c.Rows = merged(c.Rows, gone)
}

// repeat is a column and what it says: where the order took it from one row, the others only say it again.
type repeat struct{ column, key string }

func (c *Comparison) repeated() map[repeat]bool {
	said := map[repeat]bool{}
	for _, r := range c.Rows {
		if r.To < 0 || c.To.Fields[r.To].Item >= 0 {
			continue
		}
		for _, i := range r.Link.From {
			if f := &c.From.Fields[i]; f.Item >= 0 {
				said[repeat{f.relative, f.key}] = true
			}
		}
	}
	return said
}

// merged puts every dropped field after the row of the field before it.
func merged(rows []Row, gone []int) []Row {
	last := map[int]int{} // field of the earlier document: its last row
	for i, r := range rows {
		if r.From >= 0 {
			last[r.From] = i
		}
	}
	places := slices.Sorted(maps.Keys(last))
	after := make(map[int][]int, len(gone))
	for _, field := range gone {
		n, _ := slices.BinarySearch(places, field)
		at := -1
		if n > 0 {
			at = last[places[n-1]]
		}
		after[at] = append(after[at], field)
	}
	out := make([]Row, 0, len(rows)+len(gone))
	for i := -1; i < len(rows); i++ {
		if i >= 0 {
			out = append(out, rows[i])
		}
		for _, field := range after[i] {
			out = append(out, Row{Change: Dropped, From: field, To: -1, Link: Link{To: -1, Origin: Unknown}})
		}
	}
	return out
}

// Words says a value as people do: a product UID by its parts. Other values stay as they are.
func (f *Field) Words() string {
	if f.Concept != Product || !strings.Contains(f.Value, "_") {
		return f.Value
	}
	return Decode(f.Value).Words()
}

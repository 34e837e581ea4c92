package compare

import (
	"bytes"
	"slices"
	"strings"

	"ordertrail/backend/payload"
)

// reader walks a tree and makes fields of its values, at the places at which templates see them: attributes with a @,
// an element's text beside attributes as #text, a table as rows.
type reader struct {
	tree     *payload.Tree
	doc      *Document
	at, line int // how far lines are counted, and how many lines end before
}

func (r *reader) walk(i int, at []step) {
	n := r.tree.Nodes[i]
	switch n.Role {
	case payload.Headings, payload.XMLComment, payload.Instruction, payload.Doctype, payload.Plain:
	case payload.Element:
		r.element(i, at)
	case payload.Table:
		r.children(i, append(slices.Clip(at), step{"rows", -1}))
	default:
		if n.Role.Holds() {
			r.children(i, at)
			return
		}
		r.add(i, r.tree.Text(i), int(n.Start), int(n.End), at)
	}
}

func (r *reader) children(i int, at []step) {
	parent := r.tree.Nodes[i]
	for c := range r.tree.Children(i) {
		n := r.tree.Nodes[c]
		way := at
		switch {
		case n.Role == payload.Headings:
			continue
		case n.Role == payload.Row:
			way = append(slices.Clip(at), step{"", rowOf(r.tree, i, c)})
		case n.NameEnd > n.NameStart:
			way = r.named(c, at)
		case parent.Role == payload.Array, parent.Role == payload.Row, parent.Role == payload.Document && r.several():
			way = append(slices.Clip(at), step{"", int(n.Index)})
		}
		r.walk(c, way)
	}
}

// several says that a body is several values after each other.
func (r *reader) several() bool {
	return r.tree.Format == payload.JSON && len(r.tree.Nodes) > 1 && int(r.tree.Nodes[1].Next) < len(r.tree.Nodes)
}

// rowOf numbers the rows below the headings.
func rowOf(t *payload.Tree, table, row int) int {
	first := table + 1
	if first < len(t.Nodes) && t.Nodes[first].Role == payload.Headings {
		return int(t.Nodes[row].Index) - 1
	}
	return int(t.Nodes[row].Index)
}

// named steps to a child by its name; those of the same name are told apart by number.
func (r *reader) named(c int, at []step) []step {
	n := r.tree.Nodes[c]
	name := r.tree.Name(c)
	if n.Role == payload.Attribute {
		name = "@" + name
	}
	way := append(slices.Clip(at), step{name, -1})
	if n.Same > 1 {
		way = append(way, step{"", int(n.Nth)})
	}
	return way
}

// element adds an element's text, and what is inside of it.
func (r *reader) element(i int, at []step) {
	start, end, inner, bare := -1, -1, false, true
	var text strings.Builder
	for c := range r.tree.Children(i) {
		n := r.tree.Nodes[c]
		switch n.Role {
		case payload.Characters, payload.CDATA:
			if start < 0 {
				start = int(n.Start)
			}
			end = int(n.End)
			text.WriteString(r.tree.Text(c))
		case payload.Attribute:
			bare = false
			r.walk(c, r.named(c, at))
		case payload.Element:
			inner = true
		}
	}
	if start < 0 && bare && !inner {
		start, end = int(r.tree.Nodes[i].End), int(r.tree.Nodes[i].End)
	}
	if !bare || inner {
		at = append(slices.Clip(at), step{"#text", -1})
	}
	if start >= 0 {
		r.add(i, text.String(), start, end, at)
	}
	if inner {
		at = at[:len(at)-1]
		for c := range r.tree.Children(i) {
			if r.tree.Nodes[c].Role == payload.Element {
				r.walk(c, r.named(c, at))
			}
		}
	}
}

func (r *reader) add(i int, value string, start, end int, at []step) {
	if start < r.at { // an element's text is added before what stands in front of it
		r.at, r.line = 0, 0
	}
	r.line += bytes.Count(r.tree.Body[r.at:start], []byte("\n"))
	r.at = start
	r.doc.Fields = append(r.doc.Fields, Field{Value: value, Line: r.line + 1,
		tree: r.tree, node: i, start: start, end: end, steps: at, place: pathOf(at)})
}

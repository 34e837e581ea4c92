package compare

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"ordertrail/backend/payload"
)

// reader walks a tree and makes fields of its values, at the places at which templates see them: attributes with a @,
// an element's text beside attributes as #text, a table as rows.
type reader struct {
	tree     *payload.Tree
	text     string // the body once more, of which values are parts
	doc      *Document
	at, line int // how far lines are counted, and how many lines end before
}

func (r *reader) walk(i int, at *way) {
	n := &r.tree.Nodes[i]
	switch n.Role {
	case payload.Headings, payload.XMLComment, payload.Instruction, payload.Doctype, payload.Plain:
	case payload.Element:
		r.element(i, at)
	case payload.Table:
		r.children(i, at.named("rows"))
	default:
		if n.Role.Holds() {
			r.children(i, at)
			return
		}
		r.add(i, r.value(i), int(n.Start), int(n.End), at)
	}
}

// value is the text of a node; what is written as it is meant is not copied.
func (r *reader) value(i int) string {
	n := &r.tree.Nodes[i]
	switch n.Role {
	case payload.JSONNumber, payload.JSONLiteral:
		return r.text[n.Start:n.End]
	case payload.JSONString:
		if plain := r.text[n.Start+1 : n.End-1]; strings.IndexByte(plain, '\\') < 0 && utf8.ValidString(plain) {
			return plain
		}
	}
	return r.tree.Text(i)
}

func (r *reader) children(i int, at *way) {
	role := r.tree.Nodes[i].Role
	lists := repeats{}
	for c := range r.tree.Children(i) {
		n := &r.tree.Nodes[c]
		next := at
		switch {
		case n.Role == payload.Headings:
			continue
		case n.Role == payload.Row:
			next = at.at(rowOf(r.tree, i, c))
		case n.NameEnd > n.NameStart:
			next = r.named(c, at, &lists)
		case role == payload.Array, role == payload.Row, role == payload.Document && r.several():
			next = at.at(int(n.Index))
		}
		r.walk(c, next)
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

// repeats are the ways to the names that an object or element has several times.
type repeats map[string]*way

// named is the way to a child by its name; those of the same name are told apart by number.
func (r *reader) named(c int, at *way, lists *repeats) *way {
	n := &r.tree.Nodes[c]
	name := r.name(c)
	if n.Role == payload.Attribute {
		name = "@" + name
	}
	if n.Same <= 1 {
		return at.named(name)
	}
	list, ok := (*lists)[name]
	if !ok {
		list = at.named(name)
		(*lists)[name] = list
	}
	return list.at(int(n.Nth))
}

// name is a node's name; that of a member of an object is not copied when it is written as it is meant.
func (r *reader) name(i int) string {
	n := &r.tree.Nodes[i]
	if r.tree.Format == payload.JSON && n.NameEnd-n.NameStart >= 2 && r.text[n.NameStart] == '"' {
		if plain := r.text[n.NameStart+1 : n.NameEnd-1]; strings.IndexByte(plain, '\\') < 0 && utf8.ValidString(plain) {
			return plain
		}
	}
	return r.tree.Name(i)
}

// element adds an element's text, and what is inside of it.
func (r *reader) element(i int, at *way) {
	start, end, inner, bare := -1, -1, false, true
	var text strings.Builder
	lists := repeats{}
	for c := range r.tree.Children(i) {
		n := &r.tree.Nodes[c]
		switch n.Role {
		case payload.Characters, payload.CDATA:
			if start < 0 {
				start = int(n.Start)
			}
			end = int(n.End)
			text.WriteString(r.tree.Text(c))
		case payload.Attribute:
			bare = false
			r.walk(c, r.named(c, at, &lists))
		case payload.Element:
			inner = true
		}
	}
	if start < 0 && bare && !inner {
		start, end = int(r.tree.Nodes[i].End), int(r.tree.Nodes[i].End)
	}
	own := at
	if !bare || inner {
		own = at.named("#text")
	}
	if start >= 0 {
		r.add(i, text.String(), start, end, own)
	}
	if inner {
		for c := range r.tree.Children(i) {
			if r.tree.Nodes[c].Role == payload.Element {
				r.walk(c, r.named(c, at, &lists))
			}
		}
	}
}

func (r *reader) add(i int, value string, start, end int, at *way) {
	if start < r.at { // an element's text is added before what stands in front of it
		r.at, r.line = 0, 0
	}
	r.line += bytes.Count(r.tree.Body[r.at:start], []byte("\n"))
	r.at = start
	r.doc.Fields = append(r.doc.Fields, Field{Value: value, Line: r.line + 1,
		tree: r.tree, node: int32(i), start: int32(start), end: int32(end), way: at})
}

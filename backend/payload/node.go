package payload

import (
	"bytes"
	"iter"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Children gives the nodes directly inside of a node, in order.
func (t *Tree) Children(i int) iter.Seq[int] {
	return func(yield func(int) bool) {
		end := int(t.Nodes[i].Next)
		for c := i + 1; c < end; c = int(t.Nodes[c].Next) {
			if !yield(c) {
				return
			}
		}
	}
}

// Name is the name of a node, decoded; "" when it has none.
func (t *Tree) Name(i int) string {
	raw := t.rawName(int32(i))
	if len(raw) == 0 {
		return ""
	}
	switch t.Nodes[i].Role {
	case Cell, Field:
		return decoded(t.Nodes[i].Role, raw)
	case Element, Attribute:
		return string(raw)
	}
	if raw[0] == '"' {
		return decoded(JSONString, raw)
	}
	return string(raw)
}

// Token is a node as it is written, to the letter.
func (t *Tree) Token(i int) string { return string(t.Body[t.Nodes[i].Start:t.Nodes[i].End]) }

// Text is the value of a node, decoded: of a string without its quotes, of an element the text that stands directly
// in it, of other nodes that hold others "".
func (t *Tree) Text(i int) string {
	n := t.Nodes[i]
	switch {
	case n.Role == Element:
		return t.ownText(i)
	case n.Role.Holds():
		return ""
	}
	return decoded(n.Role, t.Body[n.Start:n.End])
}

func (t *Tree) ownText(i int) string {
	var out strings.Builder
	for c := range t.Children(i) {
		if r := t.Nodes[c].Role; r == Characters || r == CDATA {
			out.WriteString(t.Text(c))
		}
	}
	return out.String()
}

// Leaf says that a node is a value: it holds nothing, or is an element that holds nothing but text.
func (t *Tree) Leaf(i int) bool {
	if !t.Nodes[i].Role.Holds() {
		return true
	}
	if t.Nodes[i].Role != Element {
		return false
	}
	for c := range t.Children(i) {
		if r := t.Nodes[c].Role; r != Characters && r != CDATA && r != XMLComment {
			return false
		}
	}
	return true
}

// Place gives the line and the column of an offset, from 1; columns count characters.
func (t *Tree) Place(offset int) (line, column int) {
	if t.lines == nil {
		t.lines = lineStarts(t.Body)
	}
	line = sort.Search(len(t.lines), func(i int) bool { return int(t.lines[i]) > offset })
	return line, utf8.RuneCount(t.Body[t.lines[line-1]:offset]) + 1
}

func lineStarts(body []byte) []int32 {
	starts := []int32{0}
	for at := 0; ; {
		n := bytes.IndexByte(body[at:], '\n')
		if n < 0 {
			return starts
		}
		at += n + 1
		starts = append(starts, int32(at))
	}
}

// Step is one step on the way to a node: a name, or a place in a list.
type Step struct {
	Name  string
	Index int  // its place: in a list, or among those of the same name; from 0
	List  bool // it is a place in a list, which has no name
	Same  int  // how many beside it have its name
	Role  Role
}

// Steps is the way from the document to a node.
func (t *Tree) Steps(i int) []Step {
	var steps []Step
	for n := t.Nodes[i]; n.Parent >= 0; i, n = int(n.Parent), t.Nodes[n.Parent] {
		if step, ok := t.step(i); ok {
			steps = append(steps, step)
		}
	}
	for a, b := 0, len(steps)-1; a < b; a, b = a+1, b-1 {
		steps[a], steps[b] = steps[b], steps[a]
	}
	return steps
}

// step leaves out what only wraps: the value of a document that has just one, a table, a form.
func (t *Tree) step(i int) (Step, bool) {
	n := t.Nodes[i]
	parent := t.Nodes[n.Parent]
	switch {
	case n.Role == Table, n.Role == Pairs, n.Role == Headings:
		return Step{}, false
	case n.Role == Row:
		return Step{Index: int(n.Index) - min(1, len(t.columns)), List: true, Role: n.Role}, true
	case n.NameEnd > n.NameStart:
		return Step{Name: t.Name(i), Index: int(n.Nth), Same: int(n.Same), Role: n.Role}, true
	case parent.Role == Document && (int(n.Next) == len(t.Nodes) && n.Index == 0 || t.Format == XML):
		return Step{}, false
	case parent.Role == Element, parent.Role == Part && int(n.Next) == int(parent.Next) && n.Index == 0:
		return Step{}, false
	}
	return Step{Index: int(n.Index), List: true, Role: n.Role}, true
}

// Pointer names a node for programs: in JSON by its JSON Pointer (RFC 6901), in XML by its XPath, in a table by
// /row/column with rows from 0 below the headings, in a form by /field. The document is "" (in XML "/").
func (t *Tree) Pointer(i int) string {
	if t.Format == XML {
		return t.xpath(i)
	}
	var out strings.Builder
	for _, s := range t.Steps(i) {
		out.WriteByte('/')
		if s.List {
			out.WriteString(strconv.Itoa(s.Index))
			continue
		}
		out.WriteString(strings.NewReplacer("~", "~0", "/", "~1").Replace(s.Name))
	}
	return out.String()
}

// Path names a node for people: items[0].sku; in XML by its XPath. The second of two of the same name is marked #2.
func (t *Tree) Path(i int) string {
	if t.Format == XML {
		return t.xpath(i)
	}
	var out strings.Builder
	for _, s := range t.Steps(i) {
		out.WriteString(shown(s, out.Len() == 0))
		if !s.List && s.Same > 1 && s.Index > 0 {
			out.WriteString("#" + strconv.Itoa(s.Index+1))
		}
	}
	return out.String()
}

// shown writes a step behind others, or as the first.
func shown(s Step, first bool) string {
	switch {
	case s.List:
		return "[" + strconv.Itoa(s.Index) + "]"
	case s.Name == "" || strings.ContainsAny(s.Name, ".[]\"'\\ \t\r\n#"):
		return "[" + quoteJSON(s.Name) + "]"
	case first:
		return s.Name
	}
	return "." + s.Name
}

// xpath gives places only to elements that have others of their name beside them.
func (t *Tree) xpath(i int) string {
	var out strings.Builder
	for _, s := range t.Steps(i) {
		out.WriteByte('/')
		if s.Role == Attribute {
			out.WriteByte('@')
		}
		out.WriteString(s.Name)
		if s.Role == Element && s.Same > 1 {
			out.WriteString("[" + strconv.Itoa(s.Index+1) + "]")
		}
	}
	if r := t.Nodes[i].Role; r == Characters || r == CDATA {
		out.WriteString("/text()")
	}
	if out.Len() == 0 {
		return "/"
	}
	return out.String()
}

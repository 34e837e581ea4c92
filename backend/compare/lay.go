package compare

import (
	"strings"

	"ordertrail/backend/payload"
)

// Lay lays a document out for reading, a value a line, and tells on which line (from 0) each field stands. Every value
// is as it is written; only white space between them differs.
func (d *Document) Lay() (lines []string, at []int) {
	if len(d.Fields) == 0 || d.Stop != nil {
		return d.raw()
	}
	l := layer{tree: d.Fields[0].tree, at: map[int]int{}}
	for c := range l.tree.Children(0) {
		l.node(c, "", "", "")
	}
	at = make([]int, len(d.Fields))
	for i := range d.Fields {
		at[i] = l.at[int(d.Fields[i].node)]
	}
	return l.lines, at
}

// raw is a body as it is, which is all there is of one that can't be read to its end.
func (d *Document) raw() ([]string, []int) {
	at := make([]int, len(d.Fields))
	for i := range d.Fields {
		at[i] = d.Fields[i].Line - 1
	}
	return strings.Split(strings.ReplaceAll(strings.TrimSuffix(string(d.body), "\n"), "\r\n", "\n"), "\n"), at
}

type layer struct {
	tree  *payload.Tree
	lines []string
	at    map[int]int // node: line
}

func (l *layer) add(i int, line string) {
	l.at[i] = len(l.lines)
	l.lines = append(l.lines, strings.ReplaceAll(line, "\n", "↵"))
}

// node writes a node with what stands before and behind it on its line.
func (l *layer) node(i int, indent, before, after string) {
	switch n := l.tree.Nodes[i]; n.Role {
	case payload.Object:
		l.nest(i, indent, before+"{", "}"+after)
	case payload.Array:
		l.nest(i, indent, before+"[", "]"+after)
	case payload.Element:
		l.element(i, indent)
	case payload.Table, payload.Pairs, payload.Part:
		for c := range l.tree.Children(i) {
			l.node(c, indent, "", "")
		}
	case payload.Headings, payload.Row:
		l.row(i)
	case payload.Field:
		l.add(i, l.tree.Name(i)+" = "+l.tree.Text(i))
	case payload.XMLComment:
		l.add(i, indent+"<!--"+l.tree.Token(i)+"-->")
	case payload.Doctype:
		l.add(i, indent+"<!DOCTYPE "+l.tree.Token(i)+">")
	default:
		l.add(i, indent+before+l.tree.Token(i)+after)
	}
}

// nest writes what opens and closes around others.
func (l *layer) nest(i int, indent, open, end string) {
	last := -1
	for c := range l.tree.Children(i) {
		last = c
	}
	if last < 0 {
		l.add(i, indent+open+end)
		return
	}
	l.add(i, indent+open)
	for c := range l.tree.Children(i) {
		n := l.tree.Nodes[c]
		name, comma := "", ","
		if n.NameEnd > n.NameStart {
			name = string(l.tree.Body[n.NameStart:n.NameEnd]) + ": "
		}
		if c == last {
			comma = ""
		}
		l.node(c, indent+"  ", name, comma)
	}
	l.lines = append(l.lines, indent+end)
}

// element writes a tag with its attributes, and its text beside it when there is nothing else in it.
func (l *layer) element(i int, indent string) {
	name := l.tree.Name(i)
	tag, text, nested := indent+"<"+name, "", false
	here := len(l.lines)
	for c := range l.tree.Children(i) {
		switch l.tree.Nodes[c].Role {
		case payload.Attribute:
			tag += " " + l.tree.Name(c) + `="` + l.tree.Token(c) + `"`
			l.at[c] = here
		case payload.Characters:
			text += l.tree.Token(c)
		case payload.CDATA:
			text += "<![CDATA[" + l.tree.Token(c) + "]]>"
		default:
			nested = true
		}
	}
	if !nested {
		l.add(i, tag+">"+text+"</"+name+">")
		return
	}
	l.add(i, tag+">"+text)
	for c := range l.tree.Children(i) {
		if r := l.tree.Nodes[c].Role; r == payload.Element || r == payload.XMLComment {
			l.node(c, indent+"  ", "", "")
		}
	}
	l.lines = append(l.lines, indent+"</"+name+">")
}

// row writes a row of a table as it stands; its cells are all on its line.
func (l *layer) row(i int) {
	start, end := -1, 0
	for c := range l.tree.Children(i) {
		n := l.tree.Nodes[c]
		if start < 0 {
			start = int(n.Start)
		}
		end = int(n.End)
		l.at[c] = len(l.lines)
	}
	if start < 0 {
		start = end
	}
	l.add(i, string(l.tree.Body[start:end]))
}

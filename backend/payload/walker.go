package payload

import (
	"strings"

	"github.com/antchfx/xpath"
)

// walker moves through a tree for XPath. It stops moving when it has made too many steps.
type walker struct {
	t         *Tree
	at        int
	attribute int // the attribute of at that is looked at, or -1
	steps     *int
}

var nodeTypes = map[Role]xpath.NodeType{
	Document: xpath.RootNode, Element: xpath.ElementNode, Attribute: xpath.AttributeNode,
	Characters: xpath.TextNode, CDATA: xpath.TextNode,
}

func (w *walker) node() int {
	if w.attribute >= 0 {
		return w.attribute
	}
	return w.at
}

func (w *walker) NodeType() xpath.NodeType {
	if kind, known := nodeTypes[w.t.Nodes[w.node()].Role]; known {
		return kind
	}
	return xpath.CommentNode
}

func (w *walker) LocalName() string {
	name := w.t.Name(w.node())
	return name[strings.IndexByte(name, ':')+1:]
}

func (w *walker) Prefix() string {
	prefix, _, found := strings.Cut(w.t.Name(w.node()), ":")
	if !found {
		return ""
	}
	return prefix
}

// Value is all text inside of a node.
func (w *walker) Value() string {
	n := w.t.Nodes[w.node()]
	if !n.Role.Holds() {
		return w.t.Text(w.node())
	}
	var out strings.Builder
	for i := w.node() + 1; i < int(n.Next); i++ {
		*w.steps--
		if r := w.t.Nodes[i].Role; r == Characters || r == CDATA {
			out.WriteString(w.t.Text(i))
		}
	}
	return out.String()
}

func (w *walker) Copy() xpath.NodeNavigator {
	c := *w
	return &c
}

func (w *walker) MoveToRoot() { w.at, w.attribute = 0, -1 }

func (w *walker) MoveToParent() bool {
	if w.attribute >= 0 {
		w.attribute = -1
		return true
	}
	return w.to(int(w.t.Nodes[w.at].Parent))
}

func (w *walker) to(i int) bool {
	*w.steps--
	if i < 0 || *w.steps < 0 {
		return false
	}
	w.at = i
	return true
}

func (w *walker) MoveToNextAttribute() bool {
	next := w.at + 1
	if w.attribute >= 0 {
		next = w.attribute + 1
	}
	*w.steps--
	if *w.steps < 0 || next >= int(w.t.Nodes[w.at].Next) || w.t.Nodes[next].Role != Attribute {
		return false
	}
	w.attribute = next
	return true
}

func (w *walker) MoveToChild() bool {
	if w.attribute >= 0 {
		return false
	}
	next := w.at + 1
	for next < int(w.t.Nodes[w.at].Next) && w.t.Nodes[next].Role == Attribute {
		next++
	}
	return next < int(w.t.Nodes[w.at].Next) && w.to(next)
}

func (w *walker) MoveToFirst() bool {
	if w.attribute >= 0 || w.at == 0 {
		return false
	}
	parent := walker{t: w.t, at: int(w.t.Nodes[w.at].Parent), attribute: -1, steps: w.steps}
	return parent.MoveToChild() && w.to(parent.at)
}

func (w *walker) MoveToNext() bool {
	if w.attribute >= 0 || w.at == 0 {
		return false
	}
	next, parent := int(w.t.Nodes[w.at].Next), w.t.Nodes[w.at].Parent
	return next < int(w.t.Nodes[parent].Next) && w.to(next)
}

func (w *walker) MoveToPrevious() bool {
	if w.attribute >= 0 || w.at == 0 {
		return false
	}
	before, first := -1, walker{t: w.t, at: w.at, attribute: -1, steps: w.steps}
	for ok := first.MoveToFirst(); ok && first.at != w.at; ok = first.MoveToNext() {
		before = first.at
	}
	return w.to(before)
}

func (w *walker) MoveTo(other xpath.NodeNavigator) bool {
	o, ok := other.(*walker)
	if !ok || o.t != w.t {
		return false
	}
	w.at, w.attribute = o.at, o.attribute
	return true
}

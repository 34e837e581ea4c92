package payload

import (
	"fmt"
	"strconv"
	"strings"
)

// nested gives a line for each field: a node's number in the tree, less the document and the headings, is its line.
func (d *Doc) nested(page *Page, from, count int) {
	t := d.grown()
	page.Total, page.Whole = len(t.Nodes)-1-t.headed(), true
	page.Stop = t.Stop
	page.From = min(max(from, 0), page.Total)
	for n := page.From; n < min(page.From+count, page.Total); n++ {
		page.Lines = append(page.Lines, d.node(t, t.onLine(n)))
	}
}

// headed is how many nodes the headings of a table are. The tree does not list them: they name the cells below.
func (t *Tree) headed() int {
	if len(t.Nodes) > 2 && t.Nodes[2].Role == Headings {
		return int(t.Nodes[2].Next) - 2
	}
	return 0
}

// onLine is the node that a line of the tree shows.
func (t *Tree) onLine(line int) int {
	if line < 1 {
		return line + 1
	}
	return line + 1 + t.headed()
}

// lineOf is the line of the tree that shows a node; headings are shown by that of their table.
func (t *Tree) lineOf(node int) int {
	if node < 2 {
		return 0
	}
	return max(node-1-t.headed(), 0)
}

func (d *Doc) node(t *Tree, i int) Line {
	n := t.Nodes[i]
	l := Line{At: t.begin(i), Opens: n.Role.Holds() && int(n.Next) > i+1, Long: Long{How: []string{}}, Cells: []Cut{}}
	for p := n.Parent; p > 0; p = t.Nodes[p].Parent {
		l.Depth++
	}
	l.Text = strings.Repeat("  ", l.Depth) + leading(t, i) + d.shown(t, i, &l)
	return l
}

// leading is a node's name, or its place in a list.
func leading(t *Tree, i int) string {
	step, ok := t.step(i)
	switch {
	case !ok:
		return ""
	case step.List:
		return "[" + strconv.Itoa(step.Index) + "] "
	case step.Role == Attribute:
		return "@" + step.Name + ": "
	}
	return step.Name + ": "
}

// shown is a node's value, or how much it holds.
func (d *Doc) shown(t *Tree, i int, l *Line) string {
	n := t.Nodes[i]
	if n.Role.Holds() {
		held := 0
		for c := range t.Children(i) {
			if t.Nodes[c].Role != Headings {
				held++
			}
		}
		if n.Role == Object || n.Role == Pairs || n.Role == Element {
			return fmt.Sprintf("{%d}", held)
		}
		return fmt.Sprintf("[%d]", held)
	}
	if f := d.fileAt(int(n.Start)); f != nil {
		l.Long = f.long()
		return ""
	}
	raw := t.Body[n.Start:n.End]
	if len(raw) > longestValue && n.Role == JSONString {
		return shortValue(raw, l)
	}
	if len(raw) > longestValue {
		l.Long = Long{Bytes: len(raw), How: []string{}, Format: Text, Value: true}
		return beginning(raw) + "…"
	}
	if n.Role == JSONString {
		return string(raw)
	}
	return t.Text(i)
}

// begin is where a node begins, its name included.
func (t *Tree) begin(i int) int {
	n := t.Nodes[i]
	if n.NameEnd > n.NameStart && n.NameStart < n.Start && n.Role != Cell {
		return int(n.NameStart)
	}
	return int(n.Start)
}

// At is the node that stands at an offset: the innermost that begins there or holds it.
func (t *Tree) At(offset int) int {
	low, high := 0, len(t.Nodes)
	for low+1 < high {
		if mid := (low + high) / 2; t.begin(mid) <= offset {
			low = mid
		} else {
			high = mid
		}
	}
	for i := low; i > 0; i = int(t.Nodes[i].Parent) {
		if int(t.Nodes[i].End) > offset || t.begin(i) == offset {
			return i
		}
	}
	return 0
}

// Fold gives the last line that belongs inside of a line.
func (d *Doc) Fold(view View, line int) int {
	view, _, _ = d.fitting(view)
	d.mu.Lock()
	defer d.mu.Unlock()
	if view != Nested {
		return d.index(view).end(line)
	}
	if t := d.grown(); t.onLine(line) < len(t.Nodes) {
		return t.lineOf(int(t.Nodes[t.onLine(line)].Next) - 1)
	}
	return line
}

// LineAt is the number of the line that holds an offset of the text.
func (d *Doc) LineAt(view View, offset int) int {
	view, _, _ = d.fitting(view)
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.lineAt(view, offset)
}

func (d *Doc) lineAt(view View, offset int) int {
	switch view {
	case Nested:
		return d.grown().lineOf(d.grown().At(offset))
	case Rows:
		return 0
	}
	return d.index(view).at(offset)
}

// Found is one value of a body, whole.
type Found struct {
	Path    string
	Pointer string
	Line    int // in the view that was asked for
	At      int
	Token   string // as written
	Text    string // decoded
	Bytes   int
	Inner   Inner // what is wrapped inside of it
	Wrapped bool
}

// mostCopied is how much of a value is given at once; what is longer is saved as a file.
const mostCopied = 8 << 20

// ValueAt gives the value that stands at an offset of the text.
func (d *Doc) ValueAt(view View, offset int) Found {
	view, _, _ = d.fitting(view)
	d.mu.Lock()
	defer d.mu.Unlock()
	t := d.grown()
	i := t.At(offset)
	n := t.Nodes[i]
	v := Found{Path: t.Path(i), Pointer: t.Pointer(i), At: t.begin(i), Bytes: int(n.End - n.Start)}
	v.Line = d.lineAt(view, v.At)
	if f := d.fileAt(int(n.Start)); f != nil && !n.Role.Holds() {
		v.Bytes, v.Inner, v.Wrapped = len(f.raw), f.inside(), true
		return v
	}
	if v.Bytes > mostCopied {
		return v
	}
	v.Token, v.Text = t.Token(i), t.Text(i)
	if n.Role.Holds() && !(n.Role == Element && t.Leaf(i)) {
		v.Text = v.Token
		return v
	}
	v.Inner, v.Wrapped = Inside([]byte(v.Text))
	return v
}

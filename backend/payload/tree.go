package payload

import "math"

// mostNodes is how many nodes a tree holds; reading stops there.
const mostNodes = 2_000_000

// Node is one thing in a body: something that holds others, or a value. It points into the body and copies nothing.
type Node struct {
	Role               Role
	Parent             int32 // -1 for the document
	Next               int32 // the first node that is not inside of this one
	Start, End         int32 // its bytes: of a string with its quotes, of an attribute's value without them
	NameStart, NameEnd int32 // the bytes of its name; the same when it has none
	Index              int32 // its place among its parent's children, from 0
	Nth                int32 // its place among the children of the same name, from 0
	Same               int32 // how many children of its parent have its name, 1 when it is the only one
}

// Tree is a body read without loss: its nodes in the order of their bytes, the document first. A body that can't
// be read to its end gives the nodes before that place, and Stop.
type Tree struct {
	Format Format
	Nodes  []Node
	Stop   *Stop // where reading stopped and why; nil when all was read
	Body   []byte

	columns [][2]int32 // of a table: the bytes of its headings
	lines   []int32    // where lines begin
}

// Grow reads a body as a tree. The body must be UTF-8 (see Decode) and must not change afterwards.
func Grow(f Format, body []byte) *Tree { return grow(f, body, mostNodes) }

func grow(f Format, body []byte, most int) *Tree {
	t := &Tree{Format: f, Body: body, Nodes: make([]Node, 0, min(most, len(body)/16+8))}
	g := grower{Tree: t, most: most}
	err := error(&stopped{why: WhySize})
	if len(body) < math.MaxInt32 {
		_ = g.open(Document, 0) // the first node always fits
		err = scan(f, body, &g)
	}
	at := len(body)
	if err != nil {
		t.Stop = t.stop(err)
		at, g.named = t.Stop.Offset, false
	}
	for len(g.stack) > 0 {
		g.close(at)
	}
	return t
}

func (t *Tree) stop(err error) *Stop {
	s, ok := stopAt(0, err).(*stopped)
	if !ok {
		s = &stopped{why: WhySyntax}
	}
	at := min(max(s.at, 0), len(t.Body))
	line, column := t.Place(at)
	return &Stop{Offset: at, Line: line, Column: column, Why: s.why, Detail: s.detail}
}

// grower adds what a reader finds to a tree.
type grower struct {
	*Tree
	most               int
	stack              []int32 // the nodes that are open
	counts             []int32 // how many children each of them has
	nameStart, nameEnd int32   // of the value that comes next
	named              bool
	kids               []int32 // scratch of number
}

func (g *grower) open(role Role, at int) error {
	if err := g.add(Node{Role: role, Start: int32(at)}); err != nil {
		return err
	}
	g.stack = append(g.stack, int32(len(g.Nodes)-1))
	g.counts = append(g.counts, 0)
	return nil
}

func (g *grower) token(t token, _ []string) error {
	top := &g.Nodes[g.stack[len(g.stack)-1]]
	start, end := int32(t.start), int32(t.end)
	switch {
	case t.role == closing:
		return nil
	case t.role == label && (top.Role == Element || top.Role == Part) && top.NameEnd == 0:
		top.NameStart, top.NameEnd = start, end
		return nil
	case t.kind == Name && t.role == Cell:
		g.columns = append(g.columns, [2]int32{start, end})
	case t.kind == Name && t.role != Doctype:
		if g.named { // a form's field without a value
			g.lone()
		}
		g.nameStart, g.nameEnd, g.named = start, end, true
		return nil
	}
	return g.add(Node{Role: t.role, Start: start, End: end})
}

// lone adds a field that has a name and nothing else.
func (g *grower) lone() {
	_ = g.add(Node{Role: Field, Start: g.nameEnd, End: g.nameEnd}) // the next node tells that there are too many
}

func (g *grower) add(n Node) error {
	if len(g.Nodes) >= g.most {
		return &stopped{at: int(n.Start), why: WhySize}
	}
	n.Parent, n.Next = -1, int32(len(g.Nodes)+1)
	if depth := len(g.stack) - 1; depth >= 0 {
		n.Parent, n.Index = g.stack[depth], g.counts[depth]
		g.counts[depth]++
	}
	if g.named {
		n.NameStart, n.NameEnd, g.named = g.nameStart, g.nameEnd, false
	}
	if n.Role == Cell && int(n.Index) < len(g.columns) {
		n.NameStart, n.NameEnd = g.columns[n.Index][0], g.columns[n.Index][1]
	}
	n.Same = 1
	g.Nodes = append(g.Nodes, n)
	return nil
}

func (g *grower) close(end int) {
	if g.named {
		g.lone()
	}
	last := len(g.stack) - 1
	at := g.stack[last]
	n := &g.Nodes[at]
	n.End, n.Next = int32(end), int32(len(g.Nodes))
	g.stack, g.counts = g.stack[:last], g.counts[:last]
	if n.Role == Object || n.Role == Element || n.Role == Pairs || n.Role == Document && g.Format != JSON {
		g.number(at)
	}
}

// number tells children of the same name apart.
func (g *grower) number(parent int32) {
	const few = 12 // below this, comparing beats a map
	kids := g.kids[:0]
	for i := range g.Children(int(parent)) {
		if g.Nodes[i].NameEnd > g.Nodes[i].NameStart {
			kids = append(kids, int32(i))
		}
	}
	g.kids = kids
	if len(kids) > few {
		g.numberMany(kids)
		return
	}
	for i, a := range kids {
		for _, b := range kids[:i] {
			if g.isAttribute(a) == g.isAttribute(b) && string(g.rawName(a)) == string(g.rawName(b)) {
				g.Nodes[a].Nth++
				g.Nodes[a].Same++
				g.Nodes[b].Same++
			}
		}
	}
}

func (g *grower) numberMany(kids []int32) {
	type name struct {
		attribute bool
		text      string
	}
	seen := make(map[name]int32, len(kids))
	of := func(i int32) name { return name{g.isAttribute(i), string(g.rawName(i))} }
	for _, i := range kids {
		g.Nodes[i].Nth = seen[of(i)]
		seen[of(i)]++
	}
	for _, i := range kids {
		g.Nodes[i].Same = seen[of(i)]
	}
}

func (t *Tree) isAttribute(i int32) bool { return t.Nodes[i].Role == Attribute }

func (t *Tree) rawName(i int32) []byte { return t.Body[t.Nodes[i].NameStart:t.Nodes[i].NameEnd] }

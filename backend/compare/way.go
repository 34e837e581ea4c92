package compare

import (
	"strconv"
	"strings"
)

// step is one part of a path: a name, or a position in a list.
type step struct {
	name  string
	index int // -1: a name
}

// way is how a value is reached: a step behind the way to what holds it, which all that it holds share. The way to
// the document itself has no step.
type way struct {
	step
	up     *way
	shape  *shape
	beside siblings // what stands in it and tells what the rest is
	other  bool     // it is an address to which the order does not go
}

// shape is what the ways of all members of a list have in common: a long document has few of them.
type shape struct {
	own, parent string // the nearest name, an attribute's without its mark, and the one above; see below
	above       string // the nearest name as it is written
	depth       int    // how many names there are
	other       bool   // one of the names is that of an address to which the order does not go
	pair        bool   // the name says nothing: it stands beside the value
	folded      string
	about       [2]Concept // of a field by this name, outside of an item and in one
	known       [2]bool

	names map[string]*shape
	list  *shape
}

func newWay() *way { return &way{shape: &shape{names: map[string]*shape{}}} }

// named is the way on to a member.
func (w *way) named(name string) *way {
	return &way{step: step{name, -1}, up: w, shape: w.shape.named(name)}
}

// at is the way on to a position.
func (w *way) at(index int) *way {
	if w.shape.list == nil {
		s := *w.shape
		s.names, s.list = map[string]*shape{}, nil
		w.shape.list = &s
	}
	return &way{step: step{"", index}, up: w, shape: w.shape.list}
}

// named is the shape of a member: the text of an element and the members of a list are called as what holds them.
func (s *shape) named(name string) *shape {
	if known, ok := s.names[name]; ok {
		return known
	}
	n := &shape{own: s.own, parent: s.parent, above: s.above, depth: s.depth, other: s.other || isOther(name), names: map[string]*shape{}}
	if name != "#text" {
		n.own, n.parent, n.above, n.depth = strings.TrimPrefix(name, "@"), s.above, name, s.depth+1
	}
	n.folded, n.pair = folded(n.own), strings.EqualFold(n.own, "value")
	s.names[name] = n
	return n
}

// isText says that a way leads to the text of an element.
func (w *way) isText() bool { return w.index < 0 && w.name == "#text" }

// holder is the way to the object of which a value is a member.
func (w *way) holder() *way {
	for w.up != nil && (w.index >= 0 || w.name == "#text") {
		if w.isText() {
			return w.up
		}
		w = w.up
	}
	if w.up != nil {
		return w.up
	}
	return w
}

// steps are all steps of a way.
func (w *way) steps() []step {
	n := 0
	for at := w; at.up != nil; at = at.up {
		n++
	}
	out := make([]step, n)
	for at := w; at.up != nil; at = at.up {
		n--
		out[n] = at.step
	}
	return out
}

// place writes a way as templates see it.
func (w *way) place() string {
	var room [128]byte
	return string(w.append(room[:0]))
}

func (w *way) append(out []byte) []byte {
	if w.up == nil {
		return out
	}
	return w.step.append(w.up.append(out))
}

// appendFrom writes what of a way comes after another that it leads through.
func (w *way) appendFrom(start *way, out []byte) []byte {
	if w == start || w.up == nil {
		return out
	}
	return w.step.append(w.up.appendFrom(start, out))
}

// pathOf writes steps as templates see them.
func pathOf(steps []step) string {
	out := make([]byte, 0, 64)
	for _, s := range steps {
		out = s.append(out)
	}
	return string(out)
}

func (s step) append(out []byte) []byte {
	switch {
	case s.index >= 0:
		return append(strconv.AppendInt(append(out, '['), int64(s.index), 10), ']')
	case strings.ContainsAny(s.name, ".[]\"") || s.name == "":
		return append(strconv.AppendQuote(append(out, '['), s.name), ']')
	case len(out) > 0:
		out = append(out, '.')
	}
	return append(out, s.name...)
}

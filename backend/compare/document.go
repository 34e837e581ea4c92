package compare

import (
	"strconv"
	"strings"
	"sync"

	"ordertrail/backend/payload"
)

// Field is one value of a document, and where it stands.
type Field struct {
	Value   string // decoded
	Line    int    // of the body, from 1
	Concept Concept
	Item    int // which item it belongs to, from 0; -1: the order

	tree       *payload.Tree
	node       int
	start, end int // its bytes, of a string with its quotes
	steps      []step
	place      string // its path as templates see it: order.lines[0].sku, PrintOrder.Line[1].@sku, rows[0].quantity
	relative   string // its place inside of its item
	name       string // what names it: its key, or the name beside it in a pair of name and value
	folded     string // the name without what does not tell names apart
	key        string // the form in which it is compared
}

// Path is where a field stands, as the viewer shows it.
func (f *Field) Path() string { return f.tree.Path(f.node) }

// Pointer is where a field stands, as links name it.
func (f *Field) Pointer() string { return f.tree.Pointer(f.node) }

// step is one part of a path: a name, or a position in a list.
type step struct {
	name  string
	index int // -1: a name
}

// Document is a body read into its fields, in the order of its bytes.
type Document struct {
	Format payload.Format
	Fields []Field
	Stop   *payload.Stop // where reading stopped; nil when all was read

	body   []byte
	items  int // how many it has
	once   sync.Once
	places map[string]int // place: field; see at
}

// Read reads a body into its fields and tells what they are about. What can't be read to its end gives the fields
// before that place; what is no text gives none.
func (v *Vocabulary) Read(contentType string, body []byte) *Document {
	text, _ := payload.Decode(contentType, body)
	if text == nil {
		return &Document{Format: payload.Bytes}
	}
	return v.read(payload.Recognise(contentType, body, text), text)
}

// read reads a text in UTF-8.
func (v *Vocabulary) read(f payload.Format, text []byte) *Document {
	tree := payload.Grow(f, text)
	d := &Document{Format: f, Stop: tree.Stop, body: text}
	d.Fields = make([]Field, 0, values(tree))
	r := reader{tree: tree, doc: d}
	r.walk(0, nil)
	v.describe(d)
	return d
}

// values counts what may become fields of a tree.
func values(t *payload.Tree) int {
	n := 0
	for i := range t.Nodes {
		if !t.Nodes[i].Role.Holds() {
			n++
		}
	}
	return n
}

// Empty says that nothing could be read out of a body.
func (d *Document) Empty() bool { return len(d.Fields) == 0 }

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

// at gives the field at exactly a place. Where they are is only gathered when a template or a course asks.
func (d *Document) at(place string) (int, bool) {
	d.once.Do(func() {
		d.places = make(map[string]int, len(d.Fields))
		for i := range d.Fields {
			d.places[d.Fields[i].place] = i
		}
	})
	i, ok := d.places[place]
	return i, ok
}

// find gives the field at a place. A list of one may stand as the one, and a text as its element.
func (d *Document) find(place string) (int, bool) {
	for _, p := range []string{place, place + ".#text", place + "[0]", place + "[0].#text", strings.TrimSuffix(place, ".#text")} {
		if i, ok := d.at(p); ok {
			return i, true
		}
	}
	i, ok := d.at(strings.TrimSuffix(strings.ReplaceAll(place, "[0]", ""), ".#text"))
	return i, ok
}

// under lists the fields at a place and below.
func (d *Document) under(place string) []int {
	if i, ok := d.find(place); ok {
		return []int{i}
	}
	var out []int
	for i, f := range d.Fields {
		if within(f.place, place) {
			out = append(out, i)
		}
	}
	return out
}

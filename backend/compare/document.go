package compare

import (
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
	node       int32
	start, end int32 // its bytes, of a string with its quotes
	way        *way
	relative   string // its place inside of its item
	name       string // what names it: its key, or the name beside it in a pair of name and value
	folded     string // the name without what does not tell names apart
	key        string // the form in which it is compared
}

// place is its path as templates see it: order.lines[0].sku, PrintOrder.Line[1].@sku, rows[0].quantity.
func (f *Field) place() string { return f.way.place() }

// Path is where a field stands, as the viewer shows it.
func (f *Field) Path() string { return f.tree.Path(int(f.node)) }

// Pointer is where a field stands, as links name it.
func (f *Field) Pointer() string { return f.tree.Pointer(int(f.node)) }

// Document is a body read into its fields, in the order of its bytes.
type Document struct {
	Format payload.Format
	Fields []Field
	Stop   *payload.Stop // where reading stopped; nil when all was read

	body   []byte
	items  int // how many it has
	once   sync.Once
	at     map[string]int // place: field; see exactly
	places []string       // of the fields
}

// Read reads a body into its fields and tells what they are about. What can't be read to its end gives the fields
// before that place; what is no text gives none.
func (v *Vocabulary) Read(contentType string, body []byte) *Document {
	text, _ := payload.Decode(contentType, body)
	if text == nil {
		text = payload.WithoutFiles(contentType, body)
	}
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
	r := reader{tree: tree, doc: d, text: string(text)}
	r.walk(0, newWay())
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

// exactly gives the field at exactly a place. Where they are is only gathered when a template or a course asks.
func (d *Document) exactly(place string) (int, bool) {
	d.gather()
	i, ok := d.at[place]
	return i, ok
}

func (d *Document) gather() {
	d.once.Do(func() {
		d.at, d.places = make(map[string]int, len(d.Fields)), make([]string, len(d.Fields))
		for i := range d.Fields {
			d.places[i] = d.Fields[i].place()
			d.at[d.places[i]] = i
		}
	})
}

// find gives the field at a place. A list of one may stand as the one, and a text as its element.
func (d *Document) find(place string) (int, bool) {
	for _, p := range []string{place, place + ".#text", place + "[0]", place + "[0].#text", strings.TrimSuffix(place, ".#text")} {
		if i, ok := d.exactly(p); ok {
			return i, true
		}
	}
	i, ok := d.exactly(strings.TrimSuffix(strings.ReplaceAll(place, "[0]", ""), ".#text"))
	return i, ok
}

// under lists the fields at a place and below.
func (d *Document) under(place string) []int {
	if i, ok := d.find(place); ok {
		return []int{i}
	}
	d.gather()
	var out []int
	for i, p := range d.places {
		if within(p, place) {
			out = append(out, i)
		}
	}
	return out
}

func within(path, prefix string) bool {
	rest, ok := strings.CutPrefix(path, prefix)
	return ok && (prefix == "" || rest != "" && (rest[0] == '.' || rest[0] == '['))
}

// Offset is where a field's value begins in the text of its document.
func (f *Field) Offset() int { return int(f.start) }

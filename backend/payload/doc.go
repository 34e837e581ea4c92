package payload

import (
	"bytes"
	"sync"
)

// View is a way to look at a body.
type View string

// Pretty is laid out for reading: nothing but white space between tokens differs from the body. Raw is the body as
// text. Nested has a line for each field, Hex one for 16 bytes, Rows one for each object of a list.
const (
	Pretty View = "pretty"
	Raw    View = "raw"
	Nested View = "tree"
	Rows   View = "table"
	Hex    View = "hex"
)

// AllViews are the ways to look at a body.
var AllViews = []View{Pretty, Raw, Nested, Rows, Hex}

// Doc is an opened body: it is read as far as it is looked at, and remembers where its lines are, not the lines.
// Its methods may be called at the same time.
type Doc struct {
	Format  Format
	Charset Charset
	How     []string // wrappings around what is shown, outermost first: gzip, base64
	Cut     bool     // more is inside than is unpacked
	Broken  bool     // what is packed inside is damaged or ends too early

	body  []byte // as stored
	inner []byte // what is inside of its wrappings; the body itself when there are none
	text  []byte // the same as UTF-8; nil when it is no text
	files []file // the parts of a multipart body that are no text

	mu      sync.Mutex
	indexes map[View]*index
	checked chan struct{} // closed once stop is known; nil before it is asked for
	stop    *Stop
	tree    *Tree
	grids   map[string]*grid
	found   *search

	depicted sync.Once
	picture  Picture
}

// Open opens a body. It takes no longer for a long one: only its beginning is looked at.
func Open(contentType string, body []byte) *Doc {
	d := &Doc{body: body, indexes: map[View]*index{}, grids: map[string]*grid{}}
	d.inner = body
	in, ok := wrappedWhole(body)
	d.Broken = in.Broken
	if ok {
		d.How, d.Cut, d.inner = in.How, in.Cut, in.Bytes
		if in.How[0] != "gzip" { // a message is packed behind the type of what is in it
			contentType = ""
		}
	}
	d.text, d.Charset = Decode(contentType, d.inner)
	if d.text == nil {
		d.text, d.files = mixed(contentType, d.inner, true)
	}
	d.Format = Recognise(contentType, d.inner, d.text)
	if d.Format == Image || d.Format == PDF {
		d.text = nil
	}
	return d
}

// wrappedWhole opens a body that is wrapped as a whole. A document in a text is no wrapping here.
func wrappedWhole(body []byte) (Inner, bool) {
	begin := body[:min(len(body), 64)]
	if magic(body) != Gzip && (bytes.ContainsAny(begin, "{[<,;&: ") || len(body) < 2*leastBase64) {
		return Inner{}, false
	}
	in, ok := Inside(body)
	return in, ok && in.How[0] != "string" && in.Format != Bytes
}

// Body is the body as stored.
func (d *Doc) Body() []byte { return d.body }

// Inner is what is inside of its wrappings; without any the body itself.
func (d *Doc) Inner() []byte { return d.inner }

// Picture is what is known of an image or PDF; its kind is "" of others.
func (d *Doc) Picture() Picture {
	d.depicted.Do(func() {
		if d.Format == Image || d.Format == PDF {
			d.picture = Depicted(d.inner)
		}
	})
	return d.picture
}

// Size is about how much memory an opened body takes.
func (d *Doc) Size() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	size := len(d.body)
	if !same(d.inner, d.body) {
		size += len(d.inner)
	}
	if !same(d.text, d.inner) {
		size += len(d.text)
	}
	if d.tree != nil {
		size += cap(d.tree.Nodes) * 40
	}
	return size
}

// same says that two are the same memory.
func same(a, b []byte) bool { return len(a) > 0 && len(b) > 0 && &a[0] == &b[0] }

// Stop says why a body can't be read in its format, and where; known is false while that is still being looked at,
// which happens beside for long bodies.
func (d *Doc) Stop() (stop *Stop, known bool) {
	if d.Format != JSON && d.Format != XML && d.Format != CSV && d.Format != Form && d.Format != Multipart {
		return nil, true
	}
	d.mu.Lock()
	if d.checked == nil {
		d.checked = make(chan struct{})
		go d.check()
	}
	d.mu.Unlock()
	if len(d.text) <= wholly {
		<-d.checked
	}
	select {
	case <-d.checked:
		return d.stop, true
	default:
		return nil, false
	}
}

// Wait waits until it is known whether the body can be read.
func (d *Doc) Wait() *Stop {
	stop, known := d.Stop()
	if !known {
		<-d.checked
		stop = d.stop
	}
	return stop
}

// check reads all of the body once. That it nests deep does not keep it from being laid out.
func (d *Doc) check() {
	defer close(d.checked)
	t := &Tree{Body: d.text}
	err := scan(d.Format, d.text, reading{})
	if err == nil {
		return
	}
	if s := t.stop(err); s.Why != WhyDepth {
		d.stop = s
	}
}

// reading hears nothing; what it reads may hold anything.
type reading struct{}

func (reading) open(Role, int) error        { return nil }
func (reading) token(token, []string) error { return nil }
func (reading) close(int)                   {}

// Tree gives the body as a tree, read on first use.
func (d *Doc) Tree() *Tree {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.grown()
}

func (d *Doc) grown() *Tree {
	if d.tree == nil {
		d.tree = Grow(d.Format, d.text)
	}
	return d.tree
}

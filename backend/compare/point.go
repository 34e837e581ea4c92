package compare

import (
	"slices"
	"strings"
)

// point is a watched field in a document: what it is about, in which item, and the field that says it.
type point struct {
	watched Watched
	part    Concept
	item    int
	turn    int // among those of the same kind in the item
	field   int
}

// watched lists the watched fields that a document says.
func (d *Document) watched() []point {
	var out []point
	turns := map[point]int{}
	for i, f := range d.Fields {
		for _, w := range watchedBy(f.Concept) {
			p := point{watched: w, part: f.Concept, item: f.scope()}
			if w != WatchAddress {
				p.part = Unnamed
			}
			turn := turns[p]
			turns[p]++
			p.turn, p.field = turn, i
			out = append(out, p)
		}
	}
	return slices.DeleteFunc(d.spelled(out), func(p point) bool { return p.turn > 0 && !isFile(p.watched.concept()) })
}

// spelled adds what the product's UID spells out where nothing else says it.
func (d *Document) spelled(points []point) []point {
	said := map[point]bool{}
	for _, p := range points {
		said[point{watched: p.watched, item: p.item}] = true
	}
	for _, p := range slices.Clone(points) {
		if p.watched != WatchProduct || p.turn > 0 {
			continue
		}
		for _, w := range []Watched{WatchSize, WatchPaper, WatchColours, WatchOrientation} {
			if _, ok := spelledOut(&d.Fields[p.field], w); ok && !said[point{watched: w, item: p.item}] {
				points = append(points, point{watched: w, item: p.item, field: p.field})
			}
		}
	}
	return points
}

// spelledOut is what a product says of one of its properties.
func spelledOut(f *Field, w Watched) (string, bool) {
	if f.Concept != Product {
		return f.Value, true
	}
	if token, ok := Decode(f.Value).of(w.concept()); ok {
		return token, true
	}
	s := Spell(f.Value)
	list := map[Watched][]string{WatchSize: s.Sizes, WatchPaper: s.Papers}[w]
	return strings.Join(list, " "), len(list) == 1
}

func watchedBy(c Concept) []Watched {
	switch {
	case c == Product, c == Quantity, c == Size, c == Paper, c == Colours, c == Orientation, c == ShippingMethod, isFile(c):
		return []Watched{Watched(c)}
	case c.ofAddress():
		return []Watched{WatchAddress}
	}
	return nil
}

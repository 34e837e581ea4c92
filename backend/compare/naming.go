package compare

import (
	"strings"
)

// describe tells of every field what names it, what it is about, and which item it belongs to.
func (v *Vocabulary) describe(d *Document) {
	n := v.newNamer()
	others := gatherSiblings(d.Fields)
	for i := range d.Fields {
		f := &d.Fields[i]
		f.name, f.folded, f.Item = f.way.shape.own, f.way.shape.folded, -1
		if f.way.shape.pair {
			f.name = named(f.way.holder().beside, f.name)
			f.folded = n.folded(f.name)
		}
	}
	n.findItems(d)
	for i := range d.Fields {
		f := &d.Fields[i]
		if f.relative == "" {
			f.relative = f.place()
		}
		f.Concept = n.conceptOf(f, f.Item >= 0, others)
		f.key = v.meaning(f.Concept, f.Value)
	}
}

// sibling is a plain member of an object that tells what the others are: of a pair, a file, an address.
type sibling struct{ name, value string }

// siblings are those of one object, which are few.
type siblings []sibling

func (s siblings) of(name string) string {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i].name == name {
			return s[i].value
		}
	}
	return ""
}

// gatherSiblings puts them beside the ways to their objects; others says that some of them are addresses to which the
// order does not go.
func gatherSiblings(fields []Field) (others bool) {
	for i := range fields {
		f := &fields[i]
		switch name := f.way.shape.folded; name {
		case "name", "key", "type", "side", "face", "seite", "puoli":
			holder := f.way.holder()
			holder.beside = append(holder.beside, sibling{name, f.Value})
			if name == "type" {
				holder.other = isOther(f.Value)
				others = others || holder.other
			}
		}
	}
	return others
}

// named is the name in a pair of name and value.
func named(beside siblings, otherwise string) string {
	for _, key := range []string{"name", "key"} {
		if n := beside.of(key); n != "" {
			return n
		}
	}
	return otherwise
}

// conceptOf tells what a field is about.
func (n *namer) conceptOf(f *Field, inItem, others bool) Concept {
	if f.way.shape.other || others && f.way.toOther() {
		return Unnamed
	}
	c := n.about(f, inItem)
	switch {
	case c == OrderReference && !inItem && f.way.shape.depth > 2 && n.order[n.folded(f.way.shape.parent)+"."+f.folded] == Unnamed && n.any[f.folded] == Unnamed && len(f.folded) < len("orderNo"):
		return Unnamed // a short name such as id names the order only near the top
	case c == File:
		return sided(f.way.holder().beside)
	}
	return c
}

// sided tells front files from back files by the side that stands beside them.
func sided(beside siblings) Concept {
	for _, name := range []string{"type", "side", "face", "seite", "puoli", "name"} {
		switch side := folded(beside.of(name)); side {
		case "front", "recto", "vorne", "framsida", "printfront", "forside":
			return FrontFile
		case "back", "verso", "hinten", "baksida", "printback", "bagside":
			return BackFile
		}
	}
	return File
}

// toOther says that a way leads into an address to which the order does not go.
func (w *way) toOther() bool {
	for at := w.up; at != nil && at.up != nil; at = at.up {
		if at.other {
			return true
		}
	}
	return false
}

func isOther(name string) bool {
	if len(name) < len("from") || len(name) > len("fakturaadress")+3 || !strings.ContainsAny(name[:1], "sSbBiIfFrR") {
		return false
	}
	switch folded(name) {
	case "sender", "billing", "billingaddress", "billto", "invoice", "invoiceaddress", "faktura", "fakturaadress", "returnaddress", "shipfrom", "from":
		return true
	}
	return false
}

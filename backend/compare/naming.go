package compare

import (
	"strings"
)

// describe tells of every field what names it, what it is about, and which item it belongs to.
func (v *Vocabulary) describe(d *Document) {
	n := v.newNamer()
	beside := n.siblings(d.Fields)
	others := otherPlaces(beside)
	for i := range d.Fields {
		f := &d.Fields[i]
		f.name, f.Item, f.relative = ownName(f.steps), -1, f.place
		if strings.EqualFold(f.name, "value") {
			f.name = named(beside[parentPath(f.steps)], f.name)
		}
		f.folded = n.folded(f.name)
	}
	n.findItems(d)
	for i := range d.Fields {
		f := &d.Fields[i]
		f.Concept = n.conceptOf(f, f.Item >= 0, beside, others)
		f.key = v.meaning(f.Concept, f.Value)
	}
}

// ownName is the nearest name: an attribute's without its mark, an element's for its text, a list's for its members.
func ownName(steps []step) string {
	for i := len(steps) - 1; i >= 0; i-- {
		if s := steps[i]; s.index < 0 && s.name != "#text" {
			return strings.TrimPrefix(s.name, "@")
		}
	}
	return ""
}

// parentName is the name above a field's own.
func parentName(steps []step) string {
	seen := false
	for i := len(steps) - 1; i >= 0; i-- {
		if s := steps[i]; s.index < 0 && s.name != "#text" {
			if seen {
				return s.name
			}
			seen = true
		}
	}
	return ""
}

// depth counts the names of a path.
func depth(steps []step) int {
	n := 0
	for _, s := range steps {
		if s.index < 0 && s.name != "#text" {
			n++
		}
	}
	return n
}

// siblings gives the plain members of each object by their folded names, where they are few: pairs, files, addresses.
func (n *namer) siblings(fields []Field) map[string]map[string]string {
	out := map[string]map[string]string{}
	for _, f := range fields {
		switch name := n.folded(ownName(f.steps)); name {
		case "name", "key", "type", "side", "face", "seite", "puoli":
			parent := parentPath(f.steps)
			if out[parent] == nil {
				out[parent] = map[string]string{}
			}
			out[parent][name] = f.Value
		}
	}
	return out
}

// parentPath is the object that a field is a member of.
func parentPath(steps []step) string {
	end := len(steps)
	for end > 0 && (steps[end-1].index >= 0 || steps[end-1].name == "#text") {
		if steps[end-1].name == "#text" && steps[end-1].index < 0 {
			return pathOf(steps[:end-1])
		}
		end--
	}
	return pathOf(steps[:max(end-1, 0)])
}

// named is the name in a pair of name and value.
func named(members map[string]string, otherwise string) string {
	for _, key := range []string{"name", "key"} {
		if n := members[key]; n != "" {
			return n
		}
	}
	return otherwise
}

// conceptOf tells what a field is about.
func (n *namer) conceptOf(f *Field, inItem bool, beside map[string]map[string]string, others map[string]bool) Concept {
	if otherAddress(f, others) {
		return Unnamed
	}
	c := n.concept(parentName(f.steps), f.name, inItem)
	switch {
	case c == OrderReference && !inItem && depth(f.steps) > 2 && n.order[n.folded(parentName(f.steps))+"."+f.folded] == Unnamed && n.any[f.folded] == Unnamed && len(f.folded) < len("orderNo"):
		return Unnamed // a short name such as id names the order only near the top
	case c == File:
		return sided(beside[parentPath(f.steps)])
	}
	return c
}

// sided tells front files from back files by the side that stands beside them.
func sided(members map[string]string) Concept {
	for _, name := range []string{"type", "side", "face", "seite", "puoli", "name"} {
		switch side := folded(members[name]); side {
		case "front", "recto", "vorne", "framsida", "printfront", "forside":
			return FrontFile
		case "back", "verso", "hinten", "baksida", "printback", "bagside":
			return BackFile
		}
	}
	return File
}

// otherPlaces are the addresses that say that the order does not go there.
func otherPlaces(beside map[string]map[string]string) map[string]bool {
	out := map[string]bool{}
	for place, members := range beside {
		if isOther(members["type"]) {
			out[place] = true
		}
	}
	return out
}

// otherAddress says that a field belongs to an address that the order does not go to.
func otherAddress(f *Field, others map[string]bool) bool {
	for i, s := range f.steps {
		if s.index < 0 && isOther(s.name) || len(others) > 0 && i+1 < len(f.steps) && others[pathOf(f.steps[:i+1])] {
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

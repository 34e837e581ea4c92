package compare

// namer remembers what names mean: a long document has few of them, again and again.
type namer struct {
	*Vocabulary
	folds    map[string]string
	concepts map[called]Concept
}

// called is a field's own name, its parent's, and whether it belongs to an item.
type called struct {
	parent, name string
	inItem       bool
}

func (v *Vocabulary) newNamer() *namer {
	return &namer{Vocabulary: v, folds: map[string]string{}, concepts: map[called]Concept{}}
}

func (n *namer) folded(name string) string {
	f, ok := n.folds[name]
	if !ok {
		f = folded(name)
		n.folds[name] = f
	}
	return f
}

func (n *namer) concept(parent, name string, inItem bool) Concept {
	key := called{parent, name, inItem}
	c, ok := n.concepts[key]
	if !ok {
		c = n.Vocabulary.concept(parent, name, inItem)
		n.concepts[key] = c
	}
	return c
}

// about tells what a field is about by its name and the one above, in an item or outside of one.
func (n *namer) about(f *Field, inItem bool) Concept {
	s, at := f.way.shape, 0
	if f.name != s.own {
		return n.concept(s.parent, f.name, inItem)
	}
	if inItem {
		at = 1
	}
	if !s.known[at] {
		s.about[at], s.known[at] = n.concept(s.parent, s.own, inItem), true
	}
	return s.about[at]
}

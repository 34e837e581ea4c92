package compare

import (
	"cmp"
	"slices"
)

// findItems finds the list whose members are what was ordered, and gives every field in it its item.
func (n *namer) findItems(d *Document) {
	if list := n.itemList(d); list != nil {
		numberItems(d, list)
		return
	}
	if prefix, ok := n.onlyItem(d); ok {
		d.items = 1
		for i := range d.Fields {
			f := &d.Fields[i]
			if f.relative = f.place(); within(f.relative, prefix) {
				f.Item = 0
			}
		}
	}
}

// itemList finds the list in which most members say a product or a quantity; of two that do alike, the outer one.
func (n *namer) itemList(d *Document) *way {
	type score struct{ products, quantities, depth int }
	lists := map[*way]*score{}
	for i := range d.Fields {
		f := &d.Fields[i]
		c := n.about(f, true)
		if c != Product && c != Quantity {
			continue
		}
		for at := f.way; at.up != nil; at = at.up {
			if at.index < 0 {
				continue
			}
			s := lists[at.up]
			if s == nil {
				s = &score{depth: len(at.up.steps())}
				lists[at.up] = s
			}
			if c == Product {
				s.products++
			} else {
				s.quantities++
			}
		}
	}
	var found *way
	for list, s := range lists {
		if best := lists[found]; best == nil || better(s.products, s.quantities, -s.depth, best.products, best.quantities, -best.depth) {
			found = list
		}
	}
	return found
}

// better prefers lists that say both, then those that say more, then outer ones.
func better(p, q, d, p2, q2, d2 int) bool {
	return cmp.Or(cmp.Compare(min(p, q, 1), min(p2, q2, 1)), cmp.Compare(p+q, p2+q2), cmp.Compare(d, d2)) > 0
}

// numberItems gives every field in a list its item, and its place inside of it.
func numberItems(d *Document, list *way) {
	numbers, places, prefix := map[int]int{}, map[string]string{}, list.append(nil)
	prefix = append(prefix, "[*]"...)
	var room []byte
	for i := range d.Fields {
		f := &d.Fields[i]
		at := f.way.in(list)
		if at == nil {
			continue
		}
		number, ok := numbers[at.index]
		if !ok {
			number = len(numbers)
			numbers[at.index] = number
		}
		f.Item = number
		room = f.way.appendFrom(at, append(room[:0], prefix...))
		if f.relative, ok = places[string(room)]; !ok {
			f.relative = string(room)
			places[f.relative] = f.relative
		}
	}
	d.items = len(numbers)
}

// in is the member of a list that a way leads into; nil when it does not.
func (w *way) in(list *way) *way {
	for at := w; at.up != nil; at = at.up {
		if at.up == list && at.index >= 0 {
			return at
		}
	}
	return nil
}

// onlyItem finds the object that holds the one product of an order without a list.
func (n *namer) onlyItem(d *Document) (prefix string, found bool) {
	var about [2][]step
	for i := range d.Fields {
		f := &d.Fields[i]
		switch c := n.about(f, true); {
		case c == Product && about[0] == nil:
			about[0] = f.way.steps()
		case c == Quantity && about[1] == nil:
			about[1] = f.way.steps()
		}
	}
	switch {
	case about[0] == nil:
		return "", false
	case about[1] == nil:
		return pathOf(about[0][:len(about[0])-1]), true
	}
	k := 0
	for k < len(about[0])-1 && k < len(about[1])-1 && about[0][k] == about[1][k] {
		k++
	}
	return pathOf(about[0][:k]), true
}

// lineUp gives for each item of a later document the item of an earlier one that it is, or -1: by reference, else by
// what was ordered, else by position.
func lineUp(from, to *Document) []int {
	match := slices.Repeat([]int{-1}, to.items)
	taken := make([]bool, from.items)
	lineUpBy(from.itemsBy(ItemReference), to.itemsBy(ItemReference), match, taken)
	if slices.Contains(match, -1) {
		products := from.itemsBy(Product)
		lineUpBy(products, to.itemsBy(Product), match, taken)
		lineUpBy(products, to.itemsByAnything(products), match, taken)
	}
	next := 0
	for i := range match {
		if match[i] < 0 && i < len(taken) && !taken[i] {
			match[i], taken[i] = i, true
		}
	}
	for i := range match {
		for next < len(taken) && taken[next] {
			next++
		}
		if match[i] < 0 && next < len(taken) {
			match[i], taken[next] = next, true
		}
	}
	return match
}

func lineUpBy(from, to map[string][]int, match []int, taken []bool) {
	for key, theirs := range to {
		ours := from[key]
		if len(ours) != 1 || len(theirs) != 1 || key == "" {
			continue // said by several: position decides
		}
		if i, j := theirs[0], ours[0]; match[i] < 0 && !taken[j] {
			match[i], taken[j] = j, true
		}
	}
}

// itemsBy gives the items that say a value about a concept.
func (d *Document) itemsBy(c Concept) map[string][]int {
	out := map[string][]int{}
	for _, f := range d.Fields {
		if f.Item >= 0 && f.Concept == c {
			out[f.key] = withItem(out[f.key], f.Item)
		}
	}
	return out
}

// itemsByAnything gives the items that say one of some texts anywhere: a customer's code may be carried along as a note.
func (d *Document) itemsByAnything(said map[string][]int) map[string][]int {
	out := map[string][]int{}
	for _, f := range d.Fields {
		if f.Item < 0 || len(f.Value) < 3 {
			continue
		}
		if _, ok := said[f.key]; ok {
			out[f.key] = withItem(out[f.key], f.Item)
		} else if key := plainMeaning(f.Value); len(said[key]) > 0 {
			out[key] = withItem(out[key], f.Item)
		}
	}
	return out
}

// withItem adds an item once; fields come item by item.
func withItem(items []int, item int) []int {
	if n := len(items); n > 0 && items[n-1] == item {
		return items
	}
	return append(items, item)
}

package compare

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// findItems finds the list whose members are what was ordered, and gives every field in it its item.
func (n *namer) findItems(d *Document) {
	if prefix, ok := n.itemList(d); ok {
		numberItems(d, prefix)
		return
	}
	if prefix, ok := n.onlyItem(d); ok {
		d.items = 1
		for i := range d.Fields {
			if within(d.Fields[i].place, prefix) {
				d.Fields[i].Item = 0
			}
		}
	}
}

// itemList finds the list in which most members say a product or a quantity; of two that do alike, the outer one.
func (n *namer) itemList(d *Document) (prefix string, found bool) {
	type score struct{ products, quantities, depth int }
	lists := map[string]*score{}
	for _, f := range d.Fields {
		c := n.concept(parentName(f.steps), f.name, true)
		if c != Product && c != Quantity {
			continue
		}
		for i, s := range f.steps {
			if s.index < 0 {
				continue
			}
			path := pathOf(f.steps[:i])
			if lists[path] == nil {
				lists[path] = &score{depth: i}
			}
			if c == Product {
				lists[path].products++
			} else {
				lists[path].quantities++
			}
		}
	}
	var best *score
	for path, s := range lists {
		if best == nil || better(s.products, s.quantities, -s.depth, best.products, best.quantities, -best.depth) {
			best, prefix = s, path
		}
	}
	return prefix, best != nil
}

// better prefers lists that say both, then those that say more, then outer ones.
func better(p, q, d, p2, q2, d2 int) bool {
	return cmp.Or(cmp.Compare(min(p, q, 1), min(p2, q2, 1)), cmp.Compare(p+q, p2+q2), cmp.Compare(d, d2)) > 0
}

func numberItems(d *Document, prefix string) {
	numbers := map[int]int{}
	at := -1 // the same in all fields of the list
	for i := range d.Fields {
		f := &d.Fields[i]
		if len(f.place) <= len(prefix) || f.place[len(prefix)] != '[' || !strings.HasPrefix(f.place, prefix) {
			continue
		}
		if at < 0 || at >= len(f.steps) || f.steps[at].index < 0 {
			at = positionAfter(f.steps, prefix)
		}
		n := f.steps[at].index
		f.relative = prefix + "[*]" + strings.TrimPrefix(f.place[len(prefix):], "["+strconv.Itoa(n)+"]")
		if _, ok := numbers[n]; !ok {
			numbers[n] = len(numbers)
		}
		f.Item = numbers[n]
	}
	d.items = len(numbers)
}

// positionAfter gives which step is the position in the list at a prefix.
func positionAfter(steps []step, prefix string) int {
	var at []byte
	for i, s := range steps {
		if len(at) == len(prefix) && s.index >= 0 {
			return i
		}
		at = s.append(at)
	}
	return len(steps) - 1
}

// onlyItem finds the object that holds the one product of an order without a list.
func (n *namer) onlyItem(d *Document) (prefix string, found bool) {
	var about [2][]step
	for _, f := range d.Fields {
		switch c := n.concept(parentName(f.steps), f.name, true); {
		case c == Product && about[0] == nil:
			about[0] = f.steps
		case c == Quantity && about[1] == nil:
			about[1] = f.steps
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

func within(path, prefix string) bool {
	rest, ok := strings.CutPrefix(path, prefix)
	return ok && (prefix == "" || rest != "" && (rest[0] == '.' || rest[0] == '['))
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

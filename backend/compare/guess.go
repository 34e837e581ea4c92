package compare

import (
	"cmp"
	"slices"
	"strings"

	"ordertrail/backend/order"
)

// guesser tells by names and values which field of an earlier document a field of a later one is, where no template
// proves it.
type guesser struct {
	*Vocabulary
	from, to *Document
	items    []int // for each item of the later document the one of the earlier that it is
	lookups  []order.Lookup

	small, later                        [][]int // the fields of items that are looked through faster than looked up
	byPlace, byName, byConcept, byValue map[spot][]int
	keys                                [][]string       // of the earlier document's fields; see keysOf
	all                                 map[string][]int // the fields of the whole document by value
	turns                               map[spot][]int   // fields of the later document by concept, but for those of small items
	ids                                 []int            // every field of the earlier document, to take single ones from
}

// spot is where to look: an item of the earlier document (-1: the order), and what is looked for there.
type spot struct {
	item int
	what string
}

func (v *Vocabulary) newGuesser(from, to *Document, lookups []order.Lookup) *guesser {
	g := &guesser{Vocabulary: v, from: from, to: to, items: lineUp(from, to), lookups: lookups, byPlace: map[spot][]int{},
		byName: map[spot][]int{}, byConcept: map[spot][]int{}, byValue: map[spot][]int{}, turns: map[spot][]int{}}
	g.small, g.later = from.smallItems(), to.smallItems()
	g.keys, g.ids = make([][]string, len(from.Fields)), make([]int, len(from.Fields))
	for i := range from.Fields {
		g.ids[i] = i
		g.index(i)
	}
	for i := range to.Fields {
		if f := &to.Fields[i]; f.Concept != Unnamed && among(g.later, f.scope()) == nil {
			at := spot{f.scope(), string(f.Concept)}
			g.turns[at] = append(g.turns[at], i)
		}
	}
	return g
}

// only lists one field of the earlier document.
func (g *guesser) only(i int) []int { return g.ids[i : i+1 : i+1] }

// anywhere is the spot of what is looked for in the whole document.
const anywhere = -2

// fewFields is how many fields an item has that is looked through faster than looked up.
const fewFields = 48

// smallItems gives by item the fields of those that have few; nil for the others.
func (d *Document) smallItems() [][]int {
	counts, sum := make([]int, d.items), 0
	for i := range d.Fields {
		if item := d.Fields[i].Item; item >= 0 {
			counts[item]++
			sum++
		}
	}
	out, room := make([][]int, d.items), make([]int, 0, sum)
	for item, n := range counts {
		if n <= fewFields {
			at := len(room)
			room = room[:at+n]
			out[item] = room[at:at:len(room)]
		}
	}
	for i := range d.Fields {
		if item := d.Fields[i].Item; item >= 0 && out[item] != nil {
			out[item] = append(out[item], i)
		}
	}
	return out
}

// among gives the fields of a small item; nil when it is none.
func among(small [][]int, item int) []int {
	if item < 0 || item >= len(small) {
		return nil
	}
	return small[item]
}

// index makes a field found, but for those of small items.
func (g *guesser) index(i int) {
	f := &g.from.Fields[i]
	small := among(g.small, f.Item) != nil
	add := func(m map[spot][]int, item int, what string) { m[spot{item, what}] = append(m[spot{item, what}], i) }
	if !small {
		add(g.byPlace, f.Item, f.relative)
	}
	if small && f.scope() == f.Item {
		return
	}
	add(g.byName, f.scope(), f.folded)
	if f.Concept != Unnamed {
		add(g.byConcept, f.scope(), string(f.Concept))
	}
	for _, key := range g.keysOf(i) {
		add(g.byValue, f.scope(), key)
	}
}

// holding lists the fields of a small item of which something holds, else what a map has of the spot.
func (g *guesser) holding(m map[spot][]int, at spot, holds func(*Field) bool) []int {
	fields := among(g.small, at.item)
	if fields == nil {
		return m[at]
	}
	var out []int
	for _, i := range fields {
		switch {
		case !holds(&g.from.Fields[i]):
		case out == nil:
			out = g.only(i)
		default:
			out = append(out, i)
		}
	}
	return out
}

func (g *guesser) placed(item int, place string) []int {
	return g.holding(g.byPlace, spot{item, place}, func(f *Field) bool { return f.relative == place })
}

func (g *guesser) named(item int, name string) []int {
	return g.holding(g.byName, spot{item, name}, func(f *Field) bool { return f.scope() == item && f.folded == name })
}

func (g *guesser) ofConcept(item int, c Concept) []int {
	return g.holding(g.byConcept, spot{item, string(c)}, func(f *Field) bool { return f.Concept == c && f.scope() == item })
}

func (g *guesser) valued(item int, key string) []int {
	if item == anywhere {
		return g.anywhere()[key]
	}
	fields := among(g.small, item)
	if fields == nil {
		return g.byValue[spot{item, key}]
	}
	var out []int
	for _, i := range fields {
		if f := &g.from.Fields[i]; f.scope() == item && (f.key == key || slices.Contains(g.keysOf(i), key)) {
			out = append(out, i)
		}
	}
	return out
}

// turn is how many fields of the later document are about the same as one of them and stand before it, and how many
// there are in all.
func (g *guesser) turn(i int) (before, all int) {
	f := &g.to.Fields[i]
	fields := among(g.later, f.scope())
	if fields == nil {
		fields = g.turns[spot{f.scope(), string(f.Concept)}]
		before, _ = slices.BinarySearch(fields, i)
		return before, len(fields)
	}
	for _, k := range fields {
		if other := &g.to.Fields[k]; other.Concept != f.Concept || other.scope() != f.scope() {
			continue
		}
		if k < i {
			before++
		}
		all++
	}
	return before, all
}

// keysOf are the forms under which a field of the earlier document is found again; made when first needed.
func (g *guesser) keysOf(i int) []string {
	if g.keys[i] == nil {
		g.keys[i] = valueKeys(g.from.Fields[i].Value)
	}
	return g.keys[i]
}

// anywhere finds fields of the whole document by what they say; it is made when it is first needed.
func (g *guesser) anywhere() map[string][]int {
	if g.all == nil {
		g.all = map[string][]int{}
		for i := range g.from.Fields {
			for _, key := range g.keysOf(i) {
				g.all[key] = append(g.all[key], i)
			}
		}
	}
	return g.all
}

// valueKeys are the forms under which a value is found again: by what it means, and by its letters and digits alone.
func valueKeys(value string) []string {
	plain := plainMeaning(strings.TrimSpace(value))
	if tight := folded(value); tight != plain && tight != "" {
		return []string{plain, tight}
	}
	return []string{plain}
}

// scope is the item a field is told apart by: what is about the order belongs to none, even where rows repeat it.
func (f *Field) scope() int {
	if f.Concept != Unnamed && !f.Concept.ofItem() {
		return -1
	}
	return f.Item
}

// theirs is the item of the earlier document in which a field of the later one is looked for.
func (g *guesser) theirs(f *Field) (item int, ok bool) {
	item = f.scope()
	if item < 0 {
		return -1, true
	}
	if item >= len(g.items) || g.items[item] < 0 {
		return 0, false
	}
	return g.items[item], true
}

// itemOf is the item of the earlier document that the one in which a field stands is.
func (g *guesser) itemOf(f *Field) int {
	if f.Item < 0 || f.Item >= len(g.items) {
		return -1
	}
	return g.items[f.Item]
}

// guess tells of one field where it came from. named holds to what fields are called: a value that is the same by
// chance is no reason then.
func (g *guesser) guess(i int, namedOnly bool) (l Link, pair int) {
	f := &g.to.Fields[i]
	l = Link{To: i, Origin: Unknown}
	item, ok := g.theirs(f)
	if !ok {
		return l, -1
	}
	if found, candidates := g.called(i, item); found >= 0 {
		if l.Candidates = candidates; len(candidates) == 0 {
			g.settle(&l, f, found)
		}
		return l, found
	} else if len(candidates) > 1 {
		l.Candidates = candidates
		return l, -1
	}
	if namedOnly {
		return l, -1
	}
	if pair := g.answered(&l, f, item); pair >= 0 {
		return l, pair
	}
	return g.alike(l, f, item)
}

// settle tells how the field that was found became this one. Where they say different things, and neither a lookup
// nor a part of a name explains it, nothing is known of where the value came from.
func (g *guesser) settle(l *Link, f *Field, found int) {
	from := &g.from.Fields[found]
	origin := g.howAlike(from, f)
	if origin == Computed && !partOf(f, from) {
		origin = Unknown
		for k := range g.lookups {
			if one := &g.lookups[k]; one.Value != nil && *one.Value == f.Value && one.Key == from.Value {
				origin, l.Lookup, l.Missed = LookedUp, one, !one.Hit
			}
		}
	}
	if l.Origin = origin; origin != Unknown {
		l.From = g.only(found)
	}
}

// partOf says that a name is a part of a whole one.
func partOf(f, whole *Field) bool {
	return whole.Concept == FullName && (f.Concept == FirstName || f.Concept == LastName) && strings.Contains(whole.Value, f.Value)
}

// called finds the field that is called the same: at the same place, about the same, or by the same name. Several
// that say different things are candidates; so are those that say the same as one that only shares a name.
func (g *guesser) called(i, item int) (found int, candidates []int) {
	f := &g.to.Fields[i]
	if at := g.placed(g.itemOf(f), f.relative); len(at) == 1 {
		return at[0], nil
	}
	if f.Concept != Unnamed {
		return g.about(i, item)
	}
	named := g.named(item, f.folded)
	if len(named) == 1 && g.from.Fields[named[0]].Concept == Unnamed && !general(f.folded) {
		if same := g.saying(item, f.Value, Unnamed); len(same) > 1 && slices.Contains(same, named[0]) && !g.oneColumn(same) {
			return named[0], same
		}
		return named[0], nil
	}
	return -1, nil
}

// general names, folded, say nothing of what stands under them.
func general(name string) bool {
	switch name {
	case "", "id", "type", "name", "value", "key", "text", "url", "version", "no", "nr", "code", "number", "status":
		return true
	}
	return false
}

// about finds the field about the same concept; of several the one that says the same, else the one in the same turn.
func (g *guesser) about(i, item int) (found int, candidates []int) {
	f := &g.to.Fields[i]
	fields := g.ofConcept(item, f.Concept)
	if len(fields) == 0 && isFile(f.Concept) {
		fields = g.anyFile(item, f.Concept)
	}
	if len(fields) == 1 || len(fields) > 0 && g.oneColumn(fields) {
		return fields[0], nil
	}
	if len(fields) == 0 {
		if whole := g.ofConcept(item, FullName); len(whole) == 1 && (f.Concept == FirstName || f.Concept == LastName) {
			return whole[0], nil
		}
		return -1, nil
	}
	same := slices.DeleteFunc(slices.Clone(fields), func(i int) bool { return g.from.Fields[i].key != f.key })
	if len(same) == 1 || len(same) > 1 && g.oneColumn(same) {
		return same[0], nil
	}
	if before, all := g.turn(i); len(fields) > before && all == len(fields) {
		return fields[before], nil
	}
	return -1, fields
}

func isFile(c Concept) bool { return c == File || c == FrontFile || c == BackFile }

// anyFile lists an item's files that are not known to be of the other side.
func (g *guesser) anyFile(item int, side Concept) []int {
	var out []int
	for _, c := range []Concept{File, FrontFile, BackFile} {
		if !otherSide(c, side) {
			out = append(out, g.ofConcept(item, c)...)
		}
	}
	return out
}

// oneColumn says that fields are one column of a table whose rows all say the same there.
func (g *guesser) oneColumn(fields []int) bool {
	first := &g.from.Fields[fields[0]]
	for _, i := range fields[1:] {
		f := &g.from.Fields[i]
		if f.Item < 0 || f.key != first.key || f.relative != first.relative {
			return false
		}
	}
	return first.Item >= 0
}

// answered finds the lookup that gave a value, and the field that was its key.
func (g *guesser) answered(l *Link, f *Field, item int) (pair int) {
	var keys []int
	for k := range g.lookups {
		one := &g.lookups[k]
		if one.Value == nil || *one.Value != f.Value || f.Value == "" {
			continue
		}
		for _, i := range g.saying(item, one.Key, Unnamed) {
			if g.from.Fields[i].Value == one.Key && !slices.Contains(keys, i) {
				keys = append(keys, i)
				l.Lookup, l.Missed = one, !one.Hit
			}
		}
	}
	switch {
	case len(keys) == 1:
		l.Origin, l.From = LookedUp, keys
		return keys[0]
	case len(keys) > 1:
		l.Lookup, l.Missed, l.Candidates = nil, false, keys
	}
	return -1
}

// alike finds the fields that say the same. A value that many fields could say by chance is no proof, even alone.
func (g *guesser) alike(l Link, f *Field, item int) (Link, int) {
	found := g.saying(item, f.Value, f.Concept)
	if len(found) > 1 && g.oneColumn(found) {
		found = found[:1]
	}
	if len(found) == 1 && telling(f) && f.key != "" {
		l.From, l.Candidates, l.Origin = found, nil, g.howAlike(&g.from.Fields[found[0]], f)
		return l, found[0]
	}
	if f.key != "" && len(l.Candidates) == 0 {
		l.Candidates = found
	}
	return l, -1
}

// mostCandidates bounds how many fields of one value are looked at: beyond that none of them is the one anyway.
const mostCandidates = 100

// saying lists the fields with a value: those of an item, else those about the order, else those anywhere when
// the order is asked about. A field that is known to be about something else has it by chance.
func (g *guesser) saying(item int, value string, c Concept) []int {
	where := []int{item, -1}
	if item < 0 {
		where = []int{-1, anywhere}
	}
	keys := valueKeys(value)
	for _, w := range where {
		for _, key := range keys {
			all := g.valued(w, key)
			found := slices.DeleteFunc(slices.Clone(all[:min(len(all), mostCandidates)]), func(i int) bool {
				f := &g.from.Fields[i]
				return f.Concept != Unnamed && c != Unnamed && f.Concept != c || !g.Same(cmp.Or(c, f.Concept), f.Value, value)
			})
			if len(found) > 0 {
				return found
			}
		}
	}
	return nil
}

// telling says that two fields hardly have a value by chance.
func telling(f *Field) bool {
	if _, isNumber := number(f.Value); isNumber {
		return len(f.Value) > 4
	}
	_, isFlag := flag(strings.TrimSpace(f.Value))
	return !isFlag && len([]rune(f.Value)) > 3
}

package compare

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/BurntSushi/toml"
)

//go:embed data/aliases.toml
var builtIn []byte

// Aliases say which names mean a concept: Any everywhere, Item only inside an item, Order only outside of one.
// A dotted name holds only under that parent. Names are compared by their letters and digits alone.
type Aliases map[Concept]struct {
	Any, Item, Order []string
}

// Vocabulary knows what fields are called and which values mean the same. It is safe to share.
type Vocabulary struct {
	any, item, order map[string]Concept
	countries        map[string]string // a folded name or code: the two letters
}

// NewVocabulary makes the vocabulary of the product. extra are the user's own aliases: the later one of a name wins.
func NewVocabulary(extra ...Aliases) (*Vocabulary, error) {
	var own Aliases
	if err := toml.Unmarshal(builtIn, &own); err != nil {
		return nil, fmt.Errorf("read aliases: %w", err)
	}
	v := &Vocabulary{any: map[string]Concept{}, item: map[string]Concept{}, order: map[string]Concept{}, countries: countryNames()}
	for _, aliases := range append([]Aliases{own}, extra...) {
		v.learn(aliases)
	}
	return v, nil
}

// ParseAliases reads aliases as a person writes them: a table for each concept, with the lists any, item and order; under
// customers."name" those of one customer.
func ParseAliases(text []byte) (everyone Aliases, customers map[string]Aliases, err error) {
	var own struct{ Customers map[string]Aliases }
	ofCustomers, err := toml.Decode(string(text), &own)
	if err != nil {
		return nil, nil, err
	}
	ofEveryone, err := toml.Decode(string(text), &everyone)
	if err != nil {
		return nil, nil, err
	}
	if key := unknownKey(ofCustomers, ofEveryone); key != "" {
		return nil, nil, fmt.Errorf("%s means nothing: a field has the lists any, item and order", key)
	}
	delete(everyone, "customers")
	for _, aliases := range append(slices.Collect(maps.Values(own.Customers)), everyone) {
		for c := range aliases {
			if !slices.Contains(concepts, c) {
				return nil, nil, fmt.Errorf("there is no field %s", c)
			}
		}
	}
	return everyone, own.Customers, nil
}

// unknownKey is the first key of a file of aliases that was not read, "" when all were. Either reading passes over what
// is for the other one.
func unknownKey(ofCustomers, ofEveryone toml.MetaData) string {
	for customers, keys := range map[bool][]toml.Key{true: ofCustomers.Undecoded(), false: ofEveryone.Undecoded()} {
		for _, key := range keys {
			if (key[0] == "customers") == customers {
				return key.String()
			}
		}
	}
	return ""
}

func (v *Vocabulary) learn(aliases Aliases) {
	for _, names := range aliases {
		for _, name := range names.Any { // a word of the user's own outdoes a narrower one of ours
			delete(v.item, dotted(name))
			delete(v.order, dotted(name))
		}
	}
	for _, concept := range slices.Sorted(maps.Keys(aliases)) { // the same name twice means the same every time
		names := aliases[concept]
		learnNames(v.any, names.Any, concept)
		learnNames(v.item, names.Item, concept)
		learnNames(v.order, names.Order, concept)
	}
}

func learnNames(into map[string]Concept, names []string, concept Concept) {
	for _, name := range names {
		into[dotted(name)] = concept
	}
}

// concept tells what a field is about by its own name and its parent's.
func (v *Vocabulary) concept(parent, name string, inItem bool) Concept {
	here := v.order
	if inItem {
		here = v.item
	}
	name = folded(name)
	for _, known := range []map[string]Concept{here, v.any} {
		if c, ok := known[folded(parent)+"."+name]; ok {
			return c
		}
	}
	for _, known := range []map[string]Concept{here, v.any} {
		if c, ok := known[name]; ok {
			return c
		}
	}
	return Unnamed
}

// dotted folds a name, and its parent's before the dot.
func dotted(name string) string {
	parent, own, found := strings.Cut(name, ".")
	if !found {
		return folded(name)
	}
	return folded(parent) + "." + folded(own)
}

// folded keeps the letters and digits of a name, in lower case and without accents.
func folded(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(unaccented(r))
		}
		return -1
	}, name)
}

// unaccented gives the plain letter of the accented ones that names of fields have.
func unaccented(r rune) rune {
	const with, without = "åäáàâãöøóòôõéèêëíìîïúùûüçñąćęłńśźżÅÄÁÀÖØÉÈÜÇ", "aaaaaaooooooeeeeiiiiuuuucnacelnszzAAAAOOEEUC"
	if r < 0x80 {
		return r
	}
	if i := strings.IndexRune(with, r); i >= 0 {
		return rune(without[len([]rune(with[:i]))])
	}
	return r
}

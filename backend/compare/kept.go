package compare

import "strings"

// kept says that a watched field still means the same at the next stage. A code that was looked up is a translation:
// it is held against what it was translated to only by what both spell out.
func (v *Vocabulary) kept(w Watched, before, after *Field, cause Cause) bool {
	switch w {
	case WatchProduct:
		return v.keptProduct(before, after, cause)
	case WatchSize, WatchPaper, WatchColours, WatchOrientation:
		return v.keptProperty(w, before, after)
	case WatchShipping:
		return v.keptShipping(before, after, cause)
	case WatchFile, WatchFrontFile, WatchBackFile:
		return !otherSide(before.Concept, after.Concept) && v.Same(File, before.Value, after.Value)
	case WatchAddress:
		return v.keptAddress(before, after, cause)
	}
	return v.Same(after.Concept, before.Value, after.Value)
}

func (v *Vocabulary) keptProduct(before, after *Field, cause Cause) bool {
	switch {
	case v.Same(Product, before.Value, after.Value):
		return true
	case cause.Missed, after.Value == "":
		return false
	case cause.Origin == LookedUp, cause.Origin == Computed && cause.ByTemplate:
		return !Spell(before.Value).Contradicts(Spell(after.Value))
	case cause.Origin == Unknown && len(Decode(before.Value).Attributes) < 2:
		return !Spell(before.Value).Contradicts(Spell(after.Value)) // a code and a UID, and what joins them is not known
	}
	return false
}

func (v *Vocabulary) keptProperty(w Watched, before, after *Field) bool {
	a, ok := spelledOut(before, w)
	b, also := spelledOut(after, w)
	switch {
	case !ok || !also:
		return true
	case w == WatchSize:
		return agree([]string{a}, []string{b}, sizesFit)
	case w == WatchPaper && (before.Concept == Product || after.Concept == Product):
		return v.Same(Paper, a, b) || keptPaper(a, b)
	}
	return v.Same(w.concept(), a, b)
}

// keptPaper holds weight against weight and finish against finish.
func keptPaper(a, b string) bool {
	if !agree([]string{a}, []string{b}, papersFit) {
		return false
	}
	one, other := grams(a), grams(b)
	return one == "" || other == "" || one == other
}

// grams finds a paper's weight in what is said of it.
func grams(paper string) string {
	for _, part := range parts.FindAllString(strings.ToLower(strings.ReplaceAll(paper, "-", " ")), -1) {
		if n := strings.TrimRight(part, "gsmr"); n != "" && digits(n) {
			return n
		}
	}
	return ""
}

// keptShipping holds ways of sending against each other by how fast they are, as far as their names tell.
func (v *Vocabulary) keptShipping(before, after *Field, cause Cause) bool {
	if v.Same(ShippingMethod, before.Value, after.Value) {
		return true
	}
	one, other := speed(before.Value), speed(after.Value)
	if one != "" && other != "" {
		return one == other
	}
	return cause.Origin == LookedUp || cause.Origin == Computed && cause.ByTemplate
}

func speed(method string) string {
	said := folded(method)
	for _, word := range []string{"express", "expres", "nextday", "overnight", "priority", "2day", "snabb"} {
		if strings.Contains(said, word) {
			return "fast"
		}
	}
	for _, word := range []string{"normal", "standard", "economy", "ground"} {
		if strings.Contains(said, word) {
			return "normal"
		}
	}
	return ""
}

func otherSide(a, b Concept) bool {
	return a == FrontFile && b == BackFile || a == BackFile && b == FrontFile
}

// keptAddress takes a part of a name for the name.
func (v *Vocabulary) keptAddress(before, after *Field, cause Cause) bool {
	if v.Same(after.Concept, before.Value, after.Value) {
		return true
	}
	return cause.Origin == Computed && (partOf(after, before) || strings.Contains(words(before.Value), words(after.Value)) && after.Value != "")
}

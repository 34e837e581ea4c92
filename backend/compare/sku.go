package compare

import (
	"regexp"
	"slices"
	"strings"
)

// Spelled is what a customer's own product code says of the product, as far as it can be read: POSTER-A4-SILK says A4.
// Nothing read means that nothing is known, not that nothing holds.
type Spelled struct {
	Sizes  []string
	Papers []string
}

var parts = regexp.MustCompile(`[\p{L}\p{N}.]+`)

// dots are those that part words, as in KARTE.A6.DUO; those of 8.5x11 do not.
var dots = regexp.MustCompile(`\.([^0-9])|([^0-9])\.`)

// glued is a size that a word follows without a sign between: A6DUO, 20X30SILK.
var glued = regexp.MustCompile(`^(A(?:10|[0-9])|[0-9]+X[0-9]+)(\p{L}{3,})$`)

// Spell reads a product code, or the tokens of a UID.
func Spell(code string) Spelled {
	if d := Decode(code); len(d.Attributes) > 1 {
		return spellDecoded(d)
	}
	var s Spelled
	for _, part := range codeWords(code) {
		switch {
		case series.MatchString(part), area.FindString(part) == part, garmentSize(part), strings.HasSuffix(part, "OZ") && len(part) > 2:
			s.Sizes = append(s.Sizes, part)
		case finish(part) != "":
			s.Papers = append(s.Papers, part)
		}
	}
	return s
}

// codeWords are the words of a code in upper case.
func codeWords(code string) []string {
	var list []string
	for _, part := range parts.FindAllString(dots.ReplaceAllString(strings.ToUpper(code)+" ", "$2 $1"), -1) {
		if two := glued.FindStringSubmatch(part); two != nil {
			list = append(list, two[1], two[2])
		} else {
			list = append(list, part)
		}
	}
	return list
}

func spellDecoded(d Decoded) Spelled {
	var s Spelled
	if size, ok := d.of(Size); ok {
		if sheet, ok := sheetOf(size); ok && sheet.unit == "" {
			size += "-mm" // as UIDs measure
		}
		s.Sizes = []string{size}
	}
	if paper, ok := d.of(Paper); ok {
		s.Papers = []string{paper}
	}
	return s
}

// Contradicts says that two products cannot be one by the size they spell out. What one of them leaves open never contradicts.
func (s Spelled) Contradicts(other Spelled) bool {
	return !agree(s.Sizes, other.Sizes, sizesFit) || !agree(s.Papers, other.Papers, papersFit)
}

// agree holds when nothing can be held against each other, or when something fits.
func agree(a, b []string, fits func(a, b string) (comparable, fit bool)) bool {
	held := false
	for _, x := range a {
		for _, y := range b {
			comparable, fit := fits(x, y)
			if fit {
				return true
			}
			held = held || comparable
		}
	}
	return !held
}

func sizesFit(a, b string) (comparable, fit bool) {
	s, ok := sheetOf(a)
	t, also := sheetOf(b)
	switch {
	case ok && also:
		return true, s.fits(t)
	case garmentSize(strings.ToUpper(a)) && garmentSize(strings.ToUpper(b)), ounces(a) && ounces(b):
		return true, folded(a) == folded(b)
	}
	return false, false
}

// papersFit holds silk against gloss, which one sheet can't be both of; matt is said of coated and uncoated paper alike.
func papersFit(a, b string) (comparable, fit bool) {
	one, other := finish(a), finish(b)
	return one != "" && other != "" && one != "matt" && other != "matt", one == other
}

func finish(text string) string {
	text = strings.ToLower(text)
	for _, word := range []string{"silk", "gloss", "matt"} {
		if strings.Contains(text, word) {
			return word
		}
	}
	return ""
}

func ounces(text string) bool { return strings.HasSuffix(strings.ToLower(text), "oz") }

func garmentSize(part string) bool {
	return slices.Contains([]string{"XXS", "XS", "S", "M", "L", "XL", "XXL", "2XL", "3XL", "4XL", "5XL"}, part)
}

package compare

import (
	"net/url"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Same says that two values of a concept mean the same: "170gsm" and "170 g/m²", canceled and cancelled, 3 and 3.00.
func (v *Vocabulary) Same(c Concept, a, b string) bool {
	if a == b {
		return true
	}
	if v.meaning(c, a) == v.meaning(c, b) {
		return true
	}
	return c == Product && sameProduct(a, b) || c == Size && sameSize(a, b) || alikeFlags(a, b)
}

// meaning gives the form in which a value is compared. Two values with the same form mean the same.
func (v *Vocabulary) meaning(c Concept, text string) string {
	if text = strings.TrimSpace(text); !plain(text) && !norm.NFC.IsNormalString(text) {
		text = norm.NFC.String(text)
	}
	if text == "" || text == "null" || text == "None" {
		return ""
	}
	switch c {
	case OrderReference, ItemReference:
		return text
	case File, FrontFile, BackFile:
		return unescapedURL(text)
	case Country:
		if code, ok := v.countries[folded(text)]; ok {
			return code
		}
	case Postcode:
		return keep(strings.ToUpper(text), unicode.IsLetter, unicode.IsDigit)
	case Phone:
		return phone(text)
	case Orientation:
		return orientation(text)
	case Colours:
		return sides.Replace(strings.ToLower(text))
	case FirstName, LastName, FullName, AddressLine1, AddressLine2, City, Company:
		return words(text)
	}
	return plainMeaning(text)
}

// plainMeaning tells numbers, moments, measures and flags by their looks. What looks like none of them is text.
func plainMeaning(text string) string {
	if text == "" {
		return ""
	}
	if len(text) <= longestMeasure && hasDigit(text) {
		for _, read := range []func(string) (string, bool){number, moment, measure} {
			if said, ok := read(text); ok {
				return said
			}
		}
	}
	if f, ok := flag(text); ok {
		return f
	}
	return words(text)
}

// longestMeasure is how long a number, moment or measure can be.
const longestMeasure = 40

// words folds a text: case, blanks and the spellings that differ between countries.
func words(text string) string {
	text = strings.ToLower(text)
	if loose(text) {
		text = strings.Join(strings.Fields(text), " ")
	}
	for _, part := range differing {
		if strings.Contains(text, part) {
			return spellings.Replace(text)
		}
	}
	return text
}

// loose says that there are blanks other than single spaces between words.
func loose(text string) bool {
	before := byte(' ')
	for i := range len(text) {
		c := text[i]
		if c == ' ' && before == ' ' || c >= '\t' && c <= '\r' || c == 0xc2 || c > 0xe0 && c < 0xe4 {
			return true // or it may be one of the other blanks
		}
		before = c
	}
	return before == ' '
}

// plain says that a text holds nothing beyond ASCII.
func plain(text string) bool {
	for i := range len(text) {
		if text[i] >= 0x80 {
			return false
		}
	}
	return true
}

func hasDigit(text string) bool {
	for i := range len(text) {
		if text[i] >= '0' && text[i] <= '9' {
			return true
		}
	}
	return false
}

// differing is a part of each spelling that is replaced. Most texts hold none of them.
var differing = []string{"cell", "lour", "grey", "ntre", "logue", "belled"}

var sides = strings.NewReplacer("/", "-", "+", "-", " ", "")

var spellings = strings.NewReplacer("cancelled", "canceled", "cancellation", "cancelation", "colour", "color", "grey", "gray", "centre", "center",
	"catalogue", "catalog", "labelled", "labeled")

// unescapedURL reads an address as it is meant: a blank and %20 are one.
func unescapedURL(text string) string {
	if plain, err := url.PathUnescape(text); err == nil {
		return plain
	}
	return text
}

func keep(text string, kinds ...func(rune) bool) string {
	return strings.Map(func(r rune) rune {
		for _, is := range kinds {
			if is(r) {
				return r
			}
		}
		return -1
	}, text)
}

// phone keeps the digits; 00 before the country is a plus.
func phone(text string) string {
	digits := keep(text, unicode.IsDigit)
	if rest, ok := strings.CutPrefix(digits, "00"); ok {
		return "+" + rest
	}
	if strings.HasPrefix(strings.TrimSpace(text), "+") {
		return "+" + strings.TrimPrefix(digits, "0")
	}
	return digits
}

func orientation(text string) string {
	switch folded(text) {
	case "ver", "vertical", "portrait", "staende", "hochformat", "v", "p":
		return "portrait"
	case "hor", "horizontal", "landscape", "liggande", "querformat", "h", "l":
		return "landscape"
	}
	return words(text)
}

// flag reads yes and no in words. The digits 1 and 0 only mean a flag beside one: see alikeFlags.
func flag(text string) (string, bool) {
	if len(text) > len("false") {
		return "", false
	}
	switch strings.ToLower(text) {
	case "true", "yes", "ja", "on", "oui", "si":
		return "=yes", true
	case "false", "nej", "off", "nein", "non":
		return "=no", true
	}
	return "", false
}

func alikeFlags(a, b string) bool {
	return a == "1" && isFlag(b, "=yes") || b == "1" && isFlag(a, "=yes") || a == "0" && isFlag(b, "=no") || b == "0" && isFlag(a, "=no")
}

func isFlag(text, want string) bool {
	got, ok := flag(strings.TrimSpace(text))
	return ok && got == want
}

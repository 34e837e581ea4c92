package redact

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	idForm      = regexp.MustCompile(`^[\p{L}\p{N}_#/][\p{L}\p{M}\p{N}_.:/#+()\[\]-]{0,127}$`)
	idWithBlank = regexp.MustCompile(`^[A-Z0-9][A-Z0-9 ._/-]{0,39}$`)
	digitsOnly  = regexp.MustCompile(`^\d+$`)
	phoneDigits = regexp.MustCompile(`^0\d{8,12}$`)
	measureForm = regexp.MustCompile(`(?i)^[-+]?\d{1,6}([.,]\d{1,6})?([x×*]\d{1,6}([.,]\d{1,3})?){0,2} ?(g|kg|mm|cm|m|in|inch|px|dpi|pcs|st|%|ms|s|min|h|kb|mb|gb|b|bytes|gsm|lb|lbs|oz)?$|^[A-Z]{1,3}\d{0,2}$|^\d-\d$`)
	termForm    = regexp.MustCompile(`^[a-z][a-z0-9]*([_.:/ -][a-z0-9]+)*$|^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$|^\d{1,5}(\.\d{1,3})?$|^[A-Za-z][\w.]*(Error|Exception|Fault|Failure|Timeout|Warning)$`)
	mediaType   = regexp.MustCompile(`(?i)^[\w.+*-]+/[\w.+*-]+(; ?[\w-]+="?[\w.+=-]+"?)*$`)
	countryCode = regexp.MustCompile(`^[A-Za-z]{2,3}$`)
	uuidForm    = regexp.MustCompile(`(?i)^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)
)

// postal are postcodes that no code of an error or an article is written like: 61-801, 114 55, SW1A 1AA, K1A 0B1, 1012 AB.
var postal = regexp.MustCompile(`(?i)^(\d{2}-\d{3}|\d{3} \d{2}|\d{5}-\d{3,4}|[a-z]{1,2}\d[a-z\d]? \d[a-z]{2}|[a-z]\d[a-z] \d[a-z]\d|\d{4} [a-z]{2})$`)

// isCode says that a value is the code of an error, an article or the like: in some languages a postcode is just a code.
func (m *Masker) isCode(value string) bool { return m.isID(value) && !postal.MatchString(value) }

// isID says that a value can be an id, a reference or a code, and nobody's name, number or key.
func (m *Masker) isID(value string) bool {
	switch {
	case uuidForm.MatchString(value), m.harmless(value), m.lead[fold(value)]:
		return true
	case shapeOf(value) != "", phoneDigits.MatchString(value), shapes.MatchString(value):
		return false
	case digitsOnly.MatchString(value):
		return len(value) <= 18
	case idWithBlank.MatchString(value) && digitsIn(value) > 0:
		return true
	case !idForm.MatchString(value):
		return false
	}
	return digitsIn(value) > 0 || !couldBeName(value)
}

// couldBeName says that a word is written as names are: a capital and small letters, or letters that are not ASCII.
func couldBeName(value string) bool {
	for part := range strings.FieldsFuncSeq(value, func(r rune) bool { return !unicode.IsLetter(r) }) {
		first, n := utf8.DecodeRuneInString(part)
		rest := part[n:]
		if first >= utf8.RuneSelf || strings.IndexFunc(rest, func(r rune) bool { return r >= utf8.RuneSelf }) >= 0 {
			return true
		}
		if unicode.IsUpper(first) && rest != "" && strings.ToLower(rest) == rest && !technical[strings.ToLower(part)] {
			return true
		}
	}
	return false
}

func (m *Masker) isMeasure(value string) bool {
	return measureForm.MatchString(strings.TrimSpace(value)) && !phoneDigits.MatchString(value) || m.harmless(value)
}

// isSize says that a value is a number of bytes or milliseconds, which may be longer than other measures.
func (m *Masker) isSize(value string) bool {
	return digitsOnly.MatchString(value) && len(value) <= 10 && !phoneDigits.MatchString(value) || m.isMeasure(value)
}

// isTerm says that a value is one of a closed set that a program chose: a state, a type, a class.
func (m *Masker) isTerm(value string) bool {
	if m.harmless(value) || mediaType.MatchString(value) {
		return true
	}
	return len(value) <= 60 && termForm.MatchString(value) && shapeOf(value) == "" && !strings.Contains(value, " ")
}

func (m *Masker) isCountry(value string) bool {
	return countryCode.MatchString(value) || countryNames[fold(value)]
}

func (m *Masker) isCurrency(value string) bool {
	return len(value) == 3 && ascii([]byte(value)) && termForm.MatchString(value) && hasLetter(value)
}

func (m *Masker) isTime(value string) bool { return isMoment(strings.TrimSpace(value)) }

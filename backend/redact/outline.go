package redact

import (
	"strconv"
	"strings"
	"unicode"
)

// outline tells of a value what helps to see what is wrong with it, and nothing by which it could be found: how many digits
// a phone number has and of which country it is, how a postcode or a date is written, whether a number can be right.
// It is the same for all ways of writing that are the same value.
func outline(kind, value string) string {
	told := ""
	switch kind {
	case kindPhone:
		told = digitCount(value) + countryCall(value)
	case kindEmail:
		told = mailEnd(value)
	case kindPostcode:
		told = written(canonical(value))
	case kindDate:
		told = written(strings.TrimSpace(value))
	case kindIBAN:
		told = accountOutline(canonical(value))
	case kindCard:
		told = digitCount(value) + unless(luhn(onlyDigits(value)))
	case kindPerson:
		told = digitCount(value)
	}
	if told == "" || told == "0d" {
		return ""
	}
	return between + told
}

// between stands between the token of a pseudonym and its outline, and between the parts of that.
const between = "·"

// longestOutline is how many characters an outline has at most; what is longer is not of the kind that it is taken for.
const longestOutline = 16

func digitCount(value string) string { return strconv.Itoa(len(onlyDigits(value))) + "d" }

func unless(right bool) string {
	if right {
		return ""
	}
	return between + "invalid"
}

// countryCall is the country that an international number begins with.
func countryCall(value string) string {
	plain := strings.Map(func(r rune) rune {
		if r == '+' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, value)
	number, international := strings.CutPrefix(plain, "+")
	if !international {
		number, international = strings.CutPrefix(plain, "00")
	}
	if !international || len(number) < 3 {
		return ""
	}
	return between + "+" + number[:callLength(number)]
}

// callLength is how many digits the code of a country has (ITU-T E.164).
func callLength(number string) int {
	switch two := number[:2]; {
	case number[0] == '1', number[0] == '7':
		return 1
	case strings.Contains(" 20 27 28 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98 ", " "+two+" "):
		return 2
	}
	return 3
}

// mailEnd is the country or the common ending of a mail address; a longer one could be somebody's name.
func mailEnd(value string) string {
	value = strings.ToLower(strings.TrimSpace(value))
	if !regexpEmail.MatchString(value) {
		return "invalid"
	}
	end := value[strings.LastIndexByte(value, '.')+1:]
	if len(end) > 3 || !ascii([]byte(end)) {
		return "valid"
	}
	return "." + end
}

// written writes digits as 9 and letters as A; of other characters only those that part them.
func written(value string) string {
	if len(value) > 4*longestOutline {
		return ""
	}
	out := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsDigit(r):
			return '9'
		case unicode.IsLetter(r):
			return 'A'
		case r == '-' || r == '.' || r == '/':
			return r
		case unicode.IsSpace(r):
			return '_'
		}
		return -1
	}, value)
	if len(out) > longestOutline {
		return ""
	}
	return out
}

func accountOutline(value string) string {
	value = strings.ToUpper(value)
	if len(value) < 15 || !hasLetter(value[:2]) || !ascii([]byte(value)) {
		return digitCount(value)
	}
	return value[:2] + between + strconv.Itoa(len(value)) + unless(isIBAN(value))
}

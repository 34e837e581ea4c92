package redact

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// folded is a text in the form in which texts are compared (composed, lower case, white space as one blank), and
// for each of its bytes where in the original it comes from.
type folded struct {
	text       []byte
	start, end []int // of the original, by byte of text; nil when not asked for
}

// fold gives the form in which texts are compared.
func fold(text string) string { return string(foldBytes([]byte(text), false).text) }

func foldBytes(text []byte, mapped bool) folded {
	var f folded
	f.text = make([]byte, 0, len(text))
	if ascii(text) && !mapped {
		f.text = foldASCII(f.text, text)
		return f
	}
	if !mapped && norm.NFKC.IsNormal(text) {
		f.add(text, 0, len(text), false)
		return f
	}
	var it norm.Iter
	it.Init(norm.NFKC, text)
	for !it.Done() {
		from := it.Pos()
		segment := it.Next()
		f.add(segment, from, it.Pos(), mapped)
	}
	return f
}

// add appends composed characters, in lower case.
func (f *folded) add(segment []byte, from, to int, mapped bool) {
	before := len(f.text)
	for len(segment) > 0 {
		r, n := utf8.DecodeRune(segment)
		switch {
		case r == utf8.RuneError && n <= 1:
			f.text = append(f.text, segment[0])
		case unicode.IsSpace(r):
			if last := len(f.text) - 1; last < 0 || f.text[last] != ' ' {
				f.text = append(f.text, ' ')
			}
		default:
			f.text = utf8.AppendRune(f.text, unicode.ToLower(r))
		}
		segment = segment[n:]
	}
	for range len(f.text) - before {
		if !mapped {
			break
		}
		f.start, f.end = append(f.start, from), append(f.end, to)
	}
}

func ascii(text []byte) bool {
	for _, b := range text {
		if b >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func foldASCII(dst, text []byte) []byte {
	for _, b := range text {
		switch {
		case b == ' ' || b >= '\t' && b <= '\r':
			if len(dst) == 0 || dst[len(dst)-1] != ' ' {
				dst = append(dst, ' ')
			}
		case b >= 'A' && b <= 'Z':
			dst = append(dst, b+'a'-'A')
		default:
			dst = append(dst, b)
		}
	}
	return dst
}

// canonical is what makes two values the same: letters without regard to case and blanks; of phone numbers the digits.
func canonical(value string) string {
	c := strings.ReplaceAll(fold(value), " ", "")
	if phoneValue.MatchString(value) {
		return strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return r
			}
			return -1
		}, c)
	}
	return c
}

func digitsIn(text string) (digits int) {
	for _, r := range text {
		if unicode.IsDigit(r) {
			digits++
		}
	}
	return digits
}

func hasLetter(text string) bool { return strings.IndexFunc(text, unicode.IsLetter) >= 0 }

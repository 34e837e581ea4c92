package redact

import (
	"net/netip"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// The kinds of pseudonym. What a value is goes before what its field says it is.
const (
	kindSecret   = "secret"
	kindEmail    = "email"
	kindPhone    = "phone"
	kindCard     = "card"
	kindIBAN     = "iban"
	kindPerson   = "personid"
	kindIP       = "ip"
	kindPlace    = "geo"
	kindDate     = "date"
	kindPostcode = "postcode"
	kindName     = "name"
	kindAddress  = "address"
	kindCity     = "city"
	kindCompany  = "company"
	kindFile     = "file"
	kindNumber   = "number"
	kindText     = "text"
	kindBody     = "body"
)

// shape is a form of personal value that can be told without knowing its field.
type shape struct {
	kind string
	form *regexp.Regexp
	is   func(string) bool // nil: the form is enough
}

// next finds the first span at or after a position that has the form and is what it looks like.
func (s shape) next(text string, from int) (start, end int, found bool) {
	for from < len(text) {
		m := s.form.FindStringIndex(text[from:])
		if m == nil || m[0] == m[1] {
			return 0, 0, false
		}
		start, end = from+m[0], from+m[1]
		if s.is == nil {
			return start, end, true
		}
		for cut := end; cut > start; {
			if s.is(text[start:cut]) {
				return start, cut, true
			}
			cut = start + max(strings.LastIndexAny(text[start:cut], " \u00a0"), 0)
		}
		from = end
		if i := strings.IndexAny(text[start:end], " \u00a0"); i > 0 {
			from = start + i + 1
		}
	}
	return 0, 0, false
}

const (
	emailForm = `[\p{L}\p{N}][\p{L}\p{M}\p{N}.!#$%&'*+/=?^_{|}~-]*@[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}.-]*[\p{L}\p{N}])?|[\p{L}\p{N}_.+-]+%40[\p{L}\p{N}.-]+\.[\p{L}]{2,}`
	phoneForm = `(?:\+|\b00)[1-9][\d \x{a0}().\-/]{6,20}\d|\(?\b0\d{1,4}\)?[ \x{a0}\-/.]?\d[\d \x{a0}\-/.]{3,12}\d\b|\(\d{3}\) ?\d{3}[ .-]?\d{4}\b|\b\d{3}[.-]\d{3}[.-]\d{4}\b`
)

// inProse are the shapes looked for in running text, in the order in which they are tried.
var inProse = []shape{
	{kindSecret, shapes, nil},
	{kindEmail, regexp.MustCompile(emailForm), nil},
	{kindIBAN, regexp.MustCompile(`\b[A-Za-z]{2}\d{2}(?: ?[A-Za-z0-9]{4}){2,7}(?: ?[A-Za-z0-9]{1,4})?\b`), isIBAN},
	{kindCard, regexp.MustCompile(`\b\d(?:[ \x{a0}-]?\d){12,18}\b`), isCard},
	{kindPerson, regexp.MustCompile(`\b\d{6}(?:\d{2})?[-+ ]\d{4}\b|\b\d{10}\b|\b\d{12}\b`), isPersonNumber},
	{kindPerson, regexp.MustCompile(`\b\d{3}-\d{2}-\d{4}\b|\b\d{3}\.\d{3}\.\d{3}-\d{2}\b|\b[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b|\b\d{6}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y]\b`), nil},
	{kindIP, regexp.MustCompile(`\b\d{1,3}(?:\.\d{1,3}){3}\b|(?:[0-9A-Fa-f]{0,4}:){2,7}(?:[0-9A-Fa-f]{1,4}|(?:\d{1,3}\.){3}\d{1,3})?`), isIP},
	{kindPlace, regexp.MustCompile(`[-+]?\d{1,3}\.\d{4,}\s*[,;/ ]\s*[-+]?\d{1,3}\.\d{4,}`), nil},
	{kindDate, regexp.MustCompile(`\b(?:1[89]|20)\d{2}[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01])\b|\b(?:0?[1-9]|[12]\d|3[01])[-/. ](?:0?[1-9]|1[0-2]|[\p{L}]{3,10})[-/. ](?:19|20)\d{2}\b`), isOldDate},
	{kindPhone, regexp.MustCompile(phoneForm), isPhone},
	{kindPostcode, regexp.MustCompile(`\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|\b\d{3} \d{2}\b|\b\d{5}-\d{3,4}\b|\b\d{4} [A-Z]{2}\b|\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b`), nil},
}

// phoneValue is a whole value that is a phone number, written any way.
var phoneValue = regexp.MustCompile(`^[\s\x{a0}]*(?:\+|\(|0)[\d\s\x{a0}().\-/]{5,24}\d[\s\x{a0}]*$`)

// shapeOf gives the kind of a whole value that is personal by its form, or "".
func shapeOf(value string) string {
	value = strings.TrimSpace(value)
	if plainWord(value) || uuidForm.MatchString(value) {
		return ""
	}
	for _, s := range inProse {
		if m := s.form.FindStringIndex(value); m != nil && m[0] == 0 && m[1] == len(value) && (s.is == nil || s.is(value)) {
			return s.kind
		}
	}
	switch {
	case phoneValue.MatchString(value) && isPhone(value):
		return kindPhone
	case strings.Contains(value, "@") && regexpEmail.MatchString(value):
		return kindEmail
	}
	return ""
}

// plainWord says that a value is too plain to have any of the shapes: short, without digits, without @.
func plainWord(value string) bool {
	return len(value) < 12 && !strings.ContainsAny(value, "@%0123456789") && digitsIn(value) == 0
}

// hasShape says that a text holds something personal by its form.
func hasShape(text string) bool {
	if plainWord(text) {
		return false
	}
	for _, s := range inProse {
		if _, _, found := s.next(text, 0); found {
			return true
		}
	}
	return false
}

var regexpEmail = regexp.MustCompile(emailForm)

func isPhone(text string) bool { n := digitsIn(text); return n >= 7 && n <= 15 }

func isIP(text string) bool {
	addr, err := netip.ParseAddr(text)
	return err == nil && !addr.IsLoopback() && !addr.IsUnspecified()
}

// isCard checks the last digit as card issuers do.
func isCard(text string) bool {
	digits := onlyDigits(text)
	return len(digits) >= 13 && luhn(digits)
}

func luhn(digits string) bool {
	sum := 0
	for i := range len(digits) {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

func onlyDigits(text string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, text)
}

// isPersonNumber reads a Swedish personal or coordination number: a birth date, three digits and a check digit.
func isPersonNumber(text string) bool {
	digits := onlyDigits(text)
	if len(digits) == 12 {
		digits = digits[2:]
	}
	if len(digits) != 10 || !luhn(digits) {
		return strings.ContainsAny(text, "-+") && len(digits) == 10 && monthAndDay(digits)
	}
	return monthAndDay(digits)
}

func monthAndDay(digits string) bool {
	month, _ := strconv.Atoi(digits[2:4])
	day, _ := strconv.Atoi(digits[4:6])
	return month >= 1 && month <= 12 && (day >= 1 && day <= 31 || day >= 61 && day <= 91)
}

// isIBAN checks the remainder by 97 that every account number has.
func isIBAN(text string) bool {
	s := strings.ToUpper(strings.ReplaceAll(text, " ", ""))
	if len(s) < 15 || len(s) > 34 {
		return false
	}
	rest := 0
	for _, c := range s[4:] + s[:4] {
		switch {
		case c >= '0' && c <= '9':
			rest = (rest*10 + int(c-'0')) % 97
		case c >= 'A' && c <= 'Z':
			rest = (rest*100 + int(c-'A') + 10) % 97
		}
	}
	return rest == 1
}

// recent is the first year in which a date alone is taken for one of an order, not of a birth.
const recent = 2020

var isoDate = regexp.MustCompile(`^(\d{4})-\d{2}-\d{2}$`)

// isOldDate tells a date that could be of a birth from the dates of orders, which are recent and written year first.
func isOldDate(text string) bool {
	m := isoDate.FindStringSubmatch(text)
	if m == nil {
		return true
	}
	year, _ := strconv.Atoi(m[1])
	return year < recent
}

var moment = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}([.,]\d{1,9})?)?( ?(Z|UTC|[+-]\d{2}:?\d{2}))?$`)

// isMoment says that a value is a recent date or point in time.
func isMoment(text string) bool {
	if isoDate.MatchString(text) || moment.MatchString(text) {
		return !isOldDate(text[:len("2006-01-02")])
	}
	for _, layout := range []string{time.RFC1123, time.RFC1123Z, time.RFC850} {
		if t, err := time.Parse(layout, text); err == nil {
			return t.Year() >= recent
		}
	}
	n, err := strconv.ParseInt(text, 10, 64)
	return err == nil && (n > 1_577_836_800 && n < 4_102_444_800 || n > 1_577_836_800_000 && n < 4_102_444_800_000)
}

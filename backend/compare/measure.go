package compare

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

var (
	amount = regexp.MustCompile(`^(\d+(?:[.,]\d+)?)\s*[- ]?\s*([\p{L}"″²/³0-9]+)$`)
	area   = regexp.MustCompile(`(?i)(\d+(?:[.,]\d+)?)\s*(?:mm|cm|in|inch|")?\s*[x×*]\s*(\d+(?:[.,]\d+)?)[\s-]*(mm|cm|inch|inches|in|"|″)?`)
	series = regexp.MustCompile(`(?i)^(?:din[\s-]*)?a(10|[0-9])$`)
)

// measure gives the one spelling of a weight, a length or a sheet: "170gsm" is "170 g/m²", "50x70 cm" is "500x700-mm".
func measure(text string) (string, bool) {
	if text == "" || (text[0] < '0' || text[0] > '9') && !strings.Contains("aAdD", text[:1]) {
		return "", false
	}
	if s, ok := sheetOf(text); ok && s.unit != "" && area.FindString(text) == text || ok && series.MatchString(text) {
		return s.key(), true
	}
	m := amount.FindStringSubmatch(text)
	if m == nil {
		return "", false
	}
	n, err := strconv.ParseFloat(strings.ReplaceAll(m[1], ",", "."), 64)
	unit, factor := unitOf(m[2])
	if err != nil || unit == "" {
		return "", false
	}
	return "~" + strconv.FormatFloat(round(n*factor), 'f', -1, 64) + unit, true
}

// unitOf gives the unit in which a measure is compared, and how many of it make one.
func unitOf(name string) (unit string, factor float64) {
	switch strings.ToLower(name) {
	case "gsm", "g/m²", "g/m2", "gm2", "gr", "grm":
		return "gsm", 1
	case "g", "gram", "grams":
		return "gsm", 1 // of paper; parcels are weighed in kilograms
	case "kg":
		return "kg", 1
	case "mm":
		return "mm", 1
	case "cm":
		return "mm", 10
	case "m":
		return "mm", 1000
	case "in", "inch", "inches", `"`, "″":
		return "mm", 25.4
	case "oz":
		return "oz", 1
	case "pcs", "pc", "st", "stk", "stück":
		return "pc", 1
	}
	return "", 0
}

// sheet is a size: two sides, the shorter first, in a unit that may not be said.
type sheet struct {
	short, long float64
	unit        string // mm, or "" when nothing says in what
}

// sheetOf finds a size in a text: a3, 500x700-mm, 12x18 inch, 50X70.
func sheetOf(text string) (sheet, bool) {
	text = strings.TrimSpace(text)
	if m := series.FindStringSubmatch(text); m != nil {
		n, _ := strconv.Atoi(m[1])
		return seriesA(n), true
	}
	m := area.FindStringSubmatch(text)
	if m == nil {
		return sheet{}, false
	}
	a, _ := strconv.ParseFloat(strings.ReplaceAll(m[1], ",", "."), 64)
	b, _ := strconv.ParseFloat(strings.ReplaceAll(m[2], ",", "."), 64)
	s := sheet{short: min(a, b), long: max(a, b)}
	if unit, factor := unitOf(m[3]); unit != "" {
		s = sheet{round(s.short * factor), round(s.long * factor), "mm"}
	}
	return s, true
}

// seriesA gives a sheet of the A series as ISO 216 rounds it: halved and cut to whole millimetres.
func seriesA(n int) sheet {
	short, long := 841, 1189
	for range n {
		short, long = long/2, short
	}
	return sheet{float64(short), float64(long), "mm"}
}

func (s sheet) key() string {
	return "~" + strconv.FormatFloat(s.short, 'f', -1, 64) + "x" + strconv.FormatFloat(s.long, 'f', -1, 64) + s.unit
}

// fits says that two sizes can be one. Where one says no unit, it may be millimetres, centimetres or inches.
func (s sheet) fits(other sheet) bool {
	switch {
	case s.unit != "" && other.unit != "":
		return near(s.short, other.short) && near(s.long, other.long)
	case s.unit != "":
		return other.fits(s)
	case other.unit == "" && s.short > other.short:
		s, other = other, s
	}
	for _, factor := range []float64{1, 10, 25.4} {
		if near(s.short*factor, other.short) && near(s.long*factor, other.long) {
			return true
		}
	}
	return false
}

// near allows for inches and the A series written in round numbers: 21x28 for 210x280.
func near(a, b float64) bool { return math.Abs(a-b) <= 1.5 }

func round(n float64) float64 { return math.Round(n*10) / 10 }

func sameSize(a, b string) bool {
	s, ok := sheetOf(a)
	t, also := sheetOf(b)
	return ok && also && s.fits(t)
}

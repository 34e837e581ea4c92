package compare

import (
	"strings"
	"time"
)

// number gives the one spelling of a number: 3, 3.0, 3,00 and 1 284,50. Leading zeros make it a code, and a comma
// before three digits could be either sign, so neither is a number.
func number(text string) (string, bool) {
	if text == "" || text[0] != '-' && (text[0] < '0' || text[0] > '9') {
		return "", false
	}
	if digits(text) && (text[0] != '0' || len(text) == 1) {
		return "#" + text, true
	}
	plain := ungrouped.Replace(text)
	sign := ""
	if rest, ok := strings.CutPrefix(plain, "-"); ok {
		sign, plain = "-", rest
	}
	whole, part, found := strings.Cut(plain, ".")
	if !found {
		whole, part, found = strings.Cut(plain, ",")
		if found && (len(part) == 3 || len(part) == 0) {
			return "", false
		}
	}
	if !digits(whole) || found && !digits(part) || len(whole) > 1 && whole[0] == '0' {
		return "", false
	}
	if spaced := strings.Fields(text); len(spaced) > 1 && !grouped(spaced) {
		return "", false
	}
	if part = strings.TrimRight(part, "0"); part != "" {
		whole += "." + part
	}
	if whole == "0" {
		sign = ""
	}
	return "#" + sign + whole, true
}

var ungrouped = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "'", "")

func digits(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return text != ""
}

// grouped says that blanks stand where thousands are set apart.
func grouped(parts []string) bool {
	for i, p := range parts[1:] {
		whole, _, _ := strings.Cut(strings.ReplaceAll(p, ",", "."), ".")
		if len(whole) != 3 || i+2 < len(parts) && len(p) != 3 {
			return false
		}
	}
	return len(parts[0]) <= 3
}

// layouts are dates that can be read in one way only, so none with slashes, where day and month trade places.
var layouts = []string{"2006-01-02", "2006/01/02", "02.01.2006", "2.1.2006", "2 Jan 2006", "2 January 2006", "Jan 2, 2006", "January 2, 2006",
	"2006-01-02T15:04:05Z07:00", "2006-01-02T15:04:05Z0700", "2006-01-02 15:04:05Z07:00", "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04"}

// moment gives the one spelling of a date or a moment. One without a zone stays without: it is not the same as one with.
func moment(text string) (string, bool) {
	if len(text) < len("2.1.2006") || len(text) > 40 || !strings.ContainsAny(text, "0123456789") || !strings.ContainsAny(text, "-/. ") {
		return "", false
	}
	if c := text[0]; (c < '0' || c > '9') && !strings.Contains("JFMASOND", text[:1]) {
		return "", false
	}
	for _, layout := range layouts {
		at, err := time.Parse(layout, text)
		switch {
		case err != nil:
		case !strings.Contains(layout, "15"):
			return "@" + at.Format("2006-01-02"), true
		case strings.Contains(layout, "07"):
			return "@" + at.UTC().Format(time.RFC3339Nano), true
		default:
			return "@" + at.Format("2006-01-02T15:04:05.999999999"), true
		}
	}
	return "", false
}

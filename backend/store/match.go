package store

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"ordertrail/backend/order"
	"ordertrail/backend/search"
)

// matcher says whether a record has all that is looked for in it, and where.
type matcher struct {
	parts  []search.Part
	folded []string
	within []string
}

func newMatcher(q search.Query) *matcher {
	m := &matcher{parts: q.Texts(), within: q.Within()}
	for _, p := range m.parts {
		m.folded = append(m.folded, foldToken(p.Values[0]))
	}
	return m
}

// empty says that no text is looked for.
func (m *matcher) empty() bool { return len(m.parts) == 0 }

// match is where a text was found first.
type match struct {
	at      order.Place
	snippet string
}

// find looks for everything in a record and its note; it gives where the first text stands.
func (m *matcher) find(fr *frame, note string) (match, bool) {
	var first match
	var found *clues
	for i, p := range m.parts {
		var at match
		var hit bool
		if p.Key.IsClue() {
			if found == nil {
				found = new(cluesOf(fr))
			}
			at, hit = m.clue(fr, found, i)
		} else {
			at, hit = m.text(fr, note, m.folded[i])
		}
		if hit == p.Not {
			return first, false
		}
		if hit && first.at == "" {
			first = at
		}
	}
	return first, true
}

// text looks for a text where it may stand.
func (m *matcher) text(fr *frame, note, wanted string) (at match, hit bool) {
	look := func(place order.Place, header bool, text string) bool {
		if !m.looksAt(place, header) {
			return true
		}
		if found, ok := mentioned(text, wanted); ok {
			at, hit = match{place, found}, true
		}
		return !hit
	}
	if look(order.AtNote, false, note) {
		eachText(fr, look)
	}
	return at, hit
}

func (m *matcher) looksAt(place order.Place, header bool) bool {
	return len(m.within) == 0 || slices.Contains(m.within, string(place)) || header && slices.Contains(m.within, search.InHeaders)
}

// clue looks for a word by its kind: an order's reference, an e-mail address.
func (m *matcher) clue(fr *frame, found *clues, i int) (match, bool) {
	key, wanted := m.parts[i].Key, m.folded[i]
	if kind, ok := tokenKinds[key]; ok {
		for _, t := range found.tokens {
			if t.kind == kind && strings.HasPrefix(t.text, wanted) {
				at, _ := (&matcher{}).text(fr, "", t.text)
				return at, true
			}
		}
		return match{}, false
	}
	var id, ref, orderID string
	if r := fr.Request; r != nil {
		id, ref, orderID = r.ID, r.OrderReferenceID, r.OrderID
	} else {
		id, ref, orderID = fr.Postback.ID, fr.Postback.OrderReferenceID, fr.Postback.OrderID
	}
	switch {
	case key == search.Ref && strings.HasPrefix(foldToken(ref), wanted):
		return match{order.AtReference, ref}, true
	case key == search.ID && foldToken(id) == wanted:
		return match{order.AtID, id}, true
	case key == search.ID && foldToken(orderID) == wanted:
		return match{order.AtOrderID, orderID}, true
	}
	return match{}, false
}

var tokenKinds = map[search.Key]int{
	search.Email: emailToken, search.SKU: skuToken, search.Item: itemToken,
	search.Tracking: trackingToken, search.Error: errorToken, search.File: fileToken,
}

func eachText(fr *frame, each func(order.Place, bool, string) bool) {
	if fr.Request != nil {
		fr.Request.Texts(each)
		return
	}
	fr.Postback.Texts(each)
}

// snippetRunes is how much is shown on each side of what was found.
const snippetRunes = 40

// mentioned looks for a folded text, as it is written and as it reads: å may be \u00e5 in JSON, %C3%A5 in a form, and
// one byte in ISO 8859-1.
func mentioned(text, wanted string) (string, bool) {
	if found, ok := contains(text, wanted); ok {
		return found, true
	}
	if read := readable(text); read != text {
		return contains(read, wanted)
	}
	return "", false
}

func contains(text, wanted string) (string, bool) {
	folded := order.Fold(text)
	at := strings.Index(folded, wanted)
	if at < 0 {
		return "", false
	}
	if len(folded) != len(text) { // cancelled is folded to fewer letters
		text = folded
	}
	return around(text, at, at+len(wanted)), true
}

// around cuts out what stands around a place, in one line.
func around(text string, from, to int) string {
	start, end := from, min(to, len(text))
	for range snippetRunes {
		if start == 0 {
			break
		}
		_, size := utf8.DecodeLastRuneInString(text[:start])
		start -= size
	}
	for range snippetRunes {
		if end >= len(text) {
			break
		}
		_, size := utf8.DecodeRuneInString(text[end:])
		end += size
	}
	return strings.ToValidUTF8(strings.Join(strings.Fields(text[start:end]), " "), "\uFFFD")
}

var escape = regexp.MustCompile(`\\u[0-9a-fA-F]{4}`)

// readable undoes how letters beyond ASCII may be written.
func readable(text string) string {
	if !utf8.ValidString(text) {
		runes := make([]rune, len(text))
		for i := range len(text) {
			runes[i] = rune(text[i])
		}
		text = string(runes)
	}
	if strings.Contains(text, `\u`) {
		text = escape.ReplaceAllStringFunc(text, func(e string) string {
			n, _ := strconv.ParseUint(e[2:], 16, 32) // four digits
			if n >= 0xd800 && n < 0xe000 {
				return e
			}
			return string(rune(n))
		})
	}
	if strings.Contains(text, "%") && !strings.ContainsAny(text, "{<\n") {
		if read, err := url.QueryUnescape(text); err == nil {
			text = read
		}
	}
	return text
}

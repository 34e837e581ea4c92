package redact

import (
	"bytes"
	"encoding/binary"
	"regexp"
	"strings"
	"unicode/utf8"
)

// least is how many characters a value must have to be looked for inside of others.
const least = 5

// index finds many folded texts in one, in one pass: by their first eight bytes, or fewer for those that are shorter.
type index struct {
	filter  [1 << 13]uint64 // one bit for each hash of five first bytes
	byStart map[uint64][]pattern
}

// pattern is one text that is looked for.
type pattern struct {
	text   []byte
	digits bool // it has no letters: other digits beside it make it another number
	parted bool // it is a short number in parts: letters beside it make it something else, too
	of     *original
}

// hit is where a pattern was found.
type hit struct {
	at, end int
	of      *original
}

func newIndex() *index { return &index{byStart: map[uint64][]pattern{}} }

func (x *index) add(text string, of *original) {
	x.addPattern(pattern{text: []byte(text), digits: !hasLetter(text), of: of})
}

func (x *index) addPattern(p pattern) {
	start := startOf(p.text)
	x.byStart[start] = append(x.byStart[start], p)
	x.filter[bucket(start)>>6] |= 1 << (bucket(start) & 63)
}

// startOf packs the first five bytes.
func startOf(b []byte) uint64 {
	var five [8]byte
	copy(five[:], b[:least])
	return binary.LittleEndian.Uint64(five[:])
}

func bucket(start uint64) uint64 { return (start * 0x9E3779B97F4A7C15) >> 45 }

// find gives the next hit at or after a position of folded text, the longest that starts there.
func (x *index) find(text []byte, from int) (hit, bool) {
	if x == nil || len(x.byStart) == 0 {
		return hit{}, false
	}
	for i := from; i+least <= len(text); i++ {
		start := startOf(text[i:])
		b := bucket(start)
		if x.filter[b>>6]&(1<<(b&63)) == 0 {
			continue
		}
		if h, ok := x.longest(text, i, x.byStart[start]); ok {
			return h, true
		}
	}
	return hit{}, false
}

func (x *index) longest(text []byte, at int, among []pattern) (best hit, found bool) {
	for _, p := range among {
		end := at + len(p.text)
		if !bytes.HasPrefix(text[at:], p.text) || end <= best.end && found || p.digits && beside(text, at, end, digit) || p.parted && beside(text, at, end, letterOrDigit) {
			continue
		}
		best, found = hit{at: at, end: end, of: p.of}, true
	}
	return best, found
}

func beside(text []byte, at, end int, of func(byte) bool) bool {
	return at > 0 && of(text[at-1]) || end < len(text) && of(text[end])
}

func digit(b byte) bool { return b >= '0' && b <= '9' }

func letterOrDigit(b byte) bool { return digit(b) || b|0x20 >= 'a' && b|0x20 <= 'z' }

// hunt builds the index of what was learned, and the table of what is too short for it.
func (m *Masker) hunt() *index {
	x := newIndex()
	m.numbers = newIndex()
	for _, o := range m.learned {
		for form := range o.forms {
			m.huntForm(x, form, o)
		}
	}
	return x
}

func (m *Masker) huntForm(x *index, form string, o *original) {
	if m.keeps[o.kind] && !o.ruled || o.rank == cautious || o.rank == unlisted && (m.kept[form] || m.grants[form]) || m.lead[form] || m.harmless(form) && !(o.kind == kindSecret && digitsIn(form) > 0) {
		return
	}
	if !huntable(form) {
		m.huntNumber(x, form, o)
		if smallNumber := digitsOnly.MatchString(form) && o.rank == unlisted; !m.kept[form] && !smallNumber {
			m.short[form] = o
		}
		return
	}
	x.add(form, o)
	if squeezed := canonical(form); squeezed != form && huntable(squeezed) {
		x.add(squeezed, o)
	}
}

// partedNumber is a number in parts, as postcodes and dates are written.
var partedNumber = regexp.MustCompile(`^\d+(?:[-./ ]{1,2}\d+)+$`)

// huntNumber looks for dates and for numbers of five and six digits in single words that are written in hex or base64,
// and in runs of escapes: in all that is produced they would be found by chance. Those in parts would not, where they
// stand alone.
func (m *Masker) huntNumber(x *index, form string, o *original) {
	if o.rank != certain || digitsIn(form) < least {
		return
	}
	m.numbers.add(form, o)
	if partedNumber.MatchString(form) && !isoDate.MatchString(form) {
		x.addPattern(pattern{text: []byte(form), digits: true, parted: true, of: o})
	}
}

// wrappable is a word that could be hex or base64.
var wrappable = regexp.MustCompile(`^[A-Za-z0-9+/_=-]{8,200}$`)

// wraps says that a word holds such a number in hex or base64.
func (m *Masker) wraps(word string) bool {
	if len(m.numbers.byStart) == 0 || !wrappable.MatchString(word) || !strings.ContainsAny(word, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") {
		return false
	}
	found := false
	encoded([]byte(word), func(v view) bool {
		_, found = m.numbers.find(foldBytes(v.text, false).text, 0)
		return !found
	})
	return found
}

// disguise is a run of digits and what stands between them, some of it written as escapes.
var disguise = regexp.MustCompile(`(?i)(?:\d[\d./ -]*)?` + escape + `(?:` + escape + `|[\d./ -])*`)

const escape = `(?:&(?:amp;)*#(?:\d{1,7}|x[0-9a-f]{1,6});|\\u[0-9a-f]{4}|\\u\{[0-9a-f]{1,6}\}|\\x[0-9a-f]{2}|%(?:25)*[0-9a-f]{2}|\+)`

// disguises says that a run of escapes is such a number, which does not stand there plainly as well.
func (m *Masker) disguises(run []byte) bool {
	if _, plain := m.numbers.find(run, 0); plain {
		return false
	}
	_, found := m.numbers.find(foldBytes(unpercent(unpercent(unescape(unmarkup(unmarkup(run))))), false).text, 0)
	return found
}

// escapes gives the runs of escapes in a text, where such numbers are known.
func (m *Masker) escapes(text []byte) [][]int {
	if len(m.numbers.byStart) == 0 || !bytes.ContainsAny(text, `&\%+`) {
		return nil
	}
	return disguise.FindAllIndex(text, -1)
}

// huntable says that a value is long enough to be looked for inside of others: five characters with a letter among
// them, or seven digits. Shorter ones would be found everywhere by chance.
func huntable(form string) bool {
	if utf8.RuneCountInString(form) < least || isoDate.MatchString(form) {
		return false
	}
	return hasLetter(form) || digitsIn(form) >= 7
}

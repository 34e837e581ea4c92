package redact

import (
	"maps"
	"regexp"
	"strings"
)

// tokenLength is how many base32 characters a pseudonym has: 60 bits.
const tokenLength = 12

// issued is any text of the form that tokens and pseudonyms have.
var issued = regexp.MustCompile(`‹[a-z]+:[A-Z2-7]{10,}` + outlined + `›`)

// outlined is the form that outlines have.
const outlined = `(?:·[0-9A-Za-z+._/-]{1,16}){0,3}`

// strength is how sure it is that a replaced value is somebody's, and so how far it is hunted elsewhere.
type strength int

const (
	cautious strength = iota // replaced because nothing is known of it; not hunted but as a word in sentences
	unlisted                 // of a field that is not on the list; hunted unless a listed field let the same value go
	certain                  // secret or personal by its field or its form; hunted everywhere
)

// Masker takes secrets and everything personal out of what is shared. By an allow-list of fields, and of what their
// values may be, it lets ids, states, times and sizes go; the rest becomes typed pseudonyms. The same value has the
// same pseudonym wherever it stands in one export, and another one in the next.
//
// It works in two rounds: mask everything once, call Settle, and mask everything again. The first round learns what
// is personal, so that the second also finds it in sentences, file names, URLs and fields that may leave.
// Each round replaces all that it knows; a Masker is for one goroutine.
type Masker struct {
	key     []byte
	secrets *Tokens
	settled bool
	learned map[string]*original // by canonical value
	lead    map[string]bool      // folded ids of the records themselves, which always may leave
	kept    map[string]bool      // folded values that listed fields let go
	spoken  map[string]bool      // words of our own texts in the export
	counts  map[string]int
	rules   []Rule          // of the company whose records are masked
	grants  map[string]bool // folded values that rules let go
	hear    func(Decision)
	quiet   bool            // what is masked does not leave, and is not counted
	keeps   map[string]bool // kinds that the person lets go
	let     map[string]int  // values of them that went
	hunted  *index
	numbers *index               // that are too short for it
	short   map[string]*original // by folded value: too short to be looked for inside of others
}

// original is a value that was replaced.
type original struct {
	kind  string
	rank  strength
	forms map[string]bool // as it was written, folded
	ruled bool            // a rule masks it, whatever else is known of it
}

// NewMasker makes a masker with the key of one export, 32 fresh random bytes.
func NewMasker(key []byte) *Masker {
	m := &Masker{key: append([]byte{}, key...), learned: map[string]*original{}, lead: map[string]bool{}, kept: map[string]bool{},
		spoken: map[string]bool{}, grants: map[string]bool{}, counts: map[string]int{}, keeps: map[string]bool{}, let: map[string]int{}, short: map[string]*original{}, numbers: newIndex()}
	m.secrets = &Tokens{replace: func(value string) string { return m.token(kindSecret, value, certain) }}
	return m
}

// Lead says which ids and references the records go by. Those that are ids by their form may leave from anywhere.
func (m *Masker) Lead(ids ...string) {
	for _, id := range ids {
		if len(id) >= 4 && digitsIn(id) > 0 && m.isID(id) {
			m.lead[fold(id)] = true
		}
	}
}

// Speaks says which texts of our own are in the export, so that their words are not taken for anybody's.
func (m *Masker) Speaks(texts ...string) {
	for _, text := range texts {
		for _, w := range wordsOf(text) {
			m.spoken[w] = true
		}
	}
}

// Keep lets values of some kinds leave as they are. Secrets never do.
func (m *Masker) Keep(kinds ...string) {
	for _, kind := range kinds {
		if kind != kindSecret && kind != kindBody {
			m.keeps[kind] = true
		}
	}
}

// Quietly masks something that does not leave: it is learned from, and not counted.
func (m *Masker) Quietly(do func()) {
	was := m.quiet
	m.quiet = true
	do()
	m.quiet = was
}

// Let is how many values were let go, by kind.
func (m *Masker) Let() map[string]int { return maps.Clone(m.let) }

// Settle ends the first round: from now on everything that it learned is hunted everywhere, and counting starts anew.
func (m *Masker) Settle() {
	m.settled = true
	m.counts, m.let = map[string]int{}, map[string]int{}
	for _, o := range m.learned {
		for form := range o.forms {
			if o.ruled { // an id that a rule masks is no longer one by which the record may be known
				delete(m.lead, form)
			}
		}
	}
	m.hunted = m.hunt()
}

// Counts is how many values were replaced, by kind.
func (m *Masker) Counts() map[string]int { return maps.Clone(m.counts) }

// token gives the pseudonym of a value, and remembers the value.
func (m *Masker) token(kind, value string, rank strength) string {
	if strings.TrimSpace(value) == "" {
		return value
	}
	o := m.learn(kind, value, rank)
	if m.keeps[o.kind] && !o.ruled {
		if !m.quiet {
			m.let[o.kind]++
		}
		return m.apart(o, value)
	}
	return m.pseudonym(o.kind, value)
}

// pseudonym counts a value as replaced and gives what stands in its place.
func (m *Masker) pseudonym(kind, value string) string {
	if !m.quiet {
		m.counts[kind]++
	}
	return "‹" + kind + ":" + digest(m.key, "pseudonym", canonical(value))[:tokenLength] + outline(kind, value) + "›"
}

// learn remembers a value that is replaced.
func (m *Masker) learn(kind, value string, rank strength) *original {
	c := canonical(value)
	o := m.learned[c]
	if o == nil {
		o = &original{kind: kind, rank: rank, forms: map[string]bool{}}
		m.learned[c] = o
	}
	if precedence[kind] > precedence[o.kind] && !m.settled {
		o.kind = kind
	}
	o.rank = max(o.rank, rank)
	o.forms[fold(value)] = true
	if kind == kindName || kind == kindCity {
		m.learnWords(kind, value, rank)
	}
	return o
}

// apart takes out of a value that may leave what may not: an address can hold a name.
func (m *Masker) apart(o *original, value string) string {
	if !m.settled {
		return value
	}
	out := m.replaceHits(value)
	if m.hides(out) {
		return m.pseudonym(o.kind, value)
	}
	return out
}

// learnWords remembers the words of a name, so that a sentence with one of them alone gives nobody away.
func (m *Masker) learnWords(kind, value string, rank strength) {
	words := strings.FieldsFunc(value, func(r rune) bool { return strings.ContainsRune(" \t\r\n,;/\u00a0", r) })
	for _, w := range words {
		c := canonical(w)
		if len(words) > 1 && len([]rune(w)) >= 2 && m.learned[c] == nil && !technical[c] && !particles[c] {
			m.learned[c] = &original{kind: kind, rank: cautious, forms: map[string]bool{fold(w): true}}
		}
	}
}

// particles are small words of names that are words of languages too.
var particles = set("de", "la", "le", "du", "da", "di", "del", "der", "den", "van", "von", "af", "av", "och", "and", "el", "al", "bin", "y", "e", "st", "st.")

// precedence decides which kind a value has that is known as several.
var precedence = map[string]int{kindText: 0, kindNumber: 0, kindFile: 1, kindCompany: 2, kindCity: 3, kindAddress: 4, kindName: 5, kindDate: 6,
	kindPostcode: 6, kindPlace: 6, kindIP: 7, kindPhone: 8, kindPerson: 9, kindIBAN: 9, kindCard: 9, kindEmail: 10, kindSecret: 11}

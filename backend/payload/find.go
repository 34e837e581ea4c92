package payload

import (
	"bytes"
	"regexp"
	"unicode"
	"unicode/utf8"
)

// mostHits is how many hits are remembered; all are counted.
const mostHits = 10_000

// Needle is what to look for in a body.
type Needle struct {
	Text    string `json:"text"`
	Regexp  bool   `json:"regexp"`
	Exactly bool   `json:"exactly"` // upper and lower case differ
}

// Hit is a place where a needle stands.
type Hit struct {
	At   int `json:"at"` // in the text, in bytes
	End  int `json:"end"`
	Line int `json:"line"` // in the view that was asked for
}

type search struct {
	needle Needle
	hits   []Hit
	count  int
}

// Pattern reads a needle. The error is that of the expression.
func (n Needle) Pattern() (*regexp.Regexp, error) {
	text := n.Text
	if !n.Regexp {
		text = regexp.QuoteMeta(text)
	}
	flags := "(?m)"
	if !n.Exactly {
		flags = "(?mi)"
	}
	return regexp.Compile(flags + text)
}

// Find counts the places where a needle stands in the body as it is written, and gives some from one on.
func (d *Doc) Find(needle Needle, view View, from, count int) (total int, hits []Hit, err error) {
	view, _, _ = d.fitting(view)
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.found == nil || d.found.needle != needle {
		s, err := d.search(needle)
		if err != nil {
			return 0, nil, err
		}
		d.found = s
	}
	hits = []Hit{}
	from = min(max(from, 0), len(d.found.hits))
	for _, h := range d.found.hits[from:min(from+max(count, 0), len(d.found.hits))] {
		h.Line = d.lineAt(view, h.At)
		hits = append(hits, h)
	}
	return d.found.count, hits, nil
}

func (d *Doc) search(needle Needle) (*search, error) {
	s := &search{needle: needle}
	pattern, err := needle.Pattern()
	if err != nil || needle.Text == "" {
		return s, err
	}
	add := func(at, end int) {
		s.count++
		if len(s.hits) < mostHits {
			s.hits = append(s.hits, Hit{At: at, End: end})
		}
	}
	text := d.text
	if text == nil {
		text = d.inner
	}
	if !needle.Regexp && plain(needle.Text) {
		eachPlain(text, []byte(needle.Text), needle.Exactly, add)
		return s, nil
	}
	for _, at := range pattern.FindAllIndex(text, -1) {
		if at[1] > at[0] {
			add(at[0], at[1])
		}
	}
	return s, nil
}

// plain says that a text is ASCII: its case can be told byte by byte. K and S have relatives outside of ASCII that
// fold to them; they are not looked for.
func plain(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// eachPlain looks for an ASCII text by the rarer case of its first letter, which is many times faster than an expression.
func eachPlain(text, needle []byte, exactly bool, add func(at, end int)) {
	lower, upper := byte(unicode.ToLower(rune(needle[0]))), byte(unicode.ToUpper(rune(needle[0])))
	if exactly || lower == upper {
		lower, upper = needle[0], needle[0]
	}
	nextLower, nextUpper := -1, -1
	for at := 0; at+len(needle) <= len(text); {
		nextLower, nextUpper = following(text, lower, at, nextLower), following(text, upper, at, nextUpper)
		at = min(nextLower, nextUpper)
		if at+len(needle) > len(text) {
			return
		}
		part := text[at : at+len(needle)]
		if bytes.Equal(part, needle) || !exactly && bytes.EqualFold(part, needle) {
			add(at, at+len(needle))
			at += len(needle)
			continue
		}
		at++
	}
}

// following is where a byte stands at or after a place, given where it stood before.
func following(text []byte, c byte, at, known int) int {
	if known >= at {
		return known
	}
	if n := bytes.IndexByte(text[at:], c); n >= 0 {
		return at + n
	}
	return len(text)
}

package payload

import (
	"bytes"
	"encoding/hex"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// looked is how much of a PDF is looked at, from its beginning and from its end.
const looked = 4 << 20

var (
	pdfVersion = regexp.MustCompile(`^%PDF-(\d\.\d)`)
	pdfPage    = regexp.MustCompile(`/Type\s*/Page\b[^s]`)
	pdfPages   = regexp.MustCompile(`/Type\s*/Pages\b`)
	pdfCount   = regexp.MustCompile(`/Count\s+(\d{1,7})\b`)
	pdfBox     = regexp.MustCompile(`/MediaBox\s*\[\s*[\d.-]+\s+[\d.-]+\s+([\d.]+)\s+([\d.]+)`)
	pdfInfo    = regexp.MustCompile(`/Info\s+(\d{1,9})\s+(\d{1,5})\s+R\b`)
	pdfTitle   = regexp.MustCompile(`/Title\s*[(<]`)
	pdfLock    = regexp.MustCompile(`/Encrypt\s+\d`)
)

// pdf reads what is written plainly. What stands in compressed objects stays unknown, as does what stands in the
// middle of a long file.
func pdf(body []byte) Picture {
	p := Picture{Kind: "pdf"}
	parts := [][]byte{body}
	if len(body) > 2*looked {
		parts = [][]byte{body[:looked], body[len(body)-looked:]}
	}
	if v := pdfVersion.FindSubmatch(body[:min(len(body), 20)]); v != nil {
		p.Version = string(v[1])
	}
	for _, part := range parts {
		p.Locked = p.Locked || pdfLock.Match(part)
		p.Pages = max(p.Pages, counted(part))
		if box := pdfBox.FindSubmatch(part); box != nil && p.Width == 0 {
			p.Width, p.Height = points(box[1]), points(box[2])
		}
	}
	if p.Pages == 0 && len(parts) == 1 {
		p.Pages = len(pdfPage.FindAllIndex(body, -1))
	}
	p.Broken = !bytes.Contains(body[max(0, len(body)-mostBehind):], []byte("%%EOF"))
	if !p.Locked { // else it is no text
		p.Title = titled(parts)
	}
	return p
}

// mostBehind is how far before its last byte the end of a PDF is marked: some are followed by blanks or a few bytes.
const mostBehind = 4000

// mostObject is how long an object is at most that is looked into.
const mostObject = 4000

// object is the text of the object around a place.
func object(part []byte, at int) []byte {
	start, end := max(0, at-mostObject), min(len(part), at+mostObject)
	if n := bytes.LastIndex(part[start:at], []byte("obj")); n >= 0 {
		start += n
	}
	if n := bytes.Index(part[at:end], []byte("endobj")); n >= 0 {
		end = at + n
	}
	return part[start:end]
}

// mostCounts is how many numbers of pages are looked at; the tree of a long document has many.
const mostCounts = 1000

// counted is the largest number of pages that a tree of pages says it has.
func counted(part []byte) int {
	most := 0
	for _, found := range pdfCount.FindAllSubmatchIndex(part, mostCounts) {
		if n, err := strconv.Atoi(string(part[found[2]:found[3]])); err == nil && n > most && pdfPages.Match(object(part, found[0])) {
			most = n
		}
	}
	return most
}

// titled is the title that the object with the facts about a document gives.
func titled(parts [][]byte) string {
	var which []byte
	for _, part := range parts {
		if found := pdfInfo.FindSubmatch(part); found != nil {
			which = []byte(string(found[1]) + " " + string(found[2]) + " obj")
		}
	}
	for _, part := range parts {
		at := bytes.Index(part, which)
		if which == nil || at < 0 || at > 0 && part[at-1] >= '0' && part[at-1] <= '9' {
			continue
		}
		facts := object(part, at+len(which))
		if found := pdfTitle.FindIndex(facts); found != nil {
			return titleOf(facts[found[1]-1:])
		}
	}
	return ""
}

// points reads a length; one that no page has is unknown.
func points(number []byte) int {
	n, err := strconv.ParseFloat(string(number), 64)
	if err != nil || n > 20_000 {
		return 0
	}
	return int(n)
}

// mostTitle is how many characters of a title are given.
const mostTitle = 200

// titleOf reads a text of a PDF at the bracket with which it begins: with escapes, or as hexadecimal digits.
func titleOf(raw []byte) string {
	var text []byte
	if raw[0] == '<' {
		digits, _, _ := bytes.Cut(raw[1:], []byte(">"))
		digits = bytes.Join(bytes.Fields(digits), nil)
		text = make([]byte, len(digits)/2)
		n, _ := hex.Decode(text, digits[:len(digits)/2*2]) // as far as they are digits
		text = text[:n]
	} else {
		text = bracketed(raw[1:])
	}
	title := strings.Join(strings.FieldsFunc(pdfText(text), func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
	if utf8.RuneCountInString(title) > mostTitle {
		title = string([]rune(title)[:mostTitle]) + "…"
	}
	return title
}

// pdfText decodes a text: UTF-16 or UTF-8 with a mark, else the charset of PDFs, which for letters is Latin-1.
func pdfText(text []byte) string {
	if rest, ok := bytes.CutPrefix(text, []byte("\xfe\xff")); ok {
		units := make([]uint16, 0, len(rest)/2)
		for ; len(rest) >= 2; rest = rest[2:] {
			units = append(units, uint16(rest[0])<<8|uint16(rest[1]))
		}
		return string(utf16.Decode(units))
	}
	if rest, ok := bytes.CutPrefix(text, bom); ok {
		return strings.ToValidUTF8(string(rest), "\ufffd")
	}
	runes := make([]rune, len(text))
	for i, c := range text {
		runes[i] = rune(c)
	}
	return string(runes)
}

var pdfEscapes = map[byte]byte{'n': '\n', 'r': '\r', 't': '\t', 'b': ' ', 'f': ' ', '\n': ' ', '\r': ' '}

// bracketed reads up to the bracket that ends a text; brackets inside of it come in pairs.
func bracketed(raw []byte) []byte {
	out := make([]byte, 0, mostTitle)
	for i, open := 0, 1; i < len(raw); i++ {
		switch c := raw[i]; {
		case c == '\\' && i+1 < len(raw):
			var text byte
			text, i = escapedAt(raw, i+1)
			out = append(out, text)
			continue
		case c == '(':
			open++
		case c == ')':
			open--
		}
		if open == 0 {
			return out
		}
		out = append(out, raw[i])
	}
	return out
}

// escapedAt reads what stands behind a backslash, and tells where it ends.
func escapedAt(raw []byte, at int) (c byte, last int) {
	end := at
	for end < len(raw) && end < at+3 && raw[end] >= '0' && raw[end] <= '7' {
		end++
	}
	if end > at {
		n, _ := strconv.ParseUint(string(raw[at:end]), 8, 16) // only digits below 8
		return byte(n), end - 1
	}
	if c, ok := pdfEscapes[raw[at]]; ok {
		return c, at
	}
	return raw[at], at
}

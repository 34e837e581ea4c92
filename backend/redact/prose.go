package redact

import (
	"regexp"
	"strings"
	"unicode"
)

// manner is how a text is looked through.
type manner int

const (
	spoken manner = iota // what systems say: words in small letters may leave
	closed               // what people write: only known words may leave
	coded                // the source of a template: its code and names of fields may leave
)

// piece is a part of a text that is still to be looked through, or done.
type piece struct {
	text string
	done bool
}

var (
	linked   = regexp.MustCompile(`(?i)^[a-z][a-z0-9+.-]*:(//|\\\\)[^\s]+[^\r\n]*$|^mailto:|^(//|/|\.{1,2}/|[a-z]:\\)\S*$|^[\w./\\-]+\.(pdf|png|jpe?g|tiff?|svg|xml|json|csv|zip|html?|txt|eps|ai|psd|heic|webp|gif)$`)
	links    = regexp.MustCompile(`(?i)\b[a-z][a-z0-9+.-]*://[^\s"'<>‹›]+|\bmailto:[^\s"'<>]+`)
	fileName = regexp.MustCompile(`(?i)[\p{L}\p{M}\p{N}_.%+@-]+\.(pdf|png|jpe?g|tiff?|svg|xml|json|csv|zip|html?|txt|eps|ai|psd|heic|webp|gif)\b`)
	uuids    = regexp.MustCompile(`(?i)\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b`)
	moments  = regexp.MustCompile(`\b20[2-9]\d-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}([.,]\d{1,9})?)?( ?(Z|UTC|[+-]\d{2}:?\d{2})\b)?)?`)
	measured = regexp.MustCompile(`(?i)\b\d{1,9}([.,]\d+)? ?(ms|s|sec|seconds|sekunder|min|minutes|bytes|b|kb|mb|gb|kib|mib|mm|cm|g|kg|gsm|px|dpi|pcs|st|%)(\b|$)`)
	assigned = regexp.MustCompile(`(?i)\b(api[ _-]?key|key|token|secret|password|passwd|passphrase|pwd|lösenord|pin|bearer|basic|signature|session)(["']?\s*[:=]\s*["']?|\s+["']?)([^\s"'<>,;]{3,})`)
	headed   = regexp.MustCompile(`(?i)\b((?:set-)?cookie2?|(?:proxy-)?authorization|x-[a-z-]*(?:key|token|secret|signature))["']?\s*[:=]\s*["']?([^\s"'<>][^\r\n"'<>]*)`)
	jinja    = regexp.MustCompile(`(?s)\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}`)
	fieldTag = regexp.MustCompile(`"[A-Za-z_][\w.-]*"\s*:|</?[A-Za-z_][\w:.-]*|\b[A-Za-z_][\w:.-]*="`)
	quoted   = regexp.MustCompile(`'[^']*'|"[^"]*"`)
	words    = regexp.MustCompile(`[\p{L}\p{M}\p{N}_][\p{L}\p{M}\p{N}_'’.\-/\[\]:#]*[\p{L}\p{M}\p{N}_\]]|[\p{L}\p{N}]`)
	numbered = regexp.MustCompile(`(‹(?:address|name):[A-Z2-7]+›,? )(\d{1,4}(?: ?[A-Za-z])?)(\b)`)
)

// Text masks what a system says: messages of errors, names of steps.
func (m *Masker) Text(text string) string { return m.prose(text, spoken) }

// Template masks the source of a template; its code and the names of its fields stay.
func (m *Masker) Template(source string) string { return m.prose(source, coded) }

// prose masks a text without structure: first what is known from elsewhere, then what is personal by its form,
// then words that could be names.
func (m *Masker) prose(text string, how manner) string {
	if strings.TrimSpace(text) == "" {
		return text
	}
	if o := m.short[fold(strings.TrimSpace(text))]; o != nil {
		return m.token(o.kind, text, cautious)
	}
	all := []piece{{text: text}}
	all = each(all, issued, func(s string) (string, bool) { return m.token(kindSecret, s, certain), true })
	all = m.patternsIn(m.hitsIn(all))
	if how == coded {
		all = each(all, jinja, func(s string) (string, bool) { return m.code(s), true })
		all = each(all, assigned, m.codedSecret)
		all = each(all, fieldTag, func(s string) (string, bool) { return s, true })
	}
	all = each(all, shapes, func(s string) (string, bool) { return m.token(kindSecret, s, certain), true })
	all = each(all, headed, m.headedSecret)
	all = each(all, assigned, m.namedSecret)
	all = each(all, links, func(s string) (string, bool) { return m.URL(s), true })
	all = each(all, uuids, func(s string) (string, bool) { return s, true })
	all = each(all, moments, func(s string) (string, bool) { return s, isMoment(s) })
	for _, shape := range inProse {
		all = m.shapesIn(all, shape)
	}
	all = each(all, fileName, func(s string) (string, bool) { return m.URL(s), true })
	all = each(all, measured, func(s string) (string, bool) { return s, true })
	all = each(all, words, func(s string) (string, bool) { return m.word(s, how), true })
	return m.uncovered(m.houses(joined(all)))
}

// joined puts pieces together again.
func joined(all []piece) string {
	var out strings.Builder
	for _, p := range all {
		out.WriteString(p.text)
	}
	return out.String()
}

// uncovered replaces the words of a masked text that hide an original value in some other writing.
func (m *Masker) uncovered(text string) string {
	if !m.settled {
		return text
	}
	text = m.undisguised(text)
	hides := m.hides(text)
	masked := word.ReplaceAllStringFunc(text, func(w string) string {
		if hides && m.hides(w) || m.wraps(w) {
			return m.token(kindText, w, cautious)
		}
		return w
	})
	if hides && m.hides(masked) {
		return m.token(kindText, text, cautious)
	}
	return masked
}

// undisguised replaces numbers that are written as escapes.
func (m *Masker) undisguised(text string) string {
	var out strings.Builder
	done := 0
	for _, run := range m.escapes([]byte(text)) {
		if written := text[run[0]:run[1]]; m.disguises([]byte(written)) {
			out.WriteString(text[done:run[0]] + m.token(kindNumber, written, cautious))
			done = run[1]
		}
	}
	return out.String() + text[done:]
}

// each looks for a form in the pieces that are not done; what change takes on is done, the rest is not.
func each(all []piece, form *regexp.Regexp, change func(string) (string, bool)) []piece {
	var out []piece
	for _, p := range all {
		if p.done {
			out = append(out, p)
			continue
		}
		at := 0
		for _, span := range form.FindAllStringIndex(p.text, -1) {
			masked, ok := change(p.text[span[0]:span[1]])
			if !ok {
				continue
			}
			if span[0] > at {
				out = append(out, piece{text: p.text[at:span[0]]})
			}
			out = append(out, piece{text: masked, done: true})
			at = span[1]
		}
		if at < len(p.text) {
			out = append(out, piece{text: p.text[at:]})
		}
	}
	return out
}

// shapesIn replaces what has a personal form. Where a match is not what it looks like, a part of it still can be:
// a card number with another number before it, an account number with a word behind.
func (m *Masker) shapesIn(all []piece, s shape) []piece {
	var out []piece
	for _, p := range all {
		if p.done {
			out = append(out, p)
			continue
		}
		at := 0
		for from := 0; from < len(p.text); {
			start, end, found := s.next(p.text, from)
			if !found {
				break
			}
			value := p.text[start:end]
			if m.lead[fold(value)] || m.kept[fold(value)] && s.kind != kindEmail {
				from = end
				continue
			}
			out = append(out, piece{text: p.text[at:start]}, piece{text: m.token(s.kind, value, certain), done: true})
			at, from = end, end
		}
		out = append(out, piece{text: p.text[at:]})
	}
	return out
}

// hitsIn marks what was learned in the first round.
func (m *Masker) hitsIn(all []piece) []piece {
	var out []piece
	for _, p := range all {
		if p.done || !m.settled {
			out = append(out, p)
			continue
		}
		out = append(out, pieces(m.replaceHits(p.text))...)
	}
	return out
}

// patternsIn replaces what the rules mask by its form.
func (m *Masker) patternsIn(all []piece) []piece {
	for _, r := range m.rules {
		if r.Form != nil {
			all = each(all, r.Form, func(s string) (string, bool) { return m.banned(r.As, s), s != "" })
		}
	}
	return all
}

// pieces parts a text at its pseudonyms, which are done.
func pieces(text string) []piece {
	return each([]piece{{text: text}}, issued, func(s string) (string, bool) { return s, true })
}

// namedSecret replaces what a sentence calls a key, a token or a password.
func (m *Masker) namedSecret(s string) (string, bool) {
	at := assigned.FindStringSubmatchIndex(s)
	value, joint := s[at[6]:at[7]], s[at[4]:at[5]]
	said := strings.ContainsAny(joint, ":=")
	if m.harmless(value) || !said && (digitsIn(value) == 0 || m.lead[fold(value)]) || strings.HasPrefix(value, "{") {
		return "", false
	}
	return s[:at[6]] + m.token(kindSecret, value, certain), true
}

// codedSecret is namedSecret in a template, where a key is that of a table.
func (m *Masker) codedSecret(s string) (string, bool) {
	if strings.EqualFold(assigned.FindStringSubmatch(s)[1], "key") {
		return "", false
	}
	return m.namedSecret(s)
}

// headedSecret replaces what follows the name of a header that holds a credential.
func (m *Masker) headedSecret(s string) (string, bool) {
	at := headed.FindStringSubmatchIndex(s)
	value := s[at[4]:at[5]]
	if m.harmless(value) || strings.HasPrefix(value, "{") {
		return "", false
	}
	return s[:at[4]] + m.token(kindSecret, value, certain), true
}

// code masks the texts in a piece of template code; names of variables and filters stay.
func (m *Masker) code(code string) string {
	if strings.HasPrefix(code, "{#") {
		return "{#" + m.prose(strings.TrimSuffix(code[2:], "#}"), closed) + "#}"
	}
	return quoted.ReplaceAllStringFunc(code, func(q string) string {
		inner := q[1 : len(q)-1]
		if m.short[fold(inner)] != nil {
			return q[:1] + m.token(m.short[fold(inner)].kind, inner, cautious) + q[len(q)-1:]
		}
		if inner == "" || termForm.MatchString(inner) || m.isID(inner) {
			return q
		}
		return q[:1] + m.prose(inner, spoken) + q[len(q)-1:]
	})
}

// word masks a word unless it is known, or plainly a term, an id or a small number.
func (m *Masker) word(w string, how manner) string {
	c := canonical(w)
	folded := fold(w)
	o := m.learned[c]
	switch {
	case m.lead[folded] || m.ofLead(w):
		return w
	case o != nil && o.kind != kindText && o.kind != kindNumber && o.kind != kindFile && !m.kept[folded] && !m.harmless(w):
		return m.token(o.kind, w, cautious)
	case m.short[folded] != nil:
		return m.token(m.short[folded].kind, w, cautious)
	case m.harmless(w) || m.kept[folded] && digitsIn(w) > 0:
		return w
	case digitsOnly.MatchString(w):
		return m.figure(w)
	case how != closed && smallLetters(w):
		return w
	case digitsIn(w) > 0 && !m.nameLike(w) && m.isID(w) && (how != closed || len(w) <= 12):
		return w
	case exceptionName.MatchString(w):
		return w
	}
	if !strings.ContainsFunc(w, unicode.IsLetter) {
		return w
	}
	if !couldBeName(w) && smallLetters(w) {
		return m.token(kindText, w, cautious)
	}
	return m.token(kindName, w, cautious)
}

// exceptionName is how engines call their errors.
var exceptionName = regexp.MustCompile(`^[A-Z][A-Za-z0-9]*(Error|Exception|Fault|Failure|Timeout|Warning)$|^E[A-Z]{4,}$|^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$`)

// figure keeps numbers of up to four digits: positions, statuses, counts, years.
func (m *Masker) figure(w string) string {
	if len(w) <= 4 || m.kept[w] {
		return w
	}
	return m.token(kindNumber, w, cautious)
}

// smallLetters says that a word begins small and is Latin, as words and identifiers do.
func smallLetters(w string) bool {
	for i, r := range w {
		if unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) || i == 0 && !unicode.IsLower(r) && r != '_' {
			return false
		}
	}
	return digitsIn(w) < least
}

// nameLike says that a part of a mixed word is written like a name.
func (m *Masker) nameLike(w string) bool {
	for part := range strings.FieldsFuncSeq(w, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if couldBeName(part) || len(part) > 8 && !m.harmless(part) {
			return true
		}
	}
	return false
}

// houses also masks the number that follows a street.
func (m *Masker) houses(text string) string {
	return numbered.ReplaceAllStringFunc(text, func(s string) string {
		at := numbered.FindStringSubmatchIndex(s)
		return s[:at[4]] + m.token(kindAddress, s[at[4]:at[5]], cautious) + s[at[5]:]
	})
}

// Note masks what a person wrote: only known words may leave.
func (m *Masker) Note(text string) string { return m.prose(text, closed) }

package redact

import (
	"cmp"
	"strconv"
	"strings"

	"ordertrail/backend/payload"
)

// maxWrapped is how many documents inside of strings of documents are opened; what lies deeper is replaced whole.
const maxWrapped = 4

// Body masks a body by its structure and keeps every other byte. One that can't be read in its format is replaced
// by its digest and length; readable says which it was. The digest is keyed too: nobody can try bodies against it.
func (m *Masker) Body(contentType string, body []byte) (masked []byte, readable bool) {
	if len(body) == 0 {
		return body, true
	}
	format := payload.Detect(contentType, body)
	if strings.HasPrefix(strings.ToLower(strings.TrimSpace(contentType)), "multipart/") {
		format = payload.Bytes
	}
	out, err := m.rewrite(format, body, nil, 0)
	if err != nil {
		m.counts[kindBody]++
		m.told(nil, "", "‹"+kindBody+"›", Why{Reason: IsUnreadable})
		return []byte("‹" + kindBody + ":" + digest(m.key, kindBody, string(body))[:tokenLength] + "› " +
			string(format) + ", " + strconv.Itoa(len(body)) + " bytes"), false
	}
	return out, true
}

// Extension is how the name of a file with this body ends, for those who write masked bodies to files.
func Extension(contentType string, body []byte) string {
	return payload.Detect(contentType, body).Extension()
}

// rewrite masks a document that stands at a path of another one, or at none.
func (m *Masker) rewrite(format payload.Format, body []byte, at []string, depth int) ([]byte, error) {
	if format == payload.Text {
		if _, err := payload.Rewrite(format, body, func(payload.Value) (string, bool) { return "", false }); err != nil {
			return nil, err
		}
		return []byte(m.told(nil, string(body), m.prose(string(body), spoken), Why{Reason: IsSaid})), nil
	}
	return payload.Rewrite(format, body, func(v payload.Value) (string, bool) {
		var masked string
		switch v.Kind {
		case payload.Literal:
			return "", false
		case payload.Name:
			masked = m.name(v.Text)
		case payload.Comment:
			masked = m.prose(v.Text, closed)
		default:
			masked = m.field(local(at, v.Steps), v.Text, depth)
		}
		return masked, masked != v.Text
	})
}

// local joins two paths and leaves out prefixes of XML names.
func local(at, path []string) []string {
	joined := append([]string{}, at...)
	for _, p := range path {
		if i := strings.LastIndexByte(p, ':'); i >= 0 && i+1 < len(p) {
			p = p[i+1:]
		}
		joined = append(joined, p)
	}
	return joined
}

// name masks the name of a field, where it is rather somebody's data.
func (m *Masker) name(name string) string {
	switch {
	case strings.TrimSpace(name) == "" || m.harmless(name):
		return name
	case m.lead[fold(name)]:
		return m.clean(name)
	case shapeOf(name) != "":
		return m.token(shapeOf(name), name, certain)
	case payload.LooksLikeData(name):
		return m.token(kindText, name, unlisted)
	case strings.Contains(name, " "):
		return m.prose(name, closed)
	}
	return m.clean(name)
}

// Field masks the value of a field that is known by its name, and by the names around it.
func (m *Masker) Field(value string, path ...string) string { return m.field(path, value, 0) }

// field masks a value by its path, which has "" for a position in a list, and tells why.
func (m *Masker) field(path []string, value string, depth int) string {
	if strings.TrimSpace(value) == "" {
		return value
	}
	masked, why := m.decide(path, value, depth)
	return m.told(path, value, masked, why)
}

// decide gives what leaves of a value. What stands inside of it tells its reasons itself.
func (m *Masker) decide(path []string, value string, depth int) (string, Why) {
	names := named(path)
	if secretField(names) || storedToken.MatchString(value) {
		return m.token(kindSecret, value, certain), Why{Reason: IsSecret}
	}
	if masked, why, ok := m.ruled(path, value, depth); ok {
		return masked, why
	}
	if m.lead[fold(value)] {
		return m.clean(value), Why{Reason: IsRecord}
	}
	shaped := shapeOf(value)
	if kind := personalKind(names); kind != "" {
		return m.token(cmp.Or(shaped, kind), value, certain), Why{Reason: IsPersonal}
	}
	if masked, ok := m.wrapped(path, value, depth); ok {
		return masked, Why{}
	}
	if may := ruleOf(names); may != nil && may(m, value) {
		m.kept[fold(value)] = true
		return m.cleaned(value, IsListed)
	}
	return m.open(names, value, shaped)
}

// cleaned lets a value go for a reason, unless something else is known of it.
func (m *Masker) cleaned(value string, reason Reason) (string, Why) {
	out := m.clean(value)
	if out != value {
		reason = FoundElsewhere
	}
	return out, Why{Reason: reason}
}

// open masks a value whose field promises nothing.
func (m *Masker) open(names []string, value, shaped string) (string, Why) {
	name := ""
	if len(names) > 0 {
		name = compact(names[len(names)-1])
	}
	switch {
	case m.harmless(value), isMoment(value):
		return m.cleaned(value, IsTechnical)
	case m.ofLead(value), m.settled && len(value) >= 4 && digitsIn(value) > 0 && m.kept[fold(value)] && m.isID(value):
		return m.cleaned(value, IsRecord)
	case closeFields[name]:
		return m.prose(value, closed), Why{Reason: IsSaid}
	case spokenFields[name]:
		return m.prose(value, spoken), Why{Reason: IsSaid}
	case linked.MatchString(value):
		return m.URL(value), Why{Reason: IsLink}
	case shaped != "":
		return m.token(shaped, value, certain), Why{Reason: IsShaped}
	case !hasLetter(value):
		return m.token(kindNumber, value, unlisted), Why{Reason: IsUnlisted}
	}
	return m.token(kindText, value, unlisted), Why{Reason: IsUnlisted}
}

// ofLead says that a value is a record's reference with a short counter behind it, as item references are.
func (m *Masker) ofLead(value string) bool {
	i := strings.LastIndexAny(value, "-_/.")
	if i <= 0 || len(value)-i > 6 {
		return false
	}
	rest := value[i+1:]
	return m.lead[fold(value[:i])] && (digitsOnly.MatchString(rest) || idWithBlank.MatchString(rest) && digitsIn(rest) > 0)
}

// wrapped masks a document that stands inside a string.
func (m *Masker) wrapped(path []string, value string, depth int) (string, bool) {
	trimmed := strings.TrimSpace(value)
	if len(trimmed) < 2 || !strings.ContainsRune(`{[<`, rune(trimmed[0])) || depth >= maxWrapped {
		return "", false
	}
	format := payload.Detect("", []byte(value))
	if format != payload.JSON && format != payload.XML {
		return "", false
	}
	out, err := m.rewrite(format, []byte(value), path, depth+1)
	return string(out), err == nil
}

// clean takes what was learned to be personal out of a value that otherwise may leave.
func (m *Masker) clean(value string) string {
	if !m.settled {
		return m.patterned(value)
	}
	if o := m.short[fold(strings.TrimSpace(value))]; o != nil {
		return m.token(o.kind, value, cautious)
	}
	out := m.patterned(m.replaceHits(value))
	if m.hides(out) || m.wraps(out) || m.undisguised(out) != out {
		return m.token(kindText, value, cautious)
	}
	return out
}

// replaceHits puts pseudonyms in the place of all hunted values in a text.
func (m *Masker) replaceHits(text string) string {
	f := foldBytes([]byte(text), true)
	var out strings.Builder
	from, done := 0, 0
	for {
		h, ok := m.hunted.find(f.text, from)
		if !ok {
			break
		}
		start, end := f.start[h.at], f.end[h.end-1]
		out.WriteString(text[done:start])
		out.WriteString(m.token(h.of.kind, text[start:end], cautious))
		from, done = h.end, end
	}
	out.WriteString(text[done:])
	return out.String()
}

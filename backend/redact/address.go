package redact

import (
	"net/url"
	"regexp"
	"strings"
)

var (
	mailLink  = regexp.MustCompile(`(?is)^mailto:([^?]*)(\?.*)?$`)
	segments  = regexp.MustCompile(`[^/\\;=,]+`)
	extension = regexp.MustCompile(`(?s)^(.*?)((?:\.[A-Za-z][A-Za-z0-9]{0,4}){0,2})$`)
	partOf    = regexp.MustCompile(`[^-_.+ ~!()\[\]]+`)
	dated     = regexp.MustCompile(`^20[2-9]\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(T?\d{4,6}Z?)?$`)
	capitals  = regexp.MustCompile(`^[A-Z]{1,4}$`)
	mixedCode = regexp.MustCompile(`^[A-Za-z]{0,3}\d{1,6}[A-Za-z]{0,2}$`)
	versioned = regexp.MustCompile(`^v\d{1,3}$`)
	escapedAt = regexp.MustCompile(`(?i)%40`)
)

// URL masks an address: scheme, host, port, known words, ids and the names of parameters stay; what stands before
// an @, other parts of the path, file names and values of parameters don't. A mail address is replaced whole.
func (m *Masker) URL(u string) string {
	trimmed := strings.TrimSpace(u)
	if trimmed == "" {
		return u
	}
	if o := m.short[fold(trimmed)]; o != nil {
		return m.token(o.kind, u, cautious)
	}
	if mail := mailLink.FindStringSubmatch(trimmed); mail != nil {
		return u[:len("mailto:")] + m.token(kindEmail, unescapedPath(mail[1]), certain)
	}
	if !strings.Contains(trimmed, "://") && shapeOf(trimmed) != "" {
		return m.token(shapeOf(trimmed), trimmed, certain)
	}
	if storedToken.MatchString(trimmed) {
		return m.token(kindSecret, trimmed, certain)
	}
	start, end := userinfo(u)
	scheme := authority.FindString(u)
	if start == end {
		start, end = len(scheme), len(scheme)
	}
	masked := u[:start]
	if end > start {
		masked += m.token(kindSecret, unescapedPath(u[start:end]), certain) + "@"
		end++
	}
	hostEnd := end
	if scheme != "" || end > len(scheme) {
		hostEnd = end + strings.IndexFunc(u[end:]+"/", func(r rune) bool { return strings.ContainsRune("/?#\\", r) })
	}
	path, query := cutAt(u[hostEnd:], "?")
	path, fragment := cutAt(path, "#")
	return masked + m.host(u[end:hostEnd]) + m.path(path) + m.query(fragment) + m.query(query)
}

// cutAt parts a text before the first of a separator, which stays with the rest.
func cutAt(s, sep string) (before, after string) {
	if i := strings.Index(s, sep); i >= 0 {
		return s[:i], s[i:]
	}
	return s, ""
}

func unescapedPath(s string) string {
	if plain, err := url.PathUnescape(s); err == nil {
		return plain
	}
	return s
}

// host keeps the name of a machine; an address of the internet is somebody's.
func (m *Masker) host(host string) string {
	name, port := host, ""
	if i := strings.LastIndexByte(host, ':'); i >= 0 && digitsOnly.MatchString(host[i+1:]) {
		name, port = host[:i], host[i:]
	}
	if bare := strings.Trim(name, "[]"); isIP(bare) {
		return m.token(kindIP, bare, certain) + port
	}
	if shapes.MatchString(name) || strings.Contains(name, "@") || !hostName.MatchString(name) {
		return m.token(kindText, name, unlisted) + port
	}
	return m.clean(name) + port
}

var hostName = regexp.MustCompile(`^$|^\[[0-9A-Fa-f:.]+\]$|^[\p{L}\p{M}\p{N}_.-]+$`)

// path masks each part of a path that is neither a known word nor an id, and keeps the ending of a file's name. What is
// known from elsewhere can also stand over several parts, as a date does.
func (m *Masker) path(path string) string {
	masked := m.parts(path)
	if m.settled {
		return m.replaceHits(masked)
	}
	return masked
}

func (m *Masker) parts(path string) string {
	return segments.ReplaceAllStringFunc(path, func(segment string) string {
		if storedToken.MatchString(segment) {
			return m.token(kindSecret, segment, certain)
		}
		plain := unescapedPath(segment)
		name := extension.FindStringSubmatch(plain)
		ending := name[2]
		if o := m.short[fold(name[1])]; o != nil && o.rank == certain {
			return m.token(o.kind, name[1], cautious) + ending
		}
		if m.inPath(plain) {
			return m.cleanOr(segment, plain)
		}
		if kind := shapeOf(plain); kind != "" {
			return m.token(kind, plain, certain)
		}
		if kind := shapeOf(name[1]); kind != "" {
			return m.token(kind, name[1], certain) + ending
		}
		if m.inPath(name[1]) {
			return m.cleanOr(segment, plain)
		}
		if digitsIn(ending) > 2 || ending != "" && name[1] == "" {
			name[1], ending = plain, ""
		}
		return m.token(kindFile, name[1], cautious) + ending
	})
}

// cleanOr keeps a part of a path as it was written, unless something personal was found in it.
func (m *Masker) cleanOr(written, plain string) string {
	if cleaned := m.clean(plain); cleaned != plain {
		return cleaned
	}
	return m.clean(written)
}

// inPath says that a part of a path may stay: each of its parts is a known word, an id, a date or a short code.
func (m *Masker) inPath(part string) bool {
	if m.lead[fold(part)] || uuidForm.MatchString(part) || m.kept[fold(part)] && shapeOf(part) == "" {
		return true
	}
	if escapedAt.MatchString(part) || strings.Contains(part, "@") || hasShape(part) {
		return false
	}
	for _, p := range partOf.FindAllString(part, -1) {
		f := fold(p)
		switch {
		case technical[f], m.spoken[f], m.lead[f], m.kept[f], versioned.MatchString(f), dated.MatchString(p), mixedCode.MatchString(p), m.harmless(p):
		case capitals.MatchString(p) && digitsIn(part) > 0 && m.learned[canonical(p)] == nil:
		default:
			return false
		}
	}
	return true
}

var pair = regexp.MustCompile(`([?&#;])([^&#;?=]*)(=?)([^&#]*)`)

// query masks the values of parameters; a fragment without any is a path.
func (m *Masker) query(query string) string {
	if query == "" {
		return ""
	}
	if !strings.Contains(query, "=") {
		return query[:1] + m.path(query[1:])
	}
	return pair.ReplaceAllStringFunc(query, func(p string) string {
		part := pair.FindStringSubmatch(p)
		if part[3] == "" {
			return part[1] + m.path(part[2]) + m.path(part[4])
		}
		name := unescapedPath(part[2])
		if masked := m.name(name); masked != name {
			part[2] = masked
		}
		return part[1] + part[2] + "=" + m.paramValue(name, part[4])
	})
}

func (m *Masker) paramValue(name, written string) string {
	plain, err := url.QueryUnescape(written)
	if err != nil {
		plain = written
	}
	if isGrant(name, plain) || SecretName(name) && plain != "" {
		return m.token(kindSecret, plain, certain)
	}
	if masked := m.field([]string{name}, plain, maxWrapped); masked != plain {
		return strings.NewReplacer("&", "%26", "#", "%23", " ", "+").Replace(masked)
	}
	return m.clean(written)
}

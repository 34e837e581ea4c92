package redact

import (
	"net/url"
	"regexp"
	"strings"
)

// maxNesting is how many URLs inside parameters of URLs are followed.
const maxNesting = 4

// URL takes credentials out of a URL or a path, broken ones too: name and password before the host, parameters of
// query and fragment whose name says so, and JWTs anywhere. Everything else keeps every byte.
func (t *Tokens) URL(u string) string { return t.address(u, 0) }

func (t *Tokens) address(u string, depth int) string {
	start, end := userinfo(u)
	if start < end {
		info := u[start:end]
		if plain, err := url.PathUnescape(info); err == nil {
			info = plain
		}
		return t.shaped(u[:start]) + t.Secret(info) + t.params(u[end:], depth)
	}
	return t.params(u, depth)
}

// noHost are schemes whose @ is no end of a password.
var noHost = regexp.MustCompile(`(?i)^(mailto|sips?|xmpp|acct|tel|sms|urn|data|cid|mid|news|im|pres):`)

var (
	authority = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:[/\\]{2,}|^//`)
	port      = regexp.MustCompile(`^(\[[^\]]*\]|[^:\[\]]*)(:[0-9]*)?$`)
	bare      = regexp.MustCompile(`^[^\s/?#@:]+:[^\s/?#@]+@`)
)

// userinfo finds what stands before the @ of a host. A password may hold unescaped slashes, ? and # by mistake:
// when what should be host and port can't be, the userinfo goes on to the last @.
func userinfo(u string) (start, end int) {
	if noHost.MatchString(u) {
		return 0, 0
	}
	scheme := authority.FindString(u)
	if scheme == "" {
		if m := bare.FindString(u); m != "" {
			return 0, len(m) - 1
		}
		return 0, 0
	}
	start = len(scheme)
	host := u[start:]
	if i := strings.IndexAny(host, "/?#\\"); i >= 0 {
		host = host[:i]
	}
	if at := strings.LastIndexByte(host, '@'); at >= 0 {
		return start, start + at
	}
	if at := strings.LastIndexByte(u[start:], '@'); at >= 0 && !port.MatchString(host) {
		return start, start + at
	}
	return 0, 0
}

// params walks name=value pairs after ?, &, ; and #.
func (t *Tokens) params(s string, depth int) string {
	var out strings.Builder
	done := 0
	for i := 0; i < len(s); i++ {
		if strings.IndexByte("?&;#", s[i]) < 0 {
			continue
		}
		name, from := paramName(s, i+1)
		if from < 0 {
			continue
		}
		to := paramEnd(s, from)
		out.WriteString(t.shaped(s[done:from]))
		out.WriteString(t.param(name, s[from:to], depth))
		done, i = to, to-1
	}
	out.WriteString(t.shaped(s[done:]))
	return out.String()
}

// param gives what stands in place of a parameter's value.
func (t *Tokens) param(name, value string, depth int) string {
	plain, err := url.PathUnescape(value)
	if err != nil {
		plain = value
	}
	if plain != value && storedToken.MatchString(plain) {
		return value
	}
	if SecretName(name) || isGrant(name, plain) {
		return t.Secret(plain)
	}
	inner := t.shaped(plain)
	if depth < maxNesting && nests(plain) {
		inner = t.address(plain, depth+1)
	}
	switch {
	case inner == plain:
		return value
	case plain == value:
		return inner
	}
	return url.QueryEscape(inner)
}

// nests says that a parameter's value looks like a URL of its own.
func nests(value string) bool {
	return strings.Contains(value, "//") || strings.ContainsAny(value, "?#&;") && strings.Contains(value, "=")
}

// isGrant tells the code of an OAuth grant from the codes of discounts and products: it is long and has no pattern.
func isGrant(name, value string) bool {
	return strings.EqualFold(name, "code") && len(value) >= 20 && strings.ContainsAny(value, "0123456789")
}

// paramName reads the name that starts at a position, and gives where its value starts; -1 when there is none.
func paramName(s string, at int) (string, int) {
	n := strings.IndexAny(s[at:], "=&;?#/")
	if n <= 0 || s[at+n] != '=' {
		return "", -1
	}
	name := s[at : at+n]
	if plain, err := url.QueryUnescape(name); err == nil {
		name = plain
	}
	return name, at + n + 1
}

// nextParam is where a value ends though its separator may be a part of a value: before another pair.
var nextParam = regexp.MustCompile(`^[;?][\w.%\[\]-]+=`)

// paramEnd is where a value ends: at & or #, or at a ; or ? that starts another pair.
func paramEnd(s string, from int) int {
	for i := from; i < len(s); i++ {
		if s[i] == '&' || s[i] == '#' || (s[i] == ';' || s[i] == '?') && nextParam.MatchString(s[i:]) {
			return i
		}
	}
	return len(s)
}

package redact

import (
	"encoding/base64"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// schemes are the first words of credentials that are not a part of the secret.
var schemes = set("basic", "bearer", "digest", "negotiate", "ntlm", "token", "apikey", "api-key", "key", "oauth", "hawk", "hmac", "hmac-sha256",
	"aws4-hmac-sha256", "aws", "sharedkey", "sharedkeylite", "signature", "gnap", "dpop", "mac", "hoba", "vapid", "jwt", "scram-sha-256",
	"googlelogin", "session")

// addressed are headers whose whole value is an URL.
var addressed = regexp.MustCompile(`(?i)^:path$|^(content-)?location$|^refer+er$|^origin$|^destination$|^(x-.*|.*callback.*|.*[-_])(url|uri)$|callback|webhook`)

var (
	cookieAttribute = regexp.MustCompile(`(?i)^(path|domain|max-age|samesite|priority)=[^,=]*$|^(secure|httponly|partitioned)$`)
	cookieExpiry    = regexp.MustCompile(`(?i)^expires=([a-z]{3,9}, ?)?[\w :-]+$`)
)

// Header takes the credentials out of a header's value. A header that is none and holds none keeps every byte.
func (t *Tokens) Header(name, value string) string {
	lower := strings.ToLower(strings.TrimSpace(name))
	switch {
	case lower == "cookie" || lower == "cookie2":
		return t.cookies(value, nil)
	case lower == "set-cookie" || lower == "set-cookie2":
		return t.cookies(value, func(part string) bool {
			return cookieAttribute.MatchString(part) || cookieExpiry.MatchString(part)
		})
	case secretHeader(name):
		return t.credential(value)
	case addressed.MatchString(lower):
		return t.URL(value)
	case lower == "www-authenticate" || lower == "proxy-authenticate":
		return t.challenge(value)
	}
	return t.inText(value)
}

// credential keeps the scheme of an Authorization and the white space around; the rest becomes one token.
func (t *Tokens) credential(value string) string {
	trimmed := strings.TrimSpace(value)
	scheme, secret, found := strings.Cut(trimmed, " ")
	if schemes[strings.ToLower(scheme)] && !found {
		return value
	}
	kept := ""
	if found && schemes[strings.ToLower(scheme)] {
		kept = scheme + " "
		trimmed = strings.TrimSpace(secret)
	}
	if strings.EqualFold(scheme, "basic") {
		trimmed = plainBasic(trimmed)
	}
	before := value[:len(value)-len(strings.TrimLeft(value, " \t"))]
	return before + kept + t.Secret(trimmed)
}

// plainBasic reads name:password, so that it has the same token in a header, in X-API-KEY and in an URL.
func plainBasic(value string) string {
	plain, err := base64.StdEncoding.DecodeString(value)
	if err != nil || !utf8.Valid(plain) || !strings.Contains(string(plain), ":") {
		return value
	}
	return string(plain)
}

// cookies keeps names, separators and attributes; each value becomes a token.
func (t *Tokens) cookies(value string, attribute func(string) bool) string {
	parts := strings.Split(value, ";")
	for i, part := range parts {
		trimmed := strings.TrimSpace(part)
		if trimmed == "" || i > 0 && attribute != nil && attribute(trimmed) {
			continue
		}
		space := part[:len(part)-len(strings.TrimLeftFunc(part, unicode.IsSpace))]
		name, secret, found := strings.Cut(trimmed, "=")
		if !found {
			parts[i] = space + t.Secret(name)
			continue
		}
		parts[i] = space + name + "=" + t.Secret(strings.Trim(secret, `"`))
	}
	return strings.Join(parts, ";")
}

// challenge keeps what a server asks for; what it hands out in the course of a handshake becomes a token.
func (t *Tokens) challenge(value string) string {
	scheme, rest, found := strings.Cut(value, " ")
	if found && (strings.EqualFold(scheme, "negotiate") || strings.EqualFold(scheme, "ntlm")) {
		return scheme + " " + t.Secret(strings.TrimSpace(rest))
	}
	return t.inText(value)
}

// word is a piece of a text that could be an URL.
var word = regexp.MustCompile(`[^\s"'<>]+`)

// inText takes credentials out of the URLs in a text, and those that are known by their form.
func (t *Tokens) inText(text string) string {
	return t.shaped(word.ReplaceAllStringFunc(text, func(w string) string {
		if strings.Contains(w, "://") || strings.ContainsAny(w, "?#") && strings.Contains(w, "=") {
			return t.URL(w)
		}
		return w
	}))
}

// Package redact knows what is secret or personal. Tokens take credentials out of headers and URLs before anything
// is stored; a Masker takes them and everything personal out of what is shared.
package redact

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"regexp"
	"strings"
)

// storedLength is how many base32 characters a stored token has: 80 bits, so that different secrets never meet.
const storedLength = 16

// storedToken is exactly one token as Tokens writes it.
var storedToken = regexp.MustCompile(`^‹secret:[A-Z2-7]{16}›$`)

// anyToken is exactly one token or pseudonym, of whatever folder or export.
var anyToken = regexp.MustCompile(`^‹[a-z]+:[A-Z2-7]{10,}` + outlined + `›$`)

// Tokens replaces credentials by keyed tokens: equal values by equal tokens, wherever they stand, and no way
// back without the key. A token is never replaced again.
type Tokens struct {
	replace func(value string) string
}

// NewTokens makes tokens with the key of one data folder, 32 random bytes.
func NewTokens(key []byte) *Tokens {
	key = append([]byte{}, key...)
	return &Tokens{replace: func(value string) string {
		if anyToken.MatchString(value) {
			return value
		}
		return "‹secret:" + digest(key, "secret", value)[:storedLength] + "›"
	}}
}

// Secret gives the token of a credential. An empty value and a token stay what they are.
func (t *Tokens) Secret(value string) string {
	if value == "" {
		return value
	}
	return t.replace(value)
}

func digest(key []byte, kind, value string) string {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(kind + "\x00" + value))
	return base32.StdEncoding.EncodeToString(h.Sum(nil))
}

// shapes are credentials that give themselves away by their form, wherever they stand: JWTs and the keys of
// well-known services, private keys among them.
var shapes = regexp.MustCompile(strings.Join([]string{
	`eyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}(\.[A-Za-z0-9_-]*)*`,
	`\b(AKIA|ASIA)[A-Z0-9]{16}\b`,
	`\bgh[oprsu]_[A-Za-z0-9]{20,}`,
	`\bgithub_pat_[A-Za-z0-9_]{20,}`,
	`\bglpat-[A-Za-z0-9_-]{20,}`,
	`\bxox[abeoprs]-[A-Za-z0-9-]{10,}`,
	`\b[rs]k_(live|test)_[A-Za-z0-9]{8,}`,
	`\bwhsec_[A-Za-z0-9+/=]{8,}`,
	`\bAIza[A-Za-z0-9_-]{30,}`,
	`\bya29\.[A-Za-z0-9_-]{20,}`,
	`\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}`,
	`\bshp(at|ca|pa|ss)_[a-fA-F0-9]{16,}`,
	`-----BEGIN [A-Z ]*PRIVATE KEY-----[^‹]*?(-----END [A-Z ]*PRIVATE KEY-----|$)`,
}, "|"))

// shaped replaces the credentials in a text that are known by their form.
func (t *Tokens) shaped(text string) string {
	return shapes.ReplaceAllStringFunc(text, t.Secret)
}

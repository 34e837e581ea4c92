package redact

import (
	"strings"
	"unicode"
)

// secretParts make a name that of a credential when they stand anywhere in it, letters and digits only.
var secretParts = []string{"token", "secret", "password", "passwd", "passphrase", "passwort", "losenord", "lösenord", "kennwort", "contrasena",
	"contraseña", "motdepasse", "apikey", "accesskey", "privatekey", "signature", "credential", "sessionid", "jwt", "bearer"}

// secretWords make it one when they are a word of it.
var secretWords = set("key", "keys", "auth", "authorization", "authentication", "session", "sess", "sessid", "sid", "sig", "sign", "hmac",
	"pass", "pwd", "pw", "otp", "totp", "cvv", "cvc", "csrf", "xsrf", "cookie", "cookies", "verifier", "assertion", "ticket", "samlresponse",
	"phpsessid", "jsessionid", "awsaccesskeyid", "googleaccessid", "keypairid", "policy")

// aboutSecrets are last words of names that tell something of a credential but don't hold it: token_type.
var aboutSecrets = set("type", "types", "algorithm", "alg", "method", "version", "timestamp", "time", "date", "expires", "expiry", "expiration",
	"ttl", "count", "limit", "remaining", "reset", "status", "length", "affinity")

// harmlessKeys are what precedes key in names that hold no credential: Idempotency-Key.
var harmlessKeys = set("idempotency", "cache", "surrogate", "partition", "routing", "ordering", "sort", "dedup", "deduplication", "message",
	"group", "object", "row", "primary", "foreign", "lookup", "translation", "i18n", "template", "mode", "site")

// harmlessHeaders would be caught by a word in them, but hold challenges, permissions and the like.
var harmlessHeaders = set("www-authenticate", "proxy-authenticate", "authentication-results", "access-control-allow-credentials", "content-security-policy",
	"content-security-policy-report-only", "referrer-policy", "permissions-policy", "cross-origin-opener-policy", "cross-origin-embedder-policy",
	"cross-origin-resource-policy", "origin-agent-cluster", "x-permitted-cross-domain-policies", "priority", "sec-websocket-key")

// SecretName says that a field, parameter or header of this name holds a credential.
func SecretName(name string) bool {
	words := wordsOf(name)
	if len(words) == 0 || aboutSecrets[words[len(words)-1]] {
		return false
	}
	compact := strings.Join(words, "")
	for _, part := range secretParts {
		if strings.Contains(compact, part) {
			return true
		}
	}
	for i, w := range words {
		if secretWords[w] && !(strings.HasPrefix(w, "key") && i > 0 && harmlessKeys[words[i-1]]) {
			return true
		}
	}
	return secretWords[compact]
}

// secretHeader says that a header's whole value is a credential.
func secretHeader(name string) bool {
	return !harmlessHeaders[strings.ToLower(strings.TrimSpace(name))] && SecretName(name)
}

// wordsOf splits a name into its words, lower case: X-API-KEY, api_key and apiKey give the same last word.
func wordsOf(name string) []string {
	var words []string
	var word []rune
	end := func() {
		if len(word) > 0 {
			words = append(words, strings.ToLower(string(word)))
		}
		word = nil
	}
	runes := []rune(name)
	for i, r := range runes {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			end()
			continue
		case unicode.IsUpper(r) && i > 0 && startsWord(runes, i):
			end()
		}
		word = append(word, r)
	}
	end()
	return words
}

// startsWord says that the capital at i begins a word: apiKey, and the last one of APIKey.
func startsWord(runes []rune, i int) bool {
	before := runes[i-1]
	if unicode.IsLower(before) || unicode.IsDigit(before) {
		return true
	}
	return unicode.IsUpper(before) && i+1 < len(runes) && unicode.IsLower(runes[i+1])
}

func set(members ...string) map[string]bool {
	s := make(map[string]bool, len(members))
	for _, m := range members {
		s[m] = true
	}
	return s
}

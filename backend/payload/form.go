package payload

import (
	"bytes"
	"net/url"
	"unicode/utf8"
)

// scanForm reads name=value pairs joined by &.
func scanForm(body []byte, to sink) error {
	if err := to.open(Pairs, 0); err != nil {
		return err
	}
	at := 0
	for pair := range bytes.SplitSeq(body, []byte("&")) {
		if err := scanPair(pair, at, to); err != nil {
			return err
		}
		at += len(pair) + 1
	}
	to.close(len(body))
	return nil
}

func scanPair(pair []byte, at int, to sink) error {
	name, value, found := bytes.Cut(pair, []byte("="))
	n, err := formToken(Name, name, at)
	if err != nil {
		return err
	}
	path := []string{decoded(Field, name)}
	if len(name) > 0 {
		if err := to.token(n, path); err != nil {
			return err
		}
	}
	if !found {
		return nil
	}
	v, err := formToken(String, value, at+len(name)+1)
	if err != nil {
		return err
	}
	return to.token(v, path)
}

func formToken(kind Kind, raw []byte, at int) (token, error) {
	if _, err := url.QueryUnescape(string(raw)); err != nil {
		return token{}, stopAt(at+max(0, badPercent(raw)), err)
	}
	if !utf8.Valid(raw) {
		return token{}, &stopped{at: at + invalidAt(raw), why: WhyCharset}
	}
	return token{kind: kind, role: Field, start: at, end: at + len(raw), write: url.QueryEscape}, nil
}

// badPercent is the place of the first % that is not followed by two hexadecimal digits, or -1.
func badPercent(raw []byte) int {
	for i, c := range raw {
		if c == '%' && (i+2 >= len(raw) || !isHex(raw[i+1]) || !isHex(raw[i+2])) {
			return i
		}
	}
	return -1
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'f'
}

// invalidAt is the place of the first byte that is no part of a UTF-8 character, or the end.
func invalidAt(body []byte) int {
	for at := 0; at < len(body); {
		if body[at] < utf8.RuneSelf {
			at++
			continue
		}
		r, n := utf8.DecodeRune(body[at:])
		if r == utf8.RuneError && n == 1 {
			return at
		}
		at += n
	}
	return len(body)
}

// scanText takes a text as one value without a name.
func scanText(body []byte, to sink) error {
	if err := plainText(body); err != nil || len(body) == 0 {
		return err
	}
	return to.token(token{kind: String, role: Plain, end: len(body), write: func(text string) string { return text }}, nil)
}

// plainText says whether and where a body stops being text.
func plainText(body []byte) error {
	if !utf8.Valid(body) {
		return &stopped{at: invalidAt(body), why: WhyCharset}
	}
	if at := bytes.IndexByte(body, 0); at >= 0 {
		return &stopped{at: at, why: WhyCharset}
	}
	return nil
}

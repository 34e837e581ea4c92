package payload

import (
	"bytes"
	"net/url"
	"unicode/utf8"
)

// scanForm reads name=value pairs joined by &.
func scanForm(body []byte) ([]Value, error) {
	var values []Value
	at := 0
	for pair := range bytes.SplitSeq(body, []byte("&")) {
		name, value, found := bytes.Cut(pair, []byte("="))
		n, err := formValue(Name, name, at)
		if err != nil {
			return nil, err
		}
		n.setPath([]string{n.Text})
		if len(name) > 0 {
			values = append(values, n)
		}
		if found {
			v, err := formValue(String, value, at+len(name)+1)
			if err != nil {
				return nil, err
			}
			v.setPath([]string{n.Text})
			values = append(values, v)
		}
		at += len(pair) + 1
	}
	return values, nil
}

func formValue(kind Kind, raw []byte, at int) (Value, error) {
	text, err := url.QueryUnescape(string(raw))
	if err != nil || !utf8.Valid(raw) {
		return Value{}, errUnreadable
	}
	return Value{Kind: kind, Text: text, start: at, end: at + len(raw), write: url.QueryEscape}, nil
}

// scanText takes a text as one value without a name.
func scanText(body []byte) ([]Value, error) {
	if !utf8.Valid(body) || bytes.IndexByte(body, 0) >= 0 {
		return nil, errUnreadable
	}
	if len(body) == 0 {
		return nil, nil
	}
	return []Value{{Kind: String, Text: string(body), end: len(body), write: func(text string) string { return text }}}, nil
}

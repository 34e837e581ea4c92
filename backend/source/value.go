package source

import (
	"bytes"
	"errors"
	"io"

	"github.com/go-json-experiment/json/jsontext"
)

// value is a JSON value in the bytes in which it came. What is inside it is found when it is asked for.
type value struct {
	raw    []byte
	opened bool
	names  []string // of the members of an object, in order
	inside []*value // members or items
	more   bool     // only the first mostInside are known
	plain  any      // as JSONPath wants it, once it was asked for
}

// mostInside is how many members or items of one object or list are looked at: each costs much more than its bytes.
const mostInside = 100_000

// readValue checks that the text is one JSON value, whatever its duplicate keys and broken UTF-8.
func readValue(text []byte) (*value, error) {
	d := jsontext.NewDecoder(bytes.NewBuffer(text), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	raw, err := d.ReadValue()
	if err != nil {
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		return nil, err
	}
	if _, err := d.ReadToken(); err != io.EOF {
		return nil, errSyntax
	}
	return &value{raw: bytes.TrimSpace(raw)}, nil
}

func (v *value) kind() jsontext.Kind { return jsontext.Value(v.raw).Kind() }

// missing says that there is nothing, or null.
func (v *value) missing() bool { return v == nil || v.kind() == 'n' }

// text gives a string, and the digits or the word of another scalar.
func (v *value) text() (string, bool) {
	switch v.kind() {
	case '"':
		return unquote(v.raw), true
	case '{', '[', 'n':
		return "", false
	}
	return string(v.raw), true
}

// open finds the members of an object or the items of a list. The bytes are known to be JSON.
func (v *value) open() {
	if v.opened {
		return
	}
	v.opened = true
	object := v.kind() == '{'
	if !object && v.kind() != '[' {
		return
	}
	for i := blank(v.raw, 1); v.raw[i] != '}' && v.raw[i] != ']'; {
		if v.raw[i] == ',' {
			i = blank(v.raw, i+1)
		}
		if object {
			end := valueEnd(v.raw, i)
			v.names = append(v.names, nameOf(v.raw[i:end]))
			i = blank(v.raw, blank(v.raw, end)+1)
		}
		end := valueEnd(v.raw, i)
		v.inside = append(v.inside, &value{raw: v.raw[i:end]})
		if len(v.inside) > mostInside {
			v.more = true
			return
		}
		i = blank(v.raw, end)
	}
}

func nameOf(quoted []byte) string {
	if bytes.IndexByte(quoted, '\\') < 0 {
		return string(quoted[1 : len(quoted)-1])
	}
	return unquote(quoted)
}

// member gives a member of an object, the last of those with its name; nil when there is none.
func (v *value) member(name string) *value {
	if v.kind() != '{' {
		return nil
	}
	v.open()
	for i := len(v.names) - 1; i >= 0; i-- {
		if v.names[i] == name {
			return v.inside[i]
		}
	}
	return nil
}

// item gives an item of a list, from its end when n is negative; nil when there is none.
func (v *value) item(n int) *value {
	if v.kind() != '[' {
		return nil
	}
	v.open()
	if n < 0 {
		n += len(v.inside)
	}
	if n < 0 || n >= len(v.inside) {
		return nil
	}
	return v.inside[n]
}

// each gives all that is directly inside.
func (v *value) each() []*value {
	v.open()
	return v.inside
}

// blank gives the position of the first byte from i on that is not white space.
func blank(b []byte, i int) int {
	for b[i] == ' ' || b[i] == '\t' || b[i] == '\n' || b[i] == '\r' {
		i++
	}
	return i
}

// valueEnd gives where the value ends that begins at i.
func valueEnd(b []byte, i int) int {
	switch b[i] {
	case '"':
		return textEnd(b, i)
	case '{', '[':
		return nestEnd(b, i)
	}
	for i < len(b) && partOfScalar(b[i]) {
		i++
	}
	return i
}

func textEnd(b []byte, i int) int {
	for at := i + 1; ; {
		at += bytes.IndexByte(b[at:], '"')
		escapes := 0
		for b[at-1-escapes] == '\\' {
			escapes++
		}
		if at++; escapes%2 == 0 {
			return at
		}
	}
}

func nestEnd(b []byte, i int) int {
	for depth := 0; ; i++ {
		switch b[i] {
		case '"':
			i = textEnd(b, i) - 1
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
}

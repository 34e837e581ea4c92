package demo

import (
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
)

type kind uint8

const (
	undefined kind = iota
	null
	boolean
	number
	text
	array
	object
)

// value is a JSON value whose keys keep their order. A number is kept as it is written; an undefined value
// keeps the sentence that Jinja2 says when it is used.
type value struct {
	kind   kind
	text   string
	list   []value
	fields []field
}

type field struct {
	name string
	value
}

func str(s string) value             { return value{kind: text, text: s} }
func integer(n int) value            { return value{kind: number, text: strconv.Itoa(n)} }
func literal(n string) value         { return value{kind: number, text: n} }
func listOf(items ...value) value    { return value{kind: array, list: items} }
func dict(fields ...field) value     { return value{kind: object, fields: fields} }
func at(name string, v value) field  { return field{name, v} }
func as(name, s string) field        { return field{name, str(s)} }
func count(name string, n int) field { return field{name, integer(n)} }

func flag(b bool) value {
	if b {
		return value{kind: boolean, text: "true"}
	}
	return value{kind: boolean, text: "false"}
}

// get gives the value under a key.
func (v value) get(name string) (value, bool) {
	for i := range v.fields {
		if v.fields[i].name == name {
			return v.fields[i].value, true
		}
	}
	return value{}, false
}

// style is how a sender's library writes JSON.
type style struct {
	comma, colon string
	indent       string // "" for one line
}

var (
	compact = style{comma: ",", colon: ":"}
	spaced  = style{comma: ", ", colon: ": "}
	pretty  = style{comma: ",", colon: ": ", indent: "  "}
)

func (v value) json(dst []byte, s style) []byte { return v.write(dst, s, 0) }

func (v value) write(dst []byte, s style, depth int) []byte {
	switch v.kind {
	case text:
		dst, _ = jsontext.AppendQuote(dst, v.text) // our own texts are UTF-8
		return dst
	case array:
		return s.group(dst, '[', ']', len(v.list), depth, func(dst []byte, i int) []byte {
			return v.list[i].write(dst, s, depth+1)
		})
	case object:
		return s.group(dst, '{', '}', len(v.fields), depth, func(dst []byte, i int) []byte {
			dst, _ = jsontext.AppendQuote(dst, v.fields[i].name)
			return v.fields[i].write(append(dst, s.colon...), s, depth+1)
		})
	case number, boolean:
		return append(dst, v.text...)
	}
	return append(dst, "null"...)
}

func (s style) group(dst []byte, open, end byte, n, depth int, each func([]byte, int) []byte) []byte {
	dst = append(dst, open)
	for i := range n {
		if i > 0 {
			dst = append(dst, s.comma...)
		}
		dst = each(s.line(dst, depth+1), i)
	}
	if n > 0 {
		dst = s.line(dst, depth)
	}
	return append(dst, end)
}

func (s style) line(dst []byte, depth int) []byte {
	if s.indent == "" {
		return dst
	}
	dst = append(dst, '\n')
	for range depth {
		dst = append(dst, s.indent...)
	}
	return dst
}

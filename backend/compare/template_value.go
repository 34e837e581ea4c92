package compare

import (
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

type kind uint8

const (
	undefined kind = iota
	null
	boolean
	numeral
	text
	array
	object
)

// traced is a value of a template's world, with where it came from.
type traced struct {
	kind   kind
	text   string
	list   []traced
	fields []member
	path   string   // where it stands in the input; "" when the template made it
	from   []string // the places in the input that it was made of
	lookup int      // the lookup that gave it, counted from 1 in the order in which they were made; 0: none
	mixed  bool     // several things were put together, or chosen between
	vague  bool     // what it says can't be told here
	json   bool     // it is printed as JSON
}

type member struct {
	name string
	traced
}

func word(s string) traced { return traced{kind: text, text: s} }

func whole(n int) traced { return traced{kind: numeral, text: strconv.Itoa(n), mixed: true} }

func yes(b bool) traced { return traced{kind: boolean, text: strconv.FormatBool(b)} }

// printed is the value as Jinja2 writes it.
func (t traced) printed() string {
	if t.json {
		return string(t.asJSON(nil))
	}
	switch t.kind {
	case undefined:
		return ""
	case null:
		return "None"
	case boolean:
		return strings.ToUpper(t.text[:1]) + t.text[1:]
	case array, object:
		return ""
	}
	return t.text
}

// asJSON writes a value as the filter tojson does, but for its spaces and escapes.
func (t traced) asJSON(out []byte) []byte {
	switch t.kind {
	case text:
		out, _ = jsontext.AppendQuote(out, t.text) // its error only tells of replaced bytes
	case numeral, boolean:
		out = append(out, t.text...)
	case array:
		out = append(out, '[')
		for i, v := range t.list {
			out = v.asJSON(separated(out, i))
		}
		out = append(out, ']')
	case object:
		out = append(out, '{')
		for i, m := range t.fields {
			out, _ = jsontext.AppendQuote(separated(out, i), m.name)
			out = m.asJSON(append(out, ':', ' '))
		}
		out = append(out, '}')
	default:
		out = append(out, "null"...)
	}
	return out
}

func separated(out []byte, i int) []byte {
	if i > 0 {
		return append(out, ',', ' ')
	}
	return out
}

func (t traced) truthy() bool {
	switch t.kind {
	case boolean:
		return t.text == "true"
	case numeral:
		n, err := strconv.ParseFloat(t.text, 64)
		return err != nil || n != 0
	case text:
		return t.text != ""
	}
	return len(t.list)+len(t.fields) > 0
}

// get gives what is under a name. A text under a name of its own is what a one-member list or element says.
func (t traced) get(name string) traced {
	for _, m := range t.fields {
		if m.name == name {
			return m.traced
		}
	}
	if name == "#text" && t.kind == text {
		return t
	}
	return traced{vague: t.vague, from: t.vagueFrom()}
}

func (t traced) vagueFrom() []string {
	if t.vague {
		return t.from
	}
	return nil
}

func (t traced) index(i int) traced {
	if i < 0 {
		i += len(t.list)
	}
	if i >= 0 && i < len(t.list) {
		return t.list[i]
	}
	if i == 0 && t.path != "" && t.kind >= text && t.kind != array {
		return t // one element where a list was meant
	}
	return traced{vague: t.vague, from: t.vagueFrom()}
}

// members are what a loop goes over. A single element of the input stands for a list of one.
func (t traced) members() []traced {
	if t.kind == array {
		return t.list
	}
	if t.kind == object && t.path != "" || t.kind == text && t.path != "" && t.text != "" {
		return []traced{t}
	}
	return nil
}

// made is a value that was made of others.
func made(k kind, text string, of ...traced) traced {
	out := traced{kind: k, text: text}
	sources := 0
	for _, v := range of {
		if len(v.from) > 0 || v.lookup > 0 || v.mixed || v.text != "" {
			sources++
		}
		out.from = union(out.from, v.from)
		out.lookup = max(out.lookup, v.lookup)
		out.mixed = out.mixed || v.mixed
		out.vague = out.vague || v.vague
	}
	out.mixed = out.mixed || sources > 1
	return out
}

// changed is a value of which a filter or method made something else; its arguments are no sources.
func (t traced) changed(k kind, said string) traced {
	t.kind, t.text, t.list, t.fields, t.path, t.json = k, said, nil, nil, "", false
	return t
}

// unclear is what a function makes that is not known here: its sources are, what it says is not.
func unclear(of ...traced) traced {
	v := made(text, "", of...)
	v.vague = true
	return v
}

func union(a, b []string) []string {
	for _, s := range b {
		if !slices.Contains(a, s) {
			a = append(slices.Clip(a), s)
		}
	}
	return a
}

// sources are where a value and everything in it came from.
func (t traced) sources() []string {
	out := t.from
	for _, v := range t.list {
		out = union(out, v.sources())
	}
	for _, m := range t.fields {
		out = union(out, m.sources())
	}
	return out
}

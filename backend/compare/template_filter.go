package compare

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// filter reads a filter's name and arguments.
func (p *expression) filter(e expr) (expr, error) {
	name := p.next()
	var args []expr
	var named map[string]expr
	if p.take("(") != "" {
		var err error
		if args, named, err = p.arguments(")"); err != nil {
			return nil, err
		}
	}
	if value, ok := named["default_value"]; ok {
		args = append([]expr{value}, args...)
	}
	if value, ok := named["boolean"]; ok {
		args = append(args, value)
	}
	return func(r *run) traced { return filtered(name, e(r), r.values(args)) }, nil
}

// filtered is a value after a filter. One that is not known here leaves the sources known, and the text not.
func filtered(name string, v traced, args []traced) traced {
	switch name {
	case "default", "d":
		if v.kind == undefined || len(args) > 1 && args[1].truthy() && !v.truthy() {
			return argument(args, 0)
		}
		return v
	case "tojson", "safe", "list", "string", "e", "escape", "forceescape", "urlencode", "float":
		return encoded(name, v)
	case "first":
		return v.index(0)
	case "last":
		return v.index(-1)
	case "length", "count":
		return logical(true, v).changed(numeral, strconv.Itoa(v.length()))
	case "join":
		return joined(v, argument(args, 0).printed())
	case "int":
		return v.changed(numeral, toWhole(v.text))
	}
	if change, ok := textFilters(args)[name]; ok && v.kind != array && v.kind != object {
		return v.changed(text, change(v.printed()))
	}
	return unclear(append([]traced{v}, args...)...)
}

func argument(args []traced, i int) traced {
	if i < len(args) {
		return args[i]
	}
	return traced{}
}

// encoded is a value that says the same in another writing; what is traced is what it says.
func encoded(name string, v traced) traced {
	switch name {
	case "tojson":
		v.json = true
	case "float", "urlencode":
		v = v.changed(v.kind, v.text)
		v.vague = true
	}
	return v
}

func (t traced) length() int {
	if t.kind == text {
		return utf8.RuneCountInString(t.text)
	}
	return max(len(t.list), len(t.fields))
}

func textFilters(args []traced) map[string]func(string) string {
	return map[string]func(string) string{
		"upper": strings.ToUpper, "lower": strings.ToLower, "trim": strings.TrimSpace, "capitalize": capitalized, "title": titled,
		"replace": func(s string) string {
			return strings.ReplaceAll(s, argument(args, 0).text, argument(args, 1).text)
		},
	}
}

func capitalized(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + strings.ToLower(s[n:])
}

func titled(s string) string {
	words := strings.Split(s, " ")
	for i, w := range words {
		words[i] = capitalized(w)
	}
	return strings.Join(words, " ")
}

// toWhole reads a number as Jinja2's int does: what is no number is 0.
func toWhole(s string) string {
	s = strings.TrimSpace(s)
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return strconv.FormatInt(n, 10)
	}
	if f, err := strconv.ParseFloat(s, 64); err == nil {
		return strconv.FormatInt(int64(f), 10)
	}
	return "0"
}

func joined(v traced, by string) traced {
	texts := make([]string, len(v.list))
	for i, m := range v.list {
		texts[i] = m.printed()
	}
	out := made(text, strings.Join(texts, by), v.list...)
	if len(v.list) == 0 {
		out.from = v.from
	}
	return out
}

// method is what a method of Python's texts and dicts gives.
func method(name string, v traced, args []traced) traced {
	switch name {
	case "split":
		return split(v, args)
	case "strip":
		return v.changed(text, strings.TrimSpace(v.text))
	case "get":
		if found := v.get(argument(args, 0).text); found.kind != undefined {
			return found
		}
		return argument(args, 1)
	case "items":
		return pairs(v)
	case "startswith":
		return logical(strings.HasPrefix(v.text, argument(args, 0).text), v)
	case "endswith":
		return logical(strings.HasSuffix(v.text, argument(args, 0).text), v)
	}
	if change, ok := textFilters(args)[name]; ok {
		return v.changed(text, change(v.text))
	}
	return unclear(append([]traced{v}, args...)...)
}

// split cuts a text; every part comes from the whole.
func split(v traced, args []traced) traced {
	cut := strings.Fields(v.text)
	if len(args) > 0 && args[0].text != "" {
		cut = strings.Split(v.text, args[0].text)
	}
	out := traced{kind: array, from: v.from, vague: v.vague}
	for _, part := range cut {
		one := v.changed(text, part)
		one.mixed = len(cut) > 1
		out.list = append(out.list, one)
	}
	return out
}

func pairs(v traced) traced {
	out := traced{kind: array}
	for _, m := range v.fields {
		name := word(m.name)
		name.from, name.mixed = []string{m.path}, true
		out.list = append(out.list, traced{kind: array, list: []traced{name, m.traced}})
	}
	return out
}

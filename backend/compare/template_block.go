package compare

import (
	"fmt"
	"slices"
	"strings"
)

// blocks reads tags into nodes.
type blocks struct {
	tags  []tag
	depth int
}

// until reads nodes up to the tag that ends their block, and gives that tag.
func (b *blocks) until() ([]node, tag, error) {
	if b.depth++; b.depth > 100 {
		return nil, tag{}, fmt.Errorf("%w: it nests too deep", errTemplate)
	}
	defer func() { b.depth-- }()
	var nodes []node
	for len(b.tags) > 0 {
		t := b.tags[0]
		b.tags = b.tags[1:]
		word, rest, _ := strings.Cut(t.text, " ")
		switch {
		case t.kind == 0:
			nodes = append(nodes, fixed(t))
		case t.kind == '{':
			e, err := readExpression(t.text)
			if err != nil {
				return nil, tag{}, fmt.Errorf("line %d: %w", t.line, err)
			}
			nodes = append(nodes, output(e, t))
		case word == "else" || word == "elif" || strings.HasPrefix(word, "end"):
			return nodes, t, nil
		default:
			n, err := b.statement(word, strings.TrimSpace(rest))
			if err != nil {
				return nil, tag{}, fmt.Errorf("line %d: %w", t.line, err)
			}
			nodes = append(nodes, n)
		}
	}
	return nodes, tag{}, nil
}

func (b *blocks) statement(word, rest string) (node, error) {
	switch word {
	case "if":
		return b.condition(rest)
	case "for":
		return b.loop(rest)
	case "set":
		return b.set(rest)
	}
	return nil, fmt.Errorf("%w: %s", errTemplate, word)
}

// condition reads if with its elif and else.
func (b *blocks) condition(rest string) (node, error) {
	when, err := readExpression(rest)
	if err != nil {
		return nil, err
	}
	yes, end, err := b.until()
	if err != nil {
		return nil, err
	}
	var no []node
	switch word, rest, _ := strings.Cut(end.text, " "); word {
	case "elif":
		nested, err := b.condition(rest)
		return branch(when, yes, []node{nested}), err
	case "else":
		if no, end, err = b.until(); err != nil {
			return nil, err
		}
	}
	if end.text != "endif" {
		return nil, fmt.Errorf("%w: if without its end", errTemplate)
	}
	return branch(when, yes, no), nil
}

// loop reads for a in b, for k, v in b.items(), and for a in b if c.
func (b *blocks) loop(rest string) (node, error) {
	names, over, found := strings.Cut(rest, " in ")
	over = strings.TrimSuffix(over, " recursive")
	only := ""
	if at := strings.LastIndex(over, " if "); at > 0 && !strings.Contains(over[at:], " else ") {
		over, only = over[:at], over[at+4:]
	}
	list, err := readExpression(over)
	if err != nil || !found {
		return nil, fmt.Errorf("%w: for %s", errTemplate, rest)
	}
	var keep expr
	if only != "" {
		if keep, err = readExpression(only); err != nil {
			return nil, err
		}
	}
	body, end, err := b.until()
	if err != nil {
		return nil, err
	}
	var none []node
	if end.text == "else" {
		if none, end, err = b.until(); err != nil {
			return nil, err
		}
	}
	if end.text != "endfor" {
		return nil, fmt.Errorf("%w: for without its end", errTemplate)
	}
	vars := strings.FieldsFunc(names, func(r rune) bool { return r == ',' || r == ' ' || r == '(' || r == ')' })
	return each(vars, list, keep, body, none), nil
}

// set reads set a = b; a block between set and endset is not read here.
func (b *blocks) set(rest string) (node, error) {
	name, value, found := strings.Cut(rest, "=")
	e, err := readExpression(value)
	if name = strings.TrimSpace(name); err != nil || !found || strings.ContainsAny(name, " ,.") {
		return nil, fmt.Errorf("%w: set %s", errTemplate, rest)
	}
	return func(r *run) error {
		r.vars = append(r.vars, member{name, e(r)})
		return nil
	}, nil
}

// fixed writes a text of the template itself.
func fixed(t tag) node {
	return func(r *run) error { return r.write(chunk{text: t.text, line: t.line}) }
}

func output(e expr, t tag) node {
	return func(r *run) error {
		v := e(r)
		return r.write(chunk{text: v.printed(), value: &v, line: t.line, source: t.text})
	}
}

func branch(when expr, yes, no []node) node {
	return func(r *run) error {
		if when(r).truthy() { // what is set inside of a condition holds after it
			return r.all(yes)
		}
		return r.all(no)
	}
}

// each runs a body for every member of a list, and none for an empty one.
func each(names []string, over, only expr, body, none []node) node {
	return func(r *run) error {
		scope := len(r.vars)
		defer func() { r.vars = r.vars[:scope] }()
		list := over(r).members()
		if only != nil {
			list = slices.DeleteFunc(slices.Clone(list), func(v traced) bool {
				r.vars = append(r.vars[:scope], bound(names, v)...)
				return !only(r).truthy()
			})
		}
		for i, v := range list {
			r.vars = append(append(r.vars[:scope], bound(names, v)...), member{"loop", loopState(i, len(list))})
			if err := r.all(body); err != nil {
				return err
			}
		}
		if len(list) == 0 {
			return r.all(none)
		}
		return nil
	}
}

// bound gives a loop's variables their values: one for each name when there are several.
func bound(names []string, v traced) []member {
	if len(names) == 1 {
		return []member{{names[0], v}}
	}
	var out []member
	for i, name := range names {
		out = append(out, member{name, v.index(i)})
	}
	return out
}

func loopState(i, n int) traced {
	return traced{kind: object, fields: []member{{"index", whole(i + 1)}, {"index0", whole(i)}, {"first", yes(i == 0)}, {"last", yes(i == n-1)},
		{"length", whole(n)}, {"revindex", whole(n - i)}, {"revindex0", whole(n - i - 1)}}}
}

package demo

import (
	"fmt"
	"strconv"
	"strings"
)

// operand reads a value with what follows it: attributes, keys, calls and filters.
func (p *expression) operand() (expr, error) {
	e, err := p.primary()
	for err == nil {
		switch {
		case p.take("."):
			name := p.next()
			if p.take("(") {
				e, err = p.method(e, name)
				continue
			}
			e = with(e, func(v value) (value, error) { return v.attribute(name) })
		case p.take("["):
			e, err = p.subscript(e)
		case p.take("|"):
			e, err = p.filter(e)
		default:
			return e, nil
		}
	}
	return nil, err
}

func (p *expression) primary() (expr, error) {
	t := p.next()
	switch {
	case t == "":
		return nil, fmt.Errorf("an expression ends too early")
	case t == "lookups":
		return p.lookups()
	case t == "true" || t == "True" || t == "false" || t == "False":
		return constant(flag(t == "true" || t == "True")), nil
	case t[0] == '\'' || t[0] == '"':
		return constant(str(t[1 : len(t)-1])), nil
	case t[0] >= '0' && t[0] <= '9':
		return constant(literal(t)), nil
	case t == "(":
		e, err := p.choice()
		if err != nil {
			return nil, err
		}
		return e, p.want(")")
	}
	return func(s *scope) (value, error) { return s.lookup(t), nil }, nil
}

// method reads a call of a string's method; split is the only one that the templates use.
func (p *expression) method(e expr, name string) (expr, error) {
	args, _, err := p.args()
	if err != nil || name != "split" || len(args) != 1 {
		return nil, fmt.Errorf("method %s is not for demo templates (%w)", name, err)
	}
	return both(e, args[0], func(v, by value) value {
		parts := value{kind: array}
		for _, part := range strings.Split(v.text, by.text) {
			parts.list = append(parts.list, str(part))
		}
		return parts
	}), nil
}

// subscript reads [key], [0] and [1:].
func (p *expression) subscript(e expr) (expr, error) {
	key, err := p.choice()
	if err != nil {
		return nil, err
	}
	if p.take(":") {
		return both(e, key, func(v, from value) value {
			n, _ := strconv.Atoi(from.text) // the parser made it a number
			return listOf(v.list[min(n, len(v.list)):]...)
		}), p.want("]")
	}
	return func(s *scope) (value, error) {
		v, err := e(s)
		if err != nil {
			return value{}, err
		}
		k, err := key(s)
		if err != nil {
			return value{}, err
		}
		if k.kind != number {
			return v.attribute(k.text)
		}
		if v.kind == undefined {
			return v.attribute(k.text)
		}
		n, _ := strconv.Atoi(k.text) // a number by its kind
		if n >= len(v.list) {
			return value{text: "list object has no element " + k.text}, nil
		}
		return v.list[n], nil
	}, p.want("]")
}

// args reads arguments up to the closing bracket; named ones are given by name.
func (p *expression) args() (plain []expr, named map[string]expr, err error) {
	named = map[string]expr{}
	for err == nil && !p.take(")") {
		name := ""
		if p.i+1 < len(p.tokens) && p.tokens[p.i+1] == "=" {
			name = p.next()
			p.i++
		}
		var e expr
		if e, err = p.choice(); name != "" {
			named[name] = e
		} else {
			plain = append(plain, e)
		}
		p.take(",")
		if p.i > len(p.tokens) {
			err = fmt.Errorf("a call has no end")
		}
	}
	return plain, named, err
}

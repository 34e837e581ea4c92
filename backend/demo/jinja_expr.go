package demo

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"ordertrail/backend/order"
)

// expr is a compiled expression.
type expr func(s *scope) (value, error)

type expression struct {
	tokens []string
	i      int
}

var tokens = regexp.MustCompile(`'[^']*'|"[^"]*"|\w+|==|!=|\S`)

// parse reads an expression: a choice (a if b else c) over comparisons over joined (~) operands.
func parse(source string) (expr, error) {
	tokens := tokens.FindAllString(source, -1)
	p := &expression{tokens: tokens}
	e, err := p.choice()
	if err == nil && p.i < len(tokens) {
		err = fmt.Errorf("%q is one word too many", tokens[p.i])
	}
	return e, err
}

func (p *expression) peek() string {
	if p.i < len(p.tokens) {
		return p.tokens[p.i]
	}
	return ""
}

func (p *expression) next() string {
	t := p.peek()
	p.i++
	return t
}

func (p *expression) take(token string) bool {
	if p.peek() == token {
		p.i++
		return true
	}
	return false
}

func (p *expression) want(token string) error {
	if !p.take(token) {
		return fmt.Errorf("%q instead of %q", p.peek(), token)
	}
	return nil
}

func (p *expression) choice() (expr, error) {
	yes, err := p.comparison()
	if err != nil || !p.take("if") {
		return yes, err
	}
	condition, err := p.comparison()
	if err != nil {
		return nil, err
	}
	no := expr(func(*scope) (value, error) { return value{text: "the inline if-expression was false"}, nil })
	if p.take("else") {
		if no, err = p.choice(); err != nil {
			return nil, err
		}
	}
	return func(s *scope) (value, error) {
		c, err := condition(s)
		if err != nil {
			return value{}, err
		}
		if c.truthy() {
			return yes(s)
		}
		return no(s)
	}, nil
}

func (p *expression) comparison() (expr, error) {
	if p.take("not") {
		e, err := p.comparison()
		return with(e, func(v value) (value, error) { return flag(!v.truthy()), nil }), err
	}
	left, err := p.joined()
	if err != nil || p.peek() != "==" && p.peek() != "!=" {
		return left, err
	}
	equal := p.next() == "=="
	right, err := p.joined()
	return both(left, right, func(a, b value) value {
		return flag((a.kind == b.kind && a.text == b.text) == equal)
	}), err
}

func (p *expression) joined() (expr, error) {
	left, err := p.operand()
	for err == nil && p.take("~") {
		var right expr
		right, err = p.operand()
		left = both(left, right, func(a, b value) value { return str(a.printed() + b.printed()) })
	}
	return left, err
}

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

// lookups reads lookups({'field': key}, strict=…, default=…), Gelato's own function.
func (p *expression) lookups() (expr, error) {
	for _, t := range []string{"(", "{"} {
		if err := p.want(t); err != nil {
			return nil, err
		}
	}
	name := strings.Trim(p.next(), `'"`)
	if err := p.want(":"); err != nil {
		return nil, err
	}
	key, err := p.choice()
	if err != nil {
		return nil, err
	}
	for _, t := range []string{"}", ","} {
		if err := p.want(t); err != nil {
			return nil, err
		}
	}
	_, named, err := p.args()
	if err != nil || named["strict"] == nil {
		return nil, fmt.Errorf("lookups without strict (%w)", err)
	}
	return func(s *scope) (value, error) { return s.consult(name, key, named) }, nil
}

// consult asks a lookup table and notes the question.
func (s *scope) consult(name string, key expr, named map[string]expr) (value, error) {
	k, err := key(s)
	if err != nil {
		return value{}, err
	}
	strictly, err := named["strict"](s)
	if err != nil {
		return value{}, err
	}
	strict := strictly.truthy()
	made := order.Lookup{Field: name, Key: k.printed(), Strict: &strict}
	found, hit := s.find(name, made.Key)
	made.Hit = hit
	if !hit && strict {
		s.made = append(s.made, made)
		return value{}, &renderError{code: "lookup_miss", class: "LookupError", message: "no row where " + name + " is '" + made.Key + "'"}
	}
	if fallback := named["default"]; !hit && fallback != nil {
		v, err := fallback(s)
		if err != nil {
			return value{}, err
		}
		found = v.printed()
	}
	made.Value = &found
	s.made = append(s.made, made)
	return str(found), nil
}

func constant(v value) expr { return func(*scope) (value, error) { return v, nil } }

func with(e expr, do func(value) (value, error)) expr {
	return func(s *scope) (value, error) {
		v, err := e(s)
		if err != nil {
			return value{}, err
		}
		return do(v)
	}
}

func both(left, right expr, do func(a, b value) value) expr {
	return func(s *scope) (value, error) {
		a, err := left(s)
		if err != nil {
			return value{}, err
		}
		b, err := right(s)
		if err != nil {
			return value{}, err
		}
		return do(a, b), nil
	}
}

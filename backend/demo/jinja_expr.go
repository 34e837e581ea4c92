package demo

import (
	"fmt"
	"regexp"
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

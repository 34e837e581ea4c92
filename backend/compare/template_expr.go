package compare

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// expr works a value out.
type expr func(*run) traced

var lexemes = regexp.MustCompile(`'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\d+(?:\.\d+)?|\w+|==|!=|<=|>=|//|\*\*|\S`)

// expression reads the words of an expression, the loosest binding first.
type expression struct {
	words []string
	i     int
	depth int
}

func readExpression(source string) (expr, error) {
	p := &expression{words: lexemes.FindAllString(source, -1)}
	e, err := p.choice()
	if err == nil && p.i < len(p.words) {
		err = fmt.Errorf("%w: %q is one word too many", errTemplate, p.words[p.i])
	}
	return e, err
}

func (p *expression) peek() string {
	if p.i < len(p.words) {
		return p.words[p.i]
	}
	return ""
}

func (p *expression) next() string {
	w := p.peek()
	p.i++
	return w
}

func (p *expression) take(words ...string) string {
	for _, w := range words {
		if p.peek() == w {
			p.i++
			return w
		}
	}
	return ""
}

func (p *expression) want(word string) error {
	if p.take(word) == "" {
		return fmt.Errorf("%w: %q instead of %q", errTemplate, p.peek(), word)
	}
	return nil
}

// choice reads a if b else c.
func (p *expression) choice() (expr, error) {
	if p.depth++; p.depth > 100 {
		return nil, fmt.Errorf("%w: it nests too deep", errTemplate)
	}
	defer func() { p.depth-- }()
	a, err := p.binary(0)
	if err != nil || p.take("if") == "" {
		return a, err
	}
	when, err := p.binary(0)
	if err != nil {
		return nil, err
	}
	c := expr(func(*run) traced { return traced{} })
	if p.take("else") != "" {
		if c, err = p.choice(); err != nil {
			return nil, err
		}
	}
	return func(r *run) traced {
		condition := when(r)
		if condition.truthy() {
			return chosen(a(r), condition)
		}
		return chosen(c(r), condition)
	}, nil
}

// chosen is a value that a condition picked. A fixed text that was picked comes from what it was picked by.
func chosen(v, condition traced) traced {
	if len(v.from) == 0 && v.lookup == 0 {
		v.from, v.mixed = condition.sources(), true
	}
	v.vague = v.vague || condition.vague
	return v
}

// levels are the operators with two sides, the loosest first.
var levels = [][]string{{"or"}, {"and"}, {"==", "!=", "<", ">", "<=", ">=", "in", "not", "is"}, {"~"}, {"+", "-"}, {"*", "/", "//", "%"}, {"**"}}

func (p *expression) binary(level int) (expr, error) {
	if level == len(levels) {
		return p.unary()
	}
	if level == 2 && p.take("not") != "" {
		e, err := p.binary(2)
		return func(r *run) traced { v := e(r); return logical(!v.truthy(), v) }, err
	}
	left, err := p.binary(level + 1)
	for err == nil {
		operator := p.take(levels[level]...)
		if operator == "" {
			return left, nil
		}
		left, err = p.apply(operator, level, left)
	}
	return nil, err
}

func (p *expression) apply(operator string, level int, left expr) (expr, error) {
	switch operator {
	case "is":
		return p.test(left)
	case "not":
		if err := p.want("in"); err != nil {
			return nil, err
		}
		operator = "not in"
	}
	right, err := p.binary(level + 1)
	return func(r *run) traced { return operate(operator, left(r), right(r)) }, err
}

// test reads what follows is: defined, none, not defined, string.
func (p *expression) test(e expr) (expr, error) {
	negated := p.take("not") != ""
	name := p.next()
	if p.peek() == "(" {
		return nil, fmt.Errorf("%w: the test %s", errTemplate, name)
	}
	tests := map[string]func(traced) bool{
		"defined": func(v traced) bool { return v.kind != undefined }, "undefined": func(v traced) bool { return v.kind == undefined },
		"none": func(v traced) bool { return v.kind == null }, "string": func(v traced) bool { return v.kind == text },
		"number": func(v traced) bool { return v.kind == numeral }, "mapping": func(v traced) bool { return v.kind == object },
		"sequence": func(v traced) bool { return v.kind == array || v.kind == text }, "iterable": func(v traced) bool { return v.kind == array || v.kind == object },
	}
	holds, known := tests[name]
	if !known {
		return nil, fmt.Errorf("%w: the test %s", errTemplate, name)
	}
	return func(r *run) traced { v := e(r); return logical(holds(v) != negated, v) }, nil
}

func logical(b bool, of ...traced) traced {
	v := made(boolean, strconv.FormatBool(b), of...)
	v.mixed = true
	return v
}

func (p *expression) unary() (expr, error) {
	if p.take("-") != "" {
		e, err := p.unary()
		return func(r *run) traced { return operate("-", word("0").changed(numeral, "0"), e(r)) }, err
	}
	return p.operand()
}

// operate joins two values by an operator.
func operate(operator string, a, b traced) traced {
	switch operator {
	case "or":
		if a.truthy() {
			return a
		}
		return b
	case "and":
		if !a.truthy() {
			return a
		}
		return b
	case "~":
		return made(text, a.printed()+b.printed(), a, b)
	case "==":
		return logical(a.equals(b), a, b)
	case "!=":
		return logical(!a.equals(b), a, b)
	case "in", "not in":
		return logical(b.holds(a) == (operator == "in"), a, b)
	case "+":
		if a.kind == text || b.kind == text {
			return made(text, a.printed()+b.printed(), a, b)
		}
	}
	return reckon(operator, a, b)
}

func (t traced) equals(other traced) bool {
	if t.kind == numeral && other.kind == numeral {
		one, _ := number(t.text)
		two, _ := number(other.text)
		return one == two
	}
	return t.kind == other.kind && t.text == other.text
}

func (t traced) holds(v traced) bool {
	for _, m := range t.list {
		if m.equals(v) {
			return true
		}
	}
	for _, m := range t.fields {
		if m.name == v.text {
			return true
		}
	}
	return t.kind == text && strings.Contains(t.text, v.text)
}

// reckon does sums and comparisons of numbers; what Python would print of a fraction is not told.
func reckon(operator string, a, b traced) traced {
	x, errX := strconv.ParseFloat(a.text, 64)
	y, errY := strconv.ParseFloat(b.text, 64)
	if errX != nil || errY != nil {
		return unclear(a, b)
	}
	switch operator {
	case "<":
		return logical(x < y, a, b)
	case ">":
		return logical(x > y, a, b)
	case "<=":
		return logical(x <= y, a, b)
	case ">=":
		return logical(x >= y, a, b)
	}
	results := map[string]float64{"+": x + y, "-": x - y, "*": x * y}
	n, known := results[operator]
	v := made(numeral, strconv.FormatFloat(n, 'f', -1, 64), a, b)
	v.mixed, v.vague = true, v.vague || !known || n != float64(int64(n))
	return v
}

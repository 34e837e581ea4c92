package compare

import (
	"fmt"
	"strconv"
	"strings"
)

// operand reads a value with what follows it: names, keys, calls and filters.
func (p *expression) operand() (expr, error) {
	e, err := p.primary()
	for err == nil {
		switch p.take(".", "[", "|", "(") {
		case ".":
			e, err = p.attribute(e)
		case "[":
			e, err = p.subscript(e)
		case "|":
			e, err = p.filter(e)
		case "(":
			return nil, fmt.Errorf("%w: a call", errTemplate)
		default:
			return e, nil
		}
	}
	return nil, err
}

func (p *expression) primary() (expr, error) {
	w := p.next()
	switch {
	case w == "":
		return nil, fmt.Errorf("%w: an expression ends too early", errTemplate)
	case w == "lookups" && p.take("(") != "":
		return p.lookups()
	case strings.EqualFold(w, "true"), strings.EqualFold(w, "false"):
		return constant(yes(strings.EqualFold(w, "true"))), nil
	case strings.EqualFold(w, "none"):
		return constant(traced{kind: null}), nil
	case len(w) > 1 && (w[0] == '\'' || w[0] == '"'):
		return constant(word(unescapes.Replace(w[1 : len(w)-1]))), nil
	case w[0] >= '0' && w[0] <= '9':
		return constant(traced{kind: numeral, text: w}), nil
	case w == "(":
		e, err := p.choice()
		if err != nil {
			return nil, err
		}
		return e, p.want(")")
	case w == "[":
		list, _, err := p.arguments("]")
		return func(r *run) traced { return traced{kind: array, list: r.values(list)} }, err
	}
	if !isName(w) {
		return nil, fmt.Errorf("%w: %q", errTemplate, w)
	}
	if w == "range" && p.take("(") != "" {
		return nil, fmt.Errorf("%w: range", errTemplate)
	}
	return func(r *run) traced { return r.variable(w) }, nil
}

var unescapes = strings.NewReplacer(`\\`, `\`, `\'`, `'`, `\"`, `"`, `\n`, "\n", `\t`, "\t")

func isName(w string) bool {
	r := []rune(w)[0]
	return r == '_' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r > 0x7f
}

func constant(v traced) expr { return func(*run) traced { return v } }

// attribute reads .name and .name(arguments).
func (p *expression) attribute(e expr) (expr, error) {
	name := p.next()
	if p.take("(") == "" {
		return func(r *run) traced { return e(r).get(name) }, nil
	}
	args, _, err := p.arguments(")")
	return func(r *run) traced { return method(name, e(r), r.values(args)) }, err
}

// subscript reads [key], [0] and [1:].
func (p *expression) subscript(e expr) (expr, error) {
	if p.take(":") != "" {
		to, err := p.choice()
		if err != nil {
			return nil, err
		}
		return func(r *run) traced { return e(r).slice(constant(whole(0))(r), to(r)) }, p.want("]")
	}
	key, err := p.choice()
	if err != nil {
		return nil, err
	}
	if p.take(":") != "" {
		to := constant(traced{})
		if p.peek() != "]" {
			if to, err = p.choice(); err != nil {
				return nil, err
			}
		}
		return func(r *run) traced { return e(r).slice(key(r), to(r)) }, p.want("]")
	}
	return func(r *run) traced {
		k := key(r)
		if n, err := strconv.Atoi(k.text); err == nil && k.kind == numeral {
			return e(r).index(n)
		}
		return e(r).get(k.text)
	}, p.want("]")
}

func (t traced) slice(from, to traced) traced {
	if t.kind == text {
		runes := []rune(t.text)
		a, b := bounds(from, to, len(runes))
		v := t.changed(text, string(runes[a:b]))
		v.mixed = true
		return v
	}
	a, b := bounds(from, to, len(t.list))
	t.list = t.list[a:b]
	return t
}

func bounds(from, to traced, n int) (int, int) {
	place := func(v traced, other int) int {
		i, err := strconv.Atoi(v.text)
		if err != nil {
			return other
		}
		if i < 0 {
			i += n
		}
		return min(max(i, 0), n)
	}
	a := place(from, 0)
	return a, max(a, place(to, n))
}

// arguments reads values up to a closing mark; named ones are given by name.
func (p *expression) arguments(end string) (plain []expr, named map[string]expr, err error) {
	named = map[string]expr{}
	for p.take(end) == "" {
		name := ""
		if p.i+1 < len(p.words) && p.words[p.i+1] == "=" {
			name = p.next()
			p.i++
		}
		e, err := p.choice()
		if err != nil {
			return nil, nil, err
		}
		if name != "" {
			named[name] = e
		} else {
			plain = append(plain, e)
		}
		p.take(",")
	}
	return plain, named, nil
}

// lookups reads lookups({'table': key}, strict=…, default=…), Gelato's own function.
func (p *expression) lookups() (expr, error) {
	if err := p.want("{"); err != nil {
		return nil, err
	}
	table := strings.Trim(p.next(), `'"`)
	if err := p.want(":"); err != nil {
		return nil, err
	}
	key, err := p.choice()
	if err == nil {
		err = p.want("}")
	}
	p.take(",")
	if err != nil {
		return nil, err
	}
	_, _, err = p.arguments(")")
	return func(r *run) traced { return r.consult(table, key(r)) }, err
}

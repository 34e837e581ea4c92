package demo

import "ordertrail/backend/order"

// jinja is a compiled template of the part of Jinja2 that the demo's customers use. It renders as Jinja2 3.1
// does with its default settings; testdata/jinja holds what CPython's Jinja2 really gave.
type jinja struct {
	source  string
	body    []node
	number  uint32 // among the history's templates
	edition string // what sets a spoiled edition's version apart
}

// node writes one piece of a template.
type node func(s *scope, out []byte) ([]byte, error)

// scope is what a template sees while it renders.
type scope struct {
	vars []field
	find func(field, key string) (string, bool)
	made []order.Lookup
}

// renderError is why a template could not be rendered, as the engine reports it.
type renderError struct {
	code, class, message string
	line                 int
}

// Error gives the engine's own line.
func (e *renderError) Error() string { return e.class + ": " + e.message }

// render gives the output of the template, and the lookups that it made on the way.
func (t *jinja) render(context value, find func(field, key string) (string, bool)) (string, []order.Lookup, error) {
	s := scope{vars: append(make([]field, 0, len(context.fields)+4), context.fields...), find: find, made: []order.Lookup{}}
	out, err := write(t.body, &s, make([]byte, 0, len(t.source)+len(t.source)/2))
	if err != nil {
		return "", s.made, err
	}
	return string(out), s.made, nil
}

func write(nodes []node, s *scope, out []byte) (_ []byte, err error) {
	for _, n := range nodes {
		if out, err = n(s, out); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// lookup gives a variable; the innermost one of a name hides the others.
func (s *scope) lookup(name string) value {
	for i := len(s.vars) - 1; i >= 0; i-- {
		if s.vars[i].name == name {
			return s.vars[i].value
		}
	}
	return value{text: "'" + name + "' is undefined"}
}

func plain(text string) node {
	return func(_ *scope, out []byte) ([]byte, error) { return append(out, text...), nil }
}

func printed(e expr, line int) node {
	return func(s *scope, out []byte) ([]byte, error) {
		v, err := e(s)
		if err != nil {
			return nil, onLine(err, line)
		}
		return append(out, v.printed()...), nil
	}
}

func branch(condition expr, yes, no []node, line int) node {
	return func(s *scope, out []byte) ([]byte, error) {
		v, err := condition(s)
		if err != nil {
			return nil, onLine(err, line)
		}
		if v.truthy() {
			return write(yes, s, out)
		}
		return write(no, s, out)
	}
}

func loop(name string, over expr, body []node, line int) node {
	return func(s *scope, out []byte) ([]byte, error) {
		all, err := over(s)
		if err != nil {
			return nil, onLine(err, line)
		}
		outer := len(s.vars)
		for i, each := range all.list {
			state := dict(count("index", i+1), count("index0", i), at("first", flag(i == 0)), at("last", flag(i == len(all.list)-1)))
			s.vars = append(s.vars[:outer], at(name, each), at("loop", state))
			if out, err = write(body, s, out); err != nil {
				return nil, err
			}
		}
		s.vars = s.vars[:outer]
		return out, nil
	}
}

// onLine adds where it happened, innermost line first.
func onLine(err error, line int) error {
	if e, ok := err.(*renderError); ok && e.line == 0 {
		e.line = line
	}
	return err
}

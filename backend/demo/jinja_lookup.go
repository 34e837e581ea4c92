package demo

import (
	"fmt"
	"strings"

	"ordertrail/backend/order"
)

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

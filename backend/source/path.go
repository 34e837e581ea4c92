package source

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"github.com/theory/jsonpath"
	"github.com/theory/jsonpath/spec"
)

// path is a JSONPath (RFC 9535). One of plain members and places in lists, whose end may be all of a list, is
// followed in the bytes as they came; any other is put to a tree that is made for it, and what it finds is looked up
// in the bytes.
type path struct {
	said  string
	steps []spec.NormalSelector
	all   bool           // the steps lead to a list or an object of which everything is meant
	query *jsonpath.Path // nil: the steps say it all
}

func parsePath(text string) (*path, error) {
	parsed, err := jsonpath.Parse(text)
	if err != nil {
		return nil, err
	}
	p := &path{said: text}
	if p.plain(parsed.Query().Segments()) {
		return p, nil
	}
	return &path{said: text, query: parsed}, nil
}

// plain takes over segments of one member or place each, and a last one of all there is.
func (p *path) plain(segments []*spec.Segment) bool {
	for i, s := range segments {
		if s.IsDescendant() || len(s.Selectors()) != 1 {
			return false
		}
		switch selector := s.Selectors()[0].(type) {
		case spec.Name:
			p.steps = append(p.steps, selector)
		case spec.Index:
			p.steps = append(p.steps, selector)
		case spec.WildcardSelector:
			p.all = true
			return i == len(segments)-1
		default:
			return false
		}
	}
	return true
}

// names are the steps when all of them are members.
func (p *path) names() ([]string, bool) {
	names := []string{}
	for _, s := range p.steps {
		name, ok := s.(spec.Name)
		if !ok {
			return nil, false
		}
		names = append(names, string(name))
	}
	return names, p.query == nil
}

// isMember says that the path leads to this member of the root, by dots, and with all to everything in it.
func (p *path) isMember(dotted string, all bool) bool {
	names, plain := p.names()
	return plain && p.all == all && strings.Join(names, ".") == dotted
}

// first gives the first value that the path leads to, nil when there is none.
func (p *path) first(root *value) *value {
	if p.query == nil && !p.all {
		return root.follow(p.steps)
	}
	for _, v := range p.values(root) {
		return v
	}
	return nil
}

// values gives all values that the path leads to, in order.
func (p *path) values(root *value) []*value {
	if p.query == nil {
		at := root.follow(p.steps)
		switch {
		case at == nil:
			return nil
		case p.all:
			return at.each()
		}
		return []*value{at}
	}
	var found []*value
	for _, node := range p.query.SelectLocated(root.tree()) {
		if v := root.follow(node.Path); v != nil {
			found = append(found, v)
		}
	}
	// The tree's objects have no order; the answer's have. What begins later has less room behind it.
	slices.SortStableFunc(found, func(a, b *value) int { return cmp.Compare(cap(b.raw), cap(a.raw)) })
	return found
}

// follow goes down from member to member; nil when there is nothing.
func (v *value) follow(steps []spec.NormalSelector) *value {
	for _, s := range steps {
		if v == nil {
			return nil
		}
		switch s := s.(type) {
		case spec.Name:
			v = v.member(string(s))
		case spec.Index:
			v = v.item(int(s))
		}
	}
	return v
}

// tree is the value as JSONPath wants it. Numbers keep their digits.
func (v *value) tree() any {
	if v.plain == nil {
		d := json.NewDecoder(bytes.NewReader(v.raw))
		d.UseNumber()
		if d.Decode(&v.plain) != nil {
			v.plain = nil // nested deeper than encoding/json reads
		}
	}
	return v.plain
}

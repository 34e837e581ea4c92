package compare

import (
	"ordertrail/backend/payload"
)

// sprout is a value of a template's input in the making.
type sprout struct {
	leaf  *traced
	names []string
	kids  map[string]*sprout
	list  []*sprout
}

// input makes of a document what a template sees of it.
func (d *Document) input() traced {
	root := &sprout{}
	for i := range d.Fields {
		f := &d.Fields[i]
		root.reach(f.way.steps()).leaf = &traced{kind: kindOf(f), text: f.Value}
	}
	return root.grown(nil)
}

func kindOf(f *Field) kind {
	role := f.tree.Nodes[f.node].Role
	switch {
	case role == payload.JSONNumber:
		return numeral
	case role == payload.JSONLiteral && f.Value == "null":
		return null
	case role == payload.JSONLiteral:
		return boolean
	}
	return text
}

func (s *sprout) reach(steps []step) *sprout {
	for _, at := range steps {
		if at.index >= 0 {
			for len(s.list) <= at.index {
				s.list = append(s.list, &sprout{})
			}
			s = s.list[at.index]
			continue
		}
		kid, ok := s.kids[at.name]
		if !ok {
			if s.kids == nil {
				s.kids = map[string]*sprout{}
			}
			kid = &sprout{}
			s.kids[at.name] = kid
			s.names = append(s.names, at.name)
		}
		s = kid
	}
	return s
}

func (s *sprout) grown(at []step) traced {
	var v traced
	switch {
	case s.leaf != nil:
		v = *s.leaf
	case len(s.list) > 0:
		v.kind = array
		for i, one := range s.list {
			v.list = append(v.list, one.grown(append(at[:len(at):len(at)], step{"", i})))
		}
	default:
		v.kind = object
		for _, name := range s.names {
			v.fields = append(v.fields, member{name, s.kids[name].grown(append(at[:len(at):len(at)], step{name, -1}))})
		}
	}
	v.path = pathOf(at)
	v.from = []string{v.path}
	return v
}

package source

import (
	"errors"
	"fmt"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"ordertrail/backend/fault"
)

// yaml is a node of a profile's text, with its place.
type yaml struct {
	file string
	node ast.Node
}

// entry is one pair of a mapping.
type entry struct {
	name  string
	key   yaml
	value yaml
}

// readYAML reads one document. What it can't read is invalid, with the place.
func readYAML(text []byte, file string) (top yaml, err error) {
	defer func() {
		if recover() != nil { // go-yaml's parser has been seen to panic on broken text
			err = fault.New(fault.Invalid, "profile_yaml", fault.Params{"file": file, "line": 1, "column": 1}, nil)
		}
	}()
	parsed, err := parser.ParseBytes(text, 0)
	if err != nil {
		return yaml{}, brokenYAML(file, err)
	}
	if len(parsed.Docs) != 1 || parsed.Docs[0].Body == nil {
		return yaml{}, fault.New(fault.Invalid, "profile_yaml", fault.Params{"file": file, "line": 1, "column": 1}, nil)
	}
	return yaml{file, parsed.Docs[0].Body}, nil
}

func brokenYAML(file string, err error) error {
	line, column := 1, 1
	if at, ok := errors.AsType[interface {
		error
		GetToken() *token.Token
	}](err); ok && at.GetToken() != nil && at.GetToken().Position != nil {
		line, column = at.GetToken().Position.Line, at.GetToken().Position.Column
	}
	return fault.New(fault.Invalid, "profile_yaml", fault.Params{"file": file, "line": line, "column": column}, nil)
}

// wrong gives the failure of what stands at this node.
func (y yaml) wrong(about string, params fault.Params) error {
	if params == nil {
		params = fault.Params{}
	}
	params["file"], params["line"], params["column"] = y.file, 1, 1
	if t := y.node.GetToken(); t != nil && t.Position != nil {
		params["line"], params["column"] = t.Position.Line, t.Position.Column
	}
	return fault.New(fault.Invalid, about, params, nil)
}

// value gives the failure of a value that can't stand here; wants says what can.
func (y yaml) value(name, wants string) error {
	return y.wrong("profile_value", fault.Params{"name": name, "wants": wants})
}

// entries are the pairs of a mapping; anything else is wrong. A key may come once.
func (y yaml) entries(name string) ([]entry, error) {
	var pairs []*ast.MappingValueNode
	switch n := y.node.(type) {
	case *ast.MappingNode:
		pairs = n.Values
	case *ast.MappingValueNode:
		pairs = []*ast.MappingValueNode{n}
	default:
		return nil, y.value(name, "key: value")
	}
	list, seen := []entry{}, map[string]bool{}
	for _, p := range pairs {
		key := yaml{y.file, p.Key}
		text, ok := key.scalar()
		if !ok || seen[text] {
			return nil, key.wrong("profile_key", fault.Params{"name": fmt.Sprint(p.Key)})
		}
		seen[text] = true
		list = append(list, entry{text, key, yaml{y.file, p.Value}})
	}
	return list, nil
}

func (y yaml) isMapping() bool {
	switch y.node.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
		return true
	}
	return false
}

// items are the items of a list, or the node itself where it is none.
func (y yaml) items() []yaml {
	n, ok := y.node.(*ast.SequenceNode)
	if !ok {
		return []yaml{y}
	}
	list := make([]yaml, len(n.Values))
	for i, v := range n.Values {
		list[i] = yaml{y.file, v}
	}
	return list
}

// scalar is the text of a string, a number or a word such as true.
func (y yaml) scalar() (string, bool) {
	switch n := y.node.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		return n.Value.Value, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return n.GetToken().Value, true
	case *ast.MappingKeyNode:
		return yaml{y.file, n.Value}.scalar()
	}
	return "", false
}

func (y yaml) isNull() bool {
	_, null := y.node.(*ast.NullNode)
	return null
}

// text is a scalar that must not be empty.
func (y yaml) text(name string) (string, error) {
	text, ok := y.scalar()
	if !ok || text == "" {
		return "", y.value(name, "text")
	}
	return text, nil
}

// oneOf is a scalar out of a closed set.
func (y yaml) oneOf(name, wants string, set ...string) (string, error) {
	text, _ := y.scalar()
	for _, one := range set {
		if text == one {
			return text, nil
		}
	}
	return "", y.value(name, wants)
}

// path is a JSONPath.
func (y yaml) path(name string) (*path, error) {
	text, _ := y.scalar()
	p, err := parsePath(text)
	if err != nil {
		return nil, y.wrong("profile_path", fault.Params{"name": name, "path": text})
	}
	return p, nil
}

// reader reads the value of one key.
type reader func(y yaml) error

// read reads a mapping whose keys are known; any other key is wrong.
func (y yaml) read(name string, known map[string]reader) error {
	entries, err := y.entries(name)
	if err != nil {
		return err
	}
	for _, e := range entries {
		read, ok := known[e.name]
		if !ok {
			return e.key.wrong("profile_key", fault.Params{"name": e.name})
		}
		if err := read(e.value); err != nil {
			return err
		}
	}
	return nil
}

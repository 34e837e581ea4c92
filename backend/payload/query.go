package payload

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/antchfx/xpath"
	"github.com/theory/jsonpath"
	"github.com/theory/jsonpath/spec"
)

// Match is a value that an expression selects.
type Match struct {
	At   int    `json:"at"`   // in the text, in bytes
	Line int    `json:"line"` // in the view that was asked for
	Path string `json:"path"`
	Text string `json:"text"` // the beginning of the value
}

const (
	mostMatches = 5_000
	mostSteps   = 20_000_000 // moves through a document for one expression
	fewNodes    = 20_000     // below this, any expression is answered
)

// errTooMuch says that an expression asks for more than can be looked through.
var errTooMuch = errors.New("the expression looks at too much: name more of the path")

// Filtered is what an expression gives: values of the body, or one that is made of them, such as a count.
type Filtered struct {
	Matches []Match `json:"matches"`
	More    bool    `json:"more"` // there are further ones
	Made    bool    `json:"made"` // the expression selects nothing, it makes Value
	Value   string  `json:"value"`
}

// Filter gives what an expression selects or makes: XPath in XML; in other formats JSONPath, a JSON Pointer, or a path
// as it is shown.
func (d *Doc) Filter(expression string, view View) (Filtered, error) {
	view, _, _ = d.fitting(view)
	d.mu.Lock()
	defer d.mu.Unlock()
	t := d.grown()
	nodes, made, err := t.query(expression)
	out := Filtered{Matches: []Match{}}
	if made != nil {
		out.Made, out.Value = true, *made
	}
	if len(nodes) > mostMatches {
		nodes, out.More = nodes[:mostMatches], true
	}
	for _, i := range nodes {
		m := Match{At: t.begin(i), Path: t.Path(i), Text: t.cellText(i)}
		m.Line = d.lineAt(view, m.At)
		out.Matches = append(out.Matches, m)
	}
	return out, err
}

// Select gives the nodes that an expression selects. The error says what is wrong with the expression.
func (t *Tree) Select(expression string) (nodes []int, err error) {
	nodes, _, err = t.query(expression)
	return nodes, err
}

// query gives the nodes that an expression selects, or the value that it makes of them; made is nil without one.
func (t *Tree) query(expression string) (nodes []int, made *string, err error) {
	defer func() {
		if p := recover(); p != nil { // the readers of expressions panic on some that make no sense
			nodes, made, err = nil, nil, fmt.Errorf("%v", p)
		}
	}()
	expression = strings.TrimSpace(expression)
	switch {
	case t.Format == XML:
		return t.evaluate(expression)
	case strings.HasPrefix(expression, "/"):
		return t.selectPointer(expression), nil, nil
	case !strings.HasPrefix(expression, "$"):
		expression = rooted(expression)
	}
	nodes, err = t.selectJSONPath(expression)
	return nodes, nil, err
}

// rooted makes a path as it is shown one that begins at the root.
func rooted(path string) string {
	if strings.HasPrefix(path, "[") {
		return "$" + path
	}
	return "$." + path
}

func (t *Tree) selectPointer(pointer string) []int {
	at := t.top()
	for part := range strings.SplitSeq(pointer[1:], "/") {
		name := strings.NewReplacer("~1", "/", "~0", "~").Replace(part)
		next := t.child(at, name)
		if next < 0 {
			return nil
		}
		at = next
	}
	return []int{at}
}

// top is the node that paths begin at: the only value of a document, a table, a form.
func (t *Tree) top() int {
	if len(t.Nodes) > 1 && int(t.Nodes[1].Next) == len(t.Nodes) && t.Nodes[1].Role != JSONString {
		return 1
	}
	return 0
}

// child is the last child of a name, or the one at a place; -1 when there is none.
func (t *Tree) child(at int, name string) int {
	if index, err := strconv.Atoi(name); err == nil {
		if c := t.childAt(at, index); c >= 0 {
			return c
		}
	}
	found := -1
	for c := range t.Children(at) {
		if step, ok := t.step(c); ok && !step.List && step.Name == name {
			found = c
		}
	}
	return found
}

// childAt is the child at a place of a list, -1 when there is none or it is no list.
func (t *Tree) childAt(at, index int) int {
	for c := range t.Children(at) {
		if place := int(t.Nodes[c].Index); place < index || place > index+1 {
			continue
		}
		if step, ok := t.step(c); ok && step.List && step.Index == index {
			return c
		}
	}
	return -1
}

func (t *Tree) selectJSONPath(expression string) ([]int, error) {
	path, err := jsonpath.Parse(expression)
	if err != nil {
		return nil, err
	}
	if strings.Count(expression, "..") > 1 && len(t.Nodes) > fewNodes {
		return nil, errTooMuch
	}
	var nodes []int
	for _, found := range path.SelectLocated(t.value(t.top())) {
		if i := t.located(found.Path); i >= 0 {
			nodes = append(nodes, i)
		}
		if len(nodes) > mostMatches {
			break
		}
	}
	return nodes, nil
}

func (t *Tree) located(path spec.NormalizedPath) int {
	at := t.top()
	for _, selector := range path {
		switch s := selector.(type) {
		case spec.Name:
			at = t.child(at, string(s))
		case spec.Index:
			at = t.child(at, strconv.Itoa(int(s)))
		}
		if at < 0 {
			return -1
		}
	}
	return at
}

// value gives a node as JSONPath looks at it. Of members of the same name the last counts, as in JSON.
func (t *Tree) value(i int) any {
	switch n := t.Nodes[i]; n.Role {
	case Object, Pairs, Part:
		return t.members(i)
	case Row:
		if len(t.columns) > 0 {
			return t.members(i)
		}
		return t.items(i)
	case Array, Table, Document:
		return t.items(i)
	case JSONNumber:
		return number(t.Token(i))
	case JSONLiteral:
		return map[string]any{"true": true, "false": false}[t.Token(i)]
	}
	return t.Text(i)
}

func (t *Tree) members(i int) map[string]any {
	all := map[string]any{}
	for c := range t.Children(i) {
		if step, ok := t.step(c); ok && !step.List {
			all[step.Name] = t.value(c)
		}
	}
	return all
}

func (t *Tree) items(i int) []any {
	all := []any{}
	for c := range t.Children(i) {
		if t.Nodes[c].Role != Headings {
			all = append(all, t.value(c))
		}
	}
	return all
}

func number(token string) any {
	if n, err := strconv.ParseInt(token, 10, 64); err == nil {
		return n
	}
	f, _ := strconv.ParseFloat(token, 64) // the token is a JSON number; one that is too large compares as infinite
	return f
}

// evaluate answers an XPath expression.
func (t *Tree) evaluate(expression string) (nodes []int, made *string, err error) {
	path, err := xpath.Compile(expression)
	if err != nil {
		return nil, nil, err
	}
	steps := mostSteps
	answer := path.Evaluate(&walker{t: t, attribute: -1, steps: &steps})
	if found, ok := answer.(*xpath.NodeIterator); ok {
		for found.MoveNext() && len(nodes) <= mostMatches {
			nodes = append(nodes, found.Current().(*walker).node())
		}
	} else {
		made = new(xpathText(answer))
	}
	if steps <= 0 {
		return nodes, nil, errTooMuch
	}
	return nodes, made, nil
}

// xpathText writes a value as XPath's string() does; a text that is too long to be shown is cut.
func xpathText(value any) string {
	switch v := value.(type) {
	case float64:
		text := strconv.FormatFloat(v, 'f', -1, 64)
		return strings.TrimPrefix(strings.Replace(text, "Inf", "Infinity", 1), "+")
	case string:
		if utf8.RuneCountInString(v) > longestValue {
			return string([]rune(v)[:longestValue]) + "…"
		}
		return v
	}
	return fmt.Sprint(value)
}

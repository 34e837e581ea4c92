package payload

import (
	"bytes"
	"cmp"
	"errors"
	"slices"

	"ordertrail/backend/fault"
)

// maxDepth is how deep a document may nest.
const maxDepth = 200

var bom = []byte("\xef\xbb\xbf")

// errUnreadable says that a body is not in the format it was read as. It never quotes the body.
var errUnreadable = errors.New("not readable in its format")

// Kind is what a value is in its document.
type Kind string

// The kinds of value.
const (
	Name    Kind = "name"    // an object's key, an element's or attribute's name, a column, a form field
	String  Kind = "string"  // text of any kind
	Number  Kind = "number"  // a JSON number, as written
	Literal Kind = "literal" // true, false or null
	Comment Kind = "comment" // an XML comment
)

// Value is one value, and where in the body it stands.
type Value struct {
	Kind  Kind
	Path  []string // the names around it; positions in lists have none
	Steps []string // the same with "" for each position in a list
	Text  string   // decoded

	start, end int
	write      func(text string) string
}

// Rewrite asks each about every value, names included, and puts what it says in the value's place.
// All other bytes stay. A body that can't be read in its format is a *fault.Error that quotes nothing of it.
func Rewrite(f Format, body []byte, each func(Value) (text string, change bool)) ([]byte, error) {
	c := collector{body: body}
	if err := scan(f, body, &c); err != nil {
		return nil, fault.New(fault.Invalid, "body", fault.Params{"format": string(f)}, err)
	}
	slices.SortStableFunc(c.values, func(a, b Value) int { return cmp.Compare(a.start, b.start) })
	var out bytes.Buffer
	at := 0
	for _, v := range c.values {
		text, change := each(v)
		if !change {
			continue
		}
		out.Write(body[at:v.start])
		out.WriteString(v.write(text))
		at = v.end
	}
	out.Write(body[at:])
	return out.Bytes(), nil
}

// scan reads a body in its format and tells what it finds.
func scan(f Format, body []byte, to sink) error {
	switch f {
	case JSON:
		return scanJSON(body, to)
	case XML:
		return scanXML(body, to)
	case CSV:
		return scanCSV(body, to)
	case Form:
		return scanForm(body, to)
	case Text, HTML:
		return scanText(body, to)
	case Multipart:
		return scanMultipart(body, to)
	}
	return &stopped{why: WhyFormat}
}

// collector gathers the values of a body.
type collector struct {
	body   []byte
	values []Value
}

func (c *collector) open(Role, int) error { return nil }

func (c *collector) close(int) {}

// token refuses a document type that says more than a name: text could hide there.
func (c *collector) token(t token, path []string) error {
	raw := c.body[t.start:t.end]
	if t.role == Doctype && bytes.ContainsAny(raw, " \t\r\n[\"'<>") {
		return errUnreadable
	}
	v := Value{Kind: t.kind, Text: decoded(t.role, raw), Steps: slices.Clone(path), start: t.start, end: t.end, write: t.write}
	for _, p := range path {
		if p != "" {
			v.Path = append(v.Path, p)
		}
	}
	c.values = append(c.values, v)
	return nil
}

// nothing hears nothing: it is for asking whether a body can be read.
type nothing struct{ collector }

func (n *nothing) token(t token, _ []string) error {
	if t.role == Doctype {
		return n.collector.token(t, nil)
	}
	return nil
}

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
	Kind Kind
	Name string // the nearest name: key, element, attribute, column, field; "" when nothing names it
	Path []string
	Text string // decoded

	start, end int
	write      func(text string) string
}

// Rewrite asks each about every value, names included, and puts what it says in the value's place.
// All other bytes stay. A body that can't be read in its format is a *fault.Error that quotes nothing of it.
func Rewrite(f Format, body []byte, each func(Value) (text string, change bool)) ([]byte, error) {
	values, err := scan(f, body)
	if err != nil {
		return nil, fault.New(fault.Invalid, "body", fault.Params{"format": string(f)}, err)
	}
	var out bytes.Buffer
	at := 0
	for _, v := range values {
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

// scan finds the values of a body, in the order of its bytes.
func scan(f Format, body []byte) ([]Value, error) {
	var values []Value
	var err error
	switch f {
	case JSON:
		values, err = scanJSON(body)
	case XML:
		values, err = scanXML(body)
	case CSV:
		values, err = scanCSV(body)
	case Form:
		values, err = scanForm(body)
	case Text:
		values, err = scanText(body)
	default:
		err = errUnreadable
	}
	slices.SortStableFunc(values, func(a, b Value) int { return cmp.Compare(a.start, b.start) })
	return values, err
}

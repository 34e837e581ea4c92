package payload

import (
	"net/url"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// Role is what a node is in its document.
type Role uint8

// The roles. Those up to Part hold other nodes.
const (
	Document Role = iota // the whole body
	Object
	Array
	Element
	Table
	Headings // the row of a table that names its columns
	Row
	Pairs // a form
	Part  // of a multipart body
	JSONString
	JSONNumber
	JSONLiteral
	Attribute
	Characters // text between tags
	CDATA
	XMLComment
	Instruction
	Doctype
	Cell
	Field // of a form
	Plain // a text without a form of its own
	label // a name that stands beside what it names
	closing
)

// Holds says that nodes of this role hold other nodes.
func (r Role) Holds() bool { return r <= Part }

// String names a role for people who read tests and logs.
func (r Role) String() string {
	return [...]string{"document", "object", "array", "element", "table", "headings", "row", "form", "part", "string", "number",
		"literal", "attribute", "text", "cdata", "comment", "instruction", "doctype", "cell", "field", "text", "name", "name"}[r]
}

// token is a name or a value as it is written: what a reader finds between two brackets.
type token struct {
	kind       Kind
	role       Role
	start, end int
	write      func(text string) string // writes another text in its place
}

// sink hears what stands where in a body, in the order of its bytes. path holds the names around a token and is
// only lent.
type sink interface {
	open(role Role, at int) error
	token(t token, path []string) error
	close(end int)
}

// decoded reads a token as it is written in a role.
func decoded(role Role, raw []byte) string {
	switch role {
	case JSONString:
		text, _ := jsontext.AppendUnquote(nil, raw) // its error only tells of replaced bytes
		return string(text)
	case Attribute, Characters:
		text, err := unescaped(raw)
		if err != nil {
			return string(raw)
		}
		return text
	case Cell:
		if n := len(raw); n >= 2 && raw[0] == '"' && raw[n-1] == '"' {
			return strings.ReplaceAll(string(raw[1:n-1]), `""`, `"`)
		}
	case Field:
		if text, err := url.QueryUnescape(string(raw)); err == nil {
			return text
		}
	}
	return string(raw)
}

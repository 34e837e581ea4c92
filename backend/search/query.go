// Package search knows the language of the one search box: words, quotes, negation and scopes such as kind:shipping or
// status>=500, in English and in Swedish. Text and filter chips are two views of one query.
package search

import (
	"slices"
	"strings"
	"unicode"

	"ordertrail/backend/order"
)

// Query is what was typed, understood. Its parts must all hold.
type Query struct {
	Parts []Part
}

// Part is one condition: a text to be found when Key is "", else what a scope must be.
type Part struct {
	Key    Key    // "" for a text
	Op     string // of status: = < <= > >=; else ""
	Values []string
	Not    bool
	Quoted bool
	From   int // where it stands in the text, in bytes
	To     int
}

// Key is what a scope is about.
type Key string

// The scopes.
const (
	Text      Key = ""
	In        Key = "in"        // the part of a record in which texts are looked for
	Stage     Key = "stage"     // at which a request failed
	Outcome   Key = "outcome"   // of a request
	Type      Key = "type"      // of a request
	Kind      Key = "kind"      // of a postback
	Direction Key = "direction" // of a postback
	Result    Key = "result"    // of a postback's delivery
	Customer  Key = "customer"
	Connector Key = "connector" // by which a request came
	Template  Key = "template"  // by which a record was written
	Status    Key = "status"    // HTTP
	Source    Key = "source"
	Has       Key = "has"   // note, bookmark or label
	Label     Key = "label" // colour of a mark
	Like      Key = "like"  // id of a request that failed for the same cause, or what order.RequestFilter.Like may be else
	Ref       Key = "ref"
	ID        Key = "id" // of a record, or Gelato's of an order
	Email     Key = "email"
	SKU       Key = "sku"
	Item      Key = "item"
	Tracking  Key = "tracking"
	Error     Key = "error"
	File      Key = "file"
)

// Parts of a record that In names.
const (
	InOriginal = "original"
	InTemplate = "template"
	InFinal    = "final"
	InResponse = "response"
	InPayload  = "payload"
	InSent     = "sent"
	InAnswer   = "answer"
	InHeaders  = "headers"
	InNote     = "note" // what an agent wrote of the record
)

// clues are the keys whose values are looked up as they are.
var clues = []Key{Ref, ID, Email, SKU, Item, Tracking, Error, File}

// IsClue says that the key's value is looked up: a reference, an address, an article.
func (k Key) IsClue() bool { return slices.Contains(clues, k) }

// Texts are the parts that must be found in a record, or must not.
func (q Query) Texts() []Part {
	return slices.DeleteFunc(slices.Clone(q.Parts), func(p Part) bool { return p.Key != Text && !p.Key.IsClue() })
}

// Of gives the parts with a key.
func (q Query) Of(key Key) []Part {
	return slices.DeleteFunc(slices.Clone(q.Parts), func(p Part) bool { return p.Key != key })
}

// Within says in which parts of a record texts are looked for; none means in all.
func (q Query) Within() []string {
	var parts []string
	for _, p := range q.Of(In) {
		parts = append(parts, p.Values...)
	}
	return parts
}

// List says to which list the query belongs, "" for both.
func (q Query) List() order.List {
	of := map[Key]order.List{Stage: order.Requests, Outcome: order.Requests, Type: order.Requests, Connector: order.Requests, Like: order.Requests,
		Kind: order.Postbacks, Direction: order.Postbacks, Result: order.Postbacks}
	for _, p := range q.Parts {
		if list := of[p.Key]; list != "" && !p.Not {
			return list
		}
	}
	return ""
}

// Without gives the query without its part at i, as when a chip is taken away.
func (q Query) Without(i int) Query {
	return Query{slices.Delete(slices.Clone(q.Parts), i, i+1)}
}

// String gives the query as it would be typed: what Parse reads as the same query.
func (q Query) String() string {
	texts := make([]string, len(q.Parts))
	for i, p := range q.Parts {
		texts[i] = p.String()
	}
	return strings.Join(texts, " ")
}

// String gives the part as it would be typed.
func (p Part) String() string {
	var b strings.Builder
	if p.Not {
		b.WriteByte('-')
	}
	if p.Key != Text {
		b.WriteString(string(p.Key))
		switch p.Op {
		case "", "=":
			b.WriteByte(':')
		default:
			b.WriteString(p.Op)
		}
	}
	for i, v := range p.Values {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(quoted(v, p))
	}
	return b.String()
}

func quoted(value string, p Part) string {
	if p.Quoted || value == "" || strings.ContainsFunc(value, breaks) || p.Key != Text && strings.Contains(value, ",") || p.Key == Text && scoped(value) {
		return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(value) + `"`
	}
	return value
}

// breaks says that a value with this in it must be quoted.
func breaks(r rune) bool { return r == '"' || unicode.IsSpace(r) }

// scoped says that a plain text would be read as something else.
func scoped(value string) bool {
	if strings.HasPrefix(value, "-") {
		return true
	}
	key, _, _ := splitScope(value)
	return key != Text
}

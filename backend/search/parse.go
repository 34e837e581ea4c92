package search

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"ordertrail/backend/fault"
)

// Problem is a place in the text that can't be understood.
type Problem struct {
	From, To int    // in bytes
	About    string // query_quote, query_value, query_number or query_empty: of which fault it is
	Part     string
	Wants    string // what may stand there
}

// Fault is the problem as a person reads it, with the column it is at.
func (p Problem) Fault(text string) *fault.Error {
	at := utf8.RuneCountInString(text[:p.From]) + 1
	return fault.New(fault.Invalid, p.About, fault.Params{"part": p.Part, "at": at, "wants": p.Wants}, nil)
}

// Parse understands what was typed. What it can't understand is told with its place; the rest stands.
func Parse(text string) (Query, []Problem) {
	p := parser{text: text}
	for p.next() {
		p.part()
	}
	return Query{p.parts}, p.problems
}

type parser struct {
	text     string
	at       int
	parts    []Part
	problems []Problem
}

// next goes to where the next part begins.
func (p *parser) next() bool {
	for p.at < len(p.text) {
		r, size := utf8.DecodeRuneInString(p.text[p.at:])
		if !unicode.IsSpace(r) {
			return true
		}
		p.at += size
	}
	return false
}

func (p *parser) part() {
	part := Part{From: p.at}
	if p.text[p.at] == '-' && p.at+1 < len(p.text) && !space(p.text[p.at+1]) {
		part.Not = true
		p.at++
	}
	key, op, size := splitScope(p.text[p.at:])
	part.Key, part.Op = key, op
	p.at += size
	for {
		value, quoted := p.value(part.Key != Text)
		part.Quoted = part.Quoted || quoted
		if value != "" || quoted {
			part.Values = append(part.Values, value)
		}
		if part.Key == Text || p.at >= len(p.text) || p.text[p.at] != ',' {
			break
		}
		p.at++
	}
	part.To = p.at
	p.take(part)
}

func space(b byte) bool { return b == ' ' || b == '\t' || b == '\n' || b == '\r' }

// splitScope finds a scope at the beginning of a text: its key, its sign, and how long both are.
func splitScope(text string) (Key, string, int) {
	end := 0
	for end < len(text) {
		r, size := utf8.DecodeRuneInString(text[end:])
		if !unicode.IsLetter(r) && r != '-' {
			break
		}
		end += size
	}
	key, known := keys[strings.ToLower(text[:end])]
	if !known {
		return Text, "", 0
	}
	rest := text[end:]
	if key == Status {
		for _, op := range [...]string{">=", "<=", ">", "<", "=", ":"} {
			if strings.HasPrefix(rest, op) {
				return key, strings.Replace(op, ":", "=", 1), end + len(op)
			}
		}
	}
	if strings.HasPrefix(rest, ":") {
		return key, "", end + 1
	}
	return Text, "", 0
}

// value reads up to a space, or a quoted text. In a scope a comma ends it too.
func (p *parser) value(list bool) (string, bool) {
	if p.at < len(p.text) && p.text[p.at] == '"' {
		return p.quoted(), true
	}
	from := p.at
	for p.at < len(p.text) {
		r, size := utf8.DecodeRuneInString(p.text[p.at:])
		if unicode.IsSpace(r) || list && r == ',' {
			break
		}
		p.at += size
	}
	return p.text[from:p.at], false
}

func (p *parser) quoted() string {
	from := p.at
	var b strings.Builder
	for p.at++; p.at < len(p.text); p.at++ {
		switch c := p.text[p.at]; {
		case c == '"':
			p.at++
			return b.String()
		case c == '\\' && p.at+1 < len(p.text) && (p.text[p.at+1] == '"' || p.text[p.at+1] == '\\'):
			p.at++
			b.WriteByte(p.text[p.at])
		default:
			b.WriteByte(c)
		}
	}
	p.problems = append(p.problems, Problem{From: from, To: p.at, About: "query_quote", Part: p.text[from:]})
	return b.String()
}

// take keeps a part, its values in the product's words, or tells what is wrong with it.
func (p *parser) take(part Part) {
	written := p.text[part.From:part.To]
	wrong := func(about, wants string) {
		p.problems = append(p.problems, Problem{part.From, part.To, about, written, wants})
	}
	if len(part.Values) == 0 {
		wrong("query_empty", wanted(part.Key))
		return
	}
	if part.Key == Status {
		if n, err := strconv.Atoi(part.Values[0]); err != nil || n < 100 || n > 599 || len(part.Values) > 1 && part.Op != "=" {
			wrong("query_number", "100-599")
			return
		}
	}
	if set, closed := values[part.Key]; closed {
		for i, v := range part.Values {
			word, known := set.find(v)
			if !known {
				wrong("query_value", wanted(part.Key))
				return
			}
			part.Values[i] = word
		}
		part.Quoted = false
	}
	p.parts = append(p.parts, part)
}

package demo

import (
	"net/url"
	"strings"
)

// dialect is how one customer's system writes an order: its field names, and the format around them.
type dialect struct {
	order func(f *facts) value
	encoding
}

// encoding is a format: how a tree of values becomes bytes, and what a template sees of it.
type encoding struct {
	contentType, charset string
	bytes                func(value) []byte
	context              func(value) value
}

func asIs(v value) value { return v }

func jsonBody(s style) encoding {
	return encoding{"application/json", "utf-8", func(v value) []byte { return v.json(make([]byte, 0, 1024), s) }, asIs}
}

// xmlBody writes trees in which a name with @ is an attribute, #text the content, and a list repeats its element.
func xmlBody(charset string) encoding {
	write := func(v value) []byte {
		out := append(make([]byte, 0, 1024), `<?xml version="1.0" encoding="`+strings.ToUpper(charset)+`"?>`+"\n"...)
		for _, f := range v.fields {
			out = element(out, f.name, f.value, 0)
		}
		if charset == "iso-8859-1" {
			return latin1(out)
		}
		return out
	}
	return encoding{"application/xml", charset, write, asIs}
}

func element(out []byte, name string, v value, depth int) []byte {
	if v.kind == array {
		for _, each := range v.list {
			out = element(out, name, each, depth)
		}
		return out
	}
	out = append(append(indented(out, depth), '<'), name...)
	rest := v.fields
	for len(rest) > 0 && rest[0].name[0] == '@' {
		out = append(append(append(out, ' '), rest[0].name[1:]...), '=', '"')
		out = append(escaped(out, rest[0].text), '"')
		rest = rest[1:]
	}
	out = append(out, '>')
	switch {
	case v.kind != object:
		out = escaped(out, v.text)
	case len(rest) == 1 && rest[0].name == "#text":
		out = escaped(out, rest[0].text)
	default:
		out = append(out, '\n')
		for _, f := range rest {
			out = element(out, f.name, f.value, depth+1)
		}
		out = indented(out, depth)
	}
	return append(append(append(out, "</"...), name...), ">\n"...)
}

func indented(out []byte, depth int) []byte {
	for range depth {
		out = append(out, "  "...)
	}
	return out
}

func escaped(out []byte, s string) []byte {
	for i := range len(s) {
		switch s[i] {
		case '&':
			out = append(out, "&amp;"...)
		case '<':
			out = append(out, "&lt;"...)
		case '>':
			out = append(out, "&gt;"...)
		case '"':
			out = append(out, "&quot;"...)
		default:
			out = append(out, s[i])
		}
	}
	return out
}

// latin1 writes ISO-8859-1; what it lacks becomes a question mark, as old systems have it.
func latin1(utf8 []byte) []byte {
	out := make([]byte, 0, len(utf8))
	for _, r := range string(utf8) {
		if r > 0xff {
			r = '?'
		}
		out = append(out, byte(r))
	}
	return out
}

// csvBody writes a list of rows with a heading. Spreadsheets (bom) end lines with CRLF and begin with a mark.
func csvBody(comma string, bom bool) encoding {
	end, start := "\n", ""
	if bom {
		end, start = "\r\n", "\ufeff"
	}
	write := func(v value) []byte {
		out := append(make([]byte, 0, 1024), start...)
		for i, row := range v.list {
			if i == 0 {
				out = csvLine(out, row, comma, end, func(f field) string { return f.name })
			}
			out = csvLine(out, row, comma, end, func(f field) string { return f.text })
		}
		return out
	}
	return encoding{"text/csv", "utf-8", write, func(v value) value { return dict(at("rows", v)) }}
}

func csvLine(out []byte, row value, comma, end string, cell func(field) string) []byte {
	for i, f := range row.fields {
		if i > 0 {
			out = append(out, comma...)
		}
		s := cell(f)
		if strings.ContainsAny(s, comma+"\"\r\n") {
			s = `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
		}
		out = append(out, s...)
	}
	return append(out, end...)
}

func formBody() encoding {
	write := func(v value) []byte {
		out := make([]byte, 0, 512)
		for i, f := range v.fields {
			if i > 0 {
				out = append(out, '&')
			}
			out = append(append(append(out, f.name...), '='), url.QueryEscape(f.text)...)
		}
		return out
	}
	return encoding{"application/x-www-form-urlencoded", "utf-8", write, asIs}
}

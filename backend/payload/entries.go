package payload

import (
	"bytes"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Entry is a text in a body, for finding it again: its name, and the name of what it lies in.
type Entry struct {
	Parent, Name, Text string
}

// Entries gives the texts of a body one after the other. It is made for speed: it does not check the body, takes what
// it can of one that is broken, and says nothing of where a text stands.
func Entries(f Format, body []byte, each func(Entry)) {
	switch f {
	case JSON:
		(&jsonEntries{body: body, each: each}).read()
	case XML:
		xmlEntries(body, each)
	case Form:
		formEntries(body, each)
	case CSV:
		csvEntries(body, each)
	}
}

// jsonEntries walks through JSON by its strings: one that a colon follows is a name.
type jsonEntries struct {
	body  []byte
	each  func(Entry)
	names []string // of the objects that are open; "" in a list
	name  string
}

func (j *jsonEntries) read() {
	for i := 0; i < len(j.body); {
		switch c := j.body[i]; c {
		case '"':
			i = j.text(i + 1)
		case '{', '[':
			j.names = append(j.names, j.name)
			i++
		case '}', ']':
			if n := len(j.names); n > 0 {
				j.name, j.names = j.names[n-1], j.names[:n-1]
			}
			i++
		default:
			if c == '-' || c >= '0' && c <= '9' {
				i = j.number(i)
			} else {
				i++
			}
		}
	}
}

// text reads a string from behind its quote and gives where it goes on.
func (j *jsonEntries) text(from int) int {
	end, escaped := from, false
	for end < len(j.body) && j.body[end] != '"' {
		if j.body[end] == '\\' {
			escaped = true
			end++
		}
		end++
	}
	if end >= len(j.body) {
		return len(j.body)
	}
	raw := string(j.body[from:end])
	next := end + 1
	for next < len(j.body) && (j.body[next] == ' ' || j.body[next] == '\n' || j.body[next] == '\r' || j.body[next] == '\t') {
		next++
	}
	if next < len(j.body) && j.body[next] == ':' {
		j.name = raw
		return next + 1
	}
	if escaped {
		raw = withoutEscapes(raw)
	}
	j.tell(raw)
	return next
}

func withoutEscapes(raw string) string {
	if text, err := strconv.Unquote(`"` + strings.ReplaceAll(raw, `\/`, `/`) + `"`); err == nil {
		return text
	}
	return raw
}

func (j *jsonEntries) number(from int) int {
	end := from
	for end < len(j.body) && strings.IndexByte("+-.eE0123456789", j.body[end]) >= 0 {
		end++
	}
	j.tell(string(j.body[from:end]))
	return end
}

func (j *jsonEntries) tell(text string) {
	if text == "" {
		return
	}
	parent := ""
	if n := len(j.names); n > 0 {
		parent = j.names[n-1]
	}
	j.each(Entry{parent, j.name, text})
}

// xmlEntries walks through XML by its tags.
func xmlEntries(body []byte, each func(Entry)) {
	body = utf8Of(body)
	var open []string
	name := func(back int) string {
		if n := len(open); n >= back {
			return open[n-back]
		}
		return ""
	}
	for len(body) > 0 {
		at := bytes.IndexByte(body, '<')
		if at < 0 {
			return
		}
		if text := strings.TrimSpace(string(body[:at])); text != "" {
			each(Entry{name(2), name(1), unentitied(text)})
		}
		end := bytes.IndexByte(body[at:], '>')
		if end < 0 {
			return
		}
		tag := string(body[at+1 : at+end])
		body = body[at+end+1:]
		switch {
		case strings.HasPrefix(tag, "/"):
			if len(open) > 0 {
				open = open[:len(open)-1]
			}
		case strings.HasPrefix(tag, "?"), strings.HasPrefix(tag, "!"):
		default:
			element, attributes, _ := strings.Cut(tag, " ")
			element = localName(strings.TrimSuffix(element, "/"))
			xmlAttributes(element, attributes, each)
			if !strings.HasSuffix(tag, "/") {
				open = append(open, element)
			}
		}
	}
}

func localName(name string) string {
	if _, local, found := strings.Cut(name, ":"); found {
		return local
	}
	return name
}

func xmlAttributes(element, text string, each func(Entry)) {
	for {
		name, rest, found := strings.Cut(text, "=")
		if !found || len(rest) < 2 {
			return
		}
		quote := rest[:1]
		value, after, closed := strings.Cut(rest[1:], quote)
		if !closed {
			return
		}
		if value != "" {
			each(Entry{element, localName(strings.TrimSpace(name)), unentitied(value)})
		}
		text = after
	}
}

var entities = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&quot;", `"`, "&apos;", "'", "&amp;", "&")

func unentitied(text string) string {
	if strings.IndexByte(text, '&') < 0 {
		return text
	}
	return entities.Replace(text)
}

func formEntries(body []byte, each func(Entry)) {
	for pair := range strings.SplitSeq(string(body), "&") {
		name, value, _ := strings.Cut(pair, "=")
		if text, err := url.QueryUnescape(value); err == nil && text != "" {
			each(Entry{"", name, text})
		}
	}
}

func csvEntries(body []byte, each func(Entry)) {
	// Nothing is rewritten, and a body that can't be read has no entries.
	_, _ = Rewrite(CSV, utf8Of(body), func(v Value) (string, bool) {
		if n := len(v.Path); v.Kind != Name && v.Text != "" && n > 0 {
			each(Entry{"", v.Path[n-1], v.Text})
		}
		return "", false
	})
}

// utf8Of reads what is no UTF-8 as ISO 8859-1, which has a character for every byte.
func utf8Of(body []byte) []byte {
	if utf8.Valid(body) {
		return body
	}
	runes := make([]rune, len(body))
	for i, b := range body {
		runes[i] = rune(b)
	}
	return []byte(string(runes))
}

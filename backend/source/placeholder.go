package source

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"ordertrail/backend/order"
)

// placeholders are what a question may be filled with. {order} is desc where the newest should come first.
var placeholders = []string{"from", "to", "updatedAfter", "limit", "cursor", "page", "offset", "order"}

const placeholderList = "{from}, {to}, {updatedAfter}, {limit}, {cursor}, {page}, {offset}, {order}"

var placeholder = regexp.MustCompile(`\{[A-Za-z]+\}`)

func knownPlaceholders(text string) bool {
	for _, found := range placeholder.FindAllString(text, -1) {
		if !slices.Contains(placeholders, strings.Trim(found, "{}")) {
			return false
		}
	}
	return true
}

// filling is what one question is filled with; a name without a text is empty.
type filling map[string]string

// fill writes the placeholders of a text. One that is empty drops all of it.
func (f filling) fill(text string) (string, bool) {
	whole := true
	filled := placeholder.ReplaceAllStringFunc(text, func(mark string) string {
		value := f[strings.Trim(mark, "{}")]
		whole = whole && value != ""
		return value
	})
	return filled, whole
}

// filling gives what the query of a walk is written with.
func (l *listing) filling(q order.Query) filling {
	f := filling{}
	if q.UpdatedAfter != 0 {
		f["updatedAfter"] = l.time.write(q.UpdatedAfter, false)
	} else {
		f["from"], f["to"] = l.time.write(q.Window.From, false), l.time.write(q.Window.To, true)
		if q.Newest {
			f["order"] = "desc"
		}
	}
	if n := l.limitOf(q); n > 0 {
		f["limit"] = strconv.Itoa(n)
	}
	switch l.paging.style {
	case "cursor":
		f["cursor"] = q.Cursor
	case "page", "offset":
		f[l.paging.style] = q.Cursor
		if q.Cursor == "" {
			f[l.paging.style] = strconv.Itoa(l.paging.first)
		}
	}
	return f
}

// limitOf is how many records to ask for: as many as are wanted, but no more than the profile allows.
func (l *listing) limitOf(q order.Query) int {
	if l.limit > 0 && (q.Limit == 0 || q.Limit > l.limit) {
		return l.limit
	}
	return q.Limit
}

// bodyTemplate is the JSON that a question sends, with placeholders in its texts and in place of its numbers.
type bodyTemplate struct {
	said string // as JSON, but for placeholders that stand outside of texts
}

func readBodyTemplate(y yaml) (*bodyTemplate, error) {
	text, ok := y.scalar()
	if !ok {
		var err error
		if text, err = y.json(); err != nil {
			return nil, err
		}
	}
	b := &bodyTemplate{text}
	sample := filling{}
	for _, name := range placeholders {
		sample[name] = "1"
	}
	if filled := b.fill(sample); !knownPlaceholders(text) || !jsontext.Value(filled).IsValid() {
		return nil, y.value("body", "JSON")
	}
	return b, nil
}

// json writes a mapping, a list or a scalar as JSON. A text that is nothing but a number's placeholder becomes one.
func (y yaml) json() (string, error) {
	if y.isMapping() {
		entries, err := y.entries("body")
		if err != nil {
			return "", err
		}
		parts := make([]string, len(entries))
		for i, e := range entries {
			name, _ := jsontext.AppendQuote(nil, e.name)
			inner, err := e.value.json()
			if err != nil {
				return "", err
			}
			parts[i] = string(name) + ":" + inner
		}
		return "{" + strings.Join(parts, ",") + "}", nil
	}
	if items := y.items(); len(items) != 1 || items[0].node != y.node {
		parts := make([]string, len(items))
		for i, item := range items {
			inner, err := item.json()
			if err != nil {
				return "", err
			}
			parts[i] = inner
		}
		return "[" + strings.Join(parts, ",") + "]", nil
	}
	if text, _ := y.scalar(); text == "{limit}" || text == "{page}" || text == "{offset}" {
		return text, nil
	}
	literal, ok := y.literal()
	if !ok {
		return "", y.value("body", "JSON")
	}
	return literal, nil
}

// fill writes the body. What an empty placeholder stands in is left out: a member with its name, or an item.
func (b *bodyTemplate) fill(f filling) []byte {
	marked := markBare(b.said)
	root, err := readValue(marked)
	if err != nil {
		return nil
	}
	filled, _ := fillJSON(root, f)
	return filled
}

// bare is a placeholder that stands for itself, outside of a text.
const bare = "\u0001"

// markBare makes texts of the placeholders that stand outside of texts.
func markBare(text string) []byte {
	var out bytes.Buffer
	for i, quoted := 0, false; i < len(text); i++ {
		c := text[i]
		switch {
		case quoted && c == '\\' && i+1 < len(text):
			out.WriteByte(c)
			i++
			c = text[i]
		case c == '"':
			quoted = !quoted
		case !quoted && c == '{':
			if found := placeholder.FindString(text[i:]); found != "" && strings.HasPrefix(text[i:], found) {
				out.WriteString(`"\u0001` + found + `"`)
				i += len(found) - 1
				continue
			}
		}
		out.WriteByte(c)
	}
	return out.Bytes()
}

func fillJSON(v *value, f filling) ([]byte, bool) {
	switch v.kind() {
	case '"':
		return fillText(v, f)
	case '{', '[':
	default:
		return v.raw, true
	}
	out := []byte{v.raw[0]}
	for i, inner := range v.each() {
		filled, whole := fillJSON(inner, f)
		if !whole {
			continue
		}
		if len(out) > 1 {
			out = append(out, ',')
		}
		if v.kind() == '{' {
			out, _ = jsontext.AppendQuote(out, v.names[i])
			out = append(out, ':')
		}
		out = append(out, filled...)
	}
	return append(out, v.raw[len(v.raw)-1]), true
}

func fillText(v *value, f filling) ([]byte, bool) {
	text, isBare := strings.CutPrefix(unquote(v.raw), bare)
	filled, whole := f.fill(text)
	if isBare && jsontext.Value(filled).IsValid() {
		return []byte(filled), whole
	}
	quoted, _ := jsontext.AppendQuote(nil, filled)
	return quoted, whole
}

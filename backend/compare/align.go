package compare

import (
	"html"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// placed is a chunk with the bytes of the recorded output that it put there.
type placed struct {
	chunk
	start, end int
	guessed    bool // where it ends was told by what follows it, not by what it says
}

// align lays the pieces of a traced template over the output that was recorded. It fails where a text of the template
// itself is not there: the template, or its input, was another one.
func align(chunks []chunk, output string) ([]placed, bool) {
	out := make([]placed, 0, len(chunks))
	at := len(output) - len(strings.TrimLeft(output, " \t\r\n"))
	for i, c := range chunks {
		p := placed{chunk: c, start: at}
		if c.value == nil {
			n, ok := spanOfText(c.text, output[at:], i == 0, i == len(chunks)-1)
			if !ok {
				return nil, false
			}
			p.end = at + n
		} else if n, ok := spanOfValue(c, output[at:]); ok && follows(chunks[i+1:], output[at+n:]) {
			p.end = at + n
		} else {
			n, ok := spanUntil(chunks[i+1:], output[at:])
			if !ok {
				return nil, false
			}
			p.end, p.guessed = at+n, true
		}
		at = p.end
		out = append(out, p)
	}
	return out, strings.TrimSpace(output[at:]) == ""
}

// spanOfText gives how much of the output a text of the template is; blanks around the whole output may be gone.
func spanOfText(text, output string, first, last bool) (int, bool) {
	if strings.HasPrefix(output, text) {
		return len(text), true
	}
	if first {
		text = strings.TrimLeft(text, " \t\n")
	}
	if last {
		text = strings.TrimRight(text, " \t\n")
	}
	return len(text), strings.HasPrefix(output, text)
}

// spanOfValue gives how much of the output a value is, if it is there as it should be.
func spanOfValue(c chunk, output string) (int, bool) {
	if c.value.json && output != "" {
		return jsonSpan(output)
	}
	if c.value.vague {
		return 0, false
	}
	for _, text := range []string{c.text, html.EscapeString(c.text)} {
		if strings.HasPrefix(output, text) {
			return len(text), true
		}
	}
	return 0, false
}

// jsonSpan gives how long the JSON value is with which a text begins.
func jsonSpan(text string) (int, bool) {
	if text[0] != '"' {
		v, err := jsontext.NewDecoder(strings.NewReader(text)).ReadValue()
		return len(v), err == nil
	}
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i + 1, true
		}
	}
	return 0, false
}

// follows says that the next text of the template is there, as far as other values allow to tell.
func follows(rest []chunk, output string) bool {
	if len(rest) == 0 || rest[0].value != nil {
		return true
	}
	_, ok := spanOfText(rest[0].text, output, false, len(rest) == 1)
	return ok
}

// spanUntil gives how much of the output there is before the next text of the template.
func spanUntil(rest []chunk, output string) (int, bool) {
	for i, c := range rest {
		if c.value != nil {
			continue
		}
		if i > 0 {
			return 0, false // several values in a row, and none tells where it ends
		}
		if n := strings.Index(output, c.text); n >= 0 {
			return n, true
		}
		n := strings.LastIndex(output, strings.TrimRight(c.text, " \t\n"))
		return n, n >= 0 && len(rest) == 1
	}
	return len(strings.TrimRight(output, " \t\r\n")), len(rest) == 0
}

// rendered lays the pieces over what they say themselves.
func rendered(chunks []chunk) (string, []placed) {
	var b strings.Builder
	out := make([]placed, len(chunks))
	for i, c := range chunks {
		out[i] = placed{chunk: c, start: b.Len()}
		b.WriteString(c.text)
		out[i].end = b.Len()
	}
	return b.String(), out
}

package compare

import (
	"errors"
	"fmt"
	"strings"
)

// errTemplate says that a template has parts that are not read here, such as macros.
var errTemplate = errors.New("a template that is not read here")

// template is a Jinja2 template, read so far that its output can be traced back to its input. It is not there to
// render: what it does not know it marks as unknown, and the recorded output is what counts.
type template struct{ body []node }

// node writes one piece of a template to a run.
type node func(*run) error

// tag is a text between tags, or one tag.
type tag struct {
	kind byte // 0 for text, '{' for an output, '%' for a statement
	text string
	line int
}

// readTemplate reads a template's source.
func readTemplate(source string) (*template, error) {
	tags, err := cutTags(strings.TrimSuffix(strings.ReplaceAll(source, "\r\n", "\n"), "\n"))
	if err != nil {
		return nil, err
	}
	p := &blocks{tags: tags}
	body, end, err := p.until()
	if err == nil && end.text != "" {
		err = fmt.Errorf("%w: %s without a beginning", errTemplate, end.text)
	}
	return &template{body}, err
}

// cutTags cuts a source into texts and tags.
func cutTags(source string) ([]tag, error) {
	var out []tag
	line, eat := 1, false
	for source != "" {
		at := strings.IndexByte(source, '{')
		for at >= 0 && (at+1 >= len(source) || !strings.ContainsRune("{%#", rune(source[at+1]))) {
			next := strings.IndexByte(source[at+1:], '{')
			if next < 0 {
				at = -1
				break
			}
			at += 1 + next
		}
		if at < 0 {
			at = len(source)
		}
		text := source[:at]
		source = source[at:]
		if source != "" && len(source) > 2 && source[2] == '-' {
			text = strings.TrimRight(text, " \t\n")
		}
		lines := strings.Count(text, "\n")
		if text = leading(text, eat); text != "" {
			out = append(out, tag{text: text, line: line})
		}
		line += lines
		if source == "" {
			break
		}
		end := tagEnd(source)
		if end < 0 {
			return nil, fmt.Errorf("%w: line %d: a tag has no end", errTemplate, line)
		}
		inner := source[2 : end-2]
		if source[1] != '#' {
			out = append(out, tag{kind: source[1], text: strings.TrimSpace(strings.Trim(inner, "-+")), line: line})
		}
		eat = strings.HasSuffix(inner, "-")
		line += strings.Count(source[:end], "\n")
		source = source[end:]
	}
	return out, nil
}

func leading(text string, eat bool) string {
	if eat {
		return strings.TrimLeft(text, " \t\n")
	}
	return text
}

// tagEnd gives where the tag at the beginning ends; its closing mark may stand inside of a quoted text.
func tagEnd(source string) int {
	mark := map[byte]string{'{': "}}", '%': "%}", '#': "#}"}[source[1]]
	quote := byte(0)
	for i := 2; i < len(source); i++ {
		switch c := source[i]; {
		case quote != 0:
			if c == '\\' {
				i++
			} else if c == quote {
				quote = 0
			}
		case source[1] != '#' && (c == '"' || c == '\''):
			quote = c
		case strings.HasPrefix(source[i:], mark):
			return i + 2
		}
	}
	return -1
}

package demo

import (
	"fmt"
	"strings"
)

// segment is a text between tags, or one tag.
type segment struct {
	tag  byte // 0 for text, '{' for an output, '%' for a statement
	text string
	line int
}

// compile reads a template.
func compile(source string) (*jinja, error) {
	segments, err := split(strings.TrimSuffix(source, "\n"))
	if err != nil {
		return nil, err
	}
	p := blocks{rest: segments}
	body, end, err := p.until()
	if err == nil && end != "" {
		err = fmt.Errorf("%s without a beginning", end)
	}
	return &jinja{source: source, body: body}, err
}

// split cuts a template into texts and tags; a minus inside a tag eats the blanks beside it.
func split(source string) ([]segment, error) {
	var out []segment
	line, eat := 1, false
	for source != "" {
		start := nextTag(source)
		text := source[:start]
		source = source[start:]
		lines := strings.Count(text, "\n")
		if eat {
			text = strings.TrimLeft(text, " \t\r\n")
		}
		if strings.HasPrefix(source, "{%-") || strings.HasPrefix(source, "{{-") {
			text = strings.TrimRight(text, " \t\r\n")
		}
		out = append(out, segment{text: text, line: line})
		line += lines
		if source == "" {
			break
		}
		inner, rest, found := strings.Cut(source[2:], map[byte]string{'{': "}}", '%': "%}"}[source[1]])
		if !found {
			return nil, fmt.Errorf("line %d: a tag has no end", line)
		}
		out = append(out, segment{tag: source[1], text: strings.TrimSpace(strings.Trim(inner, "-")), line: line})
		line += strings.Count(inner, "\n")
		eat = strings.HasSuffix(inner, "-")
		source = rest
	}
	return out, nil
}

func nextTag(source string) int {
	for i := 0; i+1 < len(source); i++ {
		if source[i] == '{' && (source[i+1] == '{' || source[i+1] == '%') {
			return i
		}
	}
	return len(source)
}

type blocks struct{ rest []segment }

// until reads nodes up to the tag that ends their block, and gives that tag.
func (b *blocks) until() (nodes []node, end string, err error) {
	for len(b.rest) > 0 {
		s := b.rest[0]
		b.rest = b.rest[1:]
		switch {
		case s.tag == 0 && s.text != "":
			nodes = append(nodes, plain(s.text))
		case s.tag == '{':
			e, err := parse(s.text)
			if err != nil {
				return nil, "", fmt.Errorf("line %d: %w", s.line, err)
			}
			nodes = append(nodes, printed(e, s.line))
		case s.tag == '%':
			word, rest, _ := strings.Cut(s.text, " ")
			if word == "else" || strings.HasPrefix(word, "end") {
				return nodes, word, nil
			}
			n, err := b.statement(word, rest, s.line)
			if err != nil {
				return nil, "", fmt.Errorf("line %d: %w", s.line, err)
			}
			nodes = append(nodes, n)
		}
	}
	return nodes, "", nil
}

func (b *blocks) statement(word, rest string, line int) (node, error) {
	switch word {
	case "if":
		return b.branch(rest, line)
	case "for":
		return b.loop(rest, line)
	}
	return nil, fmt.Errorf("unknown statement %q", word)
}

func (b *blocks) branch(rest string, line int) (node, error) {
	condition, err := parse(rest)
	if err != nil {
		return nil, err
	}
	yes, end, err := b.until()
	if err != nil {
		return nil, err
	}
	var no []node
	if end == "else" {
		if no, end, err = b.until(); err != nil {
			return nil, err
		}
	}
	if end != "endif" {
		return nil, fmt.Errorf("if ends with %q", end)
	}
	return branch(condition, yes, no, line), nil
}

func (b *blocks) loop(rest string, line int) (node, error) {
	name, over, found := strings.Cut(rest, " in ")
	if !found {
		return nil, fmt.Errorf("for without in")
	}
	e, err := parse(over)
	if err != nil {
		return nil, err
	}
	body, end, err := b.until()
	if err == nil && end != "endfor" {
		err = fmt.Errorf("for ends with %q", end)
	}
	return loop(strings.TrimSpace(name), e, body, line), err
}

package payload

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"
)

// View is a way to look at a body.
type View string

// Pretty is laid out for reading: nothing but white space between tokens differs from the body. Raw is the body.
const (
	Pretty View = "pretty"
	Raw    View = "raw"
)

// Lines are a body as text, cut into lines.
type Lines struct {
	Lines   []string
	Problem string // why it can't be laid out, "" when it can; the lines are raw then
}

// Read gives a body's lines in a view. One that can't be read in its format is given raw, with the reason.
func Read(f Format, body []byte, view View) Lines {
	if f == Bytes || !utf8.Valid(body) && view == Pretty {
		return Lines{Lines: hex(body)}
	}
	if view == Pretty {
		laid, err := layOut(f, body)
		if err == nil {
			return Lines{Lines: split(laid)}
		}
		return Lines{Lines: split(body), Problem: problem(err)}
	}
	return Lines{Lines: split(body)}
}

// problem names the place where reading stopped.
func problem(err error) string {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return fmt.Sprintf("byte %d: %s", syntax.Offset, syntax.Error())
	}
	return err.Error()
}

func split(body []byte) []string {
	text := strings.ReplaceAll(strings.ToValidUTF8(string(body), "\uFFFD"), "\r\n", "\n")
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n")
}

func layOut(f Format, body []byte) ([]byte, error) {
	switch f {
	case JSON:
		var out bytes.Buffer
		err := json.Indent(&out, bytes.TrimPrefix(body, []byte("\xef\xbb\xbf")), "", "  ")
		return out.Bytes(), err
	case XML:
		return layOutXML(body)
	case Form:
		return layOutForm(body)
	}
	return body, nil
}

// layOutForm gives each field a line, decoded.
func layOutForm(body []byte) ([]byte, error) {
	var out bytes.Buffer
	for _, pair := range strings.Split(string(body), "&") {
		name, value, _ := strings.Cut(pair, "=")
		plainName, err := url.QueryUnescape(name)
		if err != nil {
			return nil, err
		}
		plain, err := url.QueryUnescape(value)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&out, "%s = %s\n", plainName, plain)
	}
	return out.Bytes(), nil
}

// layOutXML puts each element on a line, as deep as it is nested. Texts stay as they are, with their element.
func layOutXML(body []byte) ([]byte, error) {
	var out bytes.Buffer
	depth, rest, inline := 0, string(body), false
	for rest != "" {
		text, after, found := strings.Cut(rest, "<")
		if strings.TrimSpace(text) != "" {
			out.WriteString(text)
			inline = true
		}
		if !found {
			break
		}
		tag, left, err := cutTag("<" + after)
		if err != nil {
			return nil, err
		}
		rest = left
		closing := strings.HasPrefix(tag, "</")
		if closing {
			depth--
		}
		if depth < 0 {
			return nil, errors.New("a closing tag without its opening one")
		}
		if out.Len() > 0 && !inline {
			out.WriteString("\n" + strings.Repeat("  ", depth))
		}
		out.WriteString(tag)
		opening := !closing && !strings.HasSuffix(tag, "/>") && tag[1] != '?' && tag[1] != '!'
		if opening {
			depth++
		}
		// A text follows its tag, and an empty element closes, on the same line.
		inline = opening && (textFollows(rest) || strings.HasPrefix(rest, "</"))
	}
	if depth != 0 {
		return nil, errors.New("an element is not closed")
	}
	return out.Bytes(), nil
}

func textFollows(rest string) bool {
	text, _, _ := strings.Cut(rest, "<")
	return strings.TrimSpace(text) != ""
}

// cutTag cuts a tag, comment, CDATA section or declaration off the front.
func cutTag(s string) (tag, rest string, err error) {
	end := ">"
	switch {
	case strings.HasPrefix(s, "<!--"):
		end = "-->"
	case strings.HasPrefix(s, "<![CDATA["):
		end = "]]>"
	case strings.HasPrefix(s, "<?"):
		end = "?>"
	default:
		return cutElement(s)
	}
	i := strings.Index(s, end)
	if i < 0 {
		return "", "", fmt.Errorf("%.9s is not closed", s)
	}
	return s[:i+len(end)], s[i+len(end):], nil
}

// cutElement minds that a quoted attribute may hold a >.
func cutElement(s string) (tag, rest string, err error) {
	quote := byte(0)
	for i := range len(s) {
		switch c := s[i]; {
		case quote != 0 && c == quote:
			quote = 0
		case quote == 0 && (c == '"' || c == '\'') && i > 0:
			quote = c
		case quote == 0 && c == '>':
			if i < 2 {
				return "", "", errors.New("an empty tag")
			}
			return s[:i+1], s[i+1:], nil
		}
	}
	return "", "", fmt.Errorf("%.20q is not closed", s)
}

// hex gives 16 bytes a line.
func hex(body []byte) []string {
	var lines []string
	for at := 0; at < len(body); at += 16 {
		part := body[at:min(at+16, len(body))]
		text := bytes.Map(func(r rune) rune {
			if r < ' ' || r > '~' {
				return '.'
			}
			return r
		}, part)
		lines = append(lines, fmt.Sprintf("%08x  % -48x %s", at, part, text))
	}
	return lines
}

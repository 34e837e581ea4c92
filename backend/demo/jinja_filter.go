package demo

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
)

// filter reads a filter's name and arguments.
func (p *expression) filter(e expr) (expr, error) {
	name := p.next()
	var args []expr
	if p.take("(") {
		var err error
		if args, _, err = p.args(); err != nil {
			return nil, err
		}
	}
	if apply, ok := filters(name); ok {
		return func(s *scope) (value, error) {
			v, err := e(s)
			if err != nil {
				return value{}, err
			}
			given := make([]value, len(args), 2)
			for i, arg := range args {
				if given[i], err = arg(s); err != nil {
					return value{}, err
				}
			}
			return apply(v, given)
		}, nil
	}
	return nil, fmt.Errorf("filter %q is not for demo templates", name)
}

func filters(name string) (func(v value, args []value) (value, error), bool) {
	switch name {
	case "upper":
		return onText(strings.ToUpper), true
	case "lower":
		return onText(strings.ToLower), true
	case "trim":
		return onText(strings.TrimSpace), true
	case "e":
		return onText(strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "'", "&#39;", `"`, "&#34;").Replace), true
	case "replace":
		return func(v value, args []value) (value, error) {
			return str(strings.ReplaceAll(v.printed(), args[0].text, args[1].text)), nil
		}, true
	case "join":
		return func(v value, args []value) (value, error) { return str(joinTexts(v.list, args[0].text)), nil }, true
	case "default":
		return orElse, true
	case "int":
		return toInt, true
	case "tojson":
		return toJSON, true
	}
	return nil, false
}

func onText(do func(string) string) func(value, []value) (value, error) {
	return func(v value, _ []value) (value, error) { return str(do(v.printed())), nil }
}

func joinTexts(list []value, by string) string {
	texts := make([]string, len(list))
	for i, v := range list {
		texts[i] = v.printed()
	}
	return strings.Join(texts, by)
}

// orElse is the filter default: with a second argument that is true, any empty value counts as missing.
func orElse(v value, args []value) (value, error) {
	if v.kind == undefined || len(args) > 1 && args[1].truthy() && !v.truthy() {
		return args[0], nil
	}
	return v, nil
}

func toInt(v value, _ []value) (value, error) {
	if v.kind == undefined {
		return value{}, &renderError{code: "template_render_error", class: "UndefinedError", message: v.text}
	}
	n, err := strconv.Atoi(strings.TrimSpace(v.text))
	if err != nil {
		n = 0 // Jinja2's default for what is no number
	}
	return integer(n), nil
}

// toJSON writes a text as Jinja2's tojson does: ASCII only, and safe inside HTML.
func toJSON(v value, _ []value) (value, error) {
	switch v.kind {
	case undefined:
		return value{}, &renderError{code: "template_render_error", class: "TypeError", message: "Object of type Undefined is not JSON serializable"}
	case text:
		return str(asciiJSON(v.text)), nil
	}
	return str(string(v.json(nil, spaced))), nil
}

func asciiJSON(s string) string {
	out := make([]byte, 0, len(s)+16)
	out = append(out, '"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			out = append(out, '\\', byte(r))
		case r == '\n':
			out = append(out, `\n`...)
		case r == '\r':
			out = append(out, `\r`...)
		case r == '\t':
			out = append(out, `\t`...)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			out = fmt.Appendf(out, `\u%04x\u%04x`, high, low)
		case r < ' ' || r > '~' || r == '<' || r == '>' || r == '&' || r == '\'':
			out = append(out, `\u`...)
			out = append(out, hexDigits[r>>12], hexDigits[r>>8&15], hexDigits[r>>4&15], hexDigits[r&15])
		default:
			out = append(out, byte(r))
		}
	}
	return string(append(out, '"'))
}

const hexDigits = "0123456789abcdef"

package payload

import (
	"bytes"
	"encoding/xml"
	"strings"
)

var (
	escapes  = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;")
	unnaming = strings.NewReplacer("‹", "", "›", "", ":", "-")
)

// escaped writes text as it may stand between tags and in attributes.
func escaped(text string) string { return escapes.Replace(text) }

// unescaped reads what stands in an attribute or between tags.
func unescaped(raw []byte) (string, error) {
	if !bytes.ContainsAny(raw, "&\r<]") {
		return string(raw), nil
	}
	if bytes.IndexByte(raw, '<') >= 0 {
		return "", errUnreadable
	}
	d := xml.NewDecoder(bytes.NewReader(raw))
	token, err := d.RawToken()
	if len(raw) == 0 {
		return "", nil
	}
	text, ok := token.(xml.CharData)
	if err != nil || !ok {
		return "", errUnreadable
	}
	return string(text), nil
}

func cdataText(text string) string { return strings.ReplaceAll(text, "]]>", "]] >") }

func commentText(text string) string {
	return strings.TrimSuffix(strings.ReplaceAll(text, "--", "- "), "-")
}

// nameText writes a text as the name of an element or attribute, which may not hold brackets or start with a digit.
func nameText(text string) string {
	name := unnaming.Replace(text)
	if name == "" {
		return "_"
	}
	return name
}

// skip counts the leading bytes that are among these.
func skip(b []byte, among string) int {
	for i, c := range b {
		if strings.IndexByte(among, c) < 0 {
			return i
		}
	}
	return len(b)
}

package payload

import "bytes"

// xmlLine has one tag. A text stands beside the tag before it, and an element of nothing but text on one line.
func xmlLine(b []byte, from cursor) (bounds, cursor, bool) {
	at := from.at
	if at == 0 && bytes.HasPrefix(b, bom) {
		at = len(bom)
	}
	at += skip(b[at:], blanks)
	if at >= len(b) {
		return bounds{}, from, false
	}
	l := bounds{start: at, depth: from.depth}
	if b[at] != '<' {
		next := untilTag(b, at)
		l.end = at + len(bytes.TrimRight(b[at:next], blanks))
		return l, cursor{next, l.depth}, true
	}
	l.end = tagEnd(b, at)
	if bytes.HasPrefix(b[at:], []byte("</")) {
		l.depth = max(0, from.depth-1)
		return l, cursor{l.end, l.depth}, true
	}
	if !opensElement(b[at:l.end]) {
		return l, cursor{l.end, l.depth}, true
	}
	return elementLine(b, l)
}

// elementLine takes the text that follows an opening tag, and its closing tag if there is nothing else.
func elementLine(b []byte, l bounds) (bounds, cursor, bool) {
	text := l.end + skip(b[l.end:], blanks)
	next := text
	if text < len(b) && b[text] != '<' {
		next = untilTag(b, text)
		l.end = text + len(bytes.TrimRight(b[text:next], blanks))
	}
	if bytes.HasPrefix(b[next:], []byte("</")) {
		l.end = tagEnd(b, next)
		return l, cursor{l.end, l.depth}, true
	}
	l.opens = true
	return l, cursor{next, l.depth + 1}, true
}

func untilTag(b []byte, at int) int {
	if n := bytes.IndexByte(b[at:], '<'); n >= 0 {
		return at + n
	}
	return len(b)
}

func opensElement(tag []byte) bool {
	return len(tag) > 1 && tag[1] != '?' && tag[1] != '!' && !bytes.HasSuffix(tag, []byte("/>"))
}

// tagEnd is where a tag, comment, CDATA section or declaration ends. A quoted attribute may hold a >.
func tagEnd(b []byte, at int) int {
	for _, pair := range [...][2]string{{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}} {
		if bytes.HasPrefix(b[at:], []byte(pair[0])) {
			return after(b, at+len(pair[0]), pair[1])
		}
	}
	nested := 0 // brackets of a document type
	for at++; at < len(b); at++ {
		switch c := b[at]; {
		case c == '"' || c == '\'':
			n := bytes.IndexByte(b[at+1:], c)
			if n < 0 {
				return len(b)
			}
			at += n + 1
		case c == '[':
			nested++
		case c == ']':
			nested--
		case c == '>' && nested <= 0:
			return at + 1
		}
	}
	return len(b)
}

func after(b []byte, at int, end string) int {
	if n := bytes.Index(b[at:], []byte(end)); n >= 0 {
		return at + n + len(end)
	}
	return len(b)
}

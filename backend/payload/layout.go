package payload

import "bytes"

const blanks = " \t\r\n"

// rawLine ends where the body's line ends.
func rawLine(b []byte, from cursor) (bounds, cursor, bool) {
	if from.at >= len(b) && from.at > 0 {
		return bounds{}, from, false
	}
	n := bytes.IndexByte(b[from.at:], '\n')
	if n < 0 {
		return bounds{start: from.at, end: len(b)}, cursor{at: len(b) + 1}, true
	}
	end := from.at + n
	next := cursor{at: end + 1}
	if end > from.at && b[end-1] == '\r' {
		end--
	}
	return bounds{start: from.at, end: end}, next, true
}

// hexLine has 16 bytes.
func hexLine(b []byte, from cursor) (bounds, cursor, bool) {
	if from.at >= len(b) {
		return bounds{}, from, false
	}
	end := min(from.at+16, len(b))
	return bounds{start: from.at, end: end}, cursor{at: end}, true
}

// formLine has one field.
func formLine(b []byte, from cursor) (bounds, cursor, bool) {
	if from.at >= len(b) {
		return bounds{}, from, false
	}
	end := len(b)
	if n := bytes.IndexByte(b[from.at:], '&'); n >= 0 {
		end = from.at + n
	}
	return bounds{start: from.at, end: end}, cursor{at: end + 1}, true
}

// jsonLine has one member or bracket. It needs no more to know of what is around than how deep it is nested, so it
// can begin anywhere.
func jsonLine(b []byte, from cursor) (bounds, cursor, bool) {
	at := from.at
	if at == 0 && bytes.HasPrefix(b, bom) {
		at = len(bom)
	}
	at += skip(b[at:], blanks)
	if at >= len(b) {
		return bounds{}, from, false
	}
	l := bounds{start: at, depth: from.depth}
	if closes(b[at]) {
		l.depth = max(0, from.depth-1)
		l.end = withComma(b, at+1)
		return l, cursor{l.end, l.depth}, true
	}
	for at < len(b) {
		switch c := b[at]; {
		case c == '"':
			at = stringEnd(b, at)
			if l.depth == 0 {
				l.end = withComma(b, at)
				return l, cursor{l.end, 0}, true
			}
		case c == '{' || c == '[':
			inner := at + 1 + skip(b[at+1:], blanks)
			if inner >= len(b) || !closes(b[inner]) {
				l.end, l.opens = at+1, true
				return l, cursor{at + 1, l.depth + 1}, true
			}
			at = inner + 1
			if l.depth == 0 {
				l.end = withComma(b, at)
				return l, cursor{l.end, 0}, true
			}
		case c == ',':
			l.end = at + 1
			return l, cursor{l.end, l.depth}, true
		case closes(c), l.depth == 0 && bytes.IndexByte([]byte(blanks), c) >= 0:
			l.end = at
			return l, cursor{at, l.depth}, true
		default:
			at++
		}
	}
	l.end = len(b)
	return l, cursor{len(b), l.depth}, true
}

func closes(c byte) bool { return c == '}' || c == ']' }

// withComma takes the comma that follows with the line.
func withComma(b []byte, at int) int {
	if next := at + skip(b[at:], blanks); next < len(b) && b[next] == ',' {
		return next + 1
	}
	return at
}

// stringEnd is where the string that begins at a place ends, its quote included.
func stringEnd(b []byte, at int) int {
	for at++; at < len(b); {
		n := bytes.IndexByte(b[at:], '"')
		if n < 0 {
			return len(b)
		}
		at += n
		backslashes := 0
		for i := at - 1; i >= 0 && b[i] == '\\'; i-- {
			backslashes++
		}
		at++
		if backslashes%2 == 0 {
			return at
		}
	}
	return len(b)
}

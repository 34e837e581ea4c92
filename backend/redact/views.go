package redact

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"html"
	"iter"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// view is what an output says when it is read in one way of writing.
type view struct {
	how  string
	text []byte
}

// viewsOf reads an output in all ways of writing that could hide a value from a plain search, one at a time. They are
// read as a whole, so that a value written half one way and half another is found as well.
func viewsOf(output []byte) iter.Seq[view] {
	return func(yield func(view) bool) {
		all := unpercent(unpercent(unescape(unmarkup(unescape(output)))))
		same := bytes.Equal(all, output)
		_ = yield(view{"plain", output}) &&
			(same || marked(output, yield) && yield(view{"mixed", all}) && encoded(all, yield)) &&
			encoded(output, yield) && wide(output, yield)
	}
}

// marked reads escapes of single characters, one kind at a time.
func marked(text []byte, yield func(view) bool) bool {
	return yield(view{"percent", unpercent(text)}) && yield(view{"escaped", unescape(text)}) && yield(view{"html", unmarkup(text)})
}

// encoded reads encodings of whole runs.
func encoded(text []byte, yield func(view) bool) bool {
	if !yield(view{"hex", unhex(text)}) {
		return false
	}
	for offset := range 4 {
		decoded := unbase64(text, offset)
		if !yield(view{"base64", decoded}) || !yield(view{"base64", unpercent(unescape(decoded))}) {
			return false
		}
	}
	return true
}

// wide reads two bytes as one character.
func wide(text []byte, yield func(view) bool) bool {
	for offset := range 2 {
		if !yield(view{"utf-16", unwide(text, offset, false)}) || !yield(view{"utf-16", unwide(text, offset, true)}) {
			return false
		}
	}
	return true
}

// unpercent reads %C3%A5 and + as forms write them, and =C3=A5 as mails do; what is no such pair stays.
func unpercent(text []byte) []byte {
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case (c == '%' || c == '=') && i+2 < len(text) && isHex(text[i+1]) && isHex(text[i+2]):
			out = append(out, nibble(text[i+1])<<4|nibble(text[i+2]))
			i += 2
		case c == '+':
			out = append(out, ' ')
		default:
			out = append(out, c)
		}
	}
	return out
}

func isHex(b byte) bool { return digit(b) || b >= 'a' && b <= 'f' || b >= 'A' && b <= 'F' }

func nibble(b byte) byte {
	if digit(b) {
		return b - '0'
	}
	return b&^0x20 - 'A' + 10
}

func unmarkup(text []byte) []byte { return []byte(html.UnescapeString(string(text))) }

var backslashed = regexp.MustCompile(`(?:\\u[0-9A-Fa-f]{4})+|\\u\{[0-9A-Fa-f]{1,6}\}|\\x[0-9A-Fa-f]{2}|\\[/"'\\nrt]`)

// unescape reads \u00e5, \u{e5}, \xe5 and escaped punctuation.
func unescape(text []byte) []byte {
	return backslashed.ReplaceAllFunc(text, func(e []byte) []byte {
		switch {
		case e[1] == 'u' && e[2] == '{':
			return codePoint(string(e[3 : len(e)-1]))
		case e[1] == 'u':
			return units(e)
		case e[1] == 'x':
			return codePoint(string(e[2:]))
		case e[1] == 'n', e[1] == 'r', e[1] == 't':
			return []byte{' '}
		}
		return e[1:]
	})
}

func codePoint(digits string) []byte {
	n, err := strconv.ParseUint(digits, 16, 32)
	if err != nil {
		return nil
	}
	return utf8.AppendRune(nil, rune(n))
}

// units reads a run of \uXXXX, surrogate pairs included.
func units(run []byte) []byte {
	var pairs []uint16
	for i := 0; i+6 <= len(run); i += 6 {
		n, err := strconv.ParseUint(string(run[i+2:i+6]), 16, 16)
		if err == nil {
			pairs = append(pairs, uint16(n))
		}
	}
	return []byte(string(utf16.Decode(pairs)))
}

// runs gives the longest runs of bytes that belong together, from a least length; an optional byte may stand between
// two of them: a line end in base64, a colon between hex digits.
func runs(text []byte, least int, belongs func(byte) bool, between string) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for at := 0; at < len(text); at++ {
			if !belongs(text[at]) {
				continue
			}
			end := at
			for end < len(text) && (belongs(text[end]) || joins(text, end, belongs, between)) {
				end++
			}
			if end-at >= least && !yield(text[at:end]) {
				return
			}
			at = end
		}
	}
}

// joins says that the bytes at a position may stand between two that belong together.
func joins(text []byte, at int, belongs func(byte) bool, between string) bool {
	if strings.IndexByte(between, text[at]) < 0 || at+1 >= len(text) {
		return false
	}
	return belongs(text[at+1]) || text[at] == '\r' && text[at+1] == '\n'
}

// base64Letter holds for the letters of both alphabets.
func base64Letter(b byte) bool {
	return digit(b) || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b == '+' || b == '/' || b == '-' || b == '_'
}

// unhex reads all runs of hex digits, from their first digit and from their second.
func unhex(text []byte) []byte {
	var out []byte
	for run := range runs(text, 2*least, isHex, " :-") {
		digits := filtered(run, isHex)
		for offset := range 2 {
			even := digits[offset : len(digits)-(len(digits)-offset)%2]
			out = hexAppend(out, even)
		}
	}
	return out
}

func hexAppend(out, digits []byte) []byte {
	decoded, err := hex.AppendDecode(out, digits)
	if err != nil {
		return out
	}
	return append(decoded, 0)
}

// unbase64 reads all runs of base64, either alphabet, from one of their first four characters.
func unbase64(text []byte, offset int) []byte {
	var out []byte
	for run := range runs(text, least+1, base64Letter, "\r\n") {
		letters := filtered(run, base64Letter)[offset:]
		for i, b := range letters {
			switch b {
			case '-':
				letters[i] = '+'
			case '_':
				letters[i] = '/'
			}
		}
		if len(letters)%4 == 1 {
			letters = letters[:len(letters)-1]
		}
		if decoded, err := base64.RawStdEncoding.AppendDecode(out, letters); err == nil {
			out = append(decoded, 0)
		}
	}
	return out
}

// filtered copies the bytes that are wanted.
func filtered(text []byte, want func(byte) bool) []byte {
	out := make([]byte, 0, len(text))
	for _, b := range text {
		if want(b) {
			out = append(out, b)
		}
	}
	return out
}

// unwide reads an output as UTF-16, from its first byte or its second.
func unwide(text []byte, offset int, bigEndian bool) []byte {
	if len(text) < offset+2*least {
		return nil
	}
	wide := make([]uint16, 0, len(text)/2)
	for i := offset; i+1 < len(text); i += 2 {
		low, high := text[i], text[i+1]
		if bigEndian {
			low, high = high, low
		}
		wide = append(wide, uint16(high)<<8|uint16(low))
	}
	return []byte(string(utf16.Decode(wide)))
}

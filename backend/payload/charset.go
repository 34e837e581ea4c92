package payload

import (
	"bytes"
	"mime"
	"regexp"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// Charset is how a body's characters are written as bytes.
type Charset struct {
	Name    string `json:"name"`    // utf-8, utf-16le, windows-1252, ...; "" for what is no text
	Guessed bool   `json:"guessed"` // nothing says so, it only fits
	BOM     bool   `json:"bom"`     // the body begins with a byte order mark
	Claimed string `json:"claimed"` // what the body says it is in, and is not; "" when it says nothing wrong
}

// Decode gives a body as UTF-8. What is no text in any charset that it may be in comes out nil. UTF-8 is not copied,
// and keeps its byte order mark: offsets in it are offsets in the body.
func Decode(contentType string, body []byte) ([]byte, Charset) {
	if name, e := marked(body); name != "" && e != encoding.Nop {
		return converted(body, Charset{Name: name, BOM: true}, e)
	}
	rest, isMarked := bytes.CutPrefix(body, bom)
	if utf8.Valid(rest) && bytes.IndexByte(rest, 0) < 0 {
		return body, Charset{Name: "utf-8", BOM: isMarked}
	}
	if isMarked {
		return falselyMarked(contentType, rest)
	}
	return unmarked(declaredCharset(contentType, body), body)
}

// falselyMarked reads a body behind a byte order mark of UTF-8 that it is not in. The mark stays one, as it would be in
// UTF-8: it is no text in any charset.
func falselyMarked(contentType string, rest []byte) ([]byte, Charset) {
	text, c := unmarked(declaredCharset(contentType, rest), rest)
	if text == nil {
		return nil, c
	}
	c.BOM, c.Claimed = true, "utf-8"
	return append(bytes.Clone(bom), text...), c
}

// unmarked reads a body that is no UTF-8: as it says, or as fits.
func unmarked(said string, body []byte) ([]byte, Charset) {
	if said != "" && said != "utf-8" {
		if e, err := htmlindex.Get(said); err == nil {
			return converted(body, Charset{Name: said}, e)
		}
	}
	if name, e := zeroBytes(body); name != "" {
		return converted(body, Charset{Name: name, Guessed: true, Claimed: said}, e)
	}
	if hasControls(body) {
		return nil, Charset{}
	}
	e, _ := htmlindex.Get("windows-1252") // it is always known
	return converted(body, Charset{Name: "windows-1252", Guessed: true, Claimed: said}, e)
}

// marked reads the byte order mark.
func marked(body []byte) (string, encoding.Encoding) {
	switch {
	case bytes.HasPrefix(body, bom):
		return "utf-8", encoding.Nop
	case bytes.HasPrefix(body, []byte{0xff, 0xfe, 0, 0}):
		return "utf-32le", utf32.UTF32(utf32.LittleEndian, utf32.UseBOM)
	case bytes.HasPrefix(body, []byte{0, 0, 0xfe, 0xff}):
		return "utf-32be", utf32.UTF32(utf32.BigEndian, utf32.UseBOM)
	case bytes.HasPrefix(body, []byte{0xff, 0xfe}):
		return "utf-16le", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case bytes.HasPrefix(body, []byte{0xfe, 0xff}):
		return "utf-16be", unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	}
	return "", nil
}

// zeroBytes finds UTF-16 without a mark by the zeros of its first characters, which are ASCII in all formats.
func zeroBytes(body []byte) (string, encoding.Encoding) {
	if len(body) < 4 || len(body)%2 != 0 {
		return "", nil
	}
	switch {
	case body[0] != 0 && body[1] == 0 && body[2] != 0 && body[3] == 0:
		return "utf-16le", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case body[0] == 0 && body[1] != 0 && body[2] == 0 && body[3] != 0:
		return "utf-16be", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	}
	return "", nil
}

func converted(body []byte, c Charset, e encoding.Encoding) ([]byte, Charset) {
	if e == encoding.Nop {
		if !utf8.Valid(body) || bytes.IndexByte(body, 0) >= 0 {
			return nil, Charset{}
		}
		return body, c
	}
	text, err := e.NewDecoder().Bytes(body)
	if err != nil || bytes.IndexByte(text, 0) >= 0 {
		return nil, Charset{}
	}
	return text, c
}

var xmlEncoding = regexp.MustCompile(`^<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._:-]+)["']`)

// declaredCharset is what the content type says, or else the XML declaration.
func declaredCharset(contentType string, body []byte) string {
	name := ""
	if _, params, err := mime.ParseMediaType(contentType); err == nil {
		name = params["charset"]
	}
	if found := xmlEncoding.FindSubmatch(body[:min(len(body), 200)]); name == "" && found != nil {
		name = string(found[1])
	}
	e, err := htmlindex.Get(name)
	if err != nil {
		return ""
	}
	name, _ = htmlindex.Name(e) // it came from there
	return name
}

// hasControls says that a body holds bytes that text in no single-byte charset has.
func hasControls(body []byte) bool {
	return bytes.ContainsFunc(body[:min(len(body), 64<<10)], func(r rune) bool {
		return r < ' ' && r != '\t' && r != '\n' && r != '\r' && r != '\f' && r != 0x1b
	})
}

package payload

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"errors"
	"io"
	"strings"
)

// largestInside is how much is unpacked; a bomb stops here.
const largestInside = 64 << 20

// Inner is what is wrapped inside of a value or a whole body.
type Inner struct {
	How    []string // the wrappings, outermost first: base64, gzip, string
	Format Format
	Bytes  []byte
	Cut    bool // more is inside than is unpacked
}

// Inside opens what is wrapped as base64 or gzip, or a document in a text. ok is false when nothing is.
func Inside(value []byte) (in Inner, ok bool) {
	in.Bytes = value
	for range 4 {
		how, inner, cut := unwrapped(in.Bytes)
		if how == "" {
			break
		}
		in.How, in.Bytes, in.Cut = append(in.How, how), inner, in.Cut || cut
	}
	text, _ := Decode("", in.Bytes)
	in.Format = Recognise("", in.Bytes, text)
	if len(in.How) == 0 && (in.Format == JSON || in.Format == XML) && looksLikeDocument(value) {
		in.How = []string{"string"}
	}
	return in, len(in.How) > 0
}

func looksLikeDocument(value []byte) bool {
	trimmed := bytes.TrimSpace(value)
	return len(trimmed) > 1 && bytes.IndexByte([]byte("{[<"), trimmed[0]) >= 0
}

func unwrapped(value []byte) (how string, inner []byte, cut bool) {
	if magic(value) == Gzip {
		inner, cut := gunzip(value)
		if inner != nil {
			return "gzip", inner, cut
		}
		return "", nil, false
	}
	if inner := unbase64(value); inner != nil {
		return "base64", inner, false
	}
	return "", nil, false
}

// gunzip unpacks up to the largest size; what comes before an error is given too. nil when nothing can be unpacked.
func gunzip(packed []byte) (inner []byte, cut bool) {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, false
	}
	inner, err = io.ReadAll(io.LimitReader(r, largestInside+1))
	if len(inner) > largestInside {
		return inner[:largestInside], true
	}
	if err != nil && len(inner) == 0 {
		return nil, false
	}
	return inner, err != nil && !errors.Is(err, io.EOF)
}

// leastBase64 is how long a text must be to be taken for base64: short ones are words and numbers.
const leastBase64 = 24

// unbase64 reads a text that can only be base64: the alphabet, the length, and something known inside.
func unbase64(value []byte) []byte {
	text := bytes.TrimSpace(value)
	if bytes.HasPrefix(text, []byte("data:")) {
		if _, rest, found := bytes.Cut(text, []byte(";base64,")); found {
			text = rest
		}
	}
	if len(text) < leastBase64 || len(text) > largestInside*2 {
		return nil
	}
	text = bytes.Map(func(r rune) rune {
		switch r {
		case '\r', '\n':
			return -1
		case '-':
			return '+'
		case '_':
			return '/'
		}
		return r
	}, text)
	raw := strings.TrimRight(string(text), "=")
	inner, err := base64.RawStdEncoding.DecodeString(raw)
	if err != nil || !telling(inner) {
		return nil
	}
	return inner
}

// telling says that bytes are something: a known file, or text with the look of a document.
func telling(inner []byte) bool {
	if magic(inner) != "" {
		return true
	}
	text, charset := Decode("", inner)
	return text != nil && charset.Name == "utf-8" && (looksLikeDocument(text) || bytes.ContainsAny(text, " \n=,"))
}

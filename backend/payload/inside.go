package payload

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
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
	Broken bool // what is packed is damaged or ends too early: Bytes is what could be read of it
}

// Inside opens what is wrapped as base64 or gzip, or a document in a text. ok is false when nothing is.
func Inside(value []byte) (in Inner, ok bool) {
	in.Bytes = value
	for range 4 {
		how, inner := unwrapped(in.Bytes, &in)
		if how == "" {
			break
		}
		in.How, in.Bytes = append(in.How, how), inner
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

// unwrapped opens one wrapping, and notes what is wrong with it.
func unwrapped(value []byte, in *Inner) (how string, inner []byte) {
	if magic(value) == Gzip {
		inner, err := gunzip(value)
		in.Broken = in.Broken || err != nil
		if len(inner) > largestInside {
			in.Cut, inner = true, inner[:largestInside]
		}
		if err != nil && len(inner) == 0 {
			return "", nil
		}
		return "gzip", inner
	}
	if inner := unbase64(value); inner != nil {
		return "base64", inner
	}
	return "", nil
}

// gunzip unpacks up to a byte more than the largest size; what comes before an error is given too.
func gunzip(packed []byte) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(io.LimitReader(r, largestInside+1))
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

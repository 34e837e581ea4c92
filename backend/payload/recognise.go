package payload

import (
	"bytes"
	"mime"
	"strings"
)

// The formats that are only shown: masking takes them for text or bytes.
const (
	HTML      Format = "html"
	Multipart Format = "multipart"
	Image     Format = "image"
	PDF       Format = "pdf"
	Gzip      Format = "gzip"
)

// wholly is how long a body may be to be judged by reading all of it.
const wholly = 1 << 20

// Recognise judges a body as Detect does, and tells more formats apart. Long bodies are judged by their beginning, so
// that this takes no time; text is the body as UTF-8, nil when it is none (see Decode).
func Recognise(contentType string, body, text []byte) Format {
	if found := magic(body); found != "" {
		return found
	}
	if text == nil {
		return Bytes
	}
	if boundary(contentType, text) != "" {
		return Multipart
	}
	if f := marking(contentType, text); f != "" {
		return f
	}
	if len(text) <= wholly {
		return Detect(contentType, text)
	}
	if f := declared(contentType); f != "" {
		return f
	}
	return Detect("", text[:bytes.LastIndexByte(text[:wholly], '\n')+1])
}

// marking tells JSON, XML and HTML by how they begin, where they are too long to be read first or are no XML.
func marking(contentType string, text []byte) Format {
	begin := bytes.TrimLeft(bytes.TrimPrefix(text[:min(len(text), 1000)], bom), " \t\r\n")
	if len(begin) == 0 {
		return ""
	}
	lower := bytes.ToLower(begin)
	said := declared(contentType)
	switch {
	case bytes.HasPrefix(lower, []byte("<!doctype html")), bytes.HasPrefix(lower, []byte("<html")):
		if strings.Contains(strings.ToLower(contentType), "xhtml") {
			return XML
		}
		return HTML
	case strings.HasPrefix(strings.ToLower(contentType), "text/html"):
		return HTML
	case len(text) <= wholly:
		return ""
	case begin[0] == '{' || begin[0] == '[':
		return JSON
	case begin[0] == '<' && (said == XML || said == "" || said == JSON):
		return XML
	}
	return ""
}

// magic tells files by their first bytes.
func magic(body []byte) Format {
	for _, m := range [...]struct {
		begin string
		f     Format
	}{
		{"\x89PNG\r\n\x1a\n", Image}, {"\xff\xd8\xff", Image}, {"GIF87a", Image}, {"GIF89a", Image}, {"II*\x00", Image}, {"MM\x00*", Image},
		{"%PDF-", PDF}, {"\x1f\x8b\x08", Gzip},
	} {
		if bytes.HasPrefix(body, []byte(m.begin)) {
			return m.f
		}
	}
	if len(body) > 12 && string(body[:4]) == "RIFF" && string(body[8:12]) == "WEBP" {
		return Image
	}
	return ""
}

// boundary is what parts the parts of a multipart body: as the content type says, or as its first line shows.
func boundary(contentType string, body []byte) string {
	media, params, err := mime.ParseMediaType(contentType)
	if err == nil && strings.HasPrefix(media, "multipart/") && params["boundary"] != "" {
		return params["boundary"]
	}
	first, rest, found := bytes.Cut(body[:min(len(body), 4000)], []byte("\r\n"))
	if !found || len(first) < 6 || len(first) > 74 || !bytes.HasPrefix(first, []byte("--")) {
		return ""
	}
	if !bytes.HasPrefix(bytes.ToLower(rest), []byte("content-")) {
		return ""
	}
	return string(first[2:])
}

// Package payload reads bodies: which format they are in, and where in their bytes each value stands.
// What it changes, it changes in place: every other byte stays as it was.
package payload

import (
	"bytes"
	"mime"
	"strings"
	"unicode/utf8"
)

// Format is how a body is written.
type Format string

// The formats. Bytes is what is no text.
const (
	JSON  Format = "json"
	XML   Format = "xml"
	CSV   Format = "csv"
	Form  Format = "form"
	Text  Format = "text"
	Bytes Format = "bytes"
)

// Extension is how the name of a file in this format ends, dot included.
func (f Format) Extension() string {
	switch f {
	case JSON, XML, CSV:
		return "." + string(f)
	case Form:
		return ".form.txt"
	case Text:
		return ".txt"
	}
	return ".bin"
}

// Detect judges by the content type where the bytes agree with it, and by the bytes alone where they don't.
func Detect(contentType string, body []byte) Format {
	declared := declared(contentType)
	found := sniffed(body)
	switch {
	case found == JSON, found == XML:
		return found
	case declared != "" && (declared != Text || found == Bytes):
		return readableAs(declared, found)
	case found == Text && looksLikeForm(body):
		return Form
	case found == Text && looksLikeCSV(body):
		return CSV
	}
	return found
}

// readableAs keeps the declared format, unless the bytes are no text at all.
func readableAs(declared, found Format) Format {
	if found == Bytes {
		return Bytes
	}
	return declared
}

func declared(contentType string) Format {
	media, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		media, _, _ = strings.Cut(strings.ToLower(contentType), ";")
		media = strings.TrimSpace(media)
	}
	switch {
	case strings.HasSuffix(media, "json"), strings.HasSuffix(media, "ndjson"):
		return JSON
	case strings.HasSuffix(media, "xml"):
		return XML
	case strings.HasSuffix(media, "csv"), media == "text/tab-separated-values":
		return CSV
	case media == "application/x-www-form-urlencoded":
		return Form
	case strings.HasPrefix(media, "text/"):
		return Text
	}
	return ""
}

// sniffed tells JSON and XML by reading them, and text from bytes by its characters.
func sniffed(body []byte) Format {
	trimmed := bytes.TrimSpace(bytes.TrimPrefix(body, bom))
	switch {
	case len(trimmed) == 0:
		return Text
	case (trimmed[0] == '{' || trimmed[0] == '[') && readable(JSON, body):
		return JSON
	case trimmed[0] == '<' && readable(XML, body):
		return XML
	case utf8.Valid(trimmed) && bytes.IndexByte(trimmed, 0) < 0:
		return Text
	}
	return Bytes
}

func readable(f Format, body []byte) bool {
	return scan(f, body, &nothing{collector{body: body}}) == nil
}

// looksLikeForm says that the body is one line of name=value pairs.
func looksLikeForm(body []byte) bool {
	if len(body) == 0 || bytes.ContainsAny(body, " \t\r\n<>{}\"") {
		return false
	}
	for pair := range bytes.SplitSeq(body, []byte("&")) {
		name, _, found := bytes.Cut(pair, []byte("="))
		if !found || len(name) == 0 || bytes.ContainsAny(name, "/:?@") {
			return false
		}
	}
	return true
}

// looksLikeCSV says that the first line names columns, at least three, and that each further line has as many cells.
func looksLikeCSV(body []byte) bool {
	t, at, err := openTable(body)
	if err != nil {
		return false
	}
	rows, columns := 0, 0
	err = t.rows(at, func(row []token) error {
		if rows++; rows == 1 {
			columns = len(row)
		}
		if columns < 3 || len(row) != columns || rows == 1 && !t.namesColumns(row) {
			return errUnreadable
		}
		return nil
	})
	return err == nil && rows > 1
}

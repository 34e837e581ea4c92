package export

import (
	"context"
	"io"
	"strings"
)

// Format is a shape of a shared file.
type Format string

// The formats of records.
const (
	AsZIP      Format = "zip"
	AsHAR      Format = "har"
	AsMarkdown Format = "markdown"
	AsHTML     Format = "html"
	AsCurl     Format = "curl"
	AsJSON     Format = "json"
	AsBundle   Format = "bundle"
)

// AllFormats are the formats of records, in the order in which screens offer them.
var AllFormats = []Format{AsZIP, AsHTML, AsMarkdown, AsHAR, AsCurl, AsJSON, AsBundle}

// Write writes records in a format; ok is false when there is no such format.
func Write(f Format) (write func(context.Context, io.Writer, Records, Options) (Receipt, error), ok bool) {
	write, ok = map[Format]func(context.Context, io.Writer, Records, Options) (Receipt, error){
		AsZIP: ZIP, AsHAR: HAR, AsMarkdown: Markdown, AsHTML: HTML, AsCurl: Curl, AsJSON: JSON, AsBundle: Bundle,
	}[f]
	return write, ok
}

// Extension is how the name of a file in this format ends.
func (f Format) Extension() string {
	switch f {
	case AsMarkdown:
		return ".md"
	case AsCurl:
		return ".sh"
	case AsBundle:
		return ".ordertrail"
	}
	return "." + string(f)
}

// FormatNames lists the formats of records for people.
func FormatNames() string {
	var names []string
	for _, f := range AllFormats {
		names = append(names, string(f))
	}
	return strings.Join(names, ", ")
}

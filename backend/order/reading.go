package order

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"mime"
	"net/url"
	"strings"
)

// formatOf names the format of a content type: json, xml, csv, form, or text for all others.
func formatOf(contentType string) string {
	media, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		media = strings.ToLower(strings.TrimSpace(contentType))
	}
	switch {
	case strings.HasSuffix(media, "json"):
		return "json"
	case strings.HasSuffix(media, "xml"):
		return "xml"
	case strings.HasSuffix(media, "csv"):
		return "csv"
	case media == "application/x-www-form-urlencoded":
		return "form"
	}
	return "text"
}

// readable says that the bytes can be read in their format; a body that was not captured is not held against them.
func readable(format string, body []byte) bool {
	if body == nil {
		return true
	}
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	switch format {
	case "json":
		return json.Valid(body)
	case "xml":
		return readXML(body, nil) == nil
	case "csv":
		return readableCSV(body)
	case "form":
		_, err := url.ParseQuery(string(body))
		return err == nil
	}
	return true
}

func readableCSV(body []byte) bool {
	r := csv.NewReader(bytes.NewReader(body))
	first, _, _ := bytes.Cut(body, []byte("\n"))
	if bytes.Count(first, []byte(";")) > bytes.Count(first, []byte(",")) {
		r.Comma = ';'
	}
	for {
		switch _, err := r.Read(); {
		case errors.Is(err, io.EOF):
			return true
		case err != nil:
			return false
		}
	}
}

// readXML walks a document and hands each element's name and text to see, if given.
func readXML(body []byte, see func(name, text string)) error {
	d := xml.NewDecoder(bytes.NewReader(body))
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	name, elements := "", 0
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) && elements > 0 {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			name, elements = t.Name.Local, elements+1
		case xml.CharData:
			if see != nil {
				see(name, string(t))
			}
		}
	}
}

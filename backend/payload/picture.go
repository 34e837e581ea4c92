package payload

import (
	"bytes"
	"image"
	_ "image/gif" // known by their beginnings
	_ "image/jpeg"
	_ "image/png"
	"regexp"
	"strconv"
)

// Picture is what is known of an image or a PDF without showing it.
type Picture struct {
	Kind   string `json:"kind"`  // png, jpeg, gif, webp, tiff or pdf
	Width  int    `json:"width"` // pixels; of a PDF points of its first page; 0: unknown
	Height int    `json:"height"`
	Pages  int    `json:"pages"` // of a PDF; 0: unknown
}

// Depicted reads the header of an image or PDF. Nothing is unpacked or drawn.
func Depicted(body []byte) Picture {
	if magic(body) == PDF {
		return pdf(body)
	}
	if c, kind, err := image.DecodeConfig(bytes.NewReader(body)); err == nil {
		return Picture{Kind: kind, Width: c.Width, Height: c.Height}
	}
	switch {
	case bytes.HasPrefix(body, []byte("RIFF")):
		return Picture{Kind: "webp"}
	case bytes.HasPrefix(body, []byte("II*")), bytes.HasPrefix(body, []byte("MM\x00*")):
		return Picture{Kind: "tiff"}
	case bytes.HasPrefix(body, []byte("\xff\xd8")):
		return Picture{Kind: "jpeg"}
	case bytes.HasPrefix(body, []byte("GIF")):
		return Picture{Kind: "gif"}
	}
	return Picture{Kind: "png"}
}

var (
	pdfPage = regexp.MustCompile(`/Type\s*/Page\b[^s]`)
	pdfBox  = regexp.MustCompile(`/MediaBox\s*\[\s*[\d.-]+\s+[\d.-]+\s+([\d.]+)\s+([\d.]+)`)
)

// pdf counts pages as far as they are written plainly; those in compressed objects are unknown.
func pdf(body []byte) Picture {
	p := Picture{Kind: "pdf", Pages: len(pdfPage.FindAllIndex(body, -1))}
	if box := pdfBox.FindSubmatch(body); box != nil {
		w, _ := strconv.ParseFloat(string(box[1]), 64) // the pattern lets only numbers in; 0 is unknown
		h, _ := strconv.ParseFloat(string(box[2]), 64)
		p.Width, p.Height = int(w), int(h)
	}
	return p
}

package payload

import (
	"bytes"
	"image"
	"image/color"
	_ "image/gif" // known by their beginnings
	_ "image/jpeg"
	_ "image/png"

	_ "golang.org/x/image/webp"
)

// Picture is what is known of an image or a PDF without showing it.
type Picture struct {
	Kind    string `json:"kind"`    // png, jpeg, gif, webp, tiff or pdf
	Width   int    `json:"width"`   // pixels; of a PDF points of its first page; 0: unknown
	Height  int    `json:"height"`  //
	Colour  Colour `json:"colour"`  // of an image
	Palette int    `json:"palette"` // how many colours an image of few has
	Pages   int    `json:"pages"`   // of a PDF; 0: unknown
	Title   string `json:"title"`   // of a PDF, when it is written plainly
	Version string `json:"version"` // of a PDF
	Locked  bool   `json:"locked"`  // a PDF that is encrypted
	Broken  bool   `json:"broken"`  // a PDF without its end
	Small   bool   `json:"small"`   // a thumbnail can be made
}

// Colour is how an image tells colours.
type Colour string

// The ways to tell colours.
const (
	ColourUnknown Colour = ""
	Grey          Colour = "grey"
	FullColour    Colour = "colour"
	WithAlpha     Colour = "alpha"   // some of it may be transparent
	OfPalette     Colour = "palette" // of few colours
	CMYK          Colour = "cmyk"    // as it is printed
)

// Depicted reads the header of an image, or the plain parts of a PDF. Nothing is unpacked or drawn.
func Depicted(body []byte) Picture {
	if magic(body) == PDF {
		return pdf(body)
	}
	if c, kind, ok := header(body); ok {
		p := Picture{Kind: kind, Width: c.Width, Height: c.Height, Small: thumbnailed(c, body)}
		p.Colour, p.Palette = colourOf(c.ColorModel)
		return p
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

// header reads what an image says of itself; a reader that fails on it is no reason to fail here.
func header(body []byte) (c image.Config, kind string, ok bool) {
	defer func() {
		if recover() != nil {
			c, kind, ok = image.Config{}, "", false
		}
	}()
	c, kind, err := image.DecodeConfig(bytes.NewReader(body))
	return c, kind, err == nil
}

func colourOf(m color.Model) (Colour, int) {
	if p, ok := m.(color.Palette); ok {
		return OfPalette, len(p)
	}
	switch m {
	case color.GrayModel, color.Gray16Model:
		return Grey, 0
	case color.NRGBAModel, color.NRGBA64Model, color.NYCbCrAModel:
		return WithAlpha, 0
	case color.CMYKModel:
		return CMYK, 0
	}
	return FullColour, 0
}

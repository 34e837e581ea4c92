package payload

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"
)

// What a thumbnail is made of at most, and how large it is.
const (
	mostPixels    = 16 << 20 // to decode; more would take more memory than the look is worth
	mostPictured  = 32 << 20 // bytes
	thumbnailSide = 240      // pixels
)

// errNoThumbnail says that no thumbnail is made of a body: it is no image, one that is too large, or a broken one.
var errNoThumbnail = errors.New("there is no thumbnail of it")

func thumbnailed(c image.Config, body []byte) bool {
	return c.Width > 0 && c.Height > 0 && c.Width <= mostPixels/c.Height && len(body) <= mostPictured
}

// Thumbnail draws an image anew as a small PNG, in which nothing is left of the file but its pixels. How many there
// are is known before any is decoded.
func Thumbnail(body []byte) (small []byte, err error) {
	defer func() {
		if recover() != nil { // a file that a reader fails on is a broken one
			small, err = nil, errNoThumbnail
		}
	}()
	c, _, ok := header(body)
	if !ok || !thumbnailed(c, body) {
		return nil, errNoThumbnail
	}
	whole, _, err := image.Decode(bytes.NewReader(body))
	if err != nil || whole.Bounds().Empty() {
		return nil, errNoThumbnail
	}
	var out bytes.Buffer
	if err := png.Encode(&out, shrunk(whole)); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// shrunk makes an image as small as a thumbnail; one that is small enough keeps its size.
func shrunk(whole image.Image) *image.NRGBA {
	b := whole.Bounds()
	longest := max(b.Dx(), b.Dy(), thumbnailSide)
	out := image.NewNRGBA(image.Rect(0, 0, max(1, b.Dx()*thumbnailSide/longest), max(1, b.Dy()*thumbnailSide/longest)))
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			out.Set(x, y, averaged(whole, image.Rect(
				b.Min.X+x*b.Dx()/out.Rect.Dx(), b.Min.Y+y*b.Dy()/out.Rect.Dy(),
				b.Min.X+(x+1)*b.Dx()/out.Rect.Dx(), b.Min.Y+(y+1)*b.Dy()/out.Rect.Dy())))
		}
	}
	return out
}

// averaged is the colour of a part of an image, by up to 4 × 4 of its pixels.
func averaged(whole image.Image, part image.Rectangle) color.Color {
	const side = 4
	columns, rows := min(max(part.Dx(), 1), side), min(max(part.Dy(), 1), side)
	var r, g, b, a uint32
	for y := range rows {
		for x := range columns {
			red, green, blue, alpha := whole.At(part.Min.X+x*part.Dx()/columns, part.Min.Y+y*part.Dy()/rows).RGBA()
			r, g, b, a = r+red, g+green, b+blue, a+alpha
		}
	}
	n := uint32(columns * rows)
	return color.RGBA64{uint16(r / n), uint16(g / n), uint16(b / n), uint16(a / n)}
}

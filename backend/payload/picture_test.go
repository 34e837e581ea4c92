package payload_test

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/color"
	"image/color/palette"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/payload"
)

// onePixel is a WebP of one red pixel, without loss.
const onePixel = "UklGRh4AAABXRUJQVlA4TBEAAAAvAAAAAAfQ//73v/+BiOh/AAA="

func encoded(t testing.TB, encode func(*bytes.Buffer) error) []byte {
	var out bytes.Buffer
	if err := encode(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func pictures(t testing.TB) map[string][]byte {
	area := image.Rect(0, 0, 300, 20)
	webp, err := base64.StdEncoding.DecodeString(onePixel)
	if err != nil {
		t.Fatal(err)
	}
	clear := image.NewNRGBA(area)
	clear.Set(1, 1, color.NRGBA{255, 0, 0, 128})
	return map[string][]byte{
		"grey":    encoded(t, func(b *bytes.Buffer) error { return png.Encode(b, image.NewGray(area)) }),
		"alpha":   encoded(t, func(b *bytes.Buffer) error { return png.Encode(b, clear) }),
		"jpeg":    encoded(t, func(b *bytes.Buffer) error { return jpeg.Encode(b, image.NewRGBA(area), nil) }),
		"palette": encoded(t, func(b *bytes.Buffer) error { return gif.Encode(b, image.NewPaletted(area, palette.Plan9[:16]), nil) }),
		"webp":    webp,
	}
}

func TestAnImageSaysWhatItIsWithoutBeingDrawn(t *testing.T) {
	want := map[string]payload.Picture{
		"grey":    {Kind: "png", Width: 300, Height: 20, Colour: payload.Grey, Small: true},
		"alpha":   {Kind: "png", Width: 300, Height: 20, Colour: payload.WithAlpha, Small: true},
		"jpeg":    {Kind: "jpeg", Width: 300, Height: 20, Colour: payload.FullColour, Small: true},
		"palette": {Kind: "gif", Width: 300, Height: 20, Colour: payload.OfPalette, Palette: 16, Small: true},
		"webp":    {Kind: "webp", Width: 1, Height: 1, Colour: payload.WithAlpha, Small: true},
	}
	got := map[string]payload.Picture{}
	for name, body := range pictures(t) {
		got[name] = payload.Open("", body).Picture()
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAThumbnailIsSmallAndDrawnAnew(t *testing.T) {
	for name, body := range pictures(t) {
		small, err := payload.Thumbnail(body)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		c, kind, err := image.DecodeConfig(bytes.NewReader(small))
		if err != nil || kind != "png" || c.Width > 240 || c.Height > 240 {
			t.Errorf("%s: %s of %d × %d, %v", name, kind, c.Width, c.Height, err)
		}
	}
}

func TestAnImageOfTooManyPixelsIsNotDecoded(t *testing.T) {
	bomb := []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\xff\xff\x00\x00\xff\xff\x08\x06\x00\x00\x00\x15\x53\x80\x0f")
	p := payload.Depicted(bomb)
	if small, err := payload.Thumbnail(bomb); err == nil || p.Small {
		t.Errorf("%d bytes of %+v", len(small), p)
	}
	for name, body := range pictures(t) {
		if small, err := payload.Thumbnail(body[:len(body)*2/3]); err == nil && len(small) == 0 {
			t.Errorf("%s, cut: nothing, and no reason", name)
		}
	}
}

func TestAPDFSaysWhatIsWrittenPlainly(t *testing.T) {
	pages := "1 0 obj<</Type/Pages/Count 12/Kids[2 0 R]>>endobj\n2 0 obj<</Type /Page /MediaBox [0 0 595.3 841.9]>>endobj\n"
	for _, c := range []struct {
		name, rest string
		want       payload.Picture
	}{
		{"its title", "3 0 obj<</Title(Order \\(NL\\) \\345 (x))/Author(A)>>endobj\ntrailer<</Info 3 0 R>>", payload.Picture{Title: "Order (NL) å (x)"}},
		{"a title in UTF-16", "3 0 obj<</Title <FEFF00C5 0073 0061>>>endobj\ntrailer<</Info 3 0 R>>", payload.Picture{Title: "Åsa"}},
		{"the title of a chapter is not its own", "3 0 obj<</Title(Chapter)>>endobj\ntrailer<</Root 1 0 R>>", payload.Picture{}},
		{"the chapters are no pages", "3 0 obj<</Type/Outlines/Count 99>>endobj", payload.Picture{}},
		{"that it is encrypted", "3 0 obj<</Title(x)>>endobj\ntrailer<</Info 3 0 R/Encrypt 4 0 R>>", payload.Picture{Locked: true}},
		{"that its end is missing", "3 0 obj<</Title(x)>>endobj\n%%EOF" + strings.Repeat("stream", 1000), payload.Picture{Broken: true}},
	} {
		if !c.want.Broken {
			c.rest += "\nstartxref\n0\n%%EOF\r\n"
		}
		c.want.Kind, c.want.Version, c.want.Pages, c.want.Width, c.want.Height = "pdf", "1.4", 12, 595, 841
		if diff := cmp.Diff(c.want, payload.Depicted([]byte("%PDF-1.4\n"+pages+c.rest))); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestAWrappedImageIsSavedAsItCame(t *testing.T) {
	picture := pictures(t)["alpha"]
	for name, body := range map[string][]byte{"gzip": packed(t, picture), "base64": []byte(base64.StdEncoding.EncodeToString(picture))} {
		d := payload.Open("", body)
		if d.Format != payload.Image || !bytes.Equal(d.Body(), body) || !bytes.Equal(d.Inner(), picture) {
			t.Errorf("%s: %s, %d bytes around %d", name, d.Format, len(d.Body()), len(d.Inner()))
		}
		if d.Picture().Width != 300 || d.InnerExtension() != ".png" {
			t.Errorf("%s: %+v as %s", name, d.Picture(), d.InnerExtension())
		}
		if page := d.Lines(payload.Raw, 0, 1); !strings.Contains(page.Lines[0].Text, "89 50 4e 47") {
			t.Errorf("%s: it shows %q", name, page.Lines[0].Text)
		}
	}
}

func FuzzThumbnail(f *testing.F) {
	for _, body := range pictures(f) {
		f.Add(body)
	}
	f.Add([]byte("%PDF-1.4\n1 0 obj<</Type/Pages/Count 12/Title(\\3)>>endobj trailer<</Info 1 0 R>>"))
	f.Fuzz(func(t *testing.T, body []byte) {
		p := payload.Depicted(body)
		small, err := payload.Thumbnail(body)
		if err == nil && (!p.Small || len(small) > 1<<20) {
			t.Errorf("%d bytes of %+v", len(small), p)
		}
	})
}

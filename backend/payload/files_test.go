package payload_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/payload"
)

// form is a multipart body with a document and a picture.
func form() (contentType string, body, picture []byte) {
	picture = []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\n\xff\x00\r\n")
	body = []byte("--bbbbbb\r\nContent-Disposition: form-data; name=\"order\"\r\nContent-Type: application/json\r\n\r\n{\"qty\":2,\"name\":\"Åsa\"}\r\n" +
		"--bbbbbb\r\nContent-Disposition: form-data; name=\"art\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n" + string(picture) +
		"\r\n--bbbbbb\r\nContent-Disposition: form-data; name=\"last\"\r\n\r\nx\r\n--bbbbbb--\r\n")
	return "multipart/form-data; boundary=bbbbbb", body, picture
}

func TestAFormWithAFileIsReadAroundTheFile(t *testing.T) {
	contentType, body, picture := form()
	d := payload.Open(contentType, body)
	if stop := d.Wait(); d.Format != payload.Multipart || stop != nil {
		t.Fatalf("it is %s, and stops: %v", d.Format, stop)
	}
	var tree []string
	for _, l := range d.Lines(payload.Nested, 0, 20).Lines {
		tree = append(tree, strings.TrimRight(l.Text+" "+string(l.Long.Format), " "))
	}
	want := []string{"order: [1]", "  {2}", "    qty: 2", `    name: "Åsa"`, "art: [1]", "   image", "last: [1]", "  x"}
	if diff := cmp.Diff(want, tree); diff != "" {
		t.Error(diff)
	}
	page := d.Lines(payload.Pretty, 0, 100)
	file := page.Lines[9]
	if file.Text != "" || file.Long.Bytes != len(picture) || file.Long.Format != payload.Image {
		t.Errorf("its line is %+v", file)
	}
	if v := d.ValueAt(payload.Pretty, file.At); !v.Wrapped || !bytes.Equal(v.Inner.Bytes, picture) || !strings.HasPrefix(v.Path, "art") {
		t.Errorf("the file is not opened, or another: %+v", v)
	}
	if next := page.Lines[10].Text; next != "--bbbbbb" {
		t.Errorf("after the file comes %q", next)
	}
	if view := d.Lines(payload.Raw, 0, 1).View; view != payload.Hex {
		t.Errorf("raw, it is given as %s", view)
	}
	if !bytes.Equal(d.Body(), body) {
		t.Error("the body is not as stored")
	}
}

func TestWithoutItsFilesAFormIsText(t *testing.T) {
	contentType, body, picture := form()
	want := strings.Replace(string(body), string(picture), "", 1)
	if diff := cmp.Diff(want, string(payload.WithoutFiles(contentType, body))); diff != "" {
		t.Error(diff)
	}
	if text := payload.WithoutFiles("application/json", []byte("{\"a\":\"\x00\"}")); text != nil {
		t.Errorf("what is no form comes out as %q", text)
	}
}

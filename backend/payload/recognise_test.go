package payload_test

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"image"
	"image/png"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/htmlindex"

	"ordertrail/backend/payload"
)

func TestEveryCharsetIsReadAsItsText(t *testing.T) {
	const text = `<?xml version="1.0" encoding="%s"?><a>Smörgås 1</a>`
	for _, name := range []string{"utf-8", "iso-8859-1", "iso-8859-15", "windows-1252", "windows-1250", "macintosh", "ibm866", "koi8-r", "gb18030",
		"shift_jis", "euc-jp", "euc-kr", "big5", "utf-16le", "utf-16be", "windows-1251", "iso-8859-2"} {
		t.Run(name, func(t *testing.T) {
			e, err := htmlindex.Get(name)
			if err != nil {
				t.Fatal(err)
			}
			want := strings.ReplaceAll(text, "%s", name)
			for from, to := range map[string]string{"ö": "o", "å": "a"} {
				if _, err := e.NewEncoder().String(from); err != nil {
					want = strings.ReplaceAll(want, from, to)
				}
			}
			body, err := e.NewEncoder().Bytes([]byte(want))
			if err != nil {
				t.Fatal(err)
			}
			got, charset := payload.Decode("application/xml; charset="+name, body)
			if diff := cmp.Diff(want, string(got)); diff != "" {
				t.Errorf("%+v: %s", charset, diff)
			}
		})
	}
}

func TestDecodeSaysHowItKnows(t *testing.T) {
	for _, c := range []struct {
		name, contentType, body, want string
		charset                       payload.Charset
	}{
		{"a mark beats what is said", "text/plain; charset=iso-8859-1", "\xef\xbb\xbf\xc3\xa5", "\ufeffå", payload.Charset{Name: "utf-8", BOM: true}},
		{"UTF-16 with a mark", "", "\xff\xfeh\x00\xe5\x00", "hå", payload.Charset{Name: "utf-16le", BOM: true}},
		{"UTF-16 without one", "", "{\x00}\x00", "{}", payload.Charset{Name: "utf-16le", Guessed: true}},
		{"UTF-32", "", "\xff\xfe\x00\x00a\x00\x00\x00", "a", payload.Charset{Name: "utf-32le", BOM: true}},
		{"Latin-1 that nobody declared", "text/plain", "Malm\xf6", "Malmö", payload.Charset{Name: "windows-1252", Guessed: true}},
		{"Latin-1 that claims to be UTF-8", "text/plain; charset=utf-8", "Malm\xf6", "Malmö", payload.Charset{Name: "windows-1252", Guessed: true, Claimed: "utf-8"}},
		{"XML that declares UTF-8 and is Latin-1", "application/xml", "<?xml version='1.0' encoding='UTF-8'?><a>\xf6</a>", "<?xml version='1.0' encoding='UTF-8'?><a>ö</a>", payload.Charset{Name: "windows-1252", Guessed: true, Claimed: "utf-8"}},
		{"UTF-16 that claims to be UTF-8", "application/json; charset=utf-8", "{\x00}\x00", "{}", payload.Charset{Name: "utf-16le", Guessed: true, Claimed: "utf-8"}},
		{"Latin-1 behind a mark of UTF-8", "", "\xef\xbb\xbfMalm\xf6", "\ufeffMalmö", payload.Charset{Name: "windows-1252", BOM: true, Guessed: true, Claimed: "utf-8"}},
		{"a false mark before what says what it is in", "text/plain; charset=iso-8859-2", "\xef\xbb\xbf\xb3", "\ufeffł", payload.Charset{Name: "iso-8859-2", BOM: true, Claimed: "utf-8"}},
		{"XML that declares another charset than its mark", "", "\xef\xbb\xbf<?xml version='1.0' encoding='iso-8859-2'?><a>\xb3</a>", "\ufeff<?xml version='1.0' encoding='iso-8859-2'?><a>ł</a>", payload.Charset{Name: "iso-8859-2", BOM: true, Claimed: "utf-8"}},
		{"UTF-16 behind a mark of UTF-8", "", "\xef\xbb\xbf{\x00}\x00", "\ufeff{}", payload.Charset{Name: "utf-16le", BOM: true, Guessed: true, Claimed: "utf-8"}},
		{"bytes behind a mark", "", "\xef\xbb\xbf\x00\x01\x02\xff", "", payload.Charset{}},
		{"bytes", "", "\x00\x01\x02\xff", "", payload.Charset{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, charset := payload.Decode(c.contentType, []byte(c.body))
			if string(got) != c.want || charset != c.charset {
				t.Errorf("got %q, %+v", got, charset)
			}
		})
	}
}

func TestRecognise(t *testing.T) {
	long := strings.Repeat(" ", 2<<20)
	for _, c := range []struct {
		name, contentType, body string
		want                    payload.Format
	}{
		{"a web page", "", "<!DOCTYPE html><p>Hi<br>", payload.HTML},
		{"a web page by its type", "text/html", "<p>502", payload.HTML},
		{"PNG", "application/json", "\x89PNG\r\n\x1a\n\x00", payload.Image},
		{"PDF", "", "%PDF-1.7\n", payload.PDF},
		{"gzip", "application/json", "\x1f\x8b\x08\x00", payload.Gzip},
		{"parts", "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--x--", payload.Multipart},
		{"parts that nobody declared", "", "--abcdef\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--abcdef--", payload.Multipart},
		{"long JSON, by its beginning", "text/plain", "{" + long, payload.JSON},
		{"long XML, by its beginning", "", "<?xml version='1.0'?>" + long, payload.XML},
		{"short and broken stays text", "", "{" + "a", payload.Text},
		{"a long table", "", strings.Repeat("order,sku,qty\nA1,B,2\n", 100_000), payload.CSV},
	} {
		t.Run(c.name, func(t *testing.T) {
			text, _ := payload.Decode(c.contentType, []byte(c.body))
			if got := payload.Recognise(c.contentType, []byte(c.body), text); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestPartsAreReadInTheirOwnFormat(t *testing.T) {
	body := "--b\r\nContent-Disposition: form-data; name=\"order\"\r\nContent-Type: application/json\r\n\r\n{\"qty\":2}\r\n" +
		"--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhej\r\n--b--\r\n"
	tree := payload.Grow(payload.Multipart, []byte(strings.ReplaceAll(body, "--b", "--bbbbbb")))
	want := []string{"document  ", "part order /order", "object order /order", "number order.qty /order/qty 2 2", "part note /note", "text note /note hej hej"}
	if diff := cmp.Diff(want, nodes(tree)); diff != "" || tree.Stop != nil {
		t.Errorf("%v %s", tree.Stop, diff)
	}
}

func TestPartsAreReadHoweverTheyAreParted(t *testing.T) {
	body := "--b\r\nContent-Disposition: form-data; name=\"qty\"\r\n\r\n2\r\n--b--\r\n"
	for name, body := range map[string]string{
		"a short boundary": body, "words before it": "This is a message in parts.\r\n\r\n" + body, "lines that end without a return": strings.ReplaceAll(body, "\r", ""),
	} {
		tree := payload.Grow(payload.Multipart, []byte(body))
		if diff := cmp.Diff([]string{"document  ", "part qty /qty", "text qty /qty 2 2"}, nodes(tree)); diff != "" || tree.Stop != nil {
			t.Errorf("%s: %v %s", name, tree.Stop, diff)
		}
	}
}

func packed(t *testing.T, text []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write(text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestInsideOpensWhatIsWrapped(t *testing.T) {
	order := []byte(`{"orderReferenceId":"NL-1","qty":2}`)
	for _, c := range []struct {
		name  string
		value string
		how   string
		f     payload.Format
	}{
		{"base64", base64.StdEncoding.EncodeToString(order), "base64", payload.JSON},
		{"base64 for addresses", base64.RawURLEncoding.EncodeToString(order), "base64", payload.JSON},
		{"gzip in base64", base64.StdEncoding.EncodeToString(packed(t, order)), "base64 gzip", payload.JSON},
		{"a data address", "data:image/png;base64," + base64.StdEncoding.EncodeToString([]byte("\x89PNG\r\n\x1a\nabcdefghijkl")), "base64", payload.Image},
		{"JSON in a string", string(order), "string", payload.JSON},
		{"a word is no base64", "cardspfa5pt350gsmcoatedsilk", "", payload.Text},
		{"a number is no base64", "123456789012345678901234", "", payload.Text},
	} {
		t.Run(c.name, func(t *testing.T) {
			in, ok := payload.Inside([]byte(c.value))
			if how := strings.Join(in.How, " "); how != c.how || in.Format != c.f || ok != (c.how != "") {
				t.Errorf("%q, %s", how, in.Format)
			}
		})
	}
}

func TestWhatIsPackedAndDamagedSaysSo(t *testing.T) {
	whole := packed(t, []byte(strings.Repeat(`{"orderReferenceId":"NL-1"}`, 20)))
	wrong := bytes.Clone(whole)
	wrong[len(wrong)-6]++
	for name, body := range map[string][]byte{"cut off": whole[:len(whole)-10], "with a wrong sum": wrong, "its first bytes only": whole[:12]} {
		if d := payload.Open("application/json", body); !d.Broken {
			t.Errorf("%s: %s, %q", name, d.Format, d.Inner())
		}
	}
	if d := payload.Open("application/json", whole); d.Broken || d.Format != payload.JSON {
		t.Errorf("whole: %s, broken %v", d.Format, d.Broken)
	}
	d := payload.Open("application/json", packed(t, []byte(`{"a":1,}`)))
	if page := d.Lines(payload.Pretty, 0, 1); page.Stop == nil || page.Stop.Column != 7 {
		t.Errorf("what is malformed inside stops at %+v", page.Stop)
	}
}

func TestABombIsCut(t *testing.T) {
	in, _ := payload.Inside(packed(t, make([]byte, 100<<20)))
	if !in.Cut || in.Broken || len(in.Bytes) > 64<<20 {
		t.Errorf("%d bytes were unpacked", len(in.Bytes))
	}
}

func TestPicturesAreKnownByTheirHeader(t *testing.T) {
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, 30, 20))); err != nil {
		t.Fatal(err)
	}
	if got := payload.Depicted(out.Bytes()); got != (payload.Picture{Kind: "png", Width: 30, Height: 20, Colour: payload.Grey, Small: true}) {
		t.Errorf("%+v", got)
	}
	doc := "%PDF-1.4\n1 0 obj<</Type/Pages/Kids[2 0 R 3 0 R]>>\n2 0 obj<</Type /Page /MediaBox [0 0 595.3 841.9]>>\n3 0 obj<</Type/Page>>\n%%EOF"
	if got := payload.Depicted([]byte(doc)); got != (payload.Picture{Kind: "pdf", Version: "1.4", Width: 595, Height: 841, Pages: 2}) {
		t.Errorf("%+v", got)
	}
}

func FuzzRecognise(f *testing.F) {
	f.Add("multipart/form-data; boundary=x", []byte("--xxxxxx\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--xxxxxx--"))
	f.Add("text/plain; charset=utf-16", []byte("\xff\xfea\x00"))
	f.Fuzz(func(t *testing.T, contentType string, body []byte) {
		text, _ := payload.Decode(contentType, body)
		payload.Recognise(contentType, body, text)
		payload.Inside(body)
		payload.Depicted(body)
		payload.Grow(payload.Multipart, body)
	})
}

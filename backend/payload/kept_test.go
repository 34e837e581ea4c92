package payload_test

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"flag"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/htmlindex"

	"ordertrail/backend/payload"
)

// kept is a document that once was, or may be, too much for a viewer.
type kept struct {
	name, contentType string
	body              []byte
}

func text(name, contentType, body string) kept { return kept{name, contentType, []byte(body)} }

const (
	asJSON, asXML, asForm, asCSV = "application/json", "application/xml", "application/x-www-form-urlencoded", "text/csv"
)

const mega = 1 << 20

// full makes every document as long as its name says; the suite keeps most of them shorter.
var full = flag.Bool("full", false, "keep documents of a million parts")

// some is how many parts a document of very many has.
func some() int {
	if *full {
		return mega
	}
	return mega / 16
}

// structured are documents that nest, repeat or stretch.
func structured() []kept {
	deep := func(open, close string, n int) string { return strings.Repeat(open, n) + strings.Repeat(close, n) }
	var keys, attributes strings.Builder
	for i := range mega {
		fmt.Fprintf(&keys, `"k%d":%d,`, i, i)
	}
	for i := range 1_000_000 {
		fmt.Fprintf(&attributes, ` a%d="%d"`, i, i)
	}
	return []kept{
		text("a million keys", asJSON, "{"+keys.String()+`"z":0}`),
		text("a million attributes", asXML, "<a"+attributes.String()+"/>"),
		text("a line of 50 MB", asJSON, `["`+strings.Repeat("a", 50*mega)+`"]`),
		text("a line of a million numbers", asJSON, "["+strings.Repeat("1,", some())+"1]"),
		text("a text of 50 MB without a line end", "text/plain", strings.Repeat("a ", 25*some())),
		text("a name of 10 MB", asJSON, `{"`+strings.Repeat("k", 10*some())+`":1}`),
		text("an element's text of 20 MB", asXML, "<a>"+strings.Repeat("x", 20*some())+"</a>"),
		text("a comment of 20 MB", asXML, "<a><!--"+strings.Repeat("x", 20*some())+"--></a>"),
		text("a million brackets", asJSON, deep("[", "]", some())),
		text("a million open brackets", asJSON, strings.Repeat("[", some())),
		text("a million objects in each other", asJSON, strings.Repeat(`{"a":`, some())+"1"+strings.Repeat("}", some())),
		text("100 000 elements in each other", asXML, deep("<a>", "</a>", some()/10)),
		text("100 000 open elements", asXML, strings.Repeat("<a>", some()/10)),
		text("a million empty objects", asJSON, "["+strings.Repeat("{},", some())+"{}]"),
		text("a million commas", asJSON, "["+strings.Repeat(",", some())+"]"),
		text("a million quotes", asJSON, strings.Repeat(`"`, some())),
		text("a million backslashes", asJSON, `"`+strings.Repeat(`\`, some())+`"`),
		text("a million backslashes without an end", asJSON, `["`+strings.Repeat(`\`, some())),
		text("a million escapes", asJSON, `"`+strings.Repeat(`\u00e5`, some()/6)+`"`),
		text("the same key a million times", asJSON, "{"+strings.Repeat(`"a":1,`, some())+`"a":2}`),
		text("a million siblings of one name", asXML, "<o>"+strings.Repeat("<i/>", some())+"</o>"),
		text("entities in entities", asXML, `<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><a>&c;</a>`),
		text("an entity from outside", asXML, `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>`),
		text("a document type without an end", asXML, `<!DOCTYPE a [`+strings.Repeat("<!ELEMENT b ANY>", 10_000)),
		text("a million entities", asXML, "<a>"+strings.Repeat("&amp;", some()/5)+"</a>"),
		text("a million CDATA sections", asXML, "<a>"+strings.Repeat("<![CDATA[x]]>", some()/13)+"</a>"),
		text("a CDATA section without an end", asXML, "<a><![CDATA["+strings.Repeat("x", some())),
		text("a million fields", asForm, strings.Repeat("a=1&", some())+"b=2"),
		text("a million ampersands", asForm, strings.Repeat("&", some())),
		text("a million percentages", asForm, "a="+strings.Repeat("%41", some())),
		text("a million cells in a row", asCSV, strings.Repeat("a,", some())+"b"),
		text("a million rows", asCSV, "a,b,c\n"+strings.Repeat("1,2,3\n", some())),
		text("a million empty rows", asCSV, strings.Repeat("\n", some())),
		text("a quote of 10 MB", asCSV, "a,b,c\n1,\""+strings.Repeat("\n", 10*some())+"\",3\n"),
		text("a quote without an end", asCSV, "a,b,c\n1,\""+strings.Repeat("x\n", some())),
		text("100 000 parts", "multipart/form-data; boundary=bbbbbb", strings.Repeat("--bbbbbb\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n", some()/10)+"--bbbbbb--"),
		text("parts without an end", "multipart/form-data; boundary=bbbbbb", "--bbbbbb\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n"+strings.Repeat("x", some())),
		text("a million lines", "text/plain", strings.Repeat("line\r\n", some())),
		text("only carriage returns", "text/plain", strings.Repeat("a\r", some())),
		text("characters that can't be seen", "text/plain", strings.Repeat("\u200b\u202e\ufeff", some()/10)),
		text("a number of a million digits", asJSON, "["+strings.Repeat("9", some())+"]"),
		text("an exponent of a million", asJSON, "[1e"+strings.Repeat("9", some())+"]"),
	}
}

// odd are documents that are broken, wrapped or not what they claim to be.
func odd() []kept {
	pack := func(b []byte) []byte {
		var out bytes.Buffer
		w := gzip.NewWriter(&out)
		_, _ = w.Write(b) // a buffer takes everything
		_ = w.Close()
		return out.Bytes()
	}
	bomb := pack(make([]byte, 200*mega))
	nested := pack(pack(pack(pack(pack([]byte(`{"a":1}`))))))
	zip := []byte("PK\x03\x04" + strings.Repeat("\x00", 1000))
	list := []kept{
		{"a bomb", asJSON, bomb}, {"a bomb in base64", "text/plain", []byte(base64.StdEncoding.EncodeToString(bomb))},
		{"a bomb in a bomb", "", pack(bomb)}, {"five wrappings", asJSON, nested}, {"a cut gzip", asJSON, bomb[:len(bomb)/2]},
		{"a gzip of nothing", "", pack(nil)}, {"a zip", asJSON, zip}, {"zeros", "", make([]byte, mega)}, {"nothing", asJSON, nil},
		{"a PDF of objects", "application/pdf", []byte("%PDF-1.7\n" + strings.Repeat("/Type /Page ", 100_000))},
		{"a picture that claims to be huge", "image/png", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\xff\xff\xff\xff\xff\xff\xff\x08\x06\x00\x00\x00")},
		{"a cut JPEG", "image/jpeg", []byte("\xff\xd8\xff\xe0\x00\x10JFIF")}, {"a GIF of nothing", "", []byte("GIF89a")},
		{"a TIFF", "", []byte("II*\x00")}, {"a WEBP", "", []byte("RIFF\x00\x00\x00\x00WEBPVP8 ")},
		{"half a surrogate", asJSON, []byte(`["\ud800","\udc00\ud800"]`)}, {"broken UTF-8 in a string", asJSON, []byte("{\"a\":\"\xff\xfe\"}")},
		{"a mark in the middle", asJSON, []byte("[1,\xef\xbb\xbf2]")}, {"odd UTF-16", "", []byte("\xff\xfea")},
		{"text after JSON", asJSON, []byte(`{"a":1} and more`)}, {"text after XML", asXML, []byte("<a/>more")},
		{"two roots", asXML, []byte("<a/><b/>")}, {"a tag without an end", asXML, []byte("<a b='")}, {"XML that is HTML", asXML, []byte("<p>a<br>b")},
		{"HTML with scripts", "text/html", []byte("<script>alert(1)</script>")}, {"JSON in XML's clothes", asXML, []byte(`{"a":1}`)},
		{"a comma too many", asJSON, []byte(`{"a":1,}`)}, {"NaN", asJSON, []byte(`[NaN]`)}, {"a comment in JSON", asJSON, []byte(`[1/*x*/]`)},
		{"single quotes", asJSON, []byte(`{'a':1}`)}, {"a percentage at the end", asForm, []byte("a=%")}, {"an empty name", asForm, []byte("=1&=2")},
		{"uneven rows", asCSV, []byte("a,b,c\n1\n1,2,3,4\n")}, {"a part without a name", "multipart/form-data; boundary=bbbbbb", []byte("--bbbbbb\r\n\r\n1\r\n--bbbbbb--")},
	}
	return append(list, charsets()...)
}

func charsets() []kept {
	var list []kept
	for _, name := range []string{"utf-8", "iso-8859-1", "iso-8859-2", "iso-8859-3", "iso-8859-4", "iso-8859-5", "iso-8859-6", "iso-8859-7", "iso-8859-8",
		"iso-8859-8-i", "iso-8859-10", "iso-8859-13", "iso-8859-14", "iso-8859-15", "iso-8859-16", "windows-874", "windows-1250", "windows-1251",
		"windows-1252", "windows-1253", "windows-1254", "windows-1255", "windows-1256", "windows-1257", "windows-1258", "macintosh",
		"x-mac-cyrillic", "ibm866", "koi8-r", "koi8-u", "gbk", "gb18030", "shift_jis", "euc-jp", "iso-2022-jp", "euc-kr", "big5", "utf-16le",
		"utf-16be", "x-user-defined"} {
		e, err := htmlindex.Get(name)
		if err != nil {
			continue
		}
		body, err := e.NewEncoder().Bytes([]byte(`<?xml version="1.0" encoding="` + name + `"?><a>order 1</a>`))
		if err == nil {
			list = append(list, kept{name, asXML + "; charset=" + name, body})
		}
	}
	return list
}

// looked does with a document all that a viewer does.
func looked(k kept) {
	d := payload.Open(k.contentType, k.body)
	d.Wait()
	for _, view := range payload.AllViews {
		page := d.Lines(view, 0, 200)
		for n := range page.Lines[:min(len(page.Lines), 3)] {
			d.Fold(view, n)
			d.ValueAt(view, page.Lines[n].At)
		}
		d.Lines(view, page.Total-10, 100)
	}
	_, _, _ = d.Find(payload.Needle{Text: "order"}, payload.Pretty, 0, 100)
	_, _ = d.Filter("//a", payload.Pretty)
	_, _ = d.Filter("$..a", payload.Pretty)
}

// A body may be of anybody's making. None takes for ever, none takes all memory, and none takes the program down; the
// bounds are far above what an idle machine needs.
func TestNoDocumentIsTooMuch(t *testing.T) {
	all := append(structured(), odd()...)
	if len(all) < 80 {
		t.Fatalf("only %d documents are kept", len(all))
	}
	for _, k := range all {
		t.Run(k.name, func(t *testing.T) {
			done := make(chan struct{})
			go func() {
				defer close(done)
				looked(k)
			}()
			select {
			case <-done:
			case <-time.After(2 * time.Minute):
				t.Fatal("it takes for ever")
			}
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			if held := m.HeapAlloc; held > 3<<30 {
				t.Errorf("%d MB are held", held>>20)
			}
		})
	}
}

package export_test

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"flag"
	"fmt"
	"html"
	"maps"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/unicode/norm"

	"ordertrail/backend/export"
	"ordertrail/backend/order"
)

// canary is a secret or personal value that must not be in an export, the field it usually has, and what a sentence
// would call it.
type canary struct{ kind, value, field, called string }

var canaries = []canary{
	{"a Swedish name", "Åsa Lindqvist-Öberg", "firstName", "Customer"},
	{"a Polish name", "Świętosława Brzęczyszczykiewicz", "lastName", "Klient"},
	{"an Irish name", "Siobhán O'Connor-Smythe", "recipient", "Customer"},
	{"a Japanese name", "山田太郎左衛門", "name", "お客様"},
	{"a Russian name", "Марина Иванова", "fullName", "Клиент"},
	{"a Greek name", "Γιώργος Παπαδόπουλος", "contact", "Customer"},
	{"an Arabic name", "محمد عبد الرحمن", "customerName", "Customer"},
	{"a Spanish name", "Íñigo Núñez Ibáñez", "apellidos", "Cliente"},
	{"a Vietnamese name", "Nguyễn Thị Hương", "lastName", "Customer"},
	{"a mail address", "asa.lindqvist+kort@kund.example", "email", "mail"},
	{"a mail address in other letters", "Åsa@kund.example", "epost", "mail"},
	{"a Swedish mobile", "+46 70-123 45 67", "phone", "phone"},
	{"a local number", "070-123 45 67", "mobil", "tel."},
	{"an American number", "(212) 555-0182", "telephone", "call"},
	{"a personal number", "19870503-1239", "personnummer", "born"},
	{"a social security number", "078-05-1120", "ssn", "SSN"},
	{"a card", "4111 1111 1111 1111", "cardNumber", "card"},
	{"an account", "SE45 5000 0000 0583 9825 7466", "iban", "account"},
	{"an internet address", "203.0.113.77", "clientIp", "from"},
	{"a new internet address", "2001:db8:85a3::8a2e:370:7334", "ip", "from"},
	{"a birth date", "1987-05-03", "dateOfBirth", "born"},
	{"a street", "Björkgatan 12 B", "addressLine1", "to"},
	{"a town", "Härnösand", "city", "in"},
	{"a postcode", "YO21 1AA", "postCode", "in"},
	{"a company", "Bygdéns Måleri", "companyName", "for"},
	{"a place", "59.32938, 18.06871", "coordinates", "at"},
	{"a token", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhc2EifQ.c2lnbmF0dXJl", "accessToken", "token"},
	{"an API key", "demo-live-9f2c77", "apiKey", "api key:"},
	{"a password", "hunter2-demo", "password", "password:"},
	{"a cloud key", "AKIAIOSFODNN7EXAMPLE", "awsAccessKeyId", "key"},
	{"a signature", "9c56cc51b374c3ba189210d5b6d4bf57790d351c96c47c02190ecf1e430635ab", "signature", "signature:"},
	{"a session", "s%3AQxv9.Zr1x-LongSession", "sessionId", "session:"},
}

// places put a value, as it is written, into one place of a record.
var places = map[string]func(r *export.Record, c canary, written string){
	"a listed field of JSON": func(r *export.Record, c canary, w string) {
		body(r, "application/json", `{"`+c.field+`":`+quoted(w)+`}`)
	},
	"an unlisted field": func(r *export.Record, _ canary, w string) {
		body(r, "application/json", `{"xq":[{"zz":`+quoted(w)+`}]}`)
	},
	"JSON inside a string": func(r *export.Record, c canary, w string) {
		body(r, "application/json", `{"a":`+quoted(`{"`+c.field+`":`+quoted(w)+`}`)+`}`)
	},
	"an element": func(r *export.Record, c canary, w string) {
		body(r, "application/xml", `<a><`+c.field+`>`+escaped(w)+`</`+c.field+`></a>`)
	},
	"an attribute": func(r *export.Record, c canary, w string) {
		body(r, "application/xml", `<a `+c.field+`="`+escaped(w)+`"/>`)
	},
	"a comment in XML": func(r *export.Record, c canary, w string) {
		body(r, "application/xml", `<a><!-- `+c.called+` `+escaped(w)+` --></a>`)
	},
	"a cell": func(r *export.Record, c canary, w string) {
		body(r, "text/csv", "sku;"+c.field+"\nA-1;\""+strings.ReplaceAll(w, `"`, `""`)+"\"\n")
	},
	"a form": func(r *export.Record, c canary, w string) {
		body(r, "application/x-www-form-urlencoded", c.field+"="+url.QueryEscape(w))
	},
	"broken JSON": func(r *export.Record, c canary, w string) { body(r, "application/json", `{"`+c.field+`":"`+w) },
	"a parameter of a URL": func(r *export.Record, c canary, w string) {
		r.Request.Stages.Final.URL += "?" + c.field + "=" + url.QueryEscape(w)
	},
	"the name of a file": func(r *export.Record, _ canary, w string) {
		r.Request.Stages.Original.URL = "sftp://drop.example/in/" + url.PathEscape(w) + ".pdf"
	},
	"a header": func(r *export.Record, c canary, w string) { header(r, "X-"+c.field, w) },
	"an error's message": func(r *export.Record, c canary, w string) {
		r.Request.Stages.Response.Error = &order.StageError{Message: c.called + " " + w + " not found"}
	},
	"an answer": func(r *export.Record, c canary, w string) {
		text := c.called + " " + w
		r.Postbacks[0].Delivery.Attempts[0].ResponseBody = &text
	},
	"a template's text": func(r *export.Record, c canary, w string) {
		text := `{"x": "{{ a }}"} ` + c.called + " " + w
		r.Request.Stages.Template.Source = &text
	},
	"a postback's payload": func(r *export.Record, c canary, w string) {
		r.Postbacks[0].Payload = []byte(`{"` + c.field + `":` + quoted(w) + `}`)
	},
}

func body(r *export.Record, contentType, text string) {
	r.Request.Stages.Original.ContentType, r.Request.Stages.Original.Body = contentType, []byte(text)
}

func header(r *export.Record, name, value string) {
	r.Request.Stages.Original.Headers = append(r.Request.Stages.Original.Headers, order.Header{Name: name, Value: value})
}

func quoted(s string) string { b, _ := json.Marshal(s); return string(b) }

func escaped(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}

// writings are the ways in which a value can be written.
var writings = map[string]func(string) string{
	"plain":                  func(s string) string { return s },
	"large letters":          strings.ToUpper,
	"small letters":          strings.ToLower,
	"decomposed":             norm.NFD.String,
	"percent":                url.QueryEscape,
	"percent twice":          func(s string) string { return url.QueryEscape(url.QueryEscape(s)) },
	"HTML":                   entities,
	"backslashes":            backslashes,
	"hex":                    func(s string) string { return hex.EncodeToString([]byte(s)) },
	"base64":                 func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) },
	"base64 after one byte":  func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte("x" + s + ".")) },
	"base64 after two bytes": func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte("xy" + s)) },
}

func entities(s string) string {
	var b strings.Builder
	for _, r := range s {
		fmt.Fprintf(&b, "&#%d;", r)
	}
	return b.String()
}

func backslashes(s string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, `\u%04x`, u)
	}
	return b.String()
}

// every makes the search for canaries try all cases in all formats; else one in four is tried, and formats take turns.
var every = flag.Bool("every", false, "search every format for every canary, in all places and writings")

// tried says whether a case has its turn.
func tried(canary, other int) bool { return *every || (canary+other)%4 == 0 }

// turns counts the cases, so that they take turns.
var turns atomic.Int64

// produced is every byte of an export, of its names and of its files, in one format or in all.
func produced(t *testing.T, r export.Record) string {
	t.Helper()
	formats := export.AllFormats
	if !*every {
		n := int(turns.Add(1)) % len(formats)
		formats = formats[n : n+1]
	}
	all := ""
	for _, f := range formats {
		all += opened(t, f, shared(t, f, export.Options{}, r)) + "\n"
	}
	return all
}

// searched is an output that is searched apart from how the product searches.
type searched struct{ folded, plain string }

func newSearched(output string) searched {
	plain := html.UnescapeString(strings.ReplaceAll(output, "+", "%20"))
	if p, err := url.PathUnescape(plain); err == nil {
		plain = p
	}
	return searched{strings.ToLower(norm.NFC.String(output)), strings.ToLower(norm.NFC.String(plain))}
}

// left says in which writing a value is left; "" when it is not.
func (s searched) left(value string) string {
	for name, write := range writings {
		w := strings.TrimRight(write(value), "=")
		if strings.HasPrefix(name, "base64 after") {
			w = w[3 : len(w)-3]
		}
		w = strings.ToLower(norm.NFC.String(w))
		if stands(s.folded, w) || stands(s.plain, w) {
			return name
		}
	}
	return ""
}

// stands says that a text has a value. A short number counts where no other digits or letters touch it: in digests all
// of them come up by chance.
func stands(text, value string) bool {
	isNumber := len(value) < 8 && strings.Trim(value, "0123456789") == ""
	for at := 0; ; {
		i := strings.Index(text[at:], value)
		if i < 0 {
			return false
		}
		at += i + len(value)
		if !isNumber || !touched(text, at-len(value)-1) && !touched(text, at) {
			return true
		}
	}
}

func touched(text string, at int) bool {
	return at >= 0 && at < len(text) && (text[at] >= '0' && text[at] <= '9' || text[at] >= 'a' && text[at] <= 'z')
}

// leftIn says in which writing a value is left in an output.
func leftIn(output, value string) string { return newSearched(output).left(value) }

func TestNoCanaryIsLeftFromAnyPlace(t *testing.T) {
	for n, c := range canaries {
		t.Run(c.kind, func(t *testing.T) {
			t.Parallel()
			for i, place := range slices.Sorted(maps.Keys(places)) {
				if !tried(n, i) {
					continue
				}
				r := records()[0]
				places[place](&r, c, c.value)
				if how := leftIn(produced(t, r), c.value); how != "" {
					t.Errorf("in %s it is left, written in %s", place, how)
				}
			}
		})
	}
}

func TestNoCanaryIsLeftInAnyWriting(t *testing.T) {
	for n, c := range canaries {
		t.Run(c.kind, func(t *testing.T) {
			t.Parallel()
			for i, writing := range slices.Sorted(maps.Keys(writings)) {
				if !tried(n, i) {
					continue
				}
				write, r := writings[writing], records()[0]
				for _, put := range places {
					put(&r, c, write(c.value))
				}
				body(&r, "application/json", `{"`+c.field+`":`+quoted(c.value)+`,"id":`+quoted(write(c.value))+`,"status":`+quoted(write(c.value))+`}`)
				if how := leftIn(produced(t, r), c.value); how != "" {
					t.Errorf("written in %s it is left, written in %s", writing, how)
				}
			}
		})
	}
}

func TestTheSearchForCanariesFindsThem(t *testing.T) {
	for _, c := range canaries {
		for writing, write := range writings {
			if leftIn("x "+write(c.value)+" y", c.value) == "" {
				t.Errorf("%s is not found when written in %s", c.kind, writing)
			}
		}
	}
}

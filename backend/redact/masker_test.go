package redact_test

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"strings"
	"testing"
	"unicode/utf16"

	"ordertrail/backend/redact"
)

func TestDifferentValuesHaveDifferentPseudonyms(t *testing.T) {
	m, seen := newMasker(), map[string]bool{}
	for i := range 100_000 {
		seen[m.Field(fmt.Sprintf("+4670%07d", i), "phone")] = true
	}
	if len(seen) != 100_000 {
		t.Errorf("100000 numbers have %d pseudonyms", len(seen))
	}
}

func TestTheSameValueHasTheSamePseudonym(t *testing.T) {
	m := newMasker()
	want := m.Field("Åsa Lindqvist", "firstName")
	for name, got := range map[string]string{
		"in other letters": m.Field("ÅSA LINDQVIST", "recipient"),
		"decomposed":       m.Field("A\u030asa Lindqvist", "name", "customer", "firstName"),
		"other blanks":     m.Field(" Åsa\u00a0 Lindqvist ", "lastName"),
	} {
		if got != want {
			t.Errorf("%s: %s, not %s", name, got, want)
		}
	}
	if a, b := m.Field("+46 70-123 45 67", "phone"), m.Field("+46701234567", "mobil"); a != b {
		t.Errorf("a phone number written in two ways is %s and %s", a, b)
	}
	if a, b := m.Field("211 34", "zip"), m.Field("21134", "postCode"); a != b {
		t.Errorf("a postcode written in two ways is %s and %s", a, b)
	}
}

func TestAStoredTokenDoesNotLinkTwoExports(t *testing.T) {
	stored := newTokens().Secret("demo:demo")
	one := newMasker().Header("X-API-KEY", stored)
	two := redact.NewMasker([]byte(strings.Repeat("x", 32))).Header("X-API-KEY", stored)
	if one == stored || one == two || !strings.HasPrefix(one, "‹secret:") {
		t.Errorf("%s became %s in one export and %s in another", stored, one, two)
	}
}

// settled has learned a name, a short name and a number.
func settled() *redact.Masker {
	m := newMasker()
	m.Body("application/json", []byte(`{"lastName":"Lindqvist-Öberg","firstName":"Li","phone":"+46701234567","quantity":5,"floor":5,"country":"SE","state":"SE"}`))
	m.Settle()
	return m
}

func TestLeaksFindsAValueInEveryWriting(t *testing.T) {
	const name = "Lindqvist-Öberg"
	wide := func(low, high int) string {
		var b []byte
		for _, u := range utf16.Encode([]rune(name)) {
			unit := [2]byte{byte(u), byte(u >> 8)}
			b = append(b, unit[low], unit[high])
		}
		return string(b)
	}
	for how, text := range map[string]string{
		"plain":                    "x " + name + " y",
		"in a longer word":         "xlindqvist-öbergy",
		"large letters":            strings.ToUpper(name),
		"decomposed":               "Lindqvist-O\u0308berg",
		"over two lines of a form": "Lindqvist-%c3%96berg",
		"percent twice":            url.QueryEscape(url.QueryEscape(name)),
		"named entities":           "Lindqvist-&Ouml;berg",
		"numbered entities":        strings.ReplaceAll(html.EscapeString(name), "Ö", "&#xD6;"),
		"backslashes":              `Lindqvist-\u00d6berg`,
		"backslashes in entities":  `Lindqvist-&#92;u00d6berg`,
		"quoted-printable":         "Lindqvist-=C3=96berg",
		"hex":                      "00" + hex.EncodeToString([]byte(name)) + "ff",
		"hex at an odd place":      "f" + strings.ToUpper(hex.EncodeToString([]byte(name))),
		"base64":                   base64.StdEncoding.EncodeToString([]byte(name)),
		"base64 after a byte":      base64.URLEncoding.EncodeToString([]byte("?" + name + "?")),
		"base64 after two bytes":   base64.RawStdEncoding.EncodeToString([]byte("??" + name)),
		"base64 in JSON":           `"` + strings.ReplaceAll(base64.StdEncoding.EncodeToString([]byte("???"+name)), "/", `\/`) + `"`,
		"UTF-16":                   wide(0, 1),
		"UTF-16, big end first":    "x" + wide(1, 0),
		"a number with other text": "tel:+46701234567,",
		"a short value":            `{"x": "Li"}`,
		"a short value in XML":     `<x>li</x>`,
		"a short value in a form":  `x=Li&y=1`,
		"a short value in a table": "sku;name;qty\nA;B;1\nC;Li;2\n",
	} {
		t.Run(how, func(t *testing.T) {
			leaks := settled().Leaks([]byte(text))
			if len(leaks) == 0 {
				t.Errorf("nothing was found in %q", text)
			}
			if strings.Contains(strings.ToLower(fmt.Sprint(leaks)), "lindqvist") {
				t.Errorf("the leaks tell the value: %v", leaks)
			}
		})
	}
}

func TestLeaksTakesNothingElseForAValue(t *testing.T) {
	for name, text := range map[string]string{
		"a short value inside a word":       `{"x": "Line Linköping", "Li": 1}`,
		"a value that a listed field has":   `{"country": "SE", "quantity": "5"}`,
		"a phone number in a longer number": "9467012345679",
		"our own pseudonyms":                settled().Field("Lindqvist-Öberg", "lastName"),
	} {
		t.Run(name, func(t *testing.T) {
			if leaks := settled().Leaks([]byte(text)); len(leaks) > 0 {
				t.Errorf("%q leaks %v", text, leaks)
			}
		})
	}
}

// entities writes every character of a text as an entity.
func entities(text string) string {
	var b strings.Builder
	for _, r := range text {
		fmt.Fprintf(&b, "&#%d;", r)
	}
	return b.String()
}

func TestNumbersWrittenAsEscapesDoNotLeave(t *testing.T) {
	for field, number := range map[string]string{"dateOfBirth": "1987-05-03", "postCode": "871 45"} {
		for how, written := range map[string]string{
			"entities":           entities(number),
			"entities, twice":    strings.ReplaceAll(entities(number), "&", "&amp;"),
			"some of them":       number[:3] + entities(number[3:]),
			"backslashes":        strings.NewReplacer("1", `\u0031`, "-", `\u{2d}`, "5", `\x35`).Replace(number),
			"a form, twice":      strings.NewReplacer(" ", "%2B", "-", "%252D").Replace(number),
			"a form":             strings.NewReplacer(" ", "+", "-", "%2D").Replace(number),
			"percent":            strings.NewReplacer("1", "%31", "-", "%2D", "5", "%35").Replace(number),
			"entities, in hexes": strings.NewReplacer("1", "&#x31;", "5", "&#X35;").Replace(number),
		} {
			m := redact.NewMasker(make([]byte, 32))
			mask := func() string { m.Field(number, field); return m.Text("born " + written + ".") }
			mask()
			m.Settle()
			if masked := mask(); !strings.HasPrefix(masked, "born ‹") || len(m.Leaks([]byte(masked))) > 0 {
				t.Errorf("%s, written in %s: %q", number, how, masked)
			}
			if len(m.Leaks([]byte("born "+written+"."))) == 0 {
				t.Errorf("%s, written in %s, is not found", number, how)
			}
		}
	}
}

func FuzzMask(f *testing.F) {
	f.Add(`{"a":"b","c":["d",1e5]}`, "application/json")
	f.Add("<a b='1'>&amp;<!--x--><![CDATA[y]]></a>", "text/xml")
	f.Add("a;b\n\"1\";2", "text/csv")
	f.Add("a=1&b=%20", "application/x-www-form-urlencoded")
	f.Add("see https://u:p@h/x.pdf?a=b#c or ring 08-123 {{ x | y('z') }}", "text/plain")
	const canary = "Qvarnström"
	f.Fuzz(func(t *testing.T, body, contentType string) {
		quoted, err := json.Marshal(body + canary)
		if err != nil {
			t.Fatal(err)
		}
		around := body + " " + canary + " " + body
		m := newMasker()
		round := func() []string {
			known, _ := m.Body("application/json", []byte(`{"lastName":"`+canary+`","id":`+string(quoted)+`,"x":{"y":`+string(quoted)+`}}`))
			whole, _ := m.Body(contentType, []byte(around))
			return []string{string(known), string(whole), m.URL(around), m.Text(around), m.Template(around), m.Header(body, around), m.HeaderName(around)}
		}
		round()
		m.Settle()
		for i, out := range round() {
			if strings.Contains(strings.ToLower(out), strings.ToLower(canary)) && len(m.Leaks([]byte(out))) == 0 {
				t.Errorf("%d: %q left the name in %q, and the search does not see it", i, around, out)
			}
			if i == 0 && !json.Valid([]byte(out)) && json.Valid(bytes.ToValidUTF8(quoted, nil)) {
				t.Errorf("JSON became %q", out)
			}
		}
	})
}

func TestASecretIsMaskedInTemplatesAndLinesOfHeaders(t *testing.T) {
	const canary = "hunter2-Demo"
	for name, masked := range map[string]string{
		"a template": newMasker().Template(`{"password": "` + canary + `", "user": "{{ user }}"}`),
		"a cookie":   newMasker().Text("Cookie: theme=dark; sid=" + canary),
		"a cookie in a column": func() string {
			b, _ := newMasker().Body("text/csv", []byte("Cookie: sid="+canary+";b\n1;2\n"))
			return string(b)
		}(),
		"a key of ours": newMasker().Note("x-gelato-apikey: " + canary),
	} {
		if strings.Contains(masked, canary) {
			t.Errorf("%s: %s", name, masked)
		}
	}
	if code := `{"key": "A3", "token": "{{ token }}"}`; newMasker().Template(code) != code {
		t.Errorf("%s became %s", code, newMasker().Template(code))
	}
}

func TestAPostcodeDoesNotLeaveInTheNameOfAFile(t *testing.T) {
	for _, postcode := range []string{"91-473", "871 45", "40212", "6003", "14/08/55", "01.08.85"} {
		for where, mask := range map[string]func(*redact.Masker, string) string{
			"a name":           func(m *redact.Masker, v string) string { return m.URL("sftp://drop.example/in/" + v + ".pdf") },
			"a part of a path": func(m *redact.Masker, v string) string { return m.URL("https://drop.example/" + v + "/order") },
			"a parameter":      func(m *redact.Masker, v string) string { return m.URL("https://drop.example/?q=" + v) },
			"a header":         func(m *redact.Masker, v string) string { return m.Header("X-Zone", v) },
			"a listed field":   func(m *redact.Masker, v string) string { return m.Field("zone "+v, "code") },
			"an error":         func(m *redact.Masker, v string) string { return m.Text("no carrier to " + v + " today") },
			"a name, in parts": func(m *redact.Masker, v string) string {
				return m.URL("/in/zone_" + strings.ReplaceAll(v, "/", "%2F") + "_a4.pdf")
			},
			"a value with more": func(m *redact.Masker, v string) string { return m.Field("DPD "+v, "service") },
		} {
			m := newMasker()
			round := func() string { m.Field(postcode, "postCode"); return mask(m, postcode) }
			round()
			m.Settle()
			alone := !strings.ContainsAny(postcode, "-/. ") && (where == "a name, in parts" || where == "a listed field")
			if masked := round(); strings.Contains(masked, postcode) && !alone || len(m.Leaks([]byte(masked))) > 0 {
				t.Errorf("%s in %s: %s", postcode, where, masked)
			}
		}
	}
}

func TestAShortNumberIsOnlyFoundWhereItStandsAlone(t *testing.T) {
	m := newMasker()
	m.Field("91-473", "postCode")
	m.Settle()
	for text, found := range map[string]bool{
		"in 91-473 today":                      true,
		"/in/91-473.pdf":                       true,
		"x%2091-473":                           true,
		"b8e2f0a1-1e91-473f-8a11-0f9d5c1e2b3a": false,
		"191-473":                              false,
		"91-4735":                              false,
		"2026-11-29T08:10:91-473Z is no such thing": false,
	} {
		if got := len(m.Leaks([]byte(text))) > 0; got != found {
			t.Errorf("%s: found is %v", text, got)
		}
	}
}

func TestAShortValueDoesNotLeaveAsAWholeValueFromAnywhere(t *testing.T) {
	for _, name := range []string{"=1+1", "'1'", "+1", "%=1", "{=1+1}", "Li", "|=1"} {
		for where, mask := range map[string]func(*redact.Masker) string{
			"a message":       func(m *redact.Masker) string { return m.Text(name) },
			"a note":          func(m *redact.Masker) string { return m.Note(" " + name) },
			"a listed field":  func(m *redact.Masker) string { return m.Field(name, "code") },
			"a template":      func(m *redact.Masker) string { return m.Field(name, "templateName") },
			"a spoken field":  func(m *redact.Masker) string { return m.Field(name, "message") },
			"an unlisted one": func(m *redact.Masker) string { return m.Field(name, "a") },
			"a target":        func(m *redact.Masker) string { return m.URL(name) },
			"a header":        func(m *redact.Masker) string { return m.Header("X-A", name) },
		} {
			m := newMasker()
			round := func() string { m.Field(name, "company"); return mask(m) }
			round()
			m.Settle()
			quoted, err := json.Marshal(round())
			if leaks := m.Leaks(quoted); err != nil || len(leaks) > 0 {
				t.Errorf("%s in %s is left: %s", name, where, quoted)
			}
		}
	}
}

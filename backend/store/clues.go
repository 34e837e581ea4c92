package store

import (
	"bytes"
	"path"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"ordertrail/backend/order"
	"ordertrail/backend/payload"
)

// The kinds of tokens, as they are stored.
const (
	emailToken = iota
	skuToken
	itemToken
	trackingToken
	errorToken
	fileToken
	// What nobody types: which row of a lookup, and which template, made something of an order (rows.go).
	rowToken
	templateToken
)

// token is a word by which an order is found: an e-mail address, an article, a parcel.
type token struct {
	kind int
	text string // folded
}

// clues are what a record can be found by, beside its references and ids. They depend on nothing but the record, so
// that they can be taken away again; who changes how they are found raises cluesVersion.
type clues struct {
	tokens []token
	words  string // text written by or for people
	family int64  // of the product that an order begins with, as a digest; 0: not known
}

// cluesVersion is stored with the clues; other ones are made anew.
const cluesVersion = 3

const (
	mostTokens = 200 // of a record
	mostWords  = 4000
	shortest   = 3 // bytes of a token: "1" names no item
	longest    = 100
)

// cluesOf finds the clues of a record.
func cluesOf(fr *frame) clues {
	c := &clueFinder{seen: map[token]bool{}, said: map[string]bool{}, names: wordNames}
	if r := fr.Request; r != nil {
		c.request(r)
	} else {
		c.names = remarkNames // whom it went to is said by the request
		c.postback(fr.Postback)
	}
	slices.SortFunc(c.tokens, func(a, b token) int { return strings.Compare(a.text, b.text) })
	return clues{c.tokens, strings.Join(c.words, " "), c.family}
}

type clueFinder struct {
	tokens []token
	words  []string
	seen   map[token]bool
	said   map[string]bool
	length int
	family int64
	names  []string // of the fields that people write
	// plain says that the body is in no known form, so that any of its texts may be a person's.
	plain bool
}

func (c *clueFinder) request(r *order.Request) {
	s := r.Stages
	c.made(s.Template)
	c.template(s.Template)
	if s.Final != nil && len(s.Final.Body) > 0 {
		c.body(s.Final)
	} else {
		c.plain = true
		c.body(s.Original)
		c.plain = false
	}
	if a := s.Response; a != nil {
		c.failure(a.Error)
		if a.Status != nil && *a.Status >= 300 {
			c.refusal(a.Body)
		}
	}
	c.attempts(r.Attempts)
}

func (c *clueFinder) postback(p *order.Postback) {
	for _, id := range p.ItemReferenceIDs {
		c.token(itemToken, id)
	}
	c.template(p.Template)
	c.fields(payload.JSON, p.Payload)
	if d := p.Delivery; d != nil {
		if strings.Contains(d.Target, "@") {
			c.text(d.Target)
		}
		c.attempts(d.Attempts)
	}
}

func (c *clueFinder) template(t *order.Template) {
	if t == nil {
		return
	}
	for _, l := range t.Lookups {
		if isOf(fieldName(l.Field), skuNames) {
			c.token(skuToken, l.Key)
		}
	}
	c.failure(t.Error)
}

func (c *clueFinder) failure(e *order.StageError) {
	if e == nil {
		return
	}
	c.token(errorToken, e.Code)
	c.token(errorToken, e.Class)
	c.say(e.Message)
}

func (c *clueFinder) attempts(list []order.Attempt) {
	for _, a := range list {
		c.failure(a.Error)
	}
}

// refusal is what the answer to a refused request says.
func (c *clueFinder) refusal(body []byte) {
	payload.Entries(formOf("", body), body, func(f payload.Entry) {
		switch name := fieldName(f.Name); {
		case isOf(name, errorNames) || name == "code" && fieldName(f.Parent) != "product":
			c.token(errorToken, f.Text)
		case isOf(name, c.names):
			c.say(f.Text)
		}
	})
}

func (c *clueFinder) body(m *order.Message) {
	if m != nil {
		c.fields(formOf(m.ContentType, m.Body), m.Body)
	}
}

func (c *clueFinder) fields(form payload.Format, body []byte) {
	payload.Entries(form, body, func(f payload.Entry) {
		c.text(f.Text)
		switch name := fieldName(f.Name); {
		case isOf(name, uidNames):
			if c.family == 0 {
				c.family = familyDigest(f.Text)
			}
		case isOf(name, skuNames):
			c.token(skuToken, f.Text)
		case isOf(name, itemNames):
			c.token(itemToken, f.Text)
		case isOf(name, trackingNames) || name == "code" && fieldName(f.Parent) == "tracking":
			c.token(trackingToken, f.Text)
		case isOf(name, c.names) && f.Parent != "attributes" || c.plain && speaks(f.Text):
			c.say(f.Text)
		}
	})
}

// text finds what shows itself, whatever its field is called: e-mail addresses and the names of files.
func (c *clueFinder) text(text string) {
	if strings.IndexByte(text, '@') > 0 {
		for word := range strings.FieldsFuncSeq(text, notOfAddress) {
			if name, host, found := strings.Cut(strings.Trim(word, ".-"), "@"); found && name != "" && strings.Contains(host, ".") {
				c.token(emailToken, name+"@"+host)
			}
		}
	}
	if strings.Contains(text, "://") {
		address, _, _ := strings.Cut(text, "?")
		file := path.Base(address)
		if ext := path.Ext(file); len(ext) > 2 && len(ext) < 6 && len(file) > len(ext) && strings.Count(address, "/") > 2 {
			c.token(fileToken, file)
		}
	}
}

func notOfAddress(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("@.-_+'", r)
}

func (c *clueFinder) token(kind int, text string) {
	t := token{kind, foldToken(text)}
	if len(t.text) < shortest || len(t.text) > longest || c.seen[t] || len(c.tokens) == mostTokens {
		return
	}
	c.seen[t] = true
	c.tokens = append(c.tokens, t)
}

// foldToken is the form in which tokens are compared.
func foldToken(text string) string { return order.Fold(norm.NFC.String(strings.TrimSpace(text))) }

func (c *clueFinder) say(text string) {
	for word := range strings.FieldsFuncSeq(order.Fold(norm.NFC.String(text)), notOfWord) {
		if len(word) > longest || c.said[word] || c.length > mostWords {
			continue
		}
		c.said[word] = true
		c.words = append(c.words, word)
		c.length += len(word)
	}
}

func notOfWord(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
}

// speaks says that a text may be a person's: it has letters, and is neither an address of the web nor a number.
func speaks(text string) bool {
	return !strings.Contains(text, "://") && strings.IndexFunc(text, unicode.IsLetter) >= 0 && len(text) < 300
}

// How fields are called that hold what is looked for, in the dialects of domain.md, 2.3, without signs between words.
var (
	skuNames      = []string{"sku", "productcode", "art", "artnr", "artikel", "artikelnummer", "articlenumber", "productsku", "product"}
	uidNames      = []string{"productuid", "modeluid"}
	itemNames     = []string{"itemreferenceid", "itemreference", "itemid", "lineid", "itemref"}
	trackingNames = []string{"trackingcode", "trackingnumber", "trackingid"}
	errorNames    = []string{"errorcode", "error", "errortype"}
	remarkNames   = []string{
		"comment", "comments", "note", "notes", "message", "instructions", "reason", "description", "detail", "kommentar", "meddelande", "text",
	}
	wordNames = append([]string{
		"firstname", "lastname", "name", "fullname", "companyname", "company", "addressline1", "addressline2", "addressline",
		"street", "city", "fornamn", "efternamn", "namn", "gata", "ort",
	}, remarkNames...)
)

func isOf(name string, set []string) bool { return slices.Contains(set, name) }

// fieldName is a name without case and signs between words.
func fieldName(name string) string {
	clean := true
	for i := range len(name) {
		if c := name[i]; c >= 'A' && c <= 'Z' || c == '_' || c == '-' || c >= 0x80 {
			clean = false
			break
		}
	}
	if clean {
		return name
	}
	return strings.Map(func(r rune) rune {
		if r == '_' || r == '-' || r == ' ' {
			return -1
		}
		return unicode.ToLower(r)
	}, name)
}

// formOf guesses the form of a body by its first sign; what it is told from others by more is for payload.Detect.
func formOf(contentType string, body []byte) payload.Format {
	body = bytes.TrimLeft(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf")), " \t\r\n")
	switch {
	case len(body) == 0:
		return payload.Bytes
	case body[0] == '{', body[0] == '[':
		return payload.JSON
	case body[0] == '<':
		return payload.XML
	case strings.Contains(contentType, "csv"):
		return payload.CSV
	case strings.Contains(contentType, "form"):
		return payload.Form
	}
	return payload.Text
}

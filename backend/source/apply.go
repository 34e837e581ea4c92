package source

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"ordertrail/backend/order"
)

// subject is what a record is read from: an item of a list and, over it, its details, if it has any.
type subject struct{ item, detail *value }

// unfitError says which field can't be read as what it should be, without a word of its content.
type unfitError struct{ field, wants string }

func (e *unfitError) Error() string {
	return fmt.Sprintf("field %s can't be read as %s", e.field, e.wants)
}

func (r *rule) unfit(wants string) error { return &unfitError{r.name, wants} }

// find gives the value that a rule's paths lead to: the first that is there and not null, else null, else nil.
func (r *rule) find(s subject) *value {
	v, _ := r.findPath(s)
	return v
}

// findPath also says which of the paths it was.
func (r *rule) findPath(s subject) (found *value, by *path) {
	for _, p := range r.paths {
		for _, root := range []*value{s.detail, s.item} {
			if root == nil {
				continue
			}
			v := p.first(root)
			if v != nil && (found == nil || found.missing()) {
				found, by = v, p
			}
			if v != nil { // what the details say holds, also when it is null
				break
			}
		}
		if !found.missing() {
			return found, by
		}
	}
	return found, by
}

// resolve gives what a field holds, after the table and the defaults; nil or null when that is nothing.
func (r *rule) resolve(s subject) *value {
	v := r.find(s)
	if !v.missing() && r.table != nil {
		if text, ok := v.text(); ok {
			if literal, known := r.table[text]; known {
				v = &value{raw: []byte(literal)}
			}
		}
	}
	if !v.missing() {
		return v
	}
	switch {
	case r.preset != "":
		return &value{raw: []byte(r.preset)}
	case r.copies != nil:
		return r.copied(s)
	}
	return v
}

// copied is the value of another field, written as this rule reads it.
func (r *rule) copied(s subject) *value {
	v := r.copies.resolve(s)
	if v.missing() || r.field.kind != moment {
		return v
	}
	at, ok := r.copies.millis(v)
	if !ok {
		return v
	}
	return &value{raw: []byte(strconv.Quote(at.String()))}
}

// writeJSON appends what is found as the feed has it; written says that there was something.
func (m *mapping) writeJSON(dst []byte, s subject) (out []byte, written bool, err error) {
	if m.field.kind != object {
		return m.rule.write(dst, s)
	}
	if len(m.inside) == 0 {
		return m.rule.whole(dst, s)
	}
	out = append(dst, '{')
	for _, part := range m.inside {
		before := len(out)
		if written {
			out = append(out, ',')
		}
		named := append(append(append(out, '"'), part.field.name...), '"', ':')
		filled, some, err := part.writeJSON(named, s)
		switch {
		case err != nil:
			return dst, false, err
		case !some:
			out = out[:before]
			continue
		}
		out, written = filled, true
	}
	if !written && m.isNull(s) {
		return append(out[:len(dst)], "null"...), true, nil
	}
	if !written && m.field.name != "stages" {
		return out[:len(dst)], false, nil
	}
	return append(out, '}'), true, nil
}

// isNull says that a stage without content is null where null means that it was not reached.
func (m *mapping) isNull(s subject) bool {
	null := func(r *rule) bool {
		if r == nil || r.nullMeans != order.NotReached {
			return false
		}
		v := r.find(s)
		return v != nil && v.missing()
	}
	if null(m.rule) {
		return true
	}
	for _, part := range m.inside {
		if null(part.rule) {
			return true
		}
	}
	return false
}

// whole writes an object that has the feed's own shape.
func (r *rule) whole(dst []byte, s subject) ([]byte, bool, error) {
	v := r.resolve(s)
	switch {
	case v.missing() && v != nil && r.nullMeans == order.NotReached:
		return append(dst, "null"...), true, nil
	case v.missing():
		return dst, false, nil
	case v.kind() != '{':
		return dst, false, r.unfit("object")
	}
	return append(dst, v.raw...), true, nil
}

// write appends one field that is no object.
func (r *rule) write(dst []byte, s subject) ([]byte, bool, error) {
	switch r.field.kind {
	case objects:
		return r.writeObjects(dst, s)
	case texts:
		return r.writeTexts(dst, s)
	}
	if r.field.name == "bodyEncoding" {
		return dst, false, nil // the body says it
	}
	v := r.resolve(s)
	if v.missing() {
		return dst, false, nil
	}
	switch r.field.kind {
	case moment:
		at, ok := r.millis(v)
		if !ok {
			return dst, false, r.unfit("moment")
		}
		return strconv.AppendQuote(dst, at.String()), true, nil
	case integer:
		return r.writeInteger(dst, v)
	case flag:
		return r.writeFlag(dst, v)
	case anyJSON:
		return append(dst, v.raw...), true, nil
	case headers:
		return r.writeHeaders(dst, v)
	}
	return r.writeText(dst, v, s)
}

func (r *rule) millis(v *value) (order.Millis, bool) {
	text, ok := v.text()
	if !ok {
		return 0, false
	}
	at, ok := r.form.read(text)
	if !ok && v.kind() == '"' { // of a default, or of another field
		parsed, err := order.ParseMillis(text)
		return parsed, err == nil && parsed != 0
	}
	return at, ok && at != 0
}

func (r *rule) writeInteger(dst []byte, v *value) ([]byte, bool, error) {
	text, ok := v.text()
	if !ok {
		return dst, false, r.unfit("number")
	}
	if text == "" {
		return dst, false, nil
	}
	if whole, fraction, cut := strings.Cut(text, "."); cut && strings.Trim(fraction, "0123456789") == "" {
		text = whole
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return dst, false, r.unfit("number")
	}
	return strconv.AppendInt(dst, n, 10), true, nil
}

func (r *rule) writeFlag(dst []byte, v *value) ([]byte, bool, error) {
	text, _ := v.text()
	switch strings.ToLower(text) {
	case "true", "1":
		return append(dst, "true"...), true, nil
	case "false", "0":
		return append(dst, "false"...), true, nil
	}
	return dst, false, r.unfit("true or false")
}

// writeText writes a text or a body. A text is handed on in the very bytes of its JSON.
func (r *rule) writeText(dst []byte, v *value, s subject) ([]byte, bool, error) {
	encoding := r.encoding
	if r.encodingAt != nil {
		if says := r.encodingAt.resolve(s); !says.missing() {
			encoding, _ = says.text()
		}
	}
	switch {
	case encoding == "base64":
		return r.writeBase64(dst, v)
	case v.kind() == '"' && encoding != "json":
		return append(dst, v.raw...), true, nil
	case r.field.kind != bodyText && (v.kind() == '{' || v.kind() == '['):
		return dst, false, r.unfit("text")
	}
	return r.writeBytes(dst, v.raw)
}

// writeBytes writes a body that is no JSON text: as one if it is UTF-8, else as base64.
func (r *rule) writeBytes(dst, body []byte) ([]byte, bool, error) {
	out, err := jsontext.AppendQuote(dst, body)
	if err == nil || r.field.kind != bodyText {
		return out, true, nil
	}
	return appendBase64(dst, body), true, nil
}

func (r *rule) writeBase64(dst []byte, v *value) ([]byte, bool, error) {
	text, ok := v.text()
	if !ok {
		return dst, false, r.unfit("base64")
	}
	body, err := decodeBase64(text)
	if err != nil {
		return dst, false, r.unfit("base64")
	}
	if r.field.kind != bodyText {
		out, _ := jsontext.AppendQuote(dst, body)
		return out, true, nil
	}
	return appendBase64(dst, body), true, nil
}

// appendBase64 writes a body and, beside it, how it is written.
func appendBase64(dst, body []byte) []byte {
	dst = append(dst, '"')
	dst = base64.StdEncoding.AppendEncode(dst, body)
	return append(dst, `","bodyEncoding":"base64"`...)
}

// decodeBase64 reads both alphabets, with line ends and without the padding too.
func decodeBase64(text string) ([]byte, error) {
	clean := strings.NewReplacer("\r", "", "\n", "", " ", "", "\t", "", "-", "+", "_", "/").Replace(text)
	return base64.RawStdEncoding.DecodeString(strings.TrimRight(clean, "="))
}

// writeHeaders writes name and value of each header, in order.
func (r *rule) writeHeaders(dst []byte, v *value) ([]byte, bool, error) {
	form := r.form2
	if form == "" {
		form = headerForm(v)
	}
	pairs, ok := headerPairs(form, v)
	if !ok {
		return dst, false, r.unfit("headers")
	}
	dst = append(dst, '[')
	for i, p := range pairs {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, '[')
		dst, _ = jsontext.AppendQuote(dst, p.Name)
		dst, _ = jsontext.AppendQuote(append(dst, ','), p.Value)
		dst = append(dst, ']')
	}
	return append(dst, ']'), true, nil
}

func headerForm(v *value) string {
	first := v.item(0)
	switch {
	case v.kind() == '{':
		return "object"
	case first != nil && first.kind() == '{':
		return "list"
	}
	return "pairs"
}

func headerPairs(form string, v *value) (pairs []order.Header, ok bool) {
	if (v.kind() == '{') != (form == "object") || v.kind() != '{' && v.kind() != '[' {
		return nil, false
	}
	for i, part := range v.each() {
		var name, content *value
		switch form {
		case "object":
			for _, each := range valuesOf(part) {
				text, fits := each.text()
				if !fits && !each.missing() {
					return nil, false
				}
				pairs = append(pairs, order.Header{Name: v.names[i], Value: text})
			}
			continue
		case "pairs":
			if len(part.each()) != 2 {
				return nil, false
			}
			name, content = part.item(0), part.item(1)
		default:
			name, content = part.member("name"), part.member("value")
		}
		if name.missing() {
			return nil, false
		}
		text, _ := name.text()
		said := ""
		if content != nil {
			said, _ = content.text()
		}
		pairs = append(pairs, order.Header{Name: text, Value: said})
	}
	return pairs, true
}

// valuesOf are the items of a list, or the value itself.
func valuesOf(v *value) []*value {
	if v.kind() == '[' {
		return v.each()
	}
	return []*value{v}
}

// writeTexts writes all that the paths lead to, and what is in lists among it, one after the other.
func (r *rule) writeTexts(dst []byte, s subject) ([]byte, bool, error) {
	found := r.all(s)
	if found == nil {
		return dst, false, nil
	}
	out := append(dst, '[')
	for _, v := range found {
		if v.missing() {
			continue
		}
		text, ok := v.text()
		if !ok {
			return dst, false, r.unfit("list of texts")
		}
		if out[len(out)-1] != '[' {
			out = append(out, ',')
		}
		out, _ = jsontext.AppendQuote(out, text)
	}
	return append(out, ']'), true, nil
}

// all gives the values of the first path that leads anywhere, lists among them opened.
func (r *rule) all(s subject) []*value {
	paths := r.paths
	if r.items != nil {
		paths = append([]*path{r.items}, paths...)
	}
	for _, p := range paths {
		for _, root := range []*value{s.detail, s.item} {
			if root == nil {
				continue
			}
			var list []*value
			for _, v := range p.values(root) {
				if !v.missing() {
					list = append(list, valuesOf(v)...)
				}
			}
			if list != nil {
				return list
			}
		}
	}
	return nil
}

// writeObjects writes a list in a record.
func (r *rule) writeObjects(dst []byte, s subject) ([]byte, bool, error) {
	var found []*value
	for _, root := range []*value{s.detail, s.item} {
		if root != nil && found == nil {
			found = r.items.values(root)
		}
	}
	if found == nil && !r.listed(s) {
		return dst, false, nil
	}
	if len(found) > mostInside {
		return dst, false, r.unfit("list")
	}
	out := append(dst, '[')
	for i, item := range found {
		if i > 0 {
			out = append(out, ',')
		}
		filled, some, err := r.inside.writeJSON(out, subject{item: item})
		switch {
		case err != nil:
			return dst, false, err
		case !some:
			filled = append(out, '{', '}')
		}
		if r.field.name == "attempts" {
			filled = withPlace(filled, len(out), i+1)
		}
		out = filled
	}
	return append(out, ']'), true, nil
}

// listed says that the list is there, though it is empty.
func (r *rule) listed(s subject) bool {
	for _, root := range []*value{s.detail, s.item} {
		if root != nil && r.items.all && r.items.query == nil {
			if v := root.follow(r.items.steps); !v.missing() && v.kind() == '[' {
				return true
			}
		}
	}
	return false
}

// withPlace gives an attempt that has no number its place in the list.
func withPlace(text []byte, from, n int) []byte {
	if bytes.HasPrefix(text[from:], []byte(`{"n":`)) { // n is the first field of an attempt
		return text
	}
	rest := bytes.Clone(text[from+1:])
	text = strconv.AppendInt(append(text[:from], `{"n":`...), int64(n), 10)
	if rest[0] != '}' {
		text = append(text, ',')
	}
	return append(text, rest...)
}

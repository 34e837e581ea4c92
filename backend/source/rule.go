package source

import (
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
)

// rule is where one field comes from.
type rule struct {
	field      field
	name       string // dotted
	where      yaml
	paths      []*path
	form       timeForm
	table      map[string]string // a value's text, and the JSON that it stands for
	preset     string            // JSON to take where nothing is found
	copies     *rule             // or the field to take it from
	copiesName string
	encoding   string // text, base64 or json
	encodingAt *rule  // or where each record says which
	form2      string // of headers: object, pairs or list; "": as they come
	nullMeans  order.Presence
	items      *path
	inside     *mapping
}

// mapping is the rules of one record, or of one object in a list, arranged as the feed has its fields.
type mapping struct {
	field  field
	rule   *rule
	inside []*mapping
}

// momentRule is the place of a moment outside of the records.
func momentRule(name string, y yaml) (*rule, error) {
	return readRule(field{name: name, kind: moment}, name, y)
}

// readMapping reads the fields of a list, or of a list in a record, and checks that each is one of the feed's.
func readMapping(fields []field, y yaml) (*mapping, error) {
	known := map[string]field{}
	flatten(fields, "", known)
	entries, err := y.entries("fields")
	if err != nil {
		return nil, err
	}
	rules := map[string]*rule{}
	for _, e := range entries {
		f, ok := known[e.name]
		if !ok {
			return nil, e.key.wrong("profile_key", fault.Params{"name": e.name})
		}
		if rules[e.name], err = readRule(f, e.name, e.value); err != nil {
			return nil, err
		}
	}
	if err := linkCopies(rules); err != nil {
		return nil, err
	}
	for _, f := range fields {
		if f.required && rules[f.name] == nil {
			return nil, y.lacks(f.name)
		}
	}
	return arrange(field{kind: object, inside: fields}, "", rules), nil
}

// flatten gives all fields by their dotted names. What is inside of lists has rules of its own.
func flatten(fields []field, prefix string, into map[string]field) {
	for _, f := range fields {
		into[prefix+f.name] = f
		if f.kind == object {
			flatten(f.inside, prefix+f.name+".", into)
		}
	}
}

// linkCopies finds the fields that defaults name, and refuses circles.
func linkCopies(rules map[string]*rule) error {
	for _, r := range rules {
		if r.copiesName == "" {
			continue
		}
		if r.copies = rules[r.copiesName]; r.copies == nil || r.copies.field.kind != r.field.kind {
			return r.where.value("default", "{field: "+r.name+"}")
		}
	}
	for _, r := range rules {
		seen := []*rule{}
		for at := r; at != nil; at = at.copies {
			if slices.Contains(seen, at) {
				return r.where.value("default", "{field: …}")
			}
			seen = append(seen, at)
		}
	}
	return nil
}

// arrange puts the rules where the feed has their fields; what has none is left out.
func arrange(f field, name string, rules map[string]*rule) *mapping {
	m := &mapping{field: f, rule: rules[name]}
	for _, inner := range f.inside {
		if f.kind != object {
			break
		}
		if part := arrange(inner, strings.TrimPrefix(name+"."+inner.name, "."), rules); part.rule != nil || len(part.inside) > 0 {
			m.inside = append(m.inside, part)
		}
	}
	m.sayEncodings()
	return m
}

// sayEncodings lets the field bodyEncoding say how the body beside it is encoded.
func (m *mapping) sayEncodings() {
	var body, says *rule
	for _, part := range m.inside {
		switch part.field.name {
		case "body":
			body = part.rule
		case "bodyEncoding":
			says = part.rule
		}
	}
	if body != nil && says != nil && body.encoding == "" && body.encodingAt == nil {
		body.encodingAt = says
	}
}

func readRule(f field, name string, y yaml) (*rule, error) {
	r := &rule{field: f, name: name, where: y, form: timeForm{style: "rfc3339"}}
	if !y.isMapping() {
		return r, r.readPaths(y)
	}
	var inside yaml
	known := map[string]reader{"path": r.readPaths, "default": r.readDefault}
	switch f.kind {
	case moment:
		known["time"] = func(y yaml) (err error) { r.form, err = y.timeForm(false); return err }
	case headers:
		known["headers"] = func(y yaml) (err error) {
			r.form2, err = y.oneOf("headers", "object, pairs, list", "object", "pairs", "list")
			return err
		}
	case objects:
		known = map[string]reader{"fields": func(y yaml) error { inside = y; return nil }}
	}
	if f.kind == objects || f.kind == texts {
		known["items"] = func(y yaml) (err error) { r.items, err = y.path("items"); return err }
	}
	if f.kind == bodyText || f.kind == textual {
		known["encoding"] = r.readEncoding
	}
	if f.kind != object && f.kind != objects && f.kind != headers {
		known["map"] = r.readTable
	}
	if strings.HasPrefix(name, "stages.") {
		known["nullMeans"] = func(y yaml) error {
			text, err := y.oneOf("nullMeans", "not_reached, not_captured", string(order.NotReached), string(order.NotCaptured))
			r.nullMeans = order.Presence(text)
			return err
		}
	}
	if err := y.read(name, known); err != nil {
		return nil, err
	}
	return r, r.complete(y, inside)
}

// complete checks that the rule says where its field comes from, and reads what is inside of a list.
func (r *rule) complete(y, inside yaml) (err error) {
	switch {
	case r.field.kind == objects && r.items == nil:
		return y.lacks("items")
	case r.field.kind == objects && inside.node == nil:
		return y.lacks("fields")
	case r.field.kind == objects:
		r.inside, err = readMapping(r.field.inside, inside)
		return err
	case len(r.paths) == 0 && r.items == nil && r.preset == "" && r.copiesName == "":
		return y.lacks("path")
	}
	return nil
}

func (r *rule) readPaths(y yaml) error {
	for _, each := range y.items() {
		p, err := each.path(r.name)
		if err != nil {
			return err
		}
		r.paths = append(r.paths, p)
	}
	if len(r.paths) == 0 {
		return y.value(r.name, "$.…")
	}
	return nil
}

func (r *rule) readDefault(y yaml) error {
	if !y.isMapping() {
		literal, ok := y.literal()
		if !ok {
			return y.value("default", "text, {field: …}")
		}
		r.preset = literal
		return nil
	}
	err := y.read("default", map[string]reader{"field": func(y yaml) (err error) { r.copiesName, err = y.text("field"); return err }})
	if err == nil && r.copiesName == "" {
		err = y.lacks("field")
	}
	return err
}

func (r *rule) readTable(y yaml) error {
	entries, err := y.entries("map")
	if err != nil {
		return err
	}
	r.table = map[string]string{}
	for _, e := range entries {
		literal, ok := e.value.literal()
		if !ok {
			return e.value.value(e.name, "text")
		}
		r.table[e.name] = literal
	}
	return nil
}

func (r *rule) readEncoding(y yaml) (err error) {
	if !y.isMapping() {
		r.encoding, err = y.oneOf("encoding", "text, base64, json, {path: $.…}", "text", "base64", "json")
		return err
	}
	r.encodingAt, err = readRule(field{name: "encoding", kind: textual}, "encoding", y)
	return err
}

// literal is a scalar as JSON.
func (y yaml) literal() (string, bool) {
	if y.isNull() {
		return "null", true
	}
	text, ok := y.scalar()
	if !ok {
		return "", false
	}
	if t := y.node.Type().String(); (t == "Integer" || t == "Float" || t == "Bool") && jsontext.Value(text).IsValid() {
		return text, true
	}
	quoted, _ := jsontext.AppendQuote(nil, text)
	return string(quoted), true
}

// same says that the rules are those of the feed itself: every field at its own place, read as it is written.
func (m *mapping) same(fields []field, prefix string) bool {
	if len(m.inside) != len(fields) {
		return false
	}
	for i, part := range m.inside {
		f, name := fields[i], prefix+fields[i].name
		if part.field.name != f.name || !part.sameField(f, name) {
			return false
		}
	}
	return true
}

func (m *mapping) sameField(f field, name string) bool {
	r := m.rule
	if f.kind == object {
		stage := f.stage && r != nil && r.nullMeans == order.NotReached && len(r.paths) == 1 && r.paths[0].isMember(name, false)
		return (r == nil && !f.stage || stage) && m.same(f.inside, name+".")
	}
	if r == nil || r.table != nil || r.preset != "" || r.copies != nil || r.nullMeans != "" || r.encoding != "" || r.form.style != "rfc3339" {
		return false
	}
	switch f.kind {
	case objects:
		return r.items.isMember(name, true) && r.inside.same(f.inside, "")
	case headers:
		return r.form2 == "pairs" && r.from(name)
	case bodyText:
		return r.encodingAt != nil && r.encodingAt.from(strings.TrimSuffix(name, "body")+"bodyEncoding") && r.from(name)
	}
	return r.items == nil && r.from(name)
}

func (r *rule) from(name string) bool { return len(r.paths) == 1 && r.paths[0].isMember(name, false) }

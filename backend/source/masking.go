package source

import (
	"regexp"
	"slices"
	"strings"

	"github.com/theory/jsonpath"
	"github.com/theory/jsonpath/spec"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/redact"
)

// Masking is what a company says of its fields when its records are shared: which may leave, and which may not.
type Masking struct {
	Name      string
	sources   []string
	customers []string
	Rules     []redact.Rule
}

// ParseMasking reads the rules of a file and checks all of it. What is wrong is invalid, with line and column; name is
// that of the file.
func ParseMasking(text []byte, name string) (*Masking, error) {
	top, err := readYAML(text, name)
	if err != nil {
		return nil, err
	}
	k, version := &Masking{}, ""
	err = top.read("masking", map[string]reader{
		"ordertrail": func(y yaml) (err error) { version, err = y.oneOf("ordertrail", "masking/1", "masking/1"); return err },
		"name":       func(y yaml) (err error) { k.Name, err = y.text("name"); return err },
		"for":        k.readFor,
		"allow":      k.readAllow,
		"mask":       k.readMask,
	})
	switch {
	case err != nil:
		return nil, err
	case version == "":
		return nil, top.lacks("ordertrail")
	case k.Name == "":
		return nil, top.lacks("name")
	case len(k.Rules) == 0:
		return nil, top.lacks("allow, mask")
	}
	return k, nil
}

// Holds says that the rules hold for records of a source and a customer, who is meant by id, name or reference.
func (k *Masking) Holds(source string, customer *order.Party) bool {
	if len(k.sources) > 0 && !oneOfFold(k.sources, source) {
		return false
	}
	if len(k.customers) == 0 {
		return true
	}
	return customer != nil && oneOfFold(k.customers, customer.ID, customer.Name, customer.ReferenceID)
}

func oneOfFold(list []string, names ...string) bool {
	return slices.ContainsFunc(list, func(one string) bool {
		return slices.ContainsFunc(names, func(name string) bool { return name != "" && strings.EqualFold(one, name) })
	})
}

func (k *Masking) readFor(y yaml) error {
	into := func(name string, list *[]string) reader {
		return func(y yaml) error {
			for _, item := range y.items() {
				text, err := item.text(name)
				if err != nil {
					return err
				}
				*list = append(*list, text)
			}
			return nil
		}
	}
	return y.read("for", map[string]reader{"source": into("source", &k.sources), "customer": into("customer", &k.customers)})
}

func (k *Masking) readAllow(y yaml) error {
	for _, item := range y.items() {
		f, err := item.fields("allow")
		if err != nil {
			return err
		}
		k.add(item, redact.Rule{Of: f})
	}
	return nil
}

func (k *Masking) readMask(y yaml) error {
	for _, item := range y.items() {
		r := redact.Rule{As: "text"}
		err := item.readMasked(&r)
		if err != nil {
			return err
		}
		k.add(item, r)
	}
	return nil
}

// add keeps a rule with its place.
func (k *Masking) add(y yaml, r redact.Rule) {
	r.File, r.Line = y.file, 1
	if t := y.node.GetToken(); t != nil && t.Position != nil {
		r.Line = t.Position.Line
	}
	k.Rules = append(k.Rules, r)
}

// readMasked reads a field by its name, or what is masked by its form, and as what.
func (y yaml) readMasked(r *redact.Rule) (err error) {
	if !y.isMapping() {
		r.Of, err = y.fields("mask")
		return err
	}
	err = y.read("mask", map[string]reader{
		"field": func(y yaml) (err error) { r.Of, err = y.fields("field"); return err },
		"form":  func(y yaml) (err error) { r.Form, err = y.form(); return err },
		"as": func(y yaml) (err error) {
			r.As, err = y.oneOf("as", strings.Join(redact.Kinds(), ", "), redact.Kinds()...)
			return err
		},
	})
	switch {
	case err == nil && r.Of == nil && r.Form == nil:
		return y.lacks("field")
	case err == nil && r.Of != nil && r.Form != nil:
		return y.value("mask", "{field: …}, {form: …}")
	}
	return err
}

// form is a regular expression that does not fit nothing.
func (y yaml) form() (*regexp.Regexp, error) {
	text, err := y.text("form")
	if err != nil {
		return nil, err
	}
	form, err := regexp.Compile(text)
	if err != nil || form.MatchString("") {
		return nil, y.wrong("masking_form", fault.Params{"name": text})
	}
	return form, nil
}

// fields are those of a name, wherever they stand, or those that a JSONPath leads to.
func (y yaml) fields(name string) (*redact.Fields, error) {
	text, err := y.text(name)
	if err != nil {
		return nil, err
	}
	if strings.HasPrefix(text, "$") {
		return y.fieldsAt(name, text)
	}
	if name == "allow" && redact.SecretField(text) {
		return nil, y.wrong("masking_secret", fault.Params{"name": text})
	}
	if slices.ContainsFunc(strings.Split(text, "."), func(part string) bool { return strings.TrimSpace(part) == "" }) {
		return nil, y.value(name, "shipTo.city, $.order.city")
	}
	return redact.Named(text), nil
}

func (y yaml) fieldsAt(name, text string) (*redact.Fields, error) {
	parsed, err := jsonpath.Parse(text)
	if err != nil {
		return nil, y.wrong("profile_path", fault.Params{"name": name, "path": text})
	}
	var steps []redact.Step
	for _, segment := range parsed.Query().Segments() {
		s := redact.Step{Deep: segment.IsDescendant()}
		for _, selector := range segment.Selectors() {
			switch selector := selector.(type) {
			case spec.Name:
				s.Names = append(s.Names, string(selector))
			case spec.WildcardSelector:
				s.Any = true
			default:
				return nil, y.wrong("masking_path", fault.Params{"path": text})
			}
		}
		steps = append(steps, s)
	}
	if len(steps) == 0 {
		return nil, y.wrong("masking_path", fault.Params{"path": text})
	}
	return redact.At(steps), y.allowable(name, steps)
}

// allowable refuses a path that leads to nothing but secrets.
func (y yaml) allowable(name string, steps []redact.Step) error {
	last := steps[len(steps)-1]
	for _, n := range last.Names {
		if name == "allow" && redact.SecretField(n) {
			return y.wrong("masking_secret", fault.Params{"name": n})
		}
	}
	return nil
}

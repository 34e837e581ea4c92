package redact

import (
	"regexp"
	"strings"
)

// Rule is what a company says of some of its fields: that they may leave, or that they may not. It adds to what is
// known of everybody's fields, and never lets a secret go.
type Rule struct {
	File string // in which it stands, and where
	Line int
	// Of says which fields are meant; nil: Form does.
	Of *Fields
	// Form is what is masked wherever it stands; nil: Of says what is meant.
	Form *regexp.Regexp
	// As is the kind of pseudonym; "": the field may leave.
	As string
}

// Fields are fields by their name, with the names around it, or by a JSONPath.
type Fields struct {
	names []string // the last one is the field's; compared by letters and digits
	steps []Step   // from the document
}

// Step is one step of a JSONPath: to members of these names, or to whatever there is.
type Step struct {
	Names []string
	Any   bool
	Deep  bool // to however deep it stands
}

// Named are the fields of a name, wherever they stand; dotted names say what they stand in.
func Named(dotted string) *Fields {
	f := &Fields{}
	for name := range strings.SplitSeq(dotted, ".") {
		f.names = append(f.names, compact(name))
	}
	return f
}

// At are the fields to which the steps of a JSONPath lead.
func At(steps []Step) *Fields { return &Fields{steps: steps} }

// Kinds are the kinds of pseudonym that a rule may ask for.
func Kinds() []string {
	return []string{kindName, kindEmail, kindPhone, kindAddress, kindPostcode, kindCity, kindCompany, kindPerson, kindDate, kindCard, kindIBAN, kindIP, kindPlace,
		kindFile, kindNumber, kindText, kindSecret}
}

// SecretField says that a field of this name, dotted, holds a secret, which no rule lets go.
func SecretField(dotted string) bool { return secretField(strings.Split(dotted, ".")) }

// include says that a field is meant; its path has "" for a position in a list.
func (f *Fields) include(path []string) bool {
	if f.steps != nil {
		return leads(f.steps, path)
	}
	names := named(path)
	if len(names) < len(f.names) {
		return false
	}
	for i, name := range names[len(names)-len(f.names):] {
		if compact(name) != f.names[i] {
			return false
		}
	}
	return true
}

// leads says that steps lead from the document to the end of a path.
func leads(steps []Step, path []string) bool {
	if len(steps) == 0 {
		return len(path) == 0
	}
	if len(path) == 0 {
		return false
	}
	s := steps[0]
	if s.takes(path[0]) && leads(steps[1:], path[1:]) {
		return true
	}
	return s.Deep && leads(steps, path[1:])
}

func (s Step) takes(name string) bool {
	if s.Any {
		return true
	}
	for _, n := range s.Names {
		if n == name {
			return true
		}
	}
	return false
}

// named leaves the positions in lists out of a path.
func named(path []string) []string {
	for i, p := range path {
		if p == "" {
			out := append([]string{}, path[:i]...)
			for _, p := range path[i:] {
				if p != "" {
					out = append(out, p)
				}
			}
			return out
		}
	}
	return path
}

// Under says which rules hold for the records that are masked from now on.
func (m *Masker) Under(rules []Rule) { m.rules = rules }

// ruled masks, or lets go, what a rule speaks of. What is to be masked outdoes what may leave.
func (m *Masker) ruled(path []string, value string, depth int) (masked string, why Why, ok bool) {
	var may *Rule
	for i, r := range m.rules {
		switch {
		case r.Of == nil || !r.Of.include(path):
		case r.As != "":
			return m.banned(r.As, value), Why{ByMaskRule, r.File, r.Line}, true
		case may == nil:
			may = &m.rules[i]
		}
	}
	if may == nil {
		return "", Why{}, false
	}
	if masked, ok := m.wrapped(path, value, depth); ok {
		return masked, Why{}, true
	}
	masked, reason := m.granted(value)
	return masked, Why{reason, may.File, may.Line}, true
}

// banned gives the pseudonym of a value that a rule masks, wherever else the value may stand.
func (m *Masker) banned(kind, value string) string {
	if strings.TrimSpace(value) == "" {
		return value
	}
	m.learn(kind, value, certain).ruled = true
	return m.token(kind, value, certain)
}

// granted lets a value go that a rule lets go, but for secrets in it and what is known to be somebody's from elsewhere.
func (m *Masker) granted(value string) (string, Reason) {
	if m.bearsSecret(value) {
		return m.token(kindSecret, value, certain), IsSecret
	}
	if o := m.short[fold(value)]; o != nil {
		return m.token(o.kind, value, cautious), FoundElsewhere
	}
	m.grants[fold(value)] = true
	if cleaned := m.clean(value); cleaned != value {
		return cleaned, FoundElsewhere
	}
	return value, ByAllowRule
}

// packed is how something compressed begins in base64: nobody can look into it.
const packed = "H4sI"

// bearsSecret says that a text holds a credential, in whatever writing.
func (m *Masker) bearsSecret(text string) bool {
	if strings.HasPrefix(strings.TrimSpace(text), packed) {
		return true
	}
	for v := range viewsOf([]byte(text)) {
		if m.tellsSecret(string(v.text)) {
			return true
		}
	}
	return false
}

func (m *Masker) tellsSecret(text string) bool {
	found := issued.MatchString(text) || headed.MatchString(text)
	look := &Tokens{replace: func(s string) string { found = true; return s }}
	look.inText(text)
	for _, at := range assigned.FindAllStringSubmatchIndex(text, -1) {
		value := text[at[6]:at[7]]
		said := strings.ContainsAny(text[at[4]:at[5]], ":=")
		found = found || !m.harmless(value) && (said || digitsIn(value) > 0)
	}
	return found
}

// patterned replaces what the rules mask by its form.
func (m *Masker) patterned(text string) string { return joined(m.patternsIn(pieces(text))) }

package trail

import (
	"crypto/rand"
	"maps"
	"slices"
	"strings"

	"ordertrail/backend/fault"
	"ordertrail/backend/redact"
	"ordertrail/backend/source"
)

// MaskTrial is what masking rules make of a text.
type MaskTrial struct {
	Problem MappingNotice  `json:"problem"` // where the rules can't be read; line 0: they can
	Text    string         `json:"text"`    // as it would leave
	Values  []MaskedValue  `json:"values"`
	More    int            `json:"more"`   // values beyond those that are listed
	Goes    int            `json:"goes"`   // how many values leave as they are
	Masked  map[string]int `json:"masked"` // values replaced, by kind
	Left    int            `json:"left"`   // originals that the search found in the text; 0, or it would not be handed over
}

// MaskedValue is what became of one value, and why.
type MaskedValue struct {
	Path   string        `json:"path"`
	Leaves string        `json:"leaves"`
	Masked bool          `json:"masked"`
	Reason redact.Reason `json:"reason"`
	File   string        `json:"file"` // of the rule that decided; "": none did
	Line   int           `json:"line"`
}

// MaskReasons are why a value leaves as it does.
func MaskReasons() []redact.Reason { return redact.AllReasons }

const (
	mostMaskedValues = 1000
	longestShown     = 160
)

// maskedAs is how a text of each kind is masked.
var maskedAs = map[string]func(m *redact.Masker, text string) string{
	"json":     bodyOf("application/json"),
	"xml":      bodyOf("application/xml"),
	"csv":      bodyOf("text/csv"),
	"form":     bodyOf("application/x-www-form-urlencoded"),
	"text":     bodyOf("text/plain"),
	"any":      bodyOf(""),
	"headers":  func(m *redact.Masker, text string) string { return eachLine(text, m.HeaderLine) },
	"urls":     func(m *redact.Masker, text string) string { return eachLine(text, m.URL) },
	"template": (*redact.Masker).Template,
}

// MaskableKinds are the kinds of text that masking can be tried with.
func MaskableKinds() []string { return slices.Sorted(maps.Keys(maskedAs)) }

func bodyOf(contentType string) func(m *redact.Masker, text string) string {
	return func(m *redact.Masker, text string) string {
		out, _ := m.Body(contentType, []byte(text))
		return string(out)
	}
}

func eachLine(text string, mask func(string) string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = mask(strings.TrimSuffix(line, "\r"))
	}
	return strings.Join(lines, "\n")
}

// TryMasking shows what the rules of a text, whomever they are for, make of another text. No rules are those of everybody.
func (t *Trail) TryMasking(rules, kind, text string) (MaskTrial, error) {
	trial := MaskTrial{Values: []MaskedValue{}, Masked: map[string]int{}}
	mask := maskedAs[kind]
	if mask == nil {
		return trial, fault.New(fault.Invalid, "masking_kind", fault.Params{"kind": kind, "allowed": strings.Join(MaskableKinds(), ", ")}, nil)
	}
	key := make([]byte, 32)
	_, _ = rand.Read(key) // never fails, says its documentation
	m := redact.NewMasker(key)
	if strings.TrimSpace(rules) != "" {
		k, err := source.ParseMasking([]byte(rules), "")
		if err != nil {
			trial.Problem = noticeOf(err)
			return trial, nil
		}
		m.Under(k.Rules)
	}
	mask(m, text)
	m.Settle()
	m.Tell(trial.hear)
	trial.Text = mask(m, text)
	trial.Masked, trial.Left = m.Counts(), len(m.Leaks([]byte(trial.Text)))
	return trial, nil
}

// hear lists a decision.
func (trial *MaskTrial) hear(d redact.Decision) {
	if !d.Masked {
		trial.Goes++
	}
	if len(trial.Values) == mostMaskedValues {
		trial.More++
		return
	}
	leaves := []rune(d.Leaves)
	trial.Values = append(trial.Values, MaskedValue{Path: shownPath(d.Path), Leaves: string(leaves[:min(len(leaves), longestShown)]), Masked: d.Masked,
		Reason: d.Why.Reason, File: d.Why.File, Line: d.Why.Line})
}

// shownPath writes a path as rules name fields.
func shownPath(path []string) string {
	var out strings.Builder
	for i, p := range path {
		switch {
		case p == "":
			out.WriteString("[*]")
		case i > 0:
			out.WriteString("." + p)
		default:
			out.WriteString(p)
		}
	}
	return out.String()
}

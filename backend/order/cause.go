package order

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Same is how many other requests failed for the same cause as one.
type Same struct {
	Count     int      `json:"count"`
	Since     Millis   `json:"since"`     // when the first of them, or this one, came
	Customers []string `json:"customers"` // a few, those with most first
	More      int      `json:"more"`      // customers beyond those
}

// Cause is a text that requests share when they failed for the same cause: the stage, the class or status, and the
// message with its values masked. It is "" for a request that did not fail.
func (r *Request) Cause(now Millis) string {
	switch r.Outcome(now) {
	case TemplateFailed:
		t := r.Stages.Template
		return causeOf("template", t.ID+t.Name, t.Error, "")
	case Rejected, HandoffFailed, NoAnswer, Duplicate:
		a := r.Stages.Response
		if a == nil {
			return ""
		}
		status := ""
		if a.Status != nil {
			status = strconv.Itoa(*a.Status)
		}
		return causeOf("response "+status, "", a.Error, complaint(&a.Message))
	}
	return ""
}

func causeOf(where, template string, e *StageError, said string) string {
	if e != nil {
		return strings.Join([]string{where, template, e.Code, e.Class, maskValues(e.Message)}, "\n")
	}
	return strings.Join([]string{where, template, said}, "\n")
}

// mostComplaint is how much of an answer tells causes apart.
const mostComplaint = 300

// complaint is what an answer says in words, its values masked.
func complaint(m *Message) string {
	body := bytes.TrimSpace(m.Body)
	var texts []string
	var value any
	switch {
	case json.Unmarshal(body, &value) == nil:
		anyText(value, "", func(name, text string) bool {
			if telling.MatchString(name) {
				texts = append(texts, maskValues(text))
			}
			return false
		})
		slices.Sort(texts) // fields have no order
		texts = slices.Compact(texts)
	case len(body) > 0 && body[0] == '<':
		_ = readXML(body, func(name, text string) { // what was read before it broke tells as well
			if telling.MatchString(name) {
				texts = append(texts, maskValues(strings.TrimSpace(text)))
			}
		})
	default:
		texts = []string{maskValues(string(body[:min(len(body), mostComplaint)]))}
	}
	said := strings.Join(texts, "; ")
	return strings.ToValidUTF8(said[:min(len(said), mostComplaint)], "")
}

var (
	places = regexp.MustCompile(`\[\d+\]|/\d+(/|$)`)
	quoted = regexp.MustCompile(`'[^']*'|"[^"]*"|“[^”]*”`)
	named  = regexp.MustCompile(`^.[a-z_][\pL_.\[\]*]*.$`)
	valued = regexp.MustCompile(`[\pL_.@:/+#-]*\d[\pL\d_.@:/+#-]*|\S+@\S+`)
)

// maskValues leaves of a message what it says of any order: names of fields stay, what stands in them goes.
func maskValues(message string) string {
	message = places.ReplaceAllString(message, "[*]$1")
	message = quoted.ReplaceAllStringFunc(message, func(text string) string {
		if named.MatchString(text) {
			return text
		}
		return "#"
	})
	return valued.ReplaceAllString(message, "#")
}

package diagnose

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
)

// trackingNames are what a tracking code or link is called, without marks between the words.
var trackingNames = []string{"trackingcode", "trackingurl", "trackinglink", "trackingnumber", "tracking"}

// trackedText finds a tracking code in a text that is no JSON: an element, a form field, or a line of a mail.
var trackedText = regexp.MustCompile(`(?i)tracking[ _-]?(code|url|link|number|id)?[">=: ]+[a-z0-9][\w./:?&%-]{5,}`)

// tracked says that a message names a tracking code or link.
func tracked(body []byte) bool {
	var value any
	if json.Unmarshal(body, &value) != nil {
		return trackedText.Match(body)
	}
	return namesTracking(value, false)
}

func namesTracking(value any, inside bool) bool {
	switch v := value.(type) {
	case string:
		return inside && strings.TrimSpace(v) != ""
	case []any:
		return slices.ContainsFunc(v, func(each any) bool { return namesTracking(each, inside) })
	case map[string]any:
		for name, each := range v {
			if namesTracking(each, inside && isCodeOrLink(name) || isTracking(name)) {
				return true
			}
		}
	}
	return false
}

func isTracking(name string) bool {
	return slices.Contains(trackingNames, strings.ToLower(strings.NewReplacer("_", "", "-", "").Replace(name)))
}

func isCodeOrLink(name string) bool {
	return slices.Contains([]string{"code", "url", "link", "number", "id"}, strings.ToLower(name))
}

// trackingPath is where the payload says, or should say, how to track a parcel.
func trackingPath(payload []byte) string {
	var value any
	if json.Unmarshal(payload, &value) != nil {
		return ""
	}
	path, _ := pathTo(value, "", isTracking)
	return path
}

// pathTo is the JSON pointer of the first member with such a name.
func pathTo(value any, path string, holds func(string) bool) (string, bool) {
	fields, ok := value.(map[string]any)
	if !ok {
		return "", false
	}
	names := make([]string, 0, len(fields))
	for name := range fields {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		here := path + "/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(name)
		if holds(name) {
			return here, true
		}
		if found, ok := pathTo(fields[name], here, holds); ok {
			return found, true
		}
	}
	return "", false
}

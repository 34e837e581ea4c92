package source

import (
	"regexp"
	"slices"
	"strings"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
)

// Place is where in recorded records a value stands, and the first value there.
type Place struct {
	Path   string `json:"path"`
	Sample string `json:"sample"`
}

// mostPlaces is how many places are offered for a field.
const mostPlaces = 60

// MappableFields are the fields of a list that one place of a record can fill.
func MappableFields(list order.List) []string {
	var names []string
	var walk func(fields []field, prefix string)
	walk = func(fields []field, prefix string) {
		for _, f := range fields {
			switch f.kind {
			case object:
				walk(f.inside, prefix+f.name+".")
			case objects:
			default:
				names = append(names, prefix+f.name)
			}
		}
	}
	walk(fieldsOf(list), "")
	return names
}

// Places are where a field of a list could come from in recorded answers: what its hints name first, then what holds
// such a value.
func Places(answers []Answer, list order.List, name string) []Place {
	leaves := recordedLeaves(answers, list)
	places, seen := []Place{}, map[string]bool{}
	add := func(fits func(leaf) bool) {
		for _, l := range leaves {
			if !seen[l.path] && len(places) < mostPlaces && !l.v.missing() && !l.secret() && fits(l) {
				seen[l.path] = true
				places = append(places, Place{l.path, sampleOf(l.v)})
			}
		}
	}
	for _, h := range hintsOf(list) {
		if h.field == name {
			add(h.names)
		}
	}
	add(holds(name))
	return places
}

// names says that the hint's names lead to a leaf, and that it fits.
func (h hint) names(l leaf) bool {
	n := len(l.names)
	if h.above == nil && n != 1 || h.above != nil && (n < 2 || !h.above.MatchString(l.names[n-2])) {
		return false
	}
	return h.last.MatchString(l.names[n-1]) && h.fits(l.v)
}

var secretNames = regexp.MustCompile("headers?$|key$|token|secret|authorization|cookie|password")

// secret says that a leaf may be a credential: what stands inside of headers, or is called like one.
func (l leaf) secret() bool {
	for i, name := range l.names {
		if last := i == len(l.names)-1; secretNames.MatchString(name) && (!last || !strings.HasPrefix(name, "header")) {
			return true
		}
	}
	return false
}

// holds says which values a field may have, by its name.
func holds(name string) func(leaf) bool {
	switch {
	case strings.HasSuffix(name, "At") || strings.HasSuffix(name, ".at"):
		return func(l leaf) bool { return isMoment(l.v) }
	case strings.HasSuffix(name, ".headers"):
		return func(l leaf) bool { return !isText(l.v) }
	case strings.HasSuffix(name, "body"), name == "payload", strings.HasSuffix(name, "inputContext"):
		return func(l leaf) bool { return isText(l.v) || isObject(l.v) }
	}
	return func(l leaf) bool { return isText(l.v) }
}

// sampleOf is the beginning of a value, on one line; of what holds others it is their names.
func sampleOf(v *value) string {
	text, ok := v.text()
	if !ok {
		v.open()
		text = strings.Join(v.names, ", ")
	}
	return shortened(strings.Join(strings.Fields(text[:min(len(text), 8*longestSample)]), " "))
}

// recordedLeaves are the values of the first records of a list that were recorded.
func recordedLeaves(answers []Answer, list order.List) []leaf {
	var best *group
	for _, g := range groupsOf(answers) {
		if g.list == list && (best == nil || g.score > best.score) {
			best = g
		}
	}
	var leaves []leaf
	if best == nil {
		return leaves
	}
	for i, s := range best.subjects() {
		if i < 5 {
			leaves = append(leaves, leavesOf(s.item, "$", nil, 0)...)
		}
	}
	return leaves
}

var quotedPath = regexp.MustCompile(`"\$(?:[^"\\]|\\.)*"|'\$[^']*'`)

// MapField writes into the text of a profile that a field of a list comes from a path; "" takes the field out. All
// else of the text stays as it is. A text that is not laid out with a line for each field is invalid (profile_form).
func MapField(text string, answers []Answer, list order.List, name, path string) (string, error) {
	if !slices.Contains(MappableFields(list), name) {
		return text, formless(name)
	}
	entries, err := fieldEntries(text, list)
	if err != nil {
		return text, err
	}
	lines := strings.Split(text, "\n")
	for _, e := range entries {
		start := e.key.line()
		end, indent, ok := span(lines, start, e.name)
		switch {
		case !ok:
			return text, formless(name)
		case e.name != name:
			continue
		case path == "":
			lines = slices.Delete(lines, start-1, end)
		default:
			lines = slices.Replace(lines, start-1, end, fieldLines(lines[start-1:end], indent, name, path, answers, list)...)
		}
		return strings.Join(lines, "\n"), nil
	}
	if path == "" {
		return text, nil
	}
	last := entries[len(entries)-1]
	end, indent, _ := span(lines, last.key.line(), last.name)
	lines = slices.Insert(lines, end, indent+name+": "+newRule(answers, list, name, path))
	return strings.Join(lines, "\n"), nil
}

// fieldLines is an entry with another path: only that is replaced where it can be, so that what else was written
// beside it stays. A moment may be written otherwise at another place.
func fieldLines(old []string, indent, name, path string, answers []Answer, list order.List) []string {
	whole := strings.Join(old, "\n")
	if isAt := strings.HasSuffix(name, "At"); !isAt && len(quotedPath.FindAllString(whole, 2)) == 1 {
		return strings.Split(quotedPath.ReplaceAllLiteralString(whole, yamlText(path)), "\n")
	}
	return []string{indent + name + ": " + newRule(answers, list, name, path)}
}

func newRule(answers []Answer, list order.List, name, path string) string {
	rule := yamlText(path)
	leaves := recordedLeaves(answers, list)
	if i := slices.IndexFunc(leaves, func(l leaf) bool { return l.path == path && !l.v.missing() }); i >= 0 {
		rule = ruleFor(name, leaves[i])
	}
	if name != "updatedAt" {
		return rule
	}
	if rule = strings.TrimSuffix(rule, "}"); !strings.HasPrefix(rule, "{") {
		rule = "{path: " + rule
	}
	return rule + ", default: {field: " + momentOf(list) + "}}"
}

// fieldEntries are the fields that a profile maps in a list, in the order of its text.
func fieldEntries(text string, list order.List) ([]entry, error) {
	y, err := readYAML([]byte(text), "profile")
	for _, name := range []string{"lists", string(list), "fields"} {
		var entries []entry
		if err == nil {
			entries, err = y.entries(name)
		}
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(entries, func(e entry) bool { return e.name == name })
		if i < 0 {
			return nil, formless(name)
		}
		y = entries[i].value
	}
	return y.entries("fields")
}

func (y yaml) line() int {
	if t := y.node.GetToken(); t != nil && t.Position != nil {
		return t.Position.Line
	}
	return 0
}

// span is where an entry that has lines of its own ends, and how far it is indented.
func span(lines []string, start int, name string) (end int, indent string, ok bool) {
	if start < 1 || start > len(lines) {
		return 0, "", false
	}
	own := strings.TrimLeft(lines[start-1], " ")
	indent = lines[start-1][:len(lines[start-1])-len(own)]
	for end = start; end < len(lines) && strings.HasPrefix(lines[end], indent+" ") && strings.TrimSpace(lines[end]) != ""; {
		end++
	}
	return end, indent, strings.HasPrefix(strings.Trim(own, `"'`), name)
}

func formless(name string) error {
	return fault.New(fault.Invalid, "profile_form", fault.Params{"name": name}, nil)
}

package source

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"ordertrail/backend/order"
)

// Answer is one recorded answer, without anything of its question but where it went.
type Answer struct {
	Method string
	URL    string
	Body   []byte
}

// mostAnswers is how many bytes of answers are kept for the assistant.
const mostAnswers = 48 << 20

// group is what a recording has of one kind of record: the answers that list it, and those about single ones.
type group struct {
	host, path string
	items      string // JSONPath of the list; "" when none was recorded
	listed     []*value
	details    []*value
	detailItem string
	list       order.List
	score      int
}

// ProposeProfile makes a profile out of recorded answers: it finds those that hold lists of objects, and those about
// one object each, ranks them, and suggests where each field comes from, by names and by values. not ok: nothing in
// the recording looks like a history.
func ProposeProfile(answers []Answer) (text string, ok bool) {
	best := map[order.List]*group{}
	for _, g := range groupsOf(answers) {
		if b := best[g.list]; g.score > 0 && (b == nil || g.score > b.score) {
			best[g.list] = g
		}
	}
	if len(best) == 0 {
		return "", false
	}
	var out strings.Builder
	host := ""
	for _, g := range best {
		host = g.host
	}
	fmt.Fprintf(&out, "ordertrail: profile/1\nname: %s\nauth: {none: true}\nlists:\n", yamlText("recorded "+host))
	for _, list := range []order.List{order.Requests, order.Postbacks} {
		if g := best[list]; g != nil {
			g.write(&out)
		}
	}
	_, err := ParseProfile([]byte(out.String()), "proposal")
	return out.String(), err == nil
}

var idSegment = regexp.MustCompile(`^([0-9a-fA-F]{8}-[0-9a-fA-F-]{27}|[A-Za-z_-]*\d[\w.-]*)$`)

// groupsOf gathers the answers by what they are about, in the order in which they were recorded.
func groupsOf(answers []Answer) []*group {
	byPath := map[string]*group{}
	var all []*group
	at := func(to *url.URL, path string) *group {
		key := to.Host + path
		if byPath[key] == nil {
			byPath[key] = &group{host: to.Hostname(), path: path}
			all = append(all, byPath[key])
		}
		return byPath[key]
	}
	for _, a := range answers {
		to, err := url.Parse(a.URL)
		root, broken := readValue(a.Body)
		if err != nil || broken != nil || !strings.EqualFold(a.Method, http.MethodGet) {
			continue
		}
		cut := strings.LastIndex(to.Path, "/")
		if cut > 0 && idSegment.MatchString(to.Path[cut+1:]) {
			if record, inner := detailIn(root, to.Path[cut+1:]); record != nil {
				g := at(to, to.Path[:cut])
				g.details, g.detailItem = append(g.details, record), inner
				continue
			}
		}
		if items, path := listIn(root, "$", 0); items != nil {
			g := at(to, to.Path)
			g.listed, g.items = append(g.listed, items...), path
		}
	}
	for _, g := range all {
		g.judge()
	}
	return all
}

// detailIn finds the object that a question for one id was answered with: the answer, or what one member holds.
func detailIn(root *value, id string) (record *value, path string) {
	if root.kind() != '{' {
		return nil, ""
	}
	if hasValue(root, id) {
		return root, ""
	}
	for i, inner := range root.each() {
		if inner.kind() == '{' && hasValue(inner, id) {
			return inner, "$" + step(root.names[i])
		}
	}
	return nil, ""
}

func hasValue(v *value, wanted string) bool {
	return slices.ContainsFunc(v.each(), func(inner *value) bool {
		text, ok := inner.text()
		return ok && text == wanted
	})
}

var plainName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

func step(name string) string {
	if plainName.MatchString(name) {
		return "." + name
	}
	return "['" + strings.NewReplacer(`\`, `\\`, "'", `\'`).Replace(name) + "']"
}

// listIn finds the longest list of objects in an answer.
func listIn(v *value, path string, depth int) (items []*value, at string) {
	if v.kind() == '[' {
		for _, inner := range v.each() {
			if inner.kind() != '{' {
				return nil, ""
			}
		}
		if len(v.inside) == 0 {
			return nil, ""
		}
		return v.inside, path + "[*]"
	}
	if v.kind() != '{' || depth > 3 {
		return nil, ""
	}
	for i, inner := range v.each() {
		if found, where := listIn(inner, path+step(v.names[i]), depth+1); len(found) > len(items) {
			items, at = found, where
		}
	}
	return items, at
}

var (
	requestWords  = regexp.MustCompile(`(?i)request|original|final|submit|intake|mapper`)
	postbackWords = regexp.MustCompile(`(?i)postback|webhook|notification|event|payload|trigger|delivery`)
)

// judge says what a group is about, and how much it looks like it.
func (g *group) judge() {
	requests, postbacks := 0, 0
	for _, name := range append(g.names(), g.path, g.path) {
		if requestWords.MatchString(name) {
			requests++
		}
		if postbackWords.MatchString(name) {
			postbacks++
		}
	}
	g.list = order.Requests
	if postbacks > requests {
		g.list = order.Postbacks
	}
	s := g.suggest()
	if s["id"] == "" || s[momentOf(g.list)] == "" {
		return
	}
	g.score = 3*max(requests, postbacks) + len(s) + min(len(g.listed)+len(g.details), 10)
	if requests+postbacks == 0 {
		g.score = 0
	}
}

func momentOf(list order.List) string {
	if list == order.Postbacks {
		return "occurredAt"
	}
	return "receivedAt"
}

// names are those of the members of its first record.
func (g *group) names() []string {
	list := g.subjects()
	if len(list) == 0 {
		return nil
	}
	first := list[0].item
	first.open()
	return first.names
}

// subjects are the records that there are details of, or else those listed.
func (g *group) subjects() []subject {
	var list []subject
	for _, d := range g.details {
		list = append(list, subject{item: d})
	}
	for _, item := range g.listed {
		list = append(list, subject{item: item})
	}
	return list
}

// write writes the group as a list of a profile.
func (g *group) write(out *strings.Builder) {
	items := g.items
	if items == "" {
		items = "$.data[*]" // no list was recorded
	}
	fmt.Fprintf(out, "  %s:\n    path: %s\n    items: %s\n", g.list, yamlText(g.path), yamlText(items))
	if len(g.details) > 0 {
		fmt.Fprintf(out, "    detail: {path: %s", yamlText(g.path+"/{id}"))
		if g.detailItem != "" {
			fmt.Fprintf(out, ", item: %s", yamlText(g.detailItem))
		}
		out.WriteString("}\n")
	}
	out.WriteString("    fields:\n")
	suggested := g.suggest()
	for _, name := range fieldOrder(g.list) {
		if rule := suggested[name]; rule != "" {
			fmt.Fprintf(out, "      %s: %s\n", name, rule)
		}
	}
}

func fieldOrder(list order.List) []string {
	var names []string
	var walk func(fields []field, prefix string)
	walk = func(fields []field, prefix string) {
		for _, f := range fields {
			if names = append(names, prefix+f.name); f.kind == object {
				walk(f.inside, prefix+f.name+".")
			}
		}
	}
	walk(fieldsOf(list), "")
	return names
}

// yamlText writes a text between quotes.
func yamlText(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", " ").Replace(text) + `"`
}

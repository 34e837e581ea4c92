package source

import (
	"regexp"
	"strings"

	"ordertrail/backend/order"
)

// leaf is a value in a record, with its place.
type leaf struct {
	path  string
	names []string // letters and digits only, lower case
	v     *value
}

// hint tells a field by the names on the way to it, the last one first, and by what it holds.
type hint struct {
	field string
	last  *regexp.Regexp
	above *regexp.Regexp // nil: directly in the record
	fits  func(v *value) bool
}

func named(pattern string) *regexp.Regexp { return regexp.MustCompile("^(" + pattern + ")$") }

func isText(v *value) bool   { _, ok := v.text(); return ok }
func isObject(v *value) bool { return v.kind() == '{' }
func isMoment(v *value) bool {
	text, ok := v.text()
	if !ok {
		return false
	}
	at, ok := guessMoment(text)
	return ok && at > 1_000_000_000_000 && at < 4_000_000_000_000
}

func isStatus(v *value) bool {
	text, _ := v.text()
	return len(text) == 3 && text[0] >= '1' && text[0] <= '5' && strings.Trim(text, "0123456789") == ""
}

const (
	originalNames = "original.*|incoming.*|inbound.*|raw.*|input|received"
	templateNames = "template.*|mapper|mapping|transformation|processing"
	finalNames    = "final.*|outgoing.*|outbound.*|sent|printerrequest"
	responseNames = "response.*|reply|answer|systemresponse"
	bodyNames     = "body|payload|content|raw|text|data"
)

// hintsOf are tried in order; the first leaf that fits is the field's.
func hintsOf(list order.List) []hint {
	hints := []hint{
		{"id", named("id|uuid|requestid|postbackid|eventid|_id"), nil, isText},
		{momentOf(list), named("createdat|created|receivedat|received|occurredat|timestamp|ts|date|time|sentat|at"), nil, isMoment},
		{"updatedAt", named("updatedat|updated|modifiedat|modified|changedat|changed"), nil, isMoment},
		{"orderReferenceId", named("orderreferenceid|orderreference|orderref|reference|referenceid|ordernumber|ref"), nil, isText},
		{"orderReferenceId", named("referenceid|reference|number|ref"), named("order"), isText},
		{"orderId", named("orderid|gelatoorderid|gelatoid"), nil, isText},
		{"orderId", named("id"), named("order"), isText},
		{"customer.id", named("id"), named("customer|client|buyer"), isText},
		{"customer.name", named("name"), named("customer|client|buyer"), isText},
		{"customer.name", named("customer|customername|client|clientname"), nil, isText},
		{"customer.referenceId", named("referenceid|reference"), named("customer|client|buyer"), isText},
	}
	if list == order.Postbacks {
		return append(hints, postbackHints()...)
	}
	return append(hints, requestHints()...)
}

func requestHints() []hint {
	hints := []hint{{"type", named("type|operation|op|action|kind"), nil, isText}}
	for stage, names := range map[string]string{"original": originalNames, "final": finalNames, "response": responseNames} {
		prefix := "stages." + stage + "."
		hints = append(hints,
			hint{prefix + "body", named(bodyNames), named(names), func(v *value) bool { return isText(v) || isObject(v) }},
			hint{prefix + "body", named(names), nil, isText},
			hint{prefix + "headers", named("headers?"), named(names), func(v *value) bool { return !isText(v) }},
			hint{prefix + "url", named("url|uri|path"), named(names), isText},
			hint{prefix + "method", named("method|verb"), named(names), isText},
			hint{prefix + "contentType", named("contenttype|mimetype"), named(names), isText},
		)
	}
	return append(hints,
		hint{"stages.response.status", named("status|statuscode|code|httpstatus"), named(responseNames), isStatus},
		hint{"stages.response.status", named("statuscode|httpstatus|responsestatus"), nil, isStatus},
		hint{"stages.response.durationMs", named("durationms|duration|tookms|took"), named(responseNames), isText},
		hint{"stages.template.name", named("name"), named(templateNames), isText},
		hint{"stages.template.version", named("version"), named(templateNames), isText},
		hint{"stages.template.source", named("mapper|source|script|code|jinja"), named(templateNames), isText},
		hint{"stages.template.rendered", named("output|rendered|result|rendering"), named(templateNames), isText},
		hint{"stages.template.rendered", named("rendered|templateoutput|mapped"), nil, isText},
		hint{"stages.template.error.message", named("error|errormessage|message"), named(templateNames), isText},
	)
}

func postbackHints() []hint {
	return []hint{
		{"event", named("event|eventname|eventtype|trigger"), nil, isText},
		{"event", named("event|name"), named("trigger"), isText},
		{"event", named("type|kind|name"), nil, isText},
		{"status", named("status|fulfillmentstatus"), named("package"), isText},
		{"status", named("status|fulfillmentstatus"), nil, func(v *value) bool { return isText(v) && !isStatus(v) }},
		{"packageId", named("id"), named("package"), isText},
		{"payload", named("payload|data|input"), nil, isObject},
		{"template.rendered", named("rendered|renderedbody|output"), nil, isText},
		{"delivery.target", named("url|target|endpoint|to|recipient"), nil, isText},
	}
}

// suggest says where each field of a group's records comes from, as a profile writes it.
func (g *group) suggest() map[string]string {
	rules := map[string]string{}
	var leaves []leaf
	for i, s := range g.subjects() {
		if i < 5 { // fields that the first lack may stand in the next
			leaves = append(leaves, leavesOf(s.item, "$", nil, 0)...)
		}
	}
	for _, h := range hintsOf(g.list) {
		if rules[h.field] != "" {
			continue
		}
		if l, ok := h.find(leaves); ok {
			rules[h.field] = ruleFor(h.field, l)
		}
	}
	if rules["updatedAt"] == "" {
		rules["updatedAt"] = "{default: {field: " + momentOf(g.list) + "}}"
	}
	if g.list == order.Requests {
		if rules["type"] == "" {
			rules["type"] = "{default: submit}"
		}
		return rules
	}
	rules["direction"] = "{default: to_customer}"
	if rules["event"] == "" {
		rules["event"] = "{default: postback}"
	}
	g.suggestTries(rules, leaves)
	return rules
}

// suggestTries finds the attempts of a postback, or makes one of a status that stands alone.
func (g *group) suggestTries(rules map[string]string, leaves []leaf) {
	for _, l := range leaves {
		if len(l.names) == 1 && named("statuscode|httpstatus|responsestatus|responsecode").MatchString(l.names[0]) && isStatus(l.v) {
			rules["delivery.attempts"] = "{items: \"$\", fields: {status: " + yamlText(l.path) + "}}"
			return
		}
	}
}

func (h hint) find(leaves []leaf) (leaf, bool) {
	best, found := leaf{}, false
	for _, l := range leaves {
		if !l.v.missing() && h.names(l) && (!found || len(l.names) < len(best.names)) {
			best, found = l, true
		}
	}
	return best, found
}

// leavesOf gives what is inside of an object, objects among it, to some depth. Lists are not entered.
func leavesOf(v *value, path string, names []string, depth int) []leaf {
	if v.kind() != '{' || depth > 4 {
		return nil
	}
	var leaves []leaf
	for i, inner := range v.each() {
		at := leaf{path + step(v.names[i]), append(names[:len(names):len(names)], lettersOf(v.names[i])), inner}
		leaves = append(leaves, at)
		leaves = append(leaves, leavesOf(inner, at.path, at.names, depth+1)...)
	}
	return leaves
}

func ruleFor(field string, l leaf) string {
	path := yamlText(l.path)
	switch {
	case strings.HasSuffix(field, "At") && l.v.kind() == '0':
		form := "unix"
		if ms, _ := (timeForm{style: "unix_ms"}).read(string(l.v.raw)); ms > 100_000_000_000 {
			form = "unix_ms"
		}
		return "{path: " + path + ", time: " + form + "}"
	case strings.HasSuffix(field, "At"):
		if _, ok := (timeForm{style: "rfc3339"}).read(unquote(l.v.raw)); !ok {
			return "{path: " + path + ", time: {layout: \"2006-01-02 15:04:05\", zone: UTC}}"
		}
	case strings.HasSuffix(field, ".body") && l.v.kind() == '{':
		return "{path: " + path + ", encoding: json}"
	case field == "type":
		return "{path: " + path + ", map: {" + typeMap(l.v) + "}, default: submit}"
	case strings.HasSuffix(field, ".headers"):
		return "{path: " + path + ", headers: " + headerForm(l.v) + "}"
	}
	return path
}

// typeMap writes what a source may call the two types.
func typeMap(*value) string {
	return "SUBMIT: submit, CANCEL: cancel, Submit: submit, Cancel: cancel, ORDER: submit, create: submit, void: cancel"
}

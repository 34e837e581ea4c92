package diagnose

import (
	"cmp"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"ordertrail/backend/order"
)

// reason is why something was refused, in the words of the one who refused, and where that is written.
type reason struct {
	field, message string
	on             Pointer
}

// refusal reads why a request was refused out of its answer.
func refusal(r *order.Request) reason {
	why := reason{on: at(r, order.Responded)}
	a := r.Stages.Response
	if a == nil {
		return why
	}
	why.field, why.message, why.on.Path = told(a.Body)
	if why.message == "" && a.Error != nil {
		why.message = a.Error.Message
	}
	if why.message == "" && a.Status != nil {
		why.message = fmt.Sprintf("HTTP %d", *a.Status)
	}
	why.message = clipped(why.message)
	return why
}

// messages are the keys under which answers say what is wrong, the most telling first.
var messages = []string{"message", "detail", "details", "error_description", "reason", "description", "title", "error", "msg", "text"}

// told reads a field, a message and its place out of an answer; what is no JSON or XML is the message itself.
func told(body []byte) (field, message, path string) {
	var value any
	if json.Unmarshal(body, &value) == nil {
		return toldJSON(value, "")
	}
	if text := strings.TrimSpace(string(body)); !strings.HasPrefix(text, "<") {
		return "", text, ""
	}
	return "", toldXML(body), ""
}

// toldJSON prefers the first of a list of errors, which names its field, to a general message.
func toldJSON(value any, path string) (field, message, where string) {
	switch v := value.(type) {
	case string:
		return named(v), v, path
	case []any:
		if len(v) > 0 {
			return toldJSON(v[0], path+"/0")
		}
	case map[string]any:
		if list, ok := v["errors"].([]any); ok && len(list) > 0 {
			return toldJSON(list[0], path+"/errors/0")
		}
		for _, key := range messages {
			if field, message, where := toldJSON(v[key], path+"/"+key); message != "" {
				return firstText(v, field, "path", "field", "name", "property", "pointer"), message, where
			}
		}
	}
	return "", "", ""
}

// toldByNews is what news say is wrong: as answers do, or in a comment, in which the order or its first item brings it.
func toldByNews(payload []byte) string {
	if _, message, _ := told(payload); message != "" {
		return message
	}
	var news struct {
		noted
		Order, Item, Package noted
		Items                []noted
	}
	_ = json.Unmarshal(payload, &news) // what does not fit says nothing
	for _, n := range append([]noted{news.noted, news.Order, news.Item, news.Package}, news.Items...) {
		if text := cmp.Or(n.Message, n.Comment, n.Reason); text != "" {
			return text
		}
	}
	return ""
}

// noted is what a part of news says of itself.
type noted struct{ Message, Comment, Reason string }

func firstText(v map[string]any, otherwise string, keys ...string) string {
	for _, key := range keys {
		if text, ok := v[key].(string); ok && text != "" {
			return text
		}
	}
	return otherwise
}

// fieldName is a field as messages name one: items[0].productUid.
var fieldName = regexp.MustCompile(`\b[A-Za-z_]\w*(\[\d+\])?(\.\w+(\[\d+\])?)+`)

func named(message string) string { return fieldName.FindString(message) }

func toldXML(body []byte) string {
	d := xml.NewDecoder(strings.NewReader(string(body)))
	name, found, rank := "", "", len(messages)
	for {
		token, err := d.Token()
		if err != nil {
			return found
		}
		switch t := token.(type) {
		case xml.StartElement:
			name = strings.ToLower(t.Name.Local)
		case xml.CharData:
			if i := slices.Index(messages, name); i >= 0 && i < rank && strings.TrimSpace(string(t)) != "" {
				found, rank = strings.TrimSpace(string(t)), i
			}
		}
	}
}

// clipped keeps a foreign text to one short line.
func clipped(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > 180 {
		return string(runes[:180]) + "…"
	}
	return text
}

// attribute is what a template looked for in vain: 'dict object' has no attribute 'adress'.
var attribute = regexp.MustCompile(`'([^']+)'(?: is undefined)?$`)

// templateReason reads why a template failed.
func templateReason(r *order.Request) reason {
	t := r.Stages.Template
	why := reason{on: at(r, order.Templated)}
	if t.Error == nil {
		why.field, why.message = t.Name, "" // its output can't be read
		return why
	}
	why.message, why.field = clipped(t.Error.Message), t.Name
	if found := attribute.FindStringSubmatch(strings.TrimSuffix(t.Error.Message, " is undefined")); found != nil {
		why.field = found[1]
	}
	return why
}

// missedLookup is the first lookup of a request that found nothing.
func missedLookup(r *order.Request) (order.Lookup, Pointer, bool) {
	if r.Stages.Template == nil {
		return order.Lookup{}, Pointer{}, false
	}
	for i, l := range r.Stages.Template.Lookups {
		if !l.Hit {
			return l, at(r, order.Templated, fmt.Sprintf("/lookups/%d", i)), true
		}
	}
	return order.Lookup{}, Pointer{}, false
}

package order

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
)

// telling are the fields of an answer that carry a verdict in words; an echo of the request does not count.
var telling = regexp.MustCompile(`(?i)^(error|err|code|message|msg|title|detail|details|description|reason|type|fault|status|text|existing)s?$|(?i)(error|message|code|reason)$`)

var duplicateWords = regexp.MustCompile(`(?i)duplicate|already[ _-]?(exists|been[ _-]?used)`)

// saysDuplicate says that a code or a message in the body calls the order a duplicate.
func saysDuplicate(m *Message) bool {
	body := bytes.TrimSpace(m.Body)
	if len(body) == 0 {
		return false
	}
	var value any
	if json.Unmarshal(body, &value) == nil {
		return anyText(value, "message", func(name, text string) bool {
			return telling.MatchString(name) && duplicateWords.MatchString(text)
		})
	}
	if body[0] == '<' {
		found := false
		err := readXML(body, func(name, text string) {
			found = found || telling.MatchString(name) && duplicateWords.MatchString(text)
		})
		if err == nil {
			return found
		}
	}
	return duplicateWords.Match(body)
}

// anyText walks a JSON value and says whether a text in it, under the name of its nearest key, holds.
func anyText(value any, name string, holds func(name, text string) bool) bool {
	switch v := value.(type) {
	case string:
		return holds(name, v)
	case []any:
		for _, each := range v {
			if anyText(each, name, holds) {
				return true
			}
		}
	case map[string]any:
		for key, each := range v {
			if anyText(each, key, holds) {
				return true
			}
		}
	}
	return false
}

// refusals are the words by which answers call an item or an order refused.
var refusals = map[string]bool{"rejected": true, "refused": true, "failed": true, "failure": true, "error": true, "invalid": true, "declined": true}

// listsRefusedItems says that the body has a list of items of which at least one was refused.
func listsRefusedItems(m *Message) bool {
	var value any
	if json.Unmarshal(bytes.TrimSpace(m.Body), &value) != nil {
		return false
	}
	return anyList(value, func(items []any) bool {
		for _, item := range items {
			if fields, ok := item.(map[string]any); ok && refused(fields) {
				return true
			}
		}
		return false
	})
}

// anyList walks a JSON value and says whether a list of items in it holds; lists of errors are not items.
func anyList(value any, holds func([]any) bool) bool {
	fields, ok := value.(map[string]any)
	if !ok {
		list, isList := value.([]any)
		return isList && holds(list)
	}
	for key, each := range fields {
		list, isList := each.([]any)
		switch {
		case isList && !strings.HasPrefix(word(key), "err") && holds(list):
			return true
		case !isList && anyList(each, holds):
			return true
		}
	}
	return false
}

// refused says that an object calls itself refused: by its status, by success false, or by an error of its own.
func refused(fields map[string]any) bool {
	for key, value := range fields {
		switch word(key) {
		case "status", "state", "result", "outcome":
			if text, ok := value.(string); ok && refusals[word(text)] {
				return true
			}
		case "success", "ok", "accepted":
			if value == false {
				return true
			}
		case "error", "errors", "error_code", "error_message", "rejected", "refused":
			if says(value) {
				return true
			}
		}
	}
	return false
}

// says tells a value with content from an empty one.
func says(value any) bool {
	switch v := value.(type) {
	case nil:
		return false
	case string:
		return v != ""
	case bool:
		return v
	case []any:
		return len(v) > 0
	case map[string]any:
		return len(v) > 0
	}
	return true
}

// reportsError says that the body, whatever its status, tells of an error at its top.
func reportsError(m *Message) bool {
	body := bytes.TrimSpace(m.Body)
	var fields map[string]any
	if json.Unmarshal(body, &fields) == nil {
		return refused(fields)
	}
	if len(body) == 0 || body[0] != '<' {
		return false
	}
	found := false
	err := readXML(body, func(name, text string) {
		text = strings.TrimSpace(text)
		switch word(name) {
		case "error", "errors", "fault", "error_message", "error_code", "faultstring":
			found = found || text != ""
		case "status", "result":
			found = found || refusals[word(text)]
		}
	})
	return err == nil && found
}

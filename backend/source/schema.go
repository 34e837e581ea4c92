package source

import (
	"slices"

	"ordertrail/backend/order"
)

// kind is what a field of the feed holds.
type kind string

const (
	textual  kind = "text"
	moment   kind = "moment"
	integer  kind = "number"
	flag     kind = "true or false"
	anyJSON  kind = "JSON"
	bodyText kind = "body"
	headers  kind = "headers"
	texts    kind = "list of texts"
	objects  kind = "list"
	object   kind = "object"
)

// shape of the feed's fields, as feed.openapi.yaml has them.
type field struct {
	name     string
	kind     kind
	required bool
	inside   []field // of an object, or of each object of a list
	stage    bool
}

// fieldsOf gives the fields of a list's records. They are built anew each time: nothing is shared.
func fieldsOf(list order.List) []field {
	if list == order.Postbacks {
		return postbackFields()
	}
	return requestFields()
}

func must(name string, k kind) field { return field{name: name, kind: k, required: true} }

func of(k kind, names ...string) []field {
	list := make([]field, len(names))
	for i, n := range names {
		list[i] = field{name: n, kind: k}
	}
	return list
}

func nested(name string, inside ...[]field) field {
	return field{name: name, kind: object, inside: slices.Concat(inside...)}
}

func many(name string, inside ...[]field) field {
	return field{name: name, kind: objects, inside: slices.Concat(inside...)}
}

func stageOf(name string, inside []field) field {
	return field{name: name, kind: object, inside: inside, stage: true}
}

func requestFields() []field {
	return []field{
		must("id", textual), must("receivedAt", moment), must("updatedAt", moment), must("type", textual),
		nested("customer", partyFields()), nested("connector", of(textual, "id", "type", "name")), nested("printer", partyFields()),
		{name: "orderReferenceId", kind: textual}, {name: "orderId", kind: textual},
		nested("stages", []field{
			stageOf("original", messageFields()), stageOf("template", templateFields()),
			stageOf("final", messageFields()), stageOf("response", responseFields()),
		}),
		many("attempts", attemptFields()),
	}
}

func postbackFields() []field {
	return []field{
		must("id", textual), must("occurredAt", moment), must("updatedAt", moment), must("direction", textual), must("event", textual),
		{name: "status", kind: textual}, nested("customer", partyFields()), {name: "orderReferenceId", kind: textual},
		{name: "orderId", kind: textual}, {name: "packageId", kind: textual}, {name: "itemReferenceIds", kind: texts},
		nested("trigger", of(textual, "name", "event", "delivery"), of(flag, "retryOnFailure")),
		nested("template", templateFields()), {name: "payload", kind: anyJSON},
		nested("delivery", of(textual, "target"), []field{nested("sent", messageFields()), many("attempts", attemptFields())}, of(textual, "result")),
	}
}

func partyFields() []field { return of(textual, "id", "name", "referenceId") }

func messageFields() []field {
	return slices.Concat(of(moment, "at"), of(textual, "transport", "method", "url"), of(headers, "headers"),
		of(textual, "contentType", "charset"), of(bodyText, "body"), of(textual, "bodyEncoding"), of(integer, "sizeBytes"), of(textual, "sha256"))
}

func errorFields() []field {
	return []field{nested("error", of(textual, "code", "class", "message"), of(integer, "line", "column"))}
}

func templateFields() []field {
	return slices.Concat(of(moment, "at"), of(textual, "id", "name", "version", "type", "engine", "format", "source"), of(anyJSON, "inputContext"),
		[]field{many("lookups", of(textual, "field", "key"), of(flag, "hit"), of(textual, "value"), of(flag, "strict"))},
		of(textual, "rendered"), errorFields())
}

func responseFields() []field {
	return slices.Concat(messageFields(), of(integer, "status", "durationMs"), errorFields(), []field{nested("formatted", messageFields())})
}

func attemptFields() []field {
	return slices.Concat(of(integer, "n"), of(moment, "at"), of(integer, "status", "durationMs", "retryAfterS"), of(textual, "responseBody"), errorFields())
}

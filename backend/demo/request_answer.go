package demo

import (
	"strings"

	"ordertrail/backend/order"
)

// reply is the answer to a request: a status with a body, or the reason why none came.
type reply struct {
	status int
	body   value
	err    *order.StageError
}

func answered(status int, fields ...field) reply { return reply{status: status, body: dict(fields...)} }

func nothing(code, message string) reply {
	return reply{err: &order.StageError{Code: code, Message: message}}
}

// reply gives what came back in the end.
func (w *writing) reply() reply {
	house := strings.TrimPrefix(w.house.url, "https://")
	host, _, _ := strings.Cut(house, "/")
	switch w.slot.answer {
	case wrongKey:
		return answered(401, as("message", "Invalid API key"))
	case wrongType:
		return answered(415, as("message", "Content type text/plain is not supported"))
	case unreadable:
		return answered(400, as("message", "The request body could not be parsed: unexpected end of input"))
	case badAddress:
		return answered(400, as("message", "Validation failed"), at("errors", listOf(
			dict(as("field", "shippingAddress.postCode"), as("message", "must not be empty")), dict(as("field", "shippingAddress.country"), as("message", "XX is not a country")))))
	case emptyProduct:
		return answered(422, as("message", "items[0].productUid is required"))
	case takenReference:
		return answered(409, as("message", "orderReferenceId "+w.facts.ref+" already exists"), as("existingId", w.names.uuid(nameOrder, w.order, 0)))
	case tooLate:
		return answered(409, as("message", "order is shipped and can not be canceled"))
	case busyPrinter:
		return answered(503, as("message", "Service temporarily unavailable"))
	case brokenPrinter:
		return answered(500, as("message", "Internal server error"), as("traceId", w.thing(6)))
	case refusedConnection:
		return nothing("connection_refused", "dial tcp: connection refused")
	case noSuchHost:
		return nothing("dns", "lookup "+host+": no such host")
	case badCertificate:
		return nothing("tls", "x509: certificate for "+host+" has expired")
	case timedOut, timedOutButArrived:
		return nothing("timeout", "no answer within 30000 ms")
	}
	return w.yes()
}

// yes is the answer to a request that went well.
func (w *writing) yes() reply {
	ref := as("orderReferenceId", w.facts.ref)
	switch {
	case w.slot.step == cancel:
		return answered(200, ref, as("status", "canceled"))
	case w.slot.step == reroute:
		return answered(200, ref, as("shipmentMethodUid", "express"))
	case w.slot.answer == acceptedQueued:
		return answered(202, ref, as("status", "queued"))
	}
	created := as("createdAt", (w.slot.seen[w.slot.changes-1] - 1).String())
	if w.slot.answer == partlyAccepted {
		return answered(207, as("id", w.orderID()), ref, created, at("items", each(w.facts.lines, w.taken)))
	}
	return answered(200, as("id", w.orderID()), ref, created)
}

// taken tells of one item that it was accepted, and of the last that it was not.
func (w *writing) taken(l line) value {
	item := put(nil, as("itemReferenceId", w.customer.itemRef(w.facts.ref, l.no)))
	if l.no < len(w.facts.lines) {
		return dict(put(item, as("status", "accepted"))...)
	}
	return dict(put(item, as("status", "rejected"), as("message", "paper is out of stock"))...)
}

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
	return answered(200, as("id", w.orderID()), ref, as("createdAt", (w.slot.seen[w.slot.changes-1]-1).String()))
}

// took is how long the last try took.
func (w *writing) took() order.Millis {
	switch w.slot.answer {
	case acceptedLate:
		return w.slot.seen[1] - w.slot.seen[0]
	case timedOut, timedOutButArrived:
		return 30_000
	}
	return order.Millis(60 + mix(w.seed^uint64(w.order))%800)
}

// respond makes the response as far as it has come, and the tries up to it.
func (w *writing) respond(r *order.Request) {
	failed := r.Stages.Template != nil && r.Stages.Template.Error != nil
	switch {
	case failed:
		r.Stages.Response = w.response(w.noTemplate(r.Stages.Template.Error), w.slot.seen[0]-1, 40)
		return
	case w.slot.answer == acceptedLate && w.changes == 1:
		r.Stages.ResponseIs = order.NotReached
		return
	case w.slot.answer == acceptedThird || w.slot.answer == busyPrinter:
		w.tries(r)
	default:
		w.once(r)
	}
	if w.knows(r) {
		r.OrderID = w.orderID()
	}
}

// knows says that the order's id is known: from the answer, or from the printer's later news.
func (w *writing) knows(r *order.Request) bool {
	if w.slot.step == cancel || w.slot.step == reroute {
		return false
	}
	if w.slot.known != 0 {
		return w.changes == int(w.slot.changes)
	}
	a := r.Stages.Response
	return a != nil && a.Status != nil && *a.Status == 200
}

// once is an answer at the first try.
func (w *writing) once(r *order.Request) {
	last := w.slot.changes - 1
	if w.slot.known != 0 {
		last--
	}
	answered := w.slot.seen[last] - 1
	r.Stages.Response = w.response(w.reply(), answered, int64(w.took()))
	w.shape(r.Stages.Response)
	if w.house.tries && !w.atDoor() {
		r.Attempts = []order.Attempt{attempt(1, r.Stages.Response)}
	}
}

// tries are a 429 and a 503 before the answer, or three times a 503.
func (w *writing) tries(r *order.Request) {
	busy, wait := answered(503, as("message", "Service temporarily unavailable")), 30
	replies := []reply{answered(429, as("message", "Too many requests")), busy, w.reply()}
	if w.slot.answer == busyPrinter {
		replies = []reply{busy, busy, busy}
	}
	for n, reply := range replies {
		moment := w.slot.seen[0] - 1 - order.Millis(2-n)*30*second
		if w.slot.answer == acceptedThird {
			if n >= w.changes {
				return
			}
			moment = w.slot.seen[n] - 1
		}
		r.Stages.Response = w.response(reply, moment, 80+int64(n))
		a := attempt(n+1, r.Stages.Response)
		if n < 2 {
			a.RetryAfterS = &wait
		}
		r.Attempts = append(r.Attempts, a)
	}
	w.shape(r.Stages.Response)
}

func attempt(n int, a *order.Response) order.Attempt {
	out := order.Attempt{N: n, At: a.At - order.Millis(*a.DurationMs), Status: a.Status, DurationMs: a.DurationMs, Error: a.Error}
	if a.Body != nil {
		body := string(a.Body)
		out.ResponseBody = &body
	}
	return out
}

func (w *writing) noTemplate(e *order.StageError) reply {
	return answered(422, as("error", "Template rendering failed"), as("details", e.Message))
}

func (w *writing) response(r reply, at order.Millis, took int64) *order.Response {
	out := &order.Response{Message: order.Message{At: at}, DurationMs: &took, Error: r.err}
	if r.err != nil {
		out.Headers = []order.Header{}
		return out
	}
	out.Status = &r.status
	out.Transport, out.ContentType, out.Charset = "http", "application/json", "utf-8"
	out.Headers = []order.Header{{Name: "Content-Type", Value: "application/json"}, {Name: "Date", Value: at.Time().Format("Mon, 02 Jan 2006 15:04:05 GMT")}, {Name: "X-Request-Id", Value: w.thing(3)}}
	if w.order%5 == 0 {
		out.Headers = append(out.Headers, order.Header{Name: "Set-Cookie", Value: "lb=" + w.thing(7)[:8] + "; Path=/; HttpOnly"})
	}
	sealed(&out.Message, r.body.json(nil, spaced))
	return out
}

// shape makes what the sender saw, where a response template made another answer of the printer's.
func (w *writing) shape(a *order.Response) {
	t := w.customer.answer
	if t == nil || a.Error != nil || *a.Status == 202 || w.atDoor() || w.slot.step != submit {
		return
	}
	text, _, err := t.render(parseJSON(string(a.Body)), w.find)
	if err != nil {
		return // not reached: the templates ask for nothing that may be missing
	}
	kind := "application/json"
	if text[0] == '<' {
		kind = "application/xml"
	}
	a.Formatted = sealed(&order.Message{At: a.At, Transport: "http", Headers: []order.Header{{Name: "Content-Type", Value: kind}}, ContentType: kind, Charset: "utf-8"}, []byte(text))
}

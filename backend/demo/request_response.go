package demo

import "ordertrail/backend/order"

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
	return a != nil && a.Status != nil && (*a.Status == 200 || *a.Status == 207)
}

// once is an answer at the first try.
func (w *writing) once(r *order.Request) {
	last := w.slot.changes - 1
	if w.slot.known != 0 {
		last--
	}
	answered := w.slot.seen[last] - 1
	r.Stages.Response = w.response(w.reply(), answered, int64(w.slot.took))
	w.shape(r.Stages.Response)
	if w.house.tries && !w.atDoor() {
		r.Attempts = []order.Attempt{attempt(1, r.Stages.Response)}
	}
}

// tries are a 429 and a 503 before the answer, or three times a 503, as far as they have come.
func (w *writing) tries(r *order.Request) {
	busy := answered(503, as("message", "Service temporarily unavailable"))
	replies := [3]reply{answered(429, as("message", "Too many requests")), busy, w.reply()}
	if w.slot.answer == busyPrinter {
		replies[0] = busy
	}
	for n, reply := range replies[:min(w.changes, 3)] {
		r.Stages.Response = w.response(reply, w.slot.seen[n]-1, int64(w.slot.took))
		a := attempt(n+1, r.Stages.Response)
		if n < 2 {
			wait := int((w.slot.seen[n+1] - w.slot.seen[n]) / second)
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

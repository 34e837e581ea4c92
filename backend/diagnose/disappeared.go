package diagnose

import (
	"strings"

	"ordertrail/backend/order"
)

var (
	bothLists = []order.List{order.Requests, order.Postbacks}
	newsList  = []order.List{order.Postbacks}
)

// disappearedGuide answers "my order disappeared".
var disappearedGuide = guide{
	{id: "arrived", judge: (*matter).arrived},
	{id: "cancelled", judge: (*matter).isCancelled},
	{id: "stopped", judge: (*matter).isStopped},
	{id: "taken", judge: (*matter).isTaken},
	{id: "draft", judge: (*matter).isDraft},
	{id: "delivered", judge: (*matter).isDelivered},
	{id: "confirmed", judge: (*matter).isConfirmed},
	{id: "moving", judge: (*matter).isMoving},
}

func (m *matter) arrived() finding {
	if f, ok := m.known(); ok {
		return f
	}
	if m.Unopened {
		return m.unsearched()
	}
	lists := []order.List{order.Requests}
	end := m.seen(NotReceived, Params{"From": Moment(m.since()), "To": Moment(m.until)}, m.nearest()...)
	end.confidence = Certain
	says := Sentence{"arrived.no", Params{"From": Moment(m.since()), "To": Moment(m.until)}}
	if m.Unsearched {
		says.ID, end.confidence = "arrived.unnamed", Likely // another order's text could name it
	}
	return m.never(says, end, lists)
}

// unsearched is the answer where the reference could still stand in a text.
func (m *matter) unsearched() finding {
	return ends(Unknown, say("arrived.unsearched"), &ending{verdict: NoData, confidence: CannotTell, with: Params{"List": Term("list.requests")}})
}

// known says by which record the order is known at all.
func (m *matter) known() (finding, bool) {
	switch {
	case len(m.submits) > 0:
		r := m.submits[0]
		with := Params{"At": Moment(r.ReceivedAt), "N": len(m.submits)}
		return fine(Sentence{"arrived.yes", with}, at(r, "")), true
	case len(m.news) > 0:
		return finding{answer: Unknown, says: Sentence{"arrived.news_only", Params{"At": Moment(m.news[0].OccurredAt)}}, on: []Pointer{on(m.news[0])}}, true
	case len(m.Requests) > 0:
		r := m.Requests[0]
		return finding{answer: Unknown, says: Sentence{"arrived.other", Params{"At": Moment(r.ReceivedAt)}}, on: []Pointer{at(r, "")}}, true
	}
	return finding{}, false
}

func (m *matter) nearest() []Sentence {
	if len(m.Nearest) == 0 {
		return nil
	}
	return []Sentence{{"note.nearest", Params{"References": strings.Join(m.Nearest, ", ")}}}
}

func (m *matter) isCancelled() finding {
	with, pointers := m.cancellation()
	if len(pointers) == 0 {
		return m.absent(say("cancelled.no"), bothLists, m.anchor())
	}
	end := m.seen(Cancelled, with)
	for _, p := range m.news {
		if rank(p) >= rankShipped && p.OccurredAt > with["At"].(Moment).millis() {
			end.confidence = Likely
			end.notes = append(end.notes, Sentence{"note.shipped_all_the_same", Params{"At": Moment(p.OccurredAt)}})
			pointers = append(pointers, on(p))
			break
		}
	}
	return ends(Problem, Sentence{"cancelled.yes", with}, end, pointers...)
}

// cancellation says who cancelled the order, and when; no pointers when nobody did.
func (m *matter) cancellation() (Params, []Pointer) {
	r, p := m.cancelled()
	switch {
	case r != nil && p != nil:
		return Params{"At": Moment(r.ReceivedAt), "Why": Term("cancel.asked")}, []Pointer{at(r, order.Responded), on(p)}
	case r != nil:
		return Params{"At": Moment(r.ReceivedAt), "Why": Term("cancel.asked")}, []Pointer{at(r, order.Responded)}
	case p != nil && p.Direction == order.FromPrinter:
		return Params{"At": Moment(p.OccurredAt), "Why": Term("cancel.printer")}, []Pointer{on(p)}
	case p != nil:
		return Params{"At": Moment(p.OccurredAt), "Why": Term("cancel.unknown")}, []Pointer{on(p)}
	}
	return nil, nil
}

// anchor is the record that a step points to when it found nothing amiss.
func (m *matter) anchor() Pointer {
	switch r := m.effective(); {
	case r != nil:
		return at(r, "")
	case len(m.news) > 0:
		return on(m.news[0])
	}
	return at(m.Requests[0], "")
}

func (m *matter) isStopped() finding {
	p := m.stopped()
	if p == nil {
		return m.absent(say("stopped.no"), newsList, m.anchor())
	}
	with := stop(p)
	end := m.seen(FailedLater, with)
	return ends(Problem, Sentence{"stopped.yes", with}, end, on(p))
}

func stop(p *order.Postback) Params {
	message := toldByNews(p.Payload)
	if message == "" {
		return Params{"At": Moment(p.OccurredAt), "Reason": Term("state." + p.Reports())}
	}
	return Params{"At": Moment(p.OccurredAt), "Reason": clipped(message)}
}

func (m *matter) isTaken() finding {
	if a := m.accepted(); a != nil {
		return fine(Sentence{"taken.yes", Params{"At": Moment(answeredAt(a)), "Status": *a.Stages.Response.Status, "N": len(m.submits)}}, at(a, order.Responded))
	}
	if p := m.reached(rankReceived); p != nil {
		return fine(Sentence{"taken.by_news", Params{"At": Moment(p.OccurredAt), "State": Term("milestone." + milestones[rank(p)])}}, on(p))
	}
	if len(m.submits) == 0 {
		return m.unknowable()
	}
	return m.refused()
}

// unknowable is the end where the records held do not tell what became of the order.
func (m *matter) unknowable() finding {
	if m.open(order.Requests) {
		return m.unheld(order.Requests, m.anchor())
	}
	return ends(Unknown, say("taken.not_captured"), &ending{verdict: NoData, confidence: CannotTell, with: Params{"List": Term("list.requests")}}, m.anchor())
}

func answeredAt(r *order.Request) order.Millis {
	if a := r.Stages.Response; a != nil && a.At != 0 {
		return a.At
	}
	return r.ReceivedAt
}

// refused tells why no submit was accepted: the last one that is no mere duplicate decides.
func (m *matter) refused() finding {
	r := m.deciding()
	why := refusal(r)
	outcome := r.Outcome(m.Now)
	if r.States(m.Now).Original == order.StageFailed {
		outcome = doorOutcome
	}
	switch outcome {
	case doorOutcome:
		return ends(Problem, Sentence{"taken.door", why.with(r)}, m.seen(RejectedAtDoor, why.with(r)), at(r, order.Original), why.on)
	case order.TemplateFailed:
		return m.templateFailed(r)
	case order.Duplicate:
		return ends(Problem, Sentence{"taken.duplicate", why.with(r)}, m.seen(DuplicateOnly, why.with(r)), why.on)
	case order.HandoffFailed:
		return ends(Problem, Sentence{"taken.handoff", why.with(r)}, m.seen(HandoffFailed, why.with(r)), handed(r)...)
	case order.NoAnswer:
		return m.never(Sentence{"taken.no_answer", why.with(r)}, m.seen(HandoffFailed, why.with(r)), bothLists, handed(r)...)
	case order.Rejected:
		return m.invalid(r, why)
	case order.Pending:
		return ends(OK, Sentence{"taken.pending", why.with(r)}, &ending{verdict: OnTrack, confidence: Likely, with: Params{"Step": Term("milestone.handed_over")}}, at(r, order.Final))
	}
	return m.unknowable()
}

const doorOutcome order.Outcome = "door"

func handed(r *order.Request) []Pointer {
	out := []Pointer{}
	if r.Stages.Final != nil {
		out = append(out, at(r, order.Final))
	}
	if r.Stages.Response != nil {
		out = append(out, at(r, order.Responded))
	}
	return out
}

// with are the parameters of sentences about a refusal.
func (why reason) with(r *order.Request) Params {
	with := Params{"At": Moment(answeredAt(r)), "Sent": Moment(r.ReceivedAt), "Reason": why.message, "Message": why.message, "Field": why.field, "Status": "–"}
	if a := r.Stages.Response; a != nil && a.Status != nil {
		with["Status"] = *a.Status
	}
	if why.message == "" {
		with["Reason"], with["Message"] = Term("reason.none"), Term("reason.none")
	}
	if why.field == "" {
		with["Field"] = Term("reason.order")
	}
	return with
}

func (m *matter) templateFailed(r *order.Request) finding {
	why := templateReason(r)
	with := why.with(r)
	if why.message == "" {
		with["Message"] = Term("reason.unreadable")
	}
	with["Line"], with["Template"] = 0, r.Stages.Template.Name
	if e := r.Stages.Template.Error; e != nil && e.Line != nil {
		with["Line"] = *e.Line
	}
	return ends(Problem, Sentence{"taken.template", with}, m.seen(TemplateFailed, with), at(r, order.Templated))
}

func (m *matter) invalid(r *order.Request, why reason) finding {
	with := why.with(r)
	if r.Stages.Final == nil && r.Stages.FinalIs == order.NotReached && r.Stages.TemplateIs != order.NotCaptured && r.Stages.Response == nil {
		return ends(Problem, Sentence{"taken.handoff", with}, m.seen(HandoffFailed, with), at(r, ""))
	}
	end := m.seen(ValidationRejected, with)
	pointers := []Pointer{why.on}
	if l, where, ok := missedLookup(r); ok {
		end.notes = append(end.notes, Sentence{"note.lookup_miss", Params{"Key": l.Key, "Field": l.Field}})
		pointers = append(pointers, where)
	}
	return ends(Problem, Sentence{"taken.invalid", with}, end, pointers...)
}

func (m *matter) isDraft() finding {
	r, p := m.effective(), m.reached(rankProduced)
	if r == nil {
		return finding{answer: Unknown, says: say("draft.unknown"), on: []Pointer{m.anchor()}}
	}
	where, draft := m.draft(r)
	if r.Stages.Final == nil {
		return finding{answer: Unknown, says: say("draft.unknown"), on: []Pointer{at(r, "")}}
	}
	if !draft || p != nil {
		return fine(say("draft.no"), at(r, order.Final))
	}
	return ends(Problem, say("draft.yes"), m.seen(Draft, nil), where)
}

func (m *matter) isDelivered() finding {
	p := m.reached(rankDelivered)
	if p == nil {
		return m.absent(say("delivered.no"), newsList, m.anchor())
	}
	with := Params{"At": Moment(p.OccurredAt), "Step": Term("milestone.delivered")}
	end := m.seen(Complete, with)
	if shipped := m.reached(rankShipped); shipped != nil && shipped == p {
		end.notes = append(end.notes, Sentence{"note.no_shipping_news", with})
	}
	brought := m.parcels(func(p *order.Postback) bool { return rank(p) == rankDelivered })
	if known := m.parcels(all); len(brought) < len(known) && brought[0] != "" {
		end.notes = append(end.notes, Sentence{"note.parcels_open", Params{"K": len(brought), "N": len(known)}})
	}
	return ends(OK, Sentence{"delivered.yes", with}, end, on(p))
}

func (m *matter) isConfirmed() finding {
	if p := m.reached(rankReceived); p != nil {
		return fine(Sentence{"confirmed.yes", Params{"At": Moment(p.OccurredAt)}}, on(p))
	}
	if p := m.proof(); p != nil {
		return fine(Sentence{"confirmed.yes", Params{"At": Moment(p.OccurredAt)}}, on(p))
	}
	a := m.accepted()
	limit := m.Limits.Confirm
	if a.Stages.Original != nil && strings.HasSuffix(a.Stages.Original.Transport, "ftp") {
		limit += m.Limits.Scan
	}
	with := Params{"At": Moment(answeredAt(a)), "Limit": Span(limit), "Since": Span(m.until - answeredAt(a)), "Step": Term("milestone.handed_over")}
	if m.until-answeredAt(a) <= limit {
		return ends(OK, Sentence{"confirmed.soon", with}, m.seen(OnTrack, with), at(a, order.Responded))
	}
	return m.never(Sentence{"confirmed.no", with}, m.seen(AcceptedSilent, with), newsList, at(a, order.Responded))
}

func (m *matter) isMoving() finding {
	n, p := m.furthest()
	if p == nil {
		p = m.proof()
	}
	if held := m.heldUp(); held != nil {
		with := Params{"Step": Term("milestone." + milestones[n]), "At": Moment(p.OccurredAt), "Told": Moment(held.OccurredAt), "State": Term("state." + held.Reports())}
		return ends(Problem, Sentence{"moving.held", with}, m.seen(Stalled, with), on(held), on(p))
	}
	since, limit := p.OccurredAt, m.limit(n)
	if shipped := m.reached(rankShipped); n == rankTransit && shipped != nil {
		since = shipped.OccurredAt
	}
	with := Params{"Step": Term("milestone." + milestones[n]), "At": Moment(p.OccurredAt), "Limit": Span(limit), "Since": Span(m.until - since)}
	if n >= rankShipped && m.Usual.Delivery.Never() {
		return ends(OK, Sentence{"moving.end", with}, m.seen(OnTrack, with), on(p))
	}
	if m.Calendar.Worked(since, m.until) <= limit {
		return ends(OK, Sentence{"moving.yes", with}, m.seen(OnTrack, with), on(p))
	}
	return m.never(Sentence{"moving.no", with}, m.seen(Stalled, with), newsList, on(p))
}

// limit is how long an order may stay at a milestone. Parcels of customers whose carriers never tell of the way are
// given the time until they are there.
func (m *matter) limit(rank int) order.Millis {
	l := m.Limits
	switch rank {
	case rankProduced:
		return l.Ship
	case rankShipped:
		if m.Usual.Transit.Never() {
			return l.Deliver
		}
		return l.Transit
	case rankTransit:
		return l.Deliver
	}
	return l.Produce
}

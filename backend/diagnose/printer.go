package diagnose

import "ordertrail/backend/order"

// printerGuide answers "the printer says they never got the order".
var printerGuide = guide{
	{id: "known", judge: (*matter).isKnown},
	{id: "cancelled", judge: (*matter).isCancelled},
	{id: "sent", judge: (*matter).isSent},
	{id: "addressee", judge: (*matter).isAddressed},
	{id: "draft", judge: (*matter).isDraft},
	{id: "proof", judge: (*matter).isProved},
	{id: "answer", judge: (*matter).isAnswered},
}

// isKnown asks for any record at all; without one a guide about what came of the order has nothing to go by.
func (m *matter) isKnown() finding {
	if f, ok := m.known(); ok {
		return f
	}
	if m.open(order.Requests) {
		return m.unheld(order.Requests)
	}
	with := Params{"From": Moment(m.since()), "To": Moment(m.until), "List": Term("list.requests")}
	return ends(Unknown, Sentence{"arrived.no", with}, &ending{verdict: NoData, confidence: CannotTell, with: with, notes: m.nearest()})
}

func (m *matter) isSent() finding {
	r := m.effective()
	switch {
	case r == nil && m.proof() != nil:
		return finding{answer: Unknown, says: say("sent.unknown"), on: []Pointer{on(m.proof())}}
	case r == nil:
		return m.unknowable()
	case r.Stages.Final != nil:
		return fine(Sentence{"sent.yes", Params{"At": Moment(sentAt(r)), "Host": hostOf(r.Stages.Final.URL)}}, at(r, order.Final))
	case m.proof() != nil || m.accepted() != nil:
		return finding{answer: Unknown, says: say("sent.unknown"), on: []Pointer{at(r, "")}}
	case r.Stages.FinalIs == order.NotCaptured && r.States(m.Now).Original != order.StageFailed && r.Outcome(m.Now) != order.TemplateFailed:
		return m.unknowable()
	}
	with := Params{"Stage": Term("stage." + string(stoppedAt(r, m.Now)))}
	pointer := at(r, stoppedAt(r, m.Now))
	return m.never(Sentence{"sent.no", with}, m.seen(NeverSent, with), bothLists, pointer)
}

func sentAt(r *order.Request) order.Millis {
	if r.Stages.Final != nil && r.Stages.Final.At != 0 {
		return r.Stages.Final.At
	}
	return r.ReceivedAt
}

// stoppedAt is the stage that a request without a final one did not get past.
func stoppedAt(r *order.Request, now order.Millis) order.Stage {
	states := r.States(now)
	for _, stage := range order.AllStages {
		if states.Of(stage) == order.StageFailed {
			return stage
		}
	}
	if r.Stages.Template != nil {
		return order.Templated
	}
	return order.Original
}

func (m *matter) isAddressed() finding {
	r := m.effective()
	if r == nil || r.Stages.Final == nil {
		return finding{answer: Unknown, says: say("addressee.unknown"), on: []Pointer{m.anchor()}}
	}
	host := hostOf(r.Stages.Final.URL)
	usual, is := odd(host, m.Usual.Printers)
	with := Params{"Other": host, "Usual": usual}
	if !is {
		return fine(Sentence{"addressee.yes", with}, at(r, order.Final))
	}
	if r.Outcome(m.Now) != order.Accepted && m.proof() == nil {
		return finding{answer: Problem, says: Sentence{"addressee.no", with}, on: []Pointer{at(r, order.Final)}}
	}
	return ends(Problem, Sentence{"addressee.no", with}, m.seen(OtherPrinter, with), at(r, order.Final))
}

func (m *matter) isProved() finding {
	p, r := m.proof(), m.effective()
	if p == nil {
		return finding{answer: Unknown, says: say("proof.no"), on: []Pointer{m.anchor()}}
	}
	with := Params{"Time": Moment(p.OccurredAt), "State": Term("milestone." + milestones[max(rank(p), rankReceived)])}
	if m.accepted() == nil && r != nil {
		switch r.Outcome(m.Now) {
		case order.NoAnswer, order.HandoffFailed, order.Pending:
			return ends(OK, Sentence{"proof.late", with}, proved(ConfirmedAfterTimeout, with), append([]Pointer{on(p)}, handed(r)...)...)
		case order.Rejected, order.TemplateFailed:
			return ends(OK, Sentence{"proof.yes", with}, &ending{verdict: Confirmed, confidence: Likely, with: with, notes: []Sentence{say("note.refused_first")}}, on(p), m.anchor())
		}
	}
	return ends(OK, Sentence{"proof.yes", with}, proved(Confirmed, with), on(p))
}

func (m *matter) isAnswered() finding {
	r := m.effective()
	if r == nil {
		return m.unknowable()
	}
	why := refusal(r)
	with := why.with(r)
	with["ID"] = r.OrderID
	if r.OrderID == "" {
		with["ID"] = Term("reason.no_id")
	}
	switch r.Outcome(m.Now) {
	case order.Accepted:
		return m.never(Sentence{"answer.ok", with}, m.seen(AcceptedUnconfirmed, with), newsList, at(r, order.Responded))
	case order.NoAnswer, order.Pending:
		end := m.seen(NoAnswer, with)
		if r.Outcome(m.Now) == order.Pending {
			end.confidence = Likely
		}
		return m.never(Sentence{"answer.none", with}, end, bothLists, handed(r)...)
	case order.HandoffFailed:
		if with["Status"] == "–" {
			with["Status"] = with["Message"]
		}
		return ends(Problem, Sentence{"answer.error", with}, m.seen(PrinterError, with), handed(r)...)
	case order.Rejected, order.Duplicate:
		return ends(Problem, Sentence{"answer.no", with}, m.seen(PrinterRejected, with), why.on)
	}
	return m.unknowable()
}

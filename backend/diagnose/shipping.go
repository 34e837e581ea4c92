package diagnose

import (
	"slices"

	"ordertrail/backend/order"
)

// shippingGuide answers "the customer never got a shipping notification". What is worst of its messages concludes; the
// rest is told all the same.
var shippingGuide = guide{
	{id: "known", judge: (*matter).isKnown},
	{id: "expected", judge: (*matter).isExpected},
	{id: "shipped", judge: (*matter).isShipped},
	{id: "announced", judge: (*matter).isAnnounced},
	{id: "rendered", judge: (*matter).isRendered},
	{id: "sent", judge: (*matter).isDeliveredTo, besides: (*matter).anyArrived},
	{id: "target", judge: (*matter).isRightTarget, besides: (*matter).anyArrived},
	{id: "content", judge: (*matter).isWellReceived, besides: (*matter).anyArrived},
	{id: "parcels", judge: (*matter).isComplete, besides: (*matter).anyArrived},
	{id: "time", judge: (*matter).isInTime, besides: (*matter).anyArrived},
	{id: "result", judge: (*matter).isSentOK},
}

// isExpected concludes where no shipping message can be: the order was turned away, is a draft, or ended before.
func (m *matter) isExpected() finding {
	if p := m.reached(rankShipped); p != nil {
		return fine(Sentence{"expected.shipped", Params{"At": Moment(p.OccurredAt)}}, on(p))
	}
	state, pointers := m.endState()
	if state == "" {
		return m.absent(say("expected.yes"), bothLists, m.anchor())
	}
	with := Params{"State": Term("ended." + state)}
	return m.never(Sentence{"expected.no", with}, m.seen(NotExpected, with), bothLists, pointers...)
}

// endState names why an order will not ship; "" when it may.
func (m *matter) endState() (string, []Pointer) {
	if _, pointers := m.cancellation(); len(pointers) > 0 {
		return "cancelled", pointers
	}
	if p := m.stopped(); p != nil {
		return "failed", []Pointer{on(p)}
	}
	r := m.effective()
	if r == nil {
		return "", nil
	}
	if where, draft := m.draft(r); draft && m.reached(rankProduced) == nil {
		return "draft", []Pointer{where}
	}
	if m.accepted() != nil || m.proof() != nil {
		return "", nil
	}
	r = m.deciding()
	switch r.Outcome(m.Now) {
	case order.Rejected, order.TemplateFailed, order.HandoffFailed, order.Duplicate:
		return "rejected", []Pointer{at(r, stoppedOrAnswered(r, m.Now))}
	}
	return "", nil
}

func stoppedOrAnswered(r *order.Request, now order.Millis) order.Stage {
	if r.Stages.Response != nil {
		return order.Responded
	}
	return stoppedAt(r, now)
}

func (m *matter) isShipped() finding {
	if p := m.reached(rankShipped); p != nil {
		return fine(Sentence{"shipped.yes", Params{"At": Moment(p.OccurredAt)}}, on(p))
	}
	if m.accepted() == nil && m.proof() == nil && len(m.submitted(order.NoAnswer, order.Pending)) == 0 {
		return m.unknowable()
	}
	n, p := m.furthest()
	pointer := m.anchor()
	if p != nil {
		pointer = on(p)
	}
	with := Params{"Step": Term("milestone." + milestones[n])}
	end := m.seen(NotShippedYet, with)
	if m.accepted() == nil && p == nil {
		end.confidence = Likely
	}
	return m.never(Sentence{"shipped.no", with}, end, newsList, pointer)
}

// notices are the shipping messages to the customer, oldest first.
func (m *matter) notices() []*order.Postback {
	var out []*order.Postback
	for _, p := range m.news {
		if p.Kind() == order.KindShipping && p.Direction != order.FromPrinter {
			out = append(out, p)
		}
	}
	return out
}

func (m *matter) isAnnounced() finding {
	notices := m.notices()
	shipped := m.reached(rankShipped)
	if len(notices) > 0 {
		return fine(Sentence{"announced.yes", Params{"N": len(notices), "At": Moment(notices[0].OccurredAt)}}, on(notices[0]))
	}
	with := Params{"Date": Moment(shipped.OccurredAt)}
	return m.never(Sentence{"announced.no", with}, m.seen(NoTrigger, with), newsList, on(shipped))
}

// standing are the messages that count: of several of one kind about one parcel the first that arrived, else the last.
func (m *matter) standing() []*order.Postback {
	type about struct{ parcel, event, status string }
	counts := map[about]*order.Postback{}
	var keys []about
	for _, p := range m.notices() {
		key := about{p.PackageID, p.Event, p.Status}
		before, ok := counts[key]
		if !ok {
			keys = append(keys, key)
		}
		if !ok || !arrived(before) {
			counts[key] = p
		}
	}
	out := make([]*order.Postback, len(keys))
	for i, key := range keys {
		out[i] = counts[key]
	}
	return out
}

func arrived(p *order.Postback) bool {
	return p.Result() == order.ResultDelivered || p.Result() == order.ResultMail
}

// anyArrived says that a message got through, so that what it said can be looked at.
func (m *matter) anyArrived() bool { return m.firstNotice(arrived) != nil }

// firstNotice is the first standing message for which something holds.
func (m *matter) firstNotice(holds func(*order.Postback) bool) *order.Postback {
	for _, p := range m.standing() {
		if holds(p) {
			return p
		}
	}
	return nil
}

func (m *matter) isRendered() finding {
	p := m.firstNotice(func(p *order.Postback) bool { return p.Template != nil && p.Template.Error != nil })
	if p == nil {
		return fine(say("rendered.yes"), on(m.standing()[0]))
	}
	with := Params{"Message": clipped(p.Template.Error.Message), "Template": p.Template.Name}
	return ends(Problem, Sentence{"rendered.no", with}, m.seen(NotRendered, with), Pointer{ID: p.ID, Path: "/template"})
}

// tries are the parameters of sentences about a delivery.
func (m *matter) tries(p *order.Postback) (Params, Pointer) {
	with := Params{"N": p.Tries(), "Status": Term("reason.no_answer"), "Time": Moment(p.OccurredAt), "Host": masked(target(p)), "Address": target(p)}
	pointer := on(p)
	if p.Delivery == nil || len(p.Delivery.Attempts) == 0 {
		return with, pointer
	}
	a := p.Delivery.Attempts[len(p.Delivery.Attempts)-1]
	pointer.Attempt = a.N
	if pointer.Attempt == 0 {
		pointer.Attempt = len(p.Delivery.Attempts)
	}
	if a.At != 0 {
		with["Time"] = Moment(a.At)
	}
	switch {
	case a.Status != nil:
		with["Status"], with["Answered"] = *a.Status, true
	case a.Error != nil && a.Error.Message != "":
		with["Status"] = clipped(a.Error.Message)
	}
	return with, pointer
}

func target(p *order.Postback) string {
	if p.Delivery == nil {
		return ""
	}
	return p.Delivery.Target
}

func (m *matter) isDeliveredTo() finding {
	is := func(results ...order.Result) func(*order.Postback) bool {
		return func(p *order.Postback) bool {
			for _, r := range results {
				if p.Result() == r {
					return true
				}
			}
			return false
		}
	}
	if p := m.firstNotice(is(order.ResultFailed, order.ResultNotSent)); p != nil {
		with, pointer := m.tries(p)
		end := m.seen(SendFailed, with)
		if p.Trigger != nil && p.Trigger.RetryOnFailure != nil && !*p.Trigger.RetryOnFailure {
			end.notes = append(end.notes, say("note.retry_off"))
		}
		return ends(Problem, Sentence{"sent_notice.no", with}, end, pointer)
	}
	if p := m.firstNotice(is(order.ResultRetrying)); p != nil {
		with, pointer := m.tries(p)
		return ends(Problem, Sentence{"sent_notice.retrying", with}, m.seen(Retrying, with), pointer)
	}
	if p := m.firstNotice(is(order.ResultUnknown)); p != nil && m.firstNotice(arrived) == nil {
		return ends(Unknown, say("sent_notice.unknown"), &ending{verdict: NoData, confidence: CannotTell, with: Params{"List": Term("list.postbacks")}}, on(p))
	}
	with, pointer := m.tries(m.firstNotice(arrived))
	return fine(Sentence{"sent_notice.yes", with}, pointer)
}

func (m *matter) isRightTarget() finding {
	for _, p := range m.standing() {
		if p.Result() != order.ResultDelivered {
			continue
		}
		if usual, is := odd(hostOf(target(p)), m.Usual.Targets); is {
			with, pointer := m.tries(p)
			with["Usual"] = usual
			return ends(Problem, Sentence{"target.no", with}, m.seen(OddTarget, with), pointer)
		}
	}
	return fine(say("target.yes"), on(m.firstNotice(arrived)))
}

func (m *matter) isWellReceived() finding {
	for _, p := range m.standing() {
		if p.Result() != order.ResultDelivered || p.Tries() == 0 {
			continue
		}
		if a := p.Delivery.Attempts[len(p.Delivery.Attempts)-1]; a.ReportsError() {
			with, pointer := m.tries(p)
			_, text, _ := told([]byte(*a.ResponseBody))
			with["Text"] = clipped(text)
			return ends(Problem, Sentence{"content.error", with}, m.seen(SentBodyError, with), pointer)
		}
	}
	for _, parcel := range m.parcels(func(p *order.Postback) bool { return p.Kind() == order.KindShipping && arrived(p) }) {
		if p, none := m.untracked(parcel); none {
			with, _ := m.tries(p)
			return ends(Problem, say("content.untracked"), m.seen(SentNoTracking, with), Pointer{ID: p.ID, Path: trackingPath(p.Payload)})
		}
	}
	return fine(say("content.yes"), on(m.firstNotice(arrived)))
}

// untracked says that every message about a parcel that arrived names no tracking code and no link.
func (m *matter) untracked(parcel string) (*order.Postback, bool) {
	var one *order.Postback
	for _, p := range m.standing() {
		if !arrived(p) || parcel != "" && p.PackageID != parcel && p.PackageID != "" {
			continue
		}
		if p.Payload == nil || tracked(p.Payload) || len(sentText(p)) > 0 && tracked([]byte(sentText(p))) {
			return nil, false
		}
		if one == nil {
			one = p
		}
	}
	return one, one != nil
}

func sentText(p *order.Postback) string {
	if p.Delivery != nil && p.Delivery.Sent != nil {
		return string(p.Delivery.Sent.Body)
	}
	return ""
}

func (m *matter) isComplete() finding {
	known := m.parcels(all)
	told := m.parcels(func(p *order.Postback) bool {
		return p.Kind() == order.KindShipping && p.Direction != order.FromPrinter && arrived(p)
	})
	var pointers []Pointer
	for _, p := range m.standing() {
		pointers = append(pointers, on(p))
	}
	with := Params{"K": len(told), "N": len(known)}
	if len(told) >= len(known) || len(told) == 1 && told[0] == "" {
		return fine(Sentence{"parcels.yes", with}, pointers...)
	}
	for _, p := range m.news {
		if rank(p) >= rankShipped && !slices.Contains(told, p.PackageID) {
			pointers = append(pointers, on(p))
		}
	}
	return m.never(Sentence{"parcels.no", with}, m.seen(Partial, with), newsList, pointers...)
}

func (m *matter) isInTime() finding {
	for _, parcel := range m.parcels(func(p *order.Postback) bool { return p.Kind() == order.KindShipping && arrived(p) }) {
		p, told := m.firstTold(parcel)
		if p == nil {
			continue
		}
		left, home := m.leftAt(parcel), m.broughtAt(parcel)
		if left != nil && told-left.OccurredAt > m.Limits.LateNews || home != nil && told > home.OccurredAt {
			with, pointer := m.tries(p)
			with["Date"], with["Limit"] = Moment(told), Span(m.Limits.LateNews)
			pointers := []Pointer{pointer}
			if left != nil {
				pointers = append(pointers, on(left))
			}
			if home != nil {
				pointers = append(pointers, on(home))
			}
			return ends(Problem, Sentence{"time.late", with}, m.seen(SentLate, with), pointers...)
		}
	}
	return fine(Sentence{"time.yes", Params{"Limit": Span(m.Limits.LateNews)}}, on(m.firstNotice(arrived)))
}

// firstTold is the first message about a parcel that arrived, and when it did.
func (m *matter) firstTold(parcel string) (first *order.Postback, when order.Millis) {
	for _, p := range m.standing() {
		if p.PackageID != parcel || !arrived(p) {
			continue
		}
		told := p.OccurredAt
		if n := p.Tries(); n > 0 && p.Delivery.Attempts[n-1].At != 0 {
			told = p.Delivery.Attempts[n-1].At
		}
		if first == nil || told < when {
			first, when = p, told
		}
	}
	return first, when
}

func (m *matter) leftAt(parcel string) *order.Postback {
	for _, p := range m.news {
		if p.PackageID == parcel && (rank(p) == rankShipped || rank(p) == rankTransit) {
			return p
		}
	}
	return nil
}

func (m *matter) broughtAt(parcel string) *order.Postback {
	for _, p := range m.news {
		if rank(p) == rankDelivered && (p.PackageID == parcel || p.PackageID == "") {
			return p
		}
	}
	return nil
}

func (m *matter) isSentOK() finding {
	if p := m.firstNotice(func(p *order.Postback) bool { return p.Result() == order.ResultMail }); p != nil {
		with, pointer := m.tries(p)
		return ends(OK, Sentence{"result.mail", with}, m.seen(MailHandedOver, with), pointer)
	}
	if p := m.firstNotice(func(p *order.Postback) bool { return arrived(p) && p.Tries() > 1 }); p != nil {
		with, pointer := m.tries(p)
		return ends(OK, Sentence{"result.retry", with}, m.seen(SentAfterRetry, with), pointer)
	}
	with, pointer := m.tries(m.firstNotice(arrived))
	return ends(OK, Sentence{"result.ok", with}, m.seen(SentOK, with), pointer)
}

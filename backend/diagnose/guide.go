package diagnose

import "ordertrail/backend/order"

// guide is an ordered table of steps: the first that ends it concludes, and the rest is skipped.
type guide []step

// step is one question: a pure function of what is known.
type step struct {
	id    string
	judge func(*matter) finding
	// besides says when the step is worth asking even though one before it has concluded; nil: never.
	besides func(*matter) bool
}

// finding is what a step found.
type finding struct {
	answer Answer
	says   Sentence
	on     []Pointer
	gaps   []order.Gap
	end    *ending
}

// ending is a verdict with what it rests on.
type ending struct {
	verdict    Verdict
	confidence Confidence
	with       Params
	notes      []Sentence
	row        *Pointer // what changed the order
}

// follow walks through a guide until a step ends it.
func (m *matter) follow(g guide, r *Report) {
	for _, s := range g {
		if r.Verdict != "" && (s.besides == nil || r.Verdict == NoData || !s.besides(m)) {
			r.Steps = append(r.Steps, Step{ID: s.id, Answer: Skipped, Says: say("step.skipped"), Evidence: []Pointer{}})
			continue
		}
		f := s.judge(m)
		r.Steps = append(r.Steps, Step{ID: s.id, Answer: f.answer, Says: f.says, Evidence: append([]Pointer{}, f.on...), Gaps: f.gaps})
		if f.end != nil && r.Verdict == "" {
			m.conclude(r, f.end)
		}
	}
}

func (m *matter) conclude(r *Report, e *ending) {
	with := Params{"Reference": r.Reference, "From": Moment(m.since()), "To": Moment(m.until)}
	for name, value := range e.with {
		with[name] = value
	}
	r.Verdict, r.Confidence, r.Notes, r.Row = e.verdict, e.confidence, append([]Sentence{}, e.notes...), e.row
	r.Conclusion, r.Next = Sentence{"verdict." + string(e.verdict), with}, Sentence{"next." + string(e.verdict), with}
	if e.confidence == Certain {
		return
	}
	gaps := m.missing(order.Requests, order.Postbacks)
	r.Missing = fillable(gaps)
	if e.verdict != NoData || len(gaps) == 0 {
		return
	}
	why := foremost(gaps)
	if r.Next = ofGap("fetch", why); why.Why == order.Erased {
		r.Conclusion = ofGap("gone", why)
	}
}

func fine(says Sentence, on ...Pointer) finding { return finding{answer: OK, says: says, on: on} }

// ends is a finding that concludes the guide.
func ends(a Answer, says Sentence, e *ending, on ...Pointer) finding {
	return finding{answer: a, says: says, on: on, end: e}
}

// seen is a verdict that rests on records. What came later could have changed it, so it is certain only where all
// that came later is held.
func (m *matter) seen(v Verdict, with Params, notes ...Sentence) *ending {
	c := Certain
	if m.open(order.Requests) || m.open(order.Postbacks) {
		c = Likely
	}
	return &ending{verdict: v, confidence: c, with: with, notes: notes}
}

// proved is a verdict that nothing else can change.
func proved(v Verdict, with Params, notes ...Sentence) *ending {
	return &ending{verdict: v, confidence: Certain, with: with, notes: notes}
}

// never is a finding that rests on something not being there: it holds only where the lists are completely held.
func (m *matter) never(says Sentence, e *ending, lists []order.List, on ...Pointer) finding {
	for _, list := range lists {
		if m.open(list) {
			return m.unheld(list, on...)
		}
	}
	return ends(Problem, says, e, on...)
}

// unheld is the answer where a window is not held in which the decisive record could be.
func (m *matter) unheld(list order.List, on ...Pointer) finding {
	gaps := m.missing(list)
	says := ofGap("unheld", foremost(gaps))
	f := ends(Unknown, says, &ending{verdict: NoData, confidence: CannotTell, with: says.With}, on...)
	f.gaps = gaps
	return f
}

// ofGap says something of a window that is not held, or of all of a list.
func ofGap(what string, g order.Gap) Sentence {
	part := ".part"
	switch {
	case g.Why == order.Erased:
		part = ".erased"
	case g.From == 0:
		part = ".all"
	}
	return Sentence{what + part, Params{"List": Term("list." + string(g.List)), "From": Moment(g.From), "To": Moment(g.To), "Erased": Moment(g.ErasedAt)}}
}

// absent is a step that found nothing: no problem where all is held, and unknown where something could be missing.
func (m *matter) absent(says Sentence, lists []order.List, on ...Pointer) finding {
	for _, list := range lists {
		if !m.open(list) {
			continue
		}
		gaps := m.missing(list)
		if why := foremost(gaps); why.Why == order.Erased {
			says = ofGap("unheld", why)
		}
		return finding{answer: Unknown, says: says, on: on, gaps: gaps}
	}
	return fine(says, on...)
}

package diagnose

import (
	"fmt"
	"slices"

	"ordertrail/backend/compare"
	"ordertrail/backend/order"
)

// productGuide answers "the wrong product was made".
var productGuide = guide{
	{id: "known", judge: (*matter).isKnown},
	{id: "produced", judge: (*matter).isProduced},
	{id: "comparable", judge: (*matter).isComparable},
	{id: "versions", judge: (*matter).isOneVersion},
	{id: "kept", judge: (*matter).isKept},
	{id: "asked", judge: (*matter).isAsAsked},
}

func (m *matter) isProduced() finding {
	if p := m.reached(rankProduced); p != nil {
		return fine(Sentence{"produced.yes", Params{"State": Term("milestone." + milestones[rank(p)]), "At": Moment(p.OccurredAt)}}, on(p))
	}
	state, pointers := m.endState()
	switch {
	case state != "":
		with := Params{"State": Term("ended." + state)}
		return m.never(Sentence{"produced.no", with}, m.seen(NeverProduced, with), bothLists, pointers...)
	case m.accepted() == nil && m.proof() == nil:
		return m.unknowable()
	}
	return finding{answer: Unknown, says: say("produced.unknown"), on: []Pointer{m.anchor()}}
}

// wanted are the fields that the agent asks about; all when nothing was said.
func (m *matter) wanted(w compare.Watched) bool {
	said := append(slices.Clone(m.Question.Expect), m.Question.Got...)
	return len(said) == 0 || slices.ContainsFunc(said, func(s Said) bool { return s.Field == w })
}

func (m *matter) isComparable() finding {
	r := m.effective()
	if r == nil {
		return cannotCompare("original", m.anchor())
	}
	stages := m.Vocabulary.Of(&r.Stages)
	for _, stage := range []order.Stage{order.Original, order.Final} {
		d := stages.Document(stage)
		if d == nil || d.Empty() {
			return cannotCompare(string(stage), at(r, ""))
		}
		if stage == order.Final && !slices.ContainsFunc(d.Fields, func(f compare.Field) bool { return f.Concept == compare.Product || f.Concept == compare.Quantity }) {
			return cannotCompare("fields", at(r, stage))
		}
	}
	return fine(say("comparable.yes"), at(r, order.Original), at(r, order.Final))
}

func cannotCompare(what string, on ...Pointer) finding {
	with := Params{"What": Term("missing." + what)}
	return ends(Unknown, Sentence{"comparable.no", with}, &ending{verdict: CannotCompare, confidence: CannotTell, with: with}, on...)
}

func (m *matter) isOneVersion() finding {
	taken := m.submitted(order.Accepted)
	for i := 1; i < len(taken); i++ {
		if f, a, b, ok := m.differ(taken[i-1], taken[i]); ok {
			with := Params{"Field": Term("field." + string(f)), "A": a.value, "B": b.value, "At": Moment(taken[i].ReceivedAt)}
			return ends(Problem, Sentence{"versions.two", with}, m.seen(Amended, with), a.on, b.on)
		}
	}
	return fine(Sentence{"versions.one", Params{"N": len(taken)}}, m.anchor())
}

// spoken is a value and where it is said.
type spoken struct {
	value string
	on    Pointer
}

// differ finds the first watched field in which what was handed over for two submits differs.
func (m *matter) differ(one, other *order.Request) (f compare.Watched, a, b spoken, ok bool) {
	from, to := m.Vocabulary.Of(&one.Stages).Document(order.Final), m.Vocabulary.Of(&other.Stages).Document(order.Final)
	if from == nil || to == nil {
		return f, a, b, false
	}
	for _, row := range m.Vocabulary.Compare(from, to).Rows {
		if row.Change != compare.Changed {
			continue
		}
		before, after := &from.Fields[row.From], &to.Fields[row.To]
		for _, w := range compare.AllWatched {
			if w.Covers(after.Concept) && m.wanted(w) {
				return w, spoken{before.Words(), at(one, order.Final, before.Pointer())}, spoken{after.Words(), at(other, order.Final, after.Pointer())}, true
			}
		}
	}
	return f, a, b, false
}

func (m *matter) isKept() finding {
	r := m.effective()
	stages := m.Vocabulary.Of(&r.Stages)
	courses := stages.Courses()
	for _, w := range compare.AllWatched {
		for i := range courses {
			if c := &courses[i]; c.Field == w && m.wanted(w) && m.changed(c) {
				return m.changedBy(r, stages, c)
			}
		}
	}
	agree := slices.DeleteFunc(courses, func(c compare.Course) bool { return !c.Agrees() || !m.wanted(c.Field) })
	if len(agree) == 0 && len(m.Question.Expect)+len(m.Question.Got) == 0 {
		return cannotCompare("fields", at(r, order.Final))
	}
	return fine(Sentence{"kept.yes", Params{"N": len(agree)}}, at(r, order.Original), at(r, order.Final))
}

// changed says that a stage made something else of what the stage before it said. What no stage after says, and what
// the original did not say, is not changed.
func (m *matter) changed(c *compare.Course) bool {
	asked := len(m.Question.Expect)+len(m.Question.Got) > 0
	if !asked && c.Field == compare.WatchProduct && c.Cause.Origin == compare.Constant && !compare.Spell(c.From.Value).Contradicts(compare.Spell(c.To.Value)) {
		return false // a template made for one product
	}
	return c.Diverges != "" && c.From.Path != "" && (c.To.Path != "" || asked)
}

func (m *matter) changedBy(r *order.Request, stages *compare.Stages, c *compare.Course) finding {
	with := Params{"Field": Term("field." + string(c.Field)), "A": shown(c.From), "B": shown(c.To), "Line": c.Cause.Line,
		"Template": templateName(r), "Product": shown(c.To), "SKU": c.From.Value}
	pointers := []Pointer{placed(r, stages, c.From), placed(r, stages, c.To)}
	row := at(r, order.Templated, "/template")
	l := c.Cause.Lookup
	if l != nil {
		with["SKU"] = l.Key
		for i, each := range r.Stages.Template.Lookups {
			if each.Field == l.Field && each.Key == l.Key {
				row = at(r, order.Templated, fmt.Sprintf("/lookups/%d", i))
				pointers = append(pointers, row)
				break
			}
		}
	}
	verdict, says := ChangedByTemplate, "kept.template"
	switch {
	case c.Cause.Missed:
		verdict, says = LookupDefault, "kept.default"
	case l != nil || c.Cause.Origin == compare.LookedUp:
		verdict, says = ChangedByLookup, "kept.lookup"
	}
	end := m.seen(verdict, with)
	if t := r.Stages.Template; t != nil && (row.Path != "/template" || t.ID+t.Name != "") {
		end.row = &row
	}
	if c.Cause.Origin == compare.Unknown || !c.Cause.ByTemplate && l == nil {
		end.confidence = min2(end.confidence, Likely)
	}
	return ends(Problem, Sentence{says, with}, end, pointers...)
}

// min2 is the less sure of two confidences.
func min2(a, b Confidence) Confidence {
	if slices.Index(AllConfidences, a) > slices.Index(AllConfidences, b) {
		return a
	}
	return b
}

func shown(s compare.Seen) string {
	if s.Words != "" {
		return s.Words
	}
	return s.Value
}

func templateName(r *order.Request) string {
	if r.Stages.Template == nil {
		return ""
	}
	return r.Stages.Template.Name
}

// placed points to where a stage says a field.
func placed(r *order.Request, stages *compare.Stages, s compare.Seen) Pointer {
	d := stages.Document(s.Stage)
	for i := range d.Fields {
		if d.Fields[i].Path() == s.Path {
			return at(r, s.Stage, d.Fields[i].Pointer())
		}
	}
	return at(r, s.Stage)
}

// isAsAsked holds the agent's answer against what was handed over.
func (m *matter) isAsAsked() finding {
	r := m.effective()
	q := m.Question
	if len(q.Expect)+len(q.Got) == 0 {
		return ends(OK, say("asked.nothing"), m.seen(SpecMatch, nil), at(r, order.Final))
	}
	stages := m.Vocabulary.Of(&r.Stages)
	got, gotAt, gotAll := m.matches(r, stages, q.Got)
	expect, expectAt, expectAll := m.matches(r, stages, q.Expect)
	switch {
	case !gotAll || !expectAll:
		return cannotCompare("field", at(r, order.Final))
	case len(q.Got) > 0 && got && (len(q.Expect) == 0 || !expect):
		with := Params{"Value": gotAt.value}
		return ends(Problem, Sentence{"asked.as_ordered", with}, m.seen(AsOrdered, with), gotAt.on)
	case len(q.Expect) > 0 && !expect && len(q.Got) == 0:
		with := Params{"Value": expectAt.value}
		return ends(Problem, Sentence{"asked.otherwise", with}, m.seen(AsOrdered, with), expectAt.on)
	case len(q.Expect) > 0 && !expect:
		end := m.seen(SpecMatch, nil, Sentence{"note.neither", Params{"Value": expectAt.value}})
		end.confidence = min2(end.confidence, Likely)
		return ends(Problem, Sentence{"asked.neither", Params{"Value": expectAt.value}}, end, expectAt.on)
	}
	if expectAt.on.ID == "" {
		expectAt = gotAt
	}
	return ends(OK, Sentence{"asked.match", Params{"Value": expectAt.value}}, m.seen(SpecMatch, nil), expectAt.on)
}

// matches says whether the last stage says what was said, and the value that decides; known is false when it says
// nothing of the field at all.
func (m *matter) matches(r *order.Request, stages *compare.Stages, said []Said) (match bool, decides spoken, known bool) {
	courses := stages.Courses()
	match = true
	for _, s := range said {
		found, same := false, false
		for _, c := range courses {
			if c.Field != s.Field {
				continue
			}
			seen := c.Seen[len(c.Seen)-1]
			same = m.means(s, c, seen)
			if !found || same {
				found, decides = true, spoken{shown(seen), placed(r, stages, seen)}
			}
			if same {
				break
			}
		}
		if !found {
			return false, decides, false
		}
		match = match && same
	}
	return match, decides, true
}

func (m *matter) means(s Said, c compare.Course, seen compare.Seen) bool {
	concept := compare.Concept(s.Field)
	if s.Field == compare.WatchAddress {
		concept = c.Part
	}
	for _, value := range []string{seen.Value, seen.Words} {
		if value != "" && m.Vocabulary.Same(concept, s.Value, value) {
			return true
		}
	}
	return s.Field == compare.WatchProduct && m.Vocabulary.Same(concept, compare.Decode(s.Value).Words(), seen.Words)
}

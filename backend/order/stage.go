package order

// StageState is how one stage of a request stands, by contract/outcomes.md.
type StageState string

// The states of a stage.
const (
	StageNotCaptured StageState = "not_captured"
	StageNotReached  StageState = "not_reached"
	StageFailed      StageState = "failed"
	StagePartial     StageState = "partial"
	StageWaiting     StageState = "waiting"
	StageEmpty       StageState = "empty"
	StagePassed      StageState = "passed"
)

// AllStageStates are the states of a stage.
var AllStageStates = []StageState{StagePassed, StagePartial, StageFailed, StageWaiting, StageEmpty, StageNotReached, StageNotCaptured}

// StageStates are the states of the four stages.
type StageStates struct {
	Original StageState `json:"original"`
	Template StageState `json:"template"`
	Final    StageState `json:"final"`
	Response StageState `json:"response"`
}

// Of gives the state of one stage.
func (s StageStates) Of(stage Stage) StageState {
	switch stage {
	case Original:
		return s.Original
	case Templated:
		return s.Template
	case Final:
		return s.Final
	}
	return s.Response
}

// States judges the four stages as of now.
func (r *Request) States(now Millis) StageStates {
	outcome := r.Outcome(now)
	s := StageStates{Original: r.originalState(), Template: r.templateState(outcome), Final: r.finalState()}
	earlier := s.Original == StageFailed || s.Template == StageFailed
	s.Response = r.responseState(outcome, earlier)
	return s
}

func (r *Request) originalState() StageState {
	m := r.Stages.Original
	switch {
	case m == nil:
		return absent(r.Stages.OriginalIs)
	case r.refusedAtTheDoor():
		return StageFailed
	}
	return filled(m.Body)
}

func (r *Request) templateState(outcome Outcome) StageState {
	t := r.Stages.Template
	switch {
	case t == nil:
		return absent(r.Stages.TemplateIs)
	case outcome == TemplateFailed:
		return StageFailed
	case t.Rendered != nil && *t.Rendered == "":
		return StageEmpty
	}
	return StagePassed
}

func (r *Request) finalState() StageState {
	if r.Stages.Final == nil {
		return absent(r.Stages.FinalIs)
	}
	return filled(r.Stages.Final.Body)
}

func (r *Request) responseState(outcome Outcome, earlierFailed bool) StageState {
	a := r.Stages.Response
	if a == nil && r.Stages.ResponseIs == NotCaptured {
		return StageNotCaptured
	}
	switch outcome {
	case Rejected, HandoffFailed, NoAnswer, Duplicate:
		if !earlierFailed {
			return StageFailed
		}
	case Pending:
		return StageWaiting
	}
	switch {
	case a == nil:
		return StageNotReached
	case a.partial():
		return StagePartial
	}
	return filled(a.Body)
}

// refusedAtTheDoor says that the request was turned away before any processing.
func (r *Request) refusedAtTheDoor() bool {
	s := r.Stages
	if s.Template != nil || s.Final != nil || s.Response == nil {
		return false
	}
	if s.Response.statusIn(401, 403, 404, 405, 413, 415, 429) {
		return true
	}
	return s.Response.class() == 4 && !readable(formatOf(s.Original.ContentType), s.Original.Body)
}

// partial says that only some of the order was taken: 207, or 2xx whose body lists refused items.
func (a *Response) partial() bool {
	return a.statusIn(207) || a.class() == 2 && listsRefusedItems(&a.Message)
}

func absent(p Presence) StageState {
	if p == NotReached {
		return StageNotReached
	}
	return StageNotCaptured
}

// filled tells an empty body from one with content. A body that was not captured does not make a stage empty.
func filled(body []byte) StageState {
	if body != nil && len(body) == 0 {
		return StageEmpty
	}
	return StagePassed
}

package order

// Outcome is how a request ended, by contract/outcomes.md.
type Outcome string

// The outcomes; the first whose rule holds is the request's.
const (
	TemplateFailed Outcome = "template_failed"
	Duplicate      Outcome = "duplicate"
	Accepted       Outcome = "accepted"
	HandoffFailed  Outcome = "handoff_failed"
	NoAnswer       Outcome = "no_answer"
	Rejected       Outcome = "rejected"
	Pending        Outcome = "pending"
	Undecided      Outcome = "unknown"
)

// AllOutcomes are the outcomes in the order in which lists offer them.
var AllOutcomes = []Outcome{Accepted, Pending, TemplateFailed, Rejected, Duplicate, HandoffFailed, NoAnswer, Undecided}

// Patience is how long a sent request without an answer counts as pending.
const Patience Millis = 15 * 60 * 1000

// Outcome judges the request as of now. Only pending depends on the clock: it turns into no_answer.
func (r *Request) Outcome(now Millis) Outcome {
	answer := r.Stages.Response
	switch {
	case r.Stages.Template.failed():
		return TemplateFailed
	case answer == nil:
		return r.unanswered(now)
	case r.Type == Submit && answer.statusIn(409, 400, 422) && saysDuplicate(&answer.Message):
		return Duplicate
	case answer.class() == 2:
		return Accepted
	case answer.class() == 5, answer.cannotHaveArrived():
		return HandoffFailed
	case answer.Status == nil && answer.Error != nil:
		return NoAnswer
	case answer.class() == 3, answer.class() == 4:
		return Rejected
	}
	return Undecided
}

// unanswered judges a request without a response stage.
func (r *Request) unanswered(now Millis) Outcome {
	switch {
	case !r.AwaitsAnswer():
		return Undecided
	case now-r.ReceivedAt < Patience:
		return Pending
	}
	return NoAnswer
}

// AwaitsAnswer says that the final request was sent and no answer is known: pending while young, then no_answer.
func (r *Request) AwaitsAnswer() bool {
	return r.Stages.Final != nil && r.Stages.Response == nil && r.Stages.ResponseIs == NotReached && !r.Stages.Template.failed()
}

// failed says that the template has an error, or that its output can't be read as its format.
func (t *Template) failed() bool {
	if t == nil {
		return false
	}
	return t.Error != nil || t.Rendered != nil && !readable(t.Format, []byte(*t.Rendered))
}

// class is the first digit of the status, 0 where there is none.
func (a *Response) class() int {
	if a.Status == nil {
		return 0
	}
	return *a.Status / 100
}

func (a *Response) statusIn(statuses ...int) bool {
	if a.Status == nil {
		return false
	}
	for _, s := range statuses {
		if *a.Status == s {
			return true
		}
	}
	return false
}

// cannotHaveArrived says that the connection never came to be, so the other side holds nothing.
func (a *Response) cannotHaveArrived() bool {
	if a.Error == nil {
		return false
	}
	switch a.Error.Code {
	case "connection_refused", "dns", "tls":
		return true
	}
	return false
}

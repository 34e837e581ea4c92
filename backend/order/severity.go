package order

// Severity is how much a record wants attention; it is separate from kind and result.
type Severity string

// The severities, worst first.
const (
	SeverityError   Severity = "error"
	SeverityWarning Severity = "warning"
	SeverityInfo    Severity = "info"
)

// AllSeverities are the severities, worst first.
var AllSeverities = []Severity{SeverityError, SeverityWarning, SeverityInfo}

// Severity judges the request as of now.
func (r *Request) Severity(now Millis) Severity {
	switch r.Outcome(now) {
	case Rejected:
		if r.Type == Cancel {
			return SeverityWarning
		}
		return SeverityError
	case TemplateFailed, HandoffFailed, NoAnswer:
		return SeverityError
	case Duplicate:
		return SeverityWarning
	case Accepted:
		if a := r.Stages.Response; a.partial() || reportsError(&a.Message) {
			return SeverityWarning
		}
	}
	return SeverityInfo
}

// Reports is the state of the order that a postback tells of, in one spelling: its status, or else its event.
func (p *Postback) Reports() string {
	if p.Status != "" {
		return word(p.Status)
	}
	return reported(word(p.Event))
}

// TellsCancel says that the postback tells of a cancelled order: its severity then rests on
// whether a cancel request of that order was accepted.
func (p *Postback) TellsCancel() bool {
	return p.Reports() == "canceled" || reported(word(p.Event)) == "canceled"
}

// Severity judges what the postback reports; how its delivery went does not matter here.
// cancelAccepted says that the order has an accepted cancel request.
func (p *Postback) Severity(cancelAccepted bool) Severity {
	event := reported(word(p.Event))
	for _, what := range [2]string{p.Reports(), event} {
		switch what {
		case "failed", "returned", "error":
			return SeverityError
		}
	}
	if p.TellsCancel() && !cancelAccepted {
		return SeverityWarning
	}
	for _, what := range [2]string{p.Reports(), event} {
		switch what {
		case "delayed", "on_hold":
			return SeverityWarning
		}
	}
	return SeverityInfo
}

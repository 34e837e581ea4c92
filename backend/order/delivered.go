package order

// Result is how the delivery of a postback went: a third axis beside kind and severity.
type Result string

// The results.
const (
	ResultDelivered Result = "delivered"
	ResultFailed    Result = "failed"
	ResultRetrying  Result = "retrying"
	ResultMail      Result = "handed_to_mail"
	ResultNotSent   Result = "not_sent"
	ResultUnknown   Result = "unknown"
)

// AllResults are the results.
var AllResults = []Result{ResultDelivered, ResultMail, ResultRetrying, ResultFailed, ResultNotSent, ResultUnknown}

// Result is the source's, when it gives one; else it follows from the last attempt. Only 2xx counts as delivered.
func (p *Postback) Result() Result {
	d := p.Delivery
	switch {
	case d == nil:
		return ResultUnknown
	case d.Result != "":
		return d.Result
	case d.Attempts == nil:
		return ResultUnknown
	case len(d.Attempts) == 0:
		return ResultNotSent
	}
	last := d.Attempts[len(d.Attempts)-1]
	switch {
	case last.Status != nil && *last.Status/100 == 2 && p.byMail():
		return ResultMail
	case last.Status != nil && *last.Status/100 == 2:
		return ResultDelivered
	case last.RetryAfterS != nil:
		return ResultRetrying
	}
	return ResultFailed
}

// byMail says that the postback went to a mail server, whose 2xx proves no delivery.
func (p *Postback) byMail() bool {
	return p.Trigger != nil && p.Trigger.Delivery == "email" ||
		p.Delivery.Sent != nil && p.Delivery.Sent.Transport == "mail" ||
		p.Template != nil && p.Template.Type == "trigger_email"
}

// LastStatus is the HTTP status of the last attempt, nil where none answered.
func (p *Postback) LastStatus() *int {
	if p.Delivery == nil || len(p.Delivery.Attempts) == 0 {
		return nil
	}
	return p.Delivery.Attempts[len(p.Delivery.Attempts)-1].Status
}

// Tries counts the delivery attempts known.
func (p *Postback) Tries() int {
	if p.Delivery == nil {
		return 0
	}
	return len(p.Delivery.Attempts)
}

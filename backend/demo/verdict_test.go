package demo_test

import (
	"net/url"
	"strings"

	"ordertrail/backend/order"
)

// evidence is all there is about one order. The rules below are those of domain.md section 5, read anew: they
// know nothing of how the stories are made.
type evidence struct {
	requests []*order.Request
	news     []*order.Postback
	hosts    map[string]string // the usual host of each customer's final requests
	now      order.Millis
}

func (e *evidence) verdict(scenario string) string {
	switch {
	case len(e.requests) == 0 && scenario == "disappeared":
		return "NOT_RECEIVED"
	case len(e.requests) == 0:
		return "NO_DATA"
	}
	return map[string]func() string{"disappeared": e.disappeared, "shipping_notice": e.shipping, "printer_never_got": e.printer, "wrong_product": e.product}[scenario]()
}

func (e *evidence) submits(outcomes ...order.Outcome) (out []*order.Request) {
	for _, r := range e.requests {
		for _, o := range outcomes {
			if r.Type == order.Submit && r.Outcome(e.now) == o {
				out = append(out, r)
			}
		}
	}
	return out
}

func (e *evidence) last() *order.Request {
	all := e.submits(order.AllOutcomes...)
	return all[len(all)-1]
}

// says finds the first news that report one of these states.
func (e *evidence) says(states ...string) *order.Postback {
	for _, p := range e.news {
		for _, s := range states {
			if p.Reports() == s {
				return p
			}
		}
	}
	return nil
}

func (e *evidence) cancelled() bool {
	for _, r := range e.requests {
		if r.Type == order.Cancel && r.Outcome(e.now) == order.Accepted {
			return true
		}
	}
	return e.says("canceled") != nil
}

func (e *evidence) draft() bool {
	f := e.last().Stages.Final
	return f != nil && strings.Contains(string(f.Body), `"orderType": "draft"`)
}

func (e *evidence) proof() bool {
	return e.says("received", "produced", "printed", "shipped", "in_transit", "delivered") != nil
}

func (e *evidence) disappeared() string {
	switch {
	case e.cancelled():
		return "CANCELLED"
	case e.says("failed", "error") != nil:
		return "FAILED_LATER"
	case len(e.submits(order.Accepted)) == 0 && !e.proof():
		return e.refused()
	case e.draft():
		return "DRAFT"
	case e.says("delivered") != nil:
		return "COMPLETE"
	case !e.proof():
		return "ACCEPTED_SILENT"
	case e.says("delayed") != nil || e.now-e.news[len(e.news)-1].OccurredAt > 5*24*3_600_000:
		return "STALLED"
	}
	return "ON_TRACK"
}

func (e *evidence) refused() string {
	last := e.last()
	switch last.Outcome(e.now) {
	case order.TemplateFailed:
		return "TEMPLATE_FAILED"
	case order.Duplicate:
		return "DUPLICATE_ONLY"
	case order.HandoffFailed, order.NoAnswer:
		return "HANDOFF_FAILED"
	case order.Rejected:
		if last.States(e.now).Original == order.StageFailed {
			return "REJECTED_AT_DOOR"
		}
		return "VALIDATION_REJECTED"
	}
	return string(last.Outcome(e.now))
}

func (e *evidence) shipping() string {
	shipped := e.says("shipped", "in_transit", "delivered") != nil
	switch {
	case !shipped && (e.cancelled() || e.draft() || e.says("failed", "error") != nil || len(e.submits(order.Accepted)) == 0 && !e.proof()):
		return "NOT_EXPECTED"
	case !shipped:
		return "NOT_SHIPPED_YET"
	}
	found, announced, parcels := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, p := range e.news {
		if p.Kind() != order.KindShipping {
			continue
		}
		parcels[p.PackageID] = true
		if p.Direction == order.ToCustomer {
			announced[p.PackageID] = true
			found[e.announced(p)] = true
		}
	}
	if len(announced) == 0 {
		return "NO_TRIGGER"
	}
	found["PARTIAL"] = len(announced) < len(parcels)
	for _, worst := range []string{"NOT_RENDERED", "SEND_FAILED", "RETRYING", "ODD_TARGET", "SENT_BODY_ERROR", "SENT_NO_TRACKING", "PARTIAL", "SENT_LATE", "MAIL_HANDED_OVER", "SENT_AFTER_RETRY"} {
		if found[worst] {
			return worst
		}
	}
	return "SENT_OK"
}

func (e *evidence) announced(p *order.Postback) string {
	host := func(target string) string { u, _ := url.Parse(target); return u.Host }
	last := func() *order.Attempt { return &p.Delivery.Attempts[len(p.Delivery.Attempts)-1] }
	switch result := p.Result(); {
	case p.Template.Error != nil:
		return "NOT_RENDERED"
	case result == order.ResultFailed:
		return "SEND_FAILED"
	case result == order.ResultRetrying:
		return "RETRYING"
	case result == order.ResultMail:
		return "MAIL_HANDED_OVER"
	case strings.HasPrefix(host(p.Delivery.Target), "old-shop."):
		return "ODD_TARGET"
	case strings.Contains(*last().ResponseBody, `"success": false`):
		return "SENT_BODY_ERROR"
	case strings.Contains(string(p.Payload), `"tracking":{"code":"","url":""}`):
		return "SENT_NO_TRACKING"
	case e.knownSince(p.PackageID) < last().At-24*3_600_000:
		return "SENT_LATE"
	case len(p.Delivery.Attempts) > 1:
		return "SENT_AFTER_RETRY"
	}
	return "SENT_OK"
}

// knownSince is when the first news of a parcel's leaving came.
func (e *evidence) knownSince(parcel string) order.Millis {
	for _, p := range e.news {
		if p.PackageID == parcel && p.Reports() == "shipped" {
			return p.OccurredAt
		}
	}
	return e.now
}

func (e *evidence) printer() string {
	last := e.last()
	final := last.Stages.Final
	switch {
	case e.cancelled():
		return "CANCELLED"
	case final == nil && last.Stages.FinalIs == order.NotReached:
		return "NEVER_SENT"
	case hostOf(final) != e.hosts[last.Customer.ReferenceID]:
		return "OTHER_PRINTER"
	case e.draft():
		return "DRAFT"
	case e.proof() && len(e.submits(order.Accepted)) == 0:
		return "CONFIRMED_AFTER_TIMEOUT"
	case e.proof():
		return "CONFIRMED"
	}
	return map[order.Outcome]string{order.Accepted: "ACCEPTED_UNCONFIRMED", order.NoAnswer: "NO_ANSWER", order.Rejected: "PRINTER_REJECTED",
		order.Duplicate: "PRINTER_REJECTED", order.HandoffFailed: "PRINTER_ERROR", order.Pending: "PENDING"}[last.Outcome(e.now)]
}

func hostOf(m *order.Message) string {
	u, err := url.Parse(m.URL)
	if err != nil {
		return ""
	}
	return u.Host
}

func (e *evidence) product() string {
	taken := e.submits(order.Accepted)
	if len(taken) == 0 && e.proof() {
		taken = e.submits(order.NoAnswer)
	}
	switch {
	case len(taken) == 0:
		return "NEVER_PRODUCED"
	case taken[0].Stages.Original == nil:
		return "CANNOT_COMPARE"
	case len(taken) > 1 && string(taken[0].Stages.Final.Body) != string(taken[1].Stages.Final.Body):
		return "AMENDED"
	case strings.Contains(*taken[0].Stages.Template.Source, `"quantity": 1`):
		return "CHANGED_BY_TEMPLATE"
	}
	for _, l := range taken[0].Stages.Template.Lookups {
		switch {
		case l.Field != "product_code":
		case !l.Hit && *l.Value != "":
			return "LOOKUP_DEFAULT"
		case conflict(l.Key, *l.Value):
			return "CHANGED_BY_LOOKUP"
		}
	}
	if body := string(taken[0].Stages.Final.Body); strings.Contains(body, "-back.pdf") && strings.Index(body, "-back.pdf") < strings.Index(body, "-front.pdf") {
		return "AS_ORDERED"
	}
	return "SPEC_MATCH"
}

// conflict says that a code names one paper size and the product's UID another.
func conflict(code, uid string) bool {
	for _, size := range []string{"A2", "A3", "A4", "A5", "A6"} {
		if strings.Contains(code, size) {
			return !strings.Contains(uid, "pf_"+strings.ToLower(size))
		}
	}
	return false
}

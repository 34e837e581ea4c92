package demo

import (
	"strings"

	"ordertrail/backend/order"
)

// toCustomer is a trigger's message to the customer.
func (n *telling) toCustomer(b *order.Postback) {
	hooks := &n.customer.hooks
	b.Event = n.event()
	payload := n.payload()
	b.Payload = payload.json(make([]byte, 0, 1024), compact)
	retry, byMail := hooks.retry, n.news.manner == sentByMail
	b.Trigger = &order.Trigger{Name: b.Event + " -> url", Event: b.Event, Delivery: "url", RetryOnFailure: &retry}
	target := n.target()
	if byMail {
		b.Trigger.Name, b.Trigger.Delivery, target = b.Event+" -> email", "email", hooks.mail
	}
	body := string(b.Payload)
	if n.news.event != delayed {
		body = n.render(b, payload, byMail)
	}
	b.Delivery = &order.Delivery{Target: target}
	if b.Template != nil && b.Template.Error != nil {
		b.Delivery.Attempts, b.Delivery.Result = []order.Attempt{}, order.ResultNotSent
		return
	}
	b.Delivery.Sent = n.message(target, body, byMail)
	b.Delivery.Attempts = n.attempts()
	b.Delivery.Result = n.result()
}

// render makes the template's part and gives what it made.
func (n *telling) render(b *order.Postback, payload value, byMail bool) string {
	t, name := n.customer.hooks.status, "pb-status"
	if n.news.parcel > 0 {
		t, name = n.customer.hooks.shipped, "pb-shipped"
	}
	if n.news.manner == notRendered {
		t = n.customer.hooks.broken
	}
	kind := "trigger_webhook"
	if byMail {
		t, name, kind = n.customer.hooks.mailText, "mail-shipped", "trigger_email"
	}
	stage := n.template(n.news.at, n.customer, name, t, payload)
	stage.Type, stage.Format = kind, "json"
	text, lookups, err := t.render(payload, n.find)
	stage.Lookups, stage.Error = lookups, stageError(err)
	if err == nil {
		stage.Rendered = &text
		stage.Format = formatOf(text)
	}
	b.Template = stage
	return text
}

func formatOf(text string) string {
	switch {
	case strings.HasPrefix(text, "{"):
		return "json"
	case strings.HasPrefix(text, "<"):
		return "xml"
	}
	return "text"
}

// target is where the customer's triggers send to.
func (n *telling) target() string {
	url := n.customer.hooks.url
	if n.news.manner == sentElsewhere {
		return "https://old-shop." + n.customer.key + ".example/callback"
	}
	if n.news.event == delivered {
		return strings.Replace(url, "/status", "/delivered", 1)
	}
	return url
}

func (n *telling) message(target, body string, byMail bool) *order.Message {
	m := &order.Message{At: n.news.at, Transport: "http", Method: "POST", URL: target, Charset: "utf-8"}
	switch {
	case byMail:
		m.Transport, m.Method, m.ContentType = "mail", "", "text/plain"
		m.Headers = []order.Header{{Name: "From", Value: "no-reply@gelatoconnect.example"}, {Name: "To", Value: target}, {Name: "Subject", Value: n.facts.ref}}
	default:
		m.ContentType = map[string]string{"json": "application/json", "xml": "application/xml", "text": "text/plain"}[formatOf(body)]
		m.Headers = []order.Header{{Name: "Content-Type", Value: m.ContentType}, {Name: "User-Agent", Value: "GelatoConnect-Trigger/1.8"}}
		if n.customer.hooks.bearer {
			m.Headers = append(m.Headers, order.Header{Name: "Authorization", Value: "Bearer demo-hook-" + n.customer.key + "-77c1"})
		}
	}
	return sealed(m, []byte(body))
}

// attempts are the tries made so far.
func (n *telling) attempts() []order.Attempt {
	out := make([]order.Attempt, n.changes)
	for i := range out {
		a := &out[i]
		*a = n.tried(i)
		took := int64(n.news.seen[0] - n.news.at)
		a.N, a.At, a.DurationMs = i+1, n.news.seen[i]-order.Millis(took), &took
		if next := i + 1; a.Status != nil && *a.Status == 503 && next < int(n.news.changes) {
			wait := int((n.news.seen[next] - n.news.seen[i]) / second)
			a.RetryAfterS = &wait
		}
	}
	return out
}

func got(status int, body string) order.Attempt {
	return order.Attempt{Status: &status, ResponseBody: &body}
}

// tried is what one try came to.
func (n *telling) tried(i int) order.Attempt {
	last := i+1 == int(n.news.changes)
	switch n.news.manner {
	case sentByMail:
		return got(250, "2.0.0 OK queued as "+n.thing(8)[:8])
	case sentThird, sentRetrying:
		if !last {
			return got(503, "busy")
		}
	case sentWithError:
		return got(200, `{"success": false, "error": "unknown order `+n.facts.ref+`"}`)
	case refused500:
		return got(500, "Internal error: orders table locked")
	case refused404:
		return got(404, "Not Found")
	case redirected:
		return got(302, "")
	case unknownHost:
		host, _, _ := strings.Cut(strings.TrimPrefix(n.customer.hooks.url, "https://"), "/")
		return order.Attempt{Error: &order.StageError{Code: "dns", Message: "lookup " + host + ": no such host"}}
	}
	if n.order%2 == 0 {
		return got(200, "")
	}
	return got(202, `{"ok":true}`)
}

// result is how the delivery stands, in the feed's own word.
func (n *telling) result() order.Result {
	switch n.news.manner {
	case sentByMail:
		return order.ResultMail
	case sentThird, sentRetrying:
		if n.changes < int(n.news.changes) {
			return order.ResultRetrying
		}
	case refused500, refused404, redirected, unknownHost:
		if n.changes < int(n.news.changes) {
			return order.ResultRetrying
		}
		return order.ResultFailed
	}
	return order.ResultDelivered
}

package demo

import (
	"encoding/base64"
	"fmt"
	"strings"

	"ordertrail/backend/order"
)

// encoding is the format of what the customer sent.
func (w *writing) encoding() *encoding {
	switch w.slot.step {
	case cancel:
		return &w.customer.cancelAs
	case reroute:
		return &w.rerouteAs
	}
	return &w.customer.dialect.encoding
}

// written is what the customer's system wrote, as a tree.
func (w *writing) written() value {
	reason := [...]string{"dubbelbeställd", "customer changed their mind", "fel fil", ""}[w.order%4]
	switch {
	case w.slot.step == reroute:
		return dict(at("shipment", dict(as("number", w.facts.ref), as("method", "express"))))
	case w.slot.step != cancel:
		return w.customer.dialect.order(w.facts)
	case w.customer.cancelAs.contentType == "application/xml":
		return dict(at("Cancel", dict(as("@ref", w.facts.ref), as("Reason", reason))))
	case w.customer.cancelAs.contentType == "application/json" && reason != "":
		return dict(at("cancel", dict(as("number", w.facts.ref), as("why", reason))))
	case w.customer.cancelAs.contentType == "application/json":
		return dict(at("cancel", dict(as("number", w.facts.ref))))
	}
	return dict(as("ref", w.facts.ref), as("reason", reason))
}

func (w *writing) original() (*order.Message, order.Presence) {
	if w.story.unkept {
		return nil, order.NotCaptured
	}
	e := w.encoding()
	m := &order.Message{At: w.slot.at, ContentType: e.contentType, Charset: e.charset, Base64: e.charset != "utf-8"}
	body := e.bytes(w.tree)
	if w.slot.answer == unreadable {
		body = body[:len(body)*3/5]
	}
	if w.customer.auth == "folder" && w.slot.step != cancel {
		w.drop(m)
	} else {
		w.post(m, body)
	}
	return sealed(m, body), order.Captured
}

// drop is a file in the customer's folder.
func (w *writing) drop(m *order.Message) {
	m.Transport, m.Headers = "sftp", []order.Header{}
	m.URL = fmt.Sprintf("sftp://drop.gelatoconnect.example/%s/in/%s_%s.csv", w.customer.key, w.facts.ref, w.slot.at.Time().Format("20060102150405"))
}

// post is a call of the intake API.
func (w *writing) post(m *order.Message, body []byte) {
	m.Transport, m.Method = "http", "POST"
	m.URL = "https://intake.gelatoconnect.example/api/" + w.customer.key + "/order"
	switch w.slot.step {
	case cancel:
		m.URL += "/" + escapePath(w.facts.ref) + "/cancel"
	case reroute:
		m.URL += "/" + escapePath(w.facts.ref) + "/shipment"
	}
	if w.slot.answer == wrongType {
		m.ContentType = "text/plain"
	}
	m.Headers = append([]order.Header{{Name: "Content-Type", Value: m.ContentType}, {Name: "User-Agent", Value: w.customer.agent},
		{Name: "Content-Length", Value: fmt.Sprint(len(body))}}, w.credentials(m)...)
	if w.order%3 == 0 {
		m.Headers = append(m.Headers, order.Header{Name: "X-Correlation-Id", Value: w.thing(4)})
	}
}

func escapePath(ref string) string {
	return strings.NewReplacer("#", "%23", "/", "%2F").Replace(ref)
}

// credentials are how the customer's system says who it is. All of them are invented.
func (w *writing) credentials(m *order.Message) []order.Header {
	secret, key := "demo-secret-"+w.customer.key, w.customer.key
	if w.slot.answer == wrongKey {
		secret = "demo-rotated-" + key
	}
	token := strings.ReplaceAll(w.thing(5), "-", "")
	switch w.customer.auth {
	case "basic":
		pair := base64.StdEncoding.EncodeToString([]byte(key + ":" + secret))
		return []order.Header{{Name: "Authorization", Value: "Basic " + pair}}
	case "bearer":
		return []order.Header{{Name: "Authorization", Value: "Bearer " + secret}, {Name: "Customer-Reference-ID", Value: key}}
	case "cookie":
		return []order.Header{{Name: "Cookie", Value: "session=" + token + "; theme=dark"}, {Name: "X-API-KEY", Value: key + ":" + secret}}
	case "signed":
		m.URL += "?api_key=" + key + "-live&expires=" + fmt.Sprint(int64(w.slot.at/1000)+600) + "&signature=" + token
	case "hmac":
		return []order.Header{{Name: "X-API-KEY", Value: key + ":" + secret}, {Name: "X-Shop-Hmac-Sha256", Value: base64.StdEncoding.EncodeToString([]byte(token))}}
	default:
		return []order.Header{{Name: "X-API-KEY", Value: key + ":" + secret}}
	}
	return nil
}

package source

import "ordertrail/backend/order"

// Tokens replace the credentials in headers and URLs, equal ones by equal tokens.
type Tokens interface {
	Header(name, value string) string
	URL(u string) string
}

// exact keeps credentials as they came.
type exact struct{}

func (exact) Header(_, value string) string { return value }
func (exact) URL(u string) string           { return u }

func orExact(t Tokens) Tokens {
	if t == nil {
		return exact{}
	}
	return t
}

func concealRequest(t Tokens, r *order.Request) {
	concealMessage(t, r.Stages.Original)
	concealMessage(t, r.Stages.Final)
	if answer := r.Stages.Response; answer != nil {
		concealMessage(t, &answer.Message)
		concealMessage(t, answer.Formatted)
	}
}

func concealPostback(t Tokens, p *order.Postback) {
	if p.Delivery != nil {
		p.Delivery.Target = t.URL(p.Delivery.Target)
		concealMessage(t, p.Delivery.Sent)
	}
}

func concealMessage(t Tokens, m *order.Message) {
	if m == nil {
		return
	}
	m.URL = t.URL(m.URL)
	for i, h := range m.Headers {
		m.Headers[i].Value = t.Header(h.Name, h.Value)
	}
}

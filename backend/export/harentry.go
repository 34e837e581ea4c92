package export

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"ordertrail/backend/order"
)

// The nouns of HAR 1.2; what begins with an underscore is ours.
type (
	harCreator struct {
		Name    string `json:"name"`
		Version string `json:"version"`
	}
	harPage struct {
		Started   string   `json:"startedDateTime"`
		ID        string   `json:"id"`
		Title     string   `json:"title"`
		Timings   struct{} `json:"pageTimings"`
		Comment   string   `json:"comment,omitempty"`
		Request   raw      `json:"_request,omitempty"`
		Postbacks []raw    `json:"_postbacks,omitempty"`
	}
	harEntry struct {
		Page     string      `json:"pageref"`
		Started  string      `json:"startedDateTime"`
		Time     int64       `json:"time"`
		Request  harRequest  `json:"request"`
		Response harResponse `json:"response"`
		Cache    struct{}    `json:"cache"`
		Timings  harTimings  `json:"timings"`
		Comment  string      `json:"comment"`
	}
	harRequest struct {
		Method      string    `json:"method"`
		URL         string    `json:"url"`
		Version     string    `json:"httpVersion"`
		Cookies     []harPair `json:"cookies"`
		Headers     []harPair `json:"headers"`
		Query       []harPair `json:"queryString"`
		Body        *harBody  `json:"postData,omitempty"`
		HeadersSize int       `json:"headersSize"`
		BodySize    int       `json:"bodySize"`
	}
	// harBody is a text: beside one, the format allows no list of parameters.
	harBody struct {
		MimeType string `json:"mimeType"`
		Text     string `json:"text"`
		Encoding string `json:"_encoding,omitempty"` // base64; the format has no name for it here
	}
	harResponse struct {
		Status      int        `json:"status"`
		StatusText  string     `json:"statusText"`
		Version     string     `json:"httpVersion"`
		Cookies     []harPair  `json:"cookies"`
		Headers     []harPair  `json:"headers"`
		Content     harContent `json:"content"`
		Redirect    string     `json:"redirectURL"`
		HeadersSize int        `json:"headersSize"`
		BodySize    int        `json:"bodySize"`
		Error       string     `json:"_error,omitempty"`
	}
	harContent struct {
		Size     int    `json:"size"`
		MimeType string `json:"mimeType"`
		Text     string `json:"text"`
		Encoding string `json:"encoding,omitempty"`
	}
	harPair struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	}
	harTimings struct {
		Send    int64 `json:"send"`
		Wait    int64 `json:"wait"`
		Receive int64 `json:"receive"`
	}
	// raw is JSON as it is.
	raw = json.RawMessage
)

// notTold stands where HAR wants to know what nobody recorded.
const notTold = "unknown"

// requestEntries are the exchanges of a request: the sender with us, and each try with the printer.
func (r *recording) requestEntries(q *order.Request) []harEntry {
	s, list := q.Stages, []harEntry{}
	entryOf := func(m *order.Message, answer *order.Response, comment string) harEntry {
		timed := *m
		timed.At = cmp.Or(m.At, q.ReceivedAt) // the format wants a moment
		return entryOf(&timed, answer, comment)
	}
	if s.Original != nil && r.wants(order.Original) {
		list = append(list, entryOf(s.Original, r.toSender(s), "original"))
	}
	if s.Final == nil || !r.wants(order.Final) {
		return list
	}
	for _, a := range q.Attempts[:max(len(q.Attempts)-1, 0)] {
		list = append(list, entryOf(s.Final, answered(a), "final, try "+number(a.N)))
	}
	var answer *order.Response
	if r.wants(order.Responded) {
		answer = s.Response
	}
	return append(list, entryOf(s.Final, answer, "final"))
}

// toSender is what the sender saw: the answer that a template shaped, or that of the door where it stopped there.
func (r *recording) toSender(s order.Stages) *order.Response {
	switch {
	case s.Response == nil || !r.wants(order.Responded):
		return nil
	case s.Response.Formatted != nil:
		return &order.Response{Message: *s.Response.Formatted, Status: s.Response.Status}
	case s.Final == nil:
		return s.Response
	}
	return nil
}

func postbackEntries(p *order.Postback) []harEntry {
	if p.Delivery == nil || p.Delivery.Sent == nil {
		return nil
	}
	sent := *p.Delivery.Sent
	sent.URL, sent.At = cmp.Or(sent.URL, p.Delivery.Target), cmp.Or(sent.At, p.OccurredAt)
	var list []harEntry
	for _, a := range p.Delivery.Attempts {
		list = append(list, entryOf(&sent, answered(a), "postback "+p.Event+", try "+number(a.N)))
		list[len(list)-1].Started = cmp.Or(a.At, sent.At).String()
	}
	if list == nil {
		list = append(list, entryOf(&sent, nil, "postback "+p.Event))
	}
	return list
}

// answered is what came back to one try.
func answered(a order.Attempt) *order.Response {
	out := &order.Response{Status: a.Status, DurationMs: a.DurationMs, Error: a.Error}
	if a.ResponseBody != nil {
		out.Body = []byte(*a.ResponseBody)
	}
	return out
}

func entryOf(m *order.Message, answer *order.Response, comment string) harEntry {
	e := harEntry{Started: m.At.String(), Comment: comment, Request: requestOf(m), Response: responseOf(answer)}
	if answer != nil && answer.DurationMs != nil {
		e.Time = *answer.DurationMs
		e.Timings.Wait = e.Time
	}
	return e
}

func requestOf(m *order.Message) harRequest {
	address, _, _ := strings.Cut(absolute(m), "#") // the format wants it without a fragment
	out := harRequest{Method: methodOf(m), URL: address, Version: notTold, Cookies: []harPair{},
		Headers: pairs(m.Headers), Query: queryOf(address), HeadersSize: -1, BodySize: len(m.Body)}
	if m.Body != nil {
		text, encoding := textOf(m.Body)
		out.Body = &harBody{MimeType: typeOf(m), Text: text, Encoding: encoding}
	}
	return out
}

func responseOf(a *order.Response) harResponse {
	out := harResponse{Version: notTold, Cookies: []harPair{}, Headers: []harPair{}, HeadersSize: -1, BodySize: -1}
	if a == nil {
		out.Content.MimeType = "x-unknown"
		return out
	}
	if a.Status != nil {
		out.Status, out.StatusText = *a.Status, http.StatusText(*a.Status)
	}
	if a.Error != nil {
		out.Error = strings.TrimSpace(a.Error.Code + " " + a.Error.Message)
	}
	out.Headers = pairs(a.Headers)
	text, encoding := textOf(a.Body)
	out.Content = harContent{Size: len(a.Body), MimeType: typeOf(&a.Message), Text: text, Encoding: encoding}
	out.BodySize = len(a.Body)
	return out
}

func methodOf(m *order.Message) string {
	if m.Method == "" && m.Transport != "" && m.Transport != "http" {
		return strings.ToUpper(m.Transport)
	}
	return cmp.Or(m.Method, http.MethodPost)
}

// absolute is the address of a message; a path of a file gets the scheme that it came by.
func absolute(m *order.Message) string {
	u, err := url.Parse(m.URL)
	switch {
	case err == nil && u.Scheme != "" || strings.Contains(m.URL, "://"):
		return m.URL
	case strings.Contains(m.URL, "@") && !strings.Contains(m.URL, "/"):
		return "mailto:" + m.URL
	}
	return cmp.Or(m.Transport, "file") + ":///" + strings.TrimLeft(m.URL, "/")
}

func typeOf(m *order.Message) string {
	kind := m.ContentType
	for _, h := range m.Headers {
		if kind == "" && strings.EqualFold(h.Name, "Content-Type") {
			kind = h.Value
		}
	}
	return cmp.Or(kind, "x-unknown")
}

// textOf is a body as JSON can hold it.
func textOf(body []byte) (text, encoding string) {
	if utf8.Valid(body) {
		return string(body), ""
	}
	return base64.StdEncoding.EncodeToString(body), "base64"
}

func pairs(headers []order.Header) []harPair {
	list := make([]harPair, len(headers))
	for i, h := range headers {
		list[i] = harPair{h.Name, h.Value}
	}
	return list
}

// queryOf splits the query of an address, in its order.
func queryOf(address string) []harPair {
	list := []harPair{}
	_, query, found := strings.Cut(address, "?")
	query, _, _ = strings.Cut(query, "#")
	if !found || query == "" {
		return list
	}
	for part := range strings.SplitSeq(query, "&") {
		name, value, _ := strings.Cut(part, "=")
		list = append(list, harPair{unescaped(name), unescaped(value)})
	}
	return list
}

func unescaped(s string) string {
	if plain, err := url.QueryUnescape(s); err == nil {
		return plain
	}
	return s
}

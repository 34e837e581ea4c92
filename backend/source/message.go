package source

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"ordertrail/backend/order"
)

// longestMessage is how much of a pasted message is read.
const longestMessage = 32 << 20

var (
	requestLine  = regexp.MustCompile(`^[A-Z]{3,10} \S+ HTTP/\d(\.\d)?\r?\n`)
	responseLine = regexp.MustCompile(`^HTTP/\d(\.\d)? \d{3}`)
)

func looksLikeHTTP(head []byte) bool {
	head = bytes.TrimLeft(head, " \t\r\n")
	return requestLine.Match(head) || responseLine.Match(head)
}

// readHTTP reads one HTTP message as it was written on the wire, or as a tool shows it: a request is an original
// request, an answer a system response.
func readHTTP(r *bufio.Reader, in *intake) error {
	text, err := io.ReadAll(io.LimitReader(r, longestMessage+1))
	if err != nil {
		return readingFailed(err)
	}
	if len(text) > longestMessage {
		in.skip("message", reasonLong)
		return nil
	}
	head, body := splitMessage(bytes.TrimLeft(text, " \t\r\n"))
	lines := strings.Split(strings.ReplaceAll(head, "\r\n", "\n"), "\n")
	m := &order.Message{Transport: "http", Body: body}
	host := ""
	for _, line := range lines[1:] {
		name, value, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		value = strings.TrimSpace(value)
		m.Headers = append(m.Headers, order.Header{Name: strings.TrimSpace(name), Value: value})
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "content-type":
			m.ContentType = value
		case "host":
			host = value
		case "date":
			if at, err := http.ParseTime(value); err == nil {
				m.At = order.At(at)
			}
		}
	}
	first := strings.Fields(lines[0])
	if strings.HasPrefix(first[0], "HTTP/") {
		status, _ := strconv.Atoi(first[1])
		return in.pasted(order.Responded, m, status)
	}
	m.Method, m.URL = first[0], first[1]
	if host != "" && strings.HasPrefix(m.URL, "/") {
		m.URL = "https://" + host + m.URL
	}
	return in.pasted(order.Original, m, 0)
}

// splitMessage parts headers and body at the first empty line.
func splitMessage(text []byte) (head string, body []byte) {
	for _, end := range []string{"\r\n\r\n", "\n\n"} {
		if before, after, ok := bytes.Cut(text, []byte(end)); ok && !bytes.Contains(before, []byte("\n\n")) {
			return string(before), bytes.Clone(after)
		}
	}
	return strings.TrimRight(string(text), "\r\n"), nil
}

// pasted takes one message as one stage of a request of its own; the other stages were not captured.
func (in *intake) pasted(stage order.Stage, m *order.Message, status int) error {
	in.told++
	r := Pasted(stage, m, status)
	r.OrderReferenceID = referenceIn(m.Body)
	concealRequest(in.tokens, r)
	in.stopped = in.each(Record{Request: r, Pasted: true})
	return in.stopped
}

// Pasted makes a request of one stage. Its id is made of its content, so that the same paste is the same record.
func Pasted(stage order.Stage, m *order.Message, status int) *order.Request {
	sum := sha256.New()
	for _, part := range []string{string(stage), m.Method, m.URL, strconv.Itoa(status), string(m.Body)} {
		sum.Write([]byte(part + "\x00"))
	}
	r := &order.Request{ID: order.MadeID(order.MadeOfPaste, sum.Sum(nil)), ReceivedAt: m.At, UpdatedAt: m.At, Type: order.Submit}
	r.Stages = order.Stages{OriginalIs: order.NotCaptured, TemplateIs: order.NotCaptured, FinalIs: order.NotCaptured, ResponseIs: order.NotCaptured}
	switch stage {
	case order.Templated:
		rendered := string(m.Body)
		r.Stages.Template, r.Stages.TemplateIs = &order.Template{Rendered: &rendered}, order.Captured
	case order.Final:
		r.Stages.Final, r.Stages.FinalIs = m, order.Captured
	case order.Responded:
		r.Stages.Response, r.Stages.ResponseIs = &order.Response{Message: *m}, order.Captured
		if status != 0 {
			r.Stages.Response.Status = &status
		}
	default:
		r.Stages.Original, r.Stages.OriginalIs = m, order.Captured
	}
	return r
}

// referenceNames are what senders call their order number, letters and digits only.
var referenceNames = []string{"orderreferenceid", "orderreference", "orderref", "ordernumber", "orderno", "referenceid", "reference", "ref", "ordernr", "number"}

var referenceInText = regexp.MustCompile(`(?i)(?:^|[<\s"&?])(order[_-]?reference[_-]?id|order[_-]?reference|order[_-]?ref|order[_-]?number|order[_-]?no|reference[_-]?id|reference|ref)("?\s*[=:]\s*"?|>)([^"<&\s,;}]{1,80})`)

// referenceIn finds the sender's order number in a body; "" where none is clear.
func referenceIn(body []byte) string {
	if root, err := readValue(bytes.TrimSpace(body)); err == nil {
		return referenceOf(root)
	}
	if found := referenceInText.FindSubmatch(body); found != nil {
		if text, err := url.QueryUnescape(string(found[3])); err == nil {
			return text
		}
		return string(found[3])
	}
	return ""
}

// referenceOf looks level by level, so that the order's own number comes before those of its items.
func referenceOf(root *value) string {
	level := []*value{root}
	for depth := 0; depth < 4 && len(level) > 0; depth++ {
		for _, name := range referenceNames {
			for _, v := range level {
				for i, member := range v.namesOf() {
					if lettersOf(member) == name {
						if text, ok := v.inside[i].text(); ok && text != "" && len(text) <= 80 {
							return text
						}
					}
				}
			}
		}
		var next []*value
		for _, v := range level {
			for _, inner := range v.each() {
				if k := inner.kind(); k == '{' || k == '[' {
					next = append(next, inner)
				}
			}
		}
		level = next[:min(len(next), 1000)]
	}
	return ""
}

func (v *value) namesOf() []string {
	v.open()
	return v.names
}

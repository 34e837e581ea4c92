package source

import (
	"bytes"
	"context"
	"net/url"
	"regexp"
	"strings"

	"ordertrail/backend/order"
)

// PastedText is what a pasted text is.
type PastedText struct {
	Format    string
	Stage     order.Stage // "": records of their own
	Reference string
}

var (
	formPairs = regexp.MustCompile(`^[\w.%\[\]+-]+=[^\s&]*(&[\w.%\[\]+-]+=[^\s&]*)*$`)
	xmlStart  = regexp.MustCompile(`^<(\?xml|[A-Za-z_])`)
)

// Recognise says what a pasted text is, and which stage of which order it looks like.
func Recognise(ctx context.Context, text string) PastedText {
	var first *order.Request
	records := 0
	known, err := ReadFile(ctx, strings.NewReader(text), "pasted", nil, func(r Record) error {
		records++
		if r.Pasted {
			first = r.Request
		}
		return nil
	})
	switch {
	case first != nil:
		p := PastedText{Format: known.Format, Stage: order.Original, Reference: first.OrderReferenceID}
		if first.Stages.Response != nil {
			p.Stage = order.Responded
		}
		return p
	case err == nil && records > 0, known.Format == "har":
		return PastedText{Format: known.Format}
	}
	body := bytes.TrimSpace([]byte(text))
	return PastedText{Format: bodyFormat(body), Stage: order.Original, Reference: referenceIn(body)}
}

// bodyFormat tells a body's format by how it looks.
func bodyFormat(body []byte) string {
	if v, err := readValue(body); err == nil && (v.kind() == '{' || v.kind() == '[') {
		return "json"
	}
	switch line, _, more := bytes.Cut(body, []byte("\n")); {
	case xmlStart.Match(body):
		return "xml"
	case formPairs.Match(body):
		return "form"
	case more && (bytes.Count(line, []byte(";")) > 1 || bytes.Count(line, []byte(",")) > 1 || bytes.IndexByte(line, '\t') > 0):
		return "csv"
	}
	return "text"
}

var mediaTypes = map[string]string{"json": "application/json", "xml": "application/xml", "form": "application/x-www-form-urlencoded", "csv": "text/csv", "text": "text/plain"}

// PastedRequest makes a record of a pasted text: a command or a message as what it says, anything else as a body.
func PastedRequest(ctx context.Context, text string, stage order.Stage, tokens Tokens) *order.Request {
	var m *order.Message
	status := 0
	_, _ = ReadFile(ctx, strings.NewReader(text), "pasted", tokens, func(r Record) error { // what it is was told before
		if !r.Pasted {
			return nil
		}
		if m = r.Request.Stages.Original; m == nil {
			m = &r.Request.Stages.Response.Message
			if s := r.Request.Stages.Response.Status; s != nil {
				status = *s
			}
		}
		return nil
	})
	if m == nil {
		m = &order.Message{Body: []byte(text), ContentType: mediaTypes[bodyFormat(bytes.TrimSpace([]byte(text)))]}
	}
	return Pasted(stage, m, status)
}

// ReadAnswers reads recorded answers by one profile, as ReadFile reads a recording.
func ReadAnswers(ctx context.Context, answers []Answer, tokens Tokens, each func(Record) error, p *Profile) (Recognised, error) {
	in := &intake{ctx: ctx, tokens: orExact(tokens), each: each}
	rec := &recording{in: in, waiting: map[string]*halves{}}
	for _, a := range answers {
		to, err := url.Parse(a.URL)
		if err != nil {
			continue
		}
		l, id, isDetail := p.asked(a.Method, to)
		if l == nil {
			continue
		}
		where := to.Path
		if isDetail {
			err = rec.detail(where, l, id, a.Body)
		} else {
			err = rec.list(where, p, l, a.Body)
		}
		if err != nil {
			return in.out, err
		}
	}
	return in.out, rec.flush()
}

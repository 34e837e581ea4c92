package export

import (
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"ordertrail/backend/order"
)

// Curl writes each HTTP message of the records as a command that sends it again, for a POSIX shell and for PowerShell.
// The file is a shell script: the part for PowerShell stands in a here-document that nothing reads.
func Curl(ctx context.Context, w io.Writer, records Records, o Options) (Receipt, error) {
	return write(ctx, w, records, o, func(j *job) shape { return &commands{job: j, seen: seen{}} }, ownWords()...)
}

// commands is a script on its way to the spool.
type commands struct {
	*job
	seen  seen
	begun bool
}

// call is one HTTP message with what it is.
type call struct {
	about string
	*order.Message
}

func (c *commands) add(masked, was Record) error {
	if err := c.begin(); err != nil {
		return err
	}
	if said := c.said(masked); said != "" {
		if err := c.put("curl", "\n", []byte("# "+strings.NewReplacer("\r", "", "\n", "\n# ").Replace(said)+"\n")); err != nil {
			return err
		}
	}
	for _, call := range c.calls(masked, was) {
		text := c.posix(call) + c.powershell(call)
		if err := c.put("curl", "\n", []byte(text)); err != nil {
			return err
		}
	}
	return nil
}

func (c *commands) end() error { return c.begin() }

func (c *commands) begin() error {
	if c.begun {
		return nil
	}
	c.begun = true
	w := c.words()
	head := "#!/bin/sh\n# " + w.Say("curl.about") + "\n"
	if c.Unmasked {
		head += "# " + w.Say("about.unmasked") + "\n"
	} else {
		head += "# " + w.Say("curl.masked") + "\n"
	}
	return c.spool.write([]byte(head))
}

// calls are the messages of a record.
func (c *commands) calls(masked, was Record) []call {
	var list []call
	w := c.words()
	if q := masked.Request; q != nil && c.seen.first(was.Source, order.Requests, was.Request.ID) {
		title := string(q.Type) + " " + q.OrderReferenceID + " " + q.ID
		if c.wants(order.Original) {
			list = append(list, call{title + ", " + w.Say("stage.original"), q.Stages.Original})
		}
		if c.wants(order.Final) {
			list = append(list, call{title + ", " + w.Say("stage.final"), q.Stages.Final})
		}
	}
	for i, p := range masked.Postbacks {
		if !c.seen.first(was.Source, order.Postbacks, was.Postbacks[i].ID) || p.Delivery == nil || p.Delivery.Sent == nil {
			continue
		}
		sent := *p.Delivery.Sent
		if sent.URL == "" {
			sent.URL = p.Delivery.Target
		}
		list = append(list, call{"postback " + p.Event + " " + p.OrderReferenceID + " " + p.ID, &sent})
	}
	return list
}

// isHTTP says that a message can be sent by curl.
func (c call) isHTTP() bool {
	return c.Message != nil && webAddress.MatchString(c.URL) && token.MatchString(methodOf(c.Message))
}

var (
	webAddress = regexp.MustCompile(`(?i)^https?://[^\s]+$`)
	token      = regexp.MustCompile("^[A-Za-z0-9!#$%&'*+.^_`|~-]+$") // a name of HTTP
)

// ownHeaders are what a client writes itself.
var ownHeaders = map[string]bool{"content-length": true, "host": true, "connection": true, "transfer-encoding": true, "expect": true,
	"content-encoding": true, "accept-encoding": true, "te": true, "trailer": true, "upgrade": true, "keep-alive": true}

// sendable are the headers that a command gives.
func (c call) sendable() []order.Header {
	var list []order.Header
	typed := false
	for _, h := range c.Headers {
		if lower := strings.ToLower(h.Name); token.MatchString(h.Name) && !ownHeaders[lower] {
			list = append(list, order.Header{Name: h.Name, Value: oneLine(h.Value)})
			typed = typed || lower == "content-type"
		}
	}
	if !typed && c.ContentType != "" {
		list = append(list, order.Header{Name: "Content-Type", Value: oneLine(c.ContentType)})
	}
	return list
}

// mostInline is how long a body may be to stand on a command's line: systems have bounds.
const mostInline = 60_000

// inline says that a body can stand in quotes; any other goes as base64.
func inline(body []byte) bool {
	return len(body) <= mostInline && utf8.Valid(body) && !strings.ContainsFunc(string(body), func(r rune) bool {
		return r < ' ' && r != '\n' && r != '\t' || r == 0x7f
	})
}

// posix is the command for sh, bash and zsh.
func (c *commands) posix(m call) string {
	title := "# " + oneLine(m.about) + "\n"
	if !m.isHTTP() {
		return "# " + oneLine(c.words().Say("curl.none", m.about)) + "\n"
	}
	line := fmt.Sprintf("curl --globoff --request %s --url %s", methodOf(m.Message), quoted(m.URL))
	headers := m.sendable()
	if len(m.Body) > 0 && !slices.ContainsFunc(headers, func(h order.Header) bool { return strings.EqualFold(h.Name, "Content-Type") }) {
		line += " \\\n  --header 'Content-Type:'" // else curl claims that the body is a form
	}
	for _, h := range headers {
		if h.Value == "" {
			line += " \\\n  --header " + quoted(h.Name+";")
			continue
		}
		line += " \\\n  --header " + quoted(h.Name+": "+h.Value)
	}
	switch {
	case len(m.Body) == 0:
		return title + line + "\n"
	case inline(m.Body):
		return title + line + " \\\n  --data-raw " + quoted(string(m.Body)) + "\n"
	}
	return title + "# " + c.words().Say("curl.body") + "\nbase64 -d <<'BASE64' |\n" + wrapped(m.Body) + "BASE64\n" + line + " \\\n  --data-binary @-\n"
}

// quoted is a word that no shell looks into.
func quoted(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }

// wrapped is base64 in lines.
func wrapped(body []byte) string {
	text := base64.StdEncoding.EncodeToString(body)
	var b strings.Builder
	for len(text) > 76 {
		b.WriteString(text[:76] + "\n")
		text = text[76:]
	}
	return b.String() + text + "\n"
}

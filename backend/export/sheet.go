package export

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"encoding/json"
	"strings"
	"unicode/utf8"

	"ordertrail/backend/order"
)

// sheet is one record as people read it, out of the same description as the folder of an archive.
type sheet struct {
	Title    string
	Mark     string // outcome, as a word of the closed set; "" for postbacks alone
	Outcome  string
	Facts    []fact
	Sections []section
	Verdicts []verdict
}

// fact is a name and its value.
type fact struct{ Name, Value string }

// section is a stage or a postback.
type section struct {
	Title    string
	Mark     string // state of the stage, or how the postback was delivered
	State    string // the same in words
	Missing  string // why there is nothing
	Facts    []fact
	Texts    []passage
	Tries    []string
	Postback bool
	Anchor   string
	Open     bool
}

// passage is a text of a record.
type passage struct {
	Title  string
	Note   string // what was done to it, if anything
	Syntax string // json, xml, csv and others, as fences name it
	Text   string
	Raw    string // as it was, where Text was indented; else ""
	Size   string

	RawTitle string
}

// reader turns descriptions into sheets.
type reader struct {
	words
	files map[string][]byte
}

// sheet reads a description.
func (j *job) sheet(e entry) sheet {
	r := reader{j.words(), map[string][]byte{}}
	for _, f := range e.files {
		r.files[f.name] = f.content
	}
	m := e.manifest
	s := sheet{Mark: string(m.Outcome)}
	if m.ID == "" && len(m.Postbacks) > 0 {
		s.Title = r.Say("postback.alone", cmp.Or(m.Postbacks[0].Status, m.Postbacks[0].Event))
	} else {
		s.Title = strings.TrimSpace(r.Name("type", m.Type) + " " + m.OrderReferenceID)
		s.Outcome, s.Facts = r.Name("outcome", m.Outcome), r.requestFacts(m)
	}
	for _, stage := range m.Stages {
		s.Sections = append(s.Sections, r.stage(stage, m.Attempts))
	}
	s.Verdicts = e.verdicts
	for _, p := range m.Postbacks {
		s.Sections = append(s.Sections, r.postback(p))
	}
	return s
}

// facts leaves out those that are not known.
func facts(pairs ...fact) []fact {
	var list []fact
	for _, f := range pairs {
		if f.Value != "" && f.Value != "–" {
			list = append(list, f)
		}
	}
	return list
}

func (r reader) fact(id, value string) fact { return fact{r.Say("fact." + id), value} }

func (r reader) requestFacts(m manifest) []fact {
	return facts(
		r.fact("outcome", r.Name("outcome", m.Outcome)), r.fact("type", r.Name("type", m.Type)), r.fact("reference", m.OrderReferenceID),
		r.fact("orderId", m.OrderID), r.fact("id", m.ID), r.fact("customer", m.Customer.shown()), r.fact("printer", m.Printer.shown()),
		r.fact("connector", m.Connector.shown()), r.fact("received", r.time(m.ReceivedAt)), r.fact("source", m.Source))
}

func (p *party) shown() string {
	if p == nil {
		return ""
	}
	return cmp.Or(p.Name, p.ReferenceID, p.ID)
}

func (c *connector) shown() string {
	if c == nil {
		return ""
	}
	return cmp.Or(c.Name, c.Type, c.ID)
}

// time writes a moment of a manifest for people.
func (r reader) time(text string) string {
	at, err := order.ParseMillis(text)
	if err != nil {
		return ""
	}
	return r.Moment(at)
}

func (r reader) took(ms *int64) string {
	if ms == nil {
		return ""
	}
	return r.Took(*ms)
}

func (r reader) status(code *int) string {
	if code == nil {
		return ""
	}
	return number(*code)
}

func (f *failure) shown() string {
	if f == nil {
		return ""
	}
	text := strings.TrimSpace(f.Code + " " + f.Class)
	if f.Message != "" {
		text = strings.TrimPrefix(text+": "+f.Message, ": ")
	}
	if f.Line != nil {
		text += " (" + number(*f.Line)
		if f.Column != nil {
			text += ":" + number(*f.Column)
		}
		text += ")"
	}
	return text
}

func (r reader) stage(s stageEntry, attempts []attemptEntry) section {
	out := section{Title: r.Say("stage." + string(s.Stage)), Mark: string(s.State), State: r.Name("state", s.State)}
	if s.Missing != "" {
		out.Missing = r.Say("missing." + s.Missing)
	}
	out.Facts = facts(r.fact("at", r.time(s.At)), r.fact("address", strings.TrimSpace(s.Method+" "+s.URL)), r.fact("contentType", s.ContentType),
		r.fact("status", r.status(s.Status)), r.fact("took", r.took(s.DurationMs)),
		r.fact("template", strings.TrimSpace(s.Template+" "+s.Version)), r.fact("error", s.Error.shown()))
	for _, f := range s.Files {
		out.Texts = append(out.Texts, r.passage(f.Name))
	}
	if s.Stage == order.Responded && s.Missing != "left_out" {
		r.tries(&out, attempts)
	}
	return out
}

func (r reader) postback(p postbackEntry) section {
	out := section{Title: r.Name("kind", p.Kind) + ", " + r.time(p.OccurredAt), Mark: string(p.Result), State: r.Name("result", p.Result), Postback: true}
	out.Facts = facts(r.fact("event", strings.TrimSpace(p.Event+" "+p.Status)), r.fact("direction", r.Name("direction", p.Direction)),
		r.fact("result", out.State), r.fact("target", p.Target), r.fact("package", p.PackageID), r.fact("items", strings.Join(p.ItemReferenceIDs, ", ")),
		r.fact("template", p.Template), r.fact("error", p.Error.shown()), r.fact("postbackId", p.ID))
	for _, f := range p.Files {
		out.Texts = append(out.Texts, r.passage(f.Name))
	}
	r.tries(&out, p.Attempts)
	return out
}

func (r reader) tries(s *section, attempts []attemptEntry) {
	for _, a := range attempts {
		line := r.Say("try.line", a.N, cmp.Or(r.time(a.At), "–")) + ": " + cmp.Or(r.status(a.Status), r.Say("try.none"))
		if took := r.took(a.DurationMs); took != "" {
			line += ", " + took
		}
		if e := a.Error.shown(); e != "" {
			line += ", " + e
		}
		s.Tries = append(s.Tries, line)
		if a.Answer != "" {
			text := r.passage(a.Answer)
			text.Title = r.Say("text.answer", a.N)
			s.Texts = append(s.Texts, text)
		}
	}
}

// mostIndented is how long a text may be to be laid out anew.
const mostIndented = 2 << 20

// passage reads a file. JSON on few lines is indented, which changes blanks alone.
func (r reader) passage(name string) passage {
	content := r.files[name]
	out := passage{Title: r.title(name), Syntax: syntaxOf(name), Text: string(content), Size: r.Size(len(content))}
	if !utf8.Valid(content) {
		out.Text, out.Syntax, out.Note = base64.StdEncoding.EncodeToString(content), "text", r.Say("text.binary")
		return out
	}
	if out.Syntax == "json" && len(content) <= mostIndented && bytes.Count(content, []byte("\n")) < 3 {
		var b bytes.Buffer
		if err := json.Indent(&b, content, "", "  "); err == nil && b.Len() > len(content) {
			out.Raw, out.Text, out.Note, out.RawTitle = out.Text, b.String(), r.Say("text.indented"), r.Say("text.raw")
		}
	}
	return out
}

// title names a file by what it holds.
func (r reader) title(name string) string {
	base := name[strings.LastIndex(name, "/")+1:]
	if strings.HasSuffix(base, ".headers.txt") {
		return r.Say("text.headers")
	}
	return r.Say("text." + strings.TrimSuffix(base, base[strings.LastIndex(base, "."):]))
}

func syntaxOf(name string) string {
	switch end := name[strings.LastIndex(name, ".")+1:]; end {
	case "json", "xml", "csv", "html":
		return end
	case "j2":
		return "jinja"
	}
	return "text"
}

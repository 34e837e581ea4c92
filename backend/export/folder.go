package export

import (
	"bytes"
	"fmt"
	"strings"

	"ordertrail/backend/order"
)

// describe lays out the folder of one record. What is judged (outcome, states, kinds) is judged by the record as it
// was; what is shown comes from the masked one alone.
func (j *job) describe(masked, was Record) entry {
	e := entry{verdicts: j.verdicts(masked), manifest: manifest{Ordertrail: j.Version, Format: 1, ExportedAt: j.Now.String(), Masked: !j.Unmasked, Source: masked.Source,
		Stages: []stageEntry{}, Postbacks: []postbackEntry{}}}
	if masked.Request != nil {
		j.describeRequest(&e, masked.Request, was.Request)
	}
	for i, p := range masked.Postbacks {
		e.postback(i+1, p, was.Postbacks[i], j.cancelled[order.Key(was.Postbacks[i].OrderReferenceID)])
	}
	if masked.Request == nil && len(masked.Postbacks) > 0 {
		p := masked.Postbacks[0]
		e.name("postback", p.OrderReferenceID, p.ID)
	}
	if e.Folder == "" {
		e.name("record", "", "")
	}
	if masked.Note != "" {
		e.manifest.Beside = append(e.manifest.Beside, e.add("note.txt", []byte(masked.Note)))
	}
	for _, v := range e.verdicts {
		e.manifest.Beside = append(e.manifest.Beside, e.add(v.Anchor+".txt", v.text()))
	}
	return e
}

func (e *entry) name(kind, reference, id string) {
	e.Title = strings.TrimSpace(kind + " " + reference)
	e.Folder = safeName(strings.Trim(safeName(kind)+"_"+cut(safeName(reference), 30)+"_"+cut(id, 8), "_"))
}

func cut(s string, n int) string { return s[:min(n, len(s))] }

func (j *job) describeRequest(e *entry, r, was *order.Request) {
	m := &e.manifest
	m.ID, m.Type, m.OrderReferenceID, m.OrderID = r.ID, string(r.Type), r.OrderReferenceID, r.OrderID
	m.ReceivedAt, m.UpdatedAt = r.ReceivedAt.String(), r.UpdatedAt.String()
	m.Customer, m.Printer, m.Connector = (*party)(r.Customer), (*party)(r.Printer), (*connector)(r.Connector)
	m.Outcome, m.Severity = was.Outcome(j.Now), was.Severity(j.Now)
	e.Outcome = m.Outcome
	e.name(string(r.Type), r.OrderReferenceID, r.ID)
	states := was.States(j.Now)
	for _, stage := range order.AllStages {
		s := stageEntry{Stage: stage, State: states.Of(stage), Files: []fileEntry{}}
		if !j.wants(stage) {
			s.Missing = "left_out"
		} else {
			e.stage(&s, &r.Stages)
		}
		m.Stages = append(m.Stages, s)
	}
	for _, a := range r.Attempts {
		m.Attempts = append(m.Attempts, e.attempt("attempt", a))
	}
}

// stage describes one stage and adds its files.
func (e *entry) stage(s *stageEntry, all *order.Stages) {
	switch s.Stage {
	case order.Original:
		e.message(s, all.Original, all.OriginalIs)
	case order.Templated:
		e.template(s, all.Template, all.TemplateIs)
	case order.Final:
		e.message(s, all.Final, all.FinalIs)
	case order.Responded:
		e.response(s, all.Response, all.ResponseIs)
	}
	if s.Missing == "" && len(s.Files) == 0 {
		s.Missing = "no_body"
	}
}

func (e *entry) message(s *stageEntry, m *order.Message, is order.Presence) {
	if m == nil {
		s.Missing = string(is)
		return
	}
	s.At, s.Method, s.URL, s.ContentType = m.At.String(), m.Method, m.URL, m.ContentType
	s.Files = append(s.Files, e.messageFiles(string(s.Stage), m)...)
}

func (e *entry) template(s *stageEntry, t *order.Template, is order.Presence) {
	if t == nil {
		s.Missing = string(is)
		return
	}
	s.At, s.Template, s.Version, s.Engine, s.Error = t.At.String(), t.Name, t.Version, t.Engine, newFailure(t.Error)
	s.Files = append(s.Files, e.templateFiles("template", t)...)
}

func (e *entry) response(s *stageEntry, r *order.Response, is order.Presence) {
	if r == nil {
		s.Missing = string(is)
		return
	}
	e.message(s, &r.Message, order.Captured)
	s.Status, s.DurationMs, s.Error = r.Status, r.DurationMs, newFailure(r.Error)
	if r.Formatted != nil {
		s.Files = append(s.Files, e.messageFiles("response.formatted", r.Formatted)...)
	}
}

// messageFiles are the body of a message, and what was said around it.
func (e *entry) messageFiles(name string, m *order.Message) []fileEntry {
	var out []fileEntry
	if m.Body != nil {
		out = append(out, e.add(name+extensionOf(m.ContentType, m.Body), m.Body))
	}
	if len(m.Headers) > 0 {
		out = append(out, e.add(name+".headers.txt", headersText(m)))
	}
	return out
}

// headersText writes a message's head as it would go over the wire.
func headersText(m *order.Message) []byte {
	var b bytes.Buffer
	if m.URL != "" {
		fmt.Fprintf(&b, "%s\n", oneLine(strings.TrimSpace(m.Method+" "+m.URL)))
	}
	for _, h := range m.Headers {
		fmt.Fprintf(&b, "%s: %s\n", oneLine(h.Name), oneLine(h.Value))
	}
	return b.Bytes()
}

// oneLine keeps a value from looking like two headers.
func oneLine(s string) string { return strings.NewReplacer("\r", `\r`, "\n", `\n`).Replace(s) }

// templateFiles are the source of a template, what went in, which lookups were made, and what came out.
func (e *entry) templateFiles(name string, t *order.Template) []fileEntry {
	var out []fileEntry
	if t.Source != nil {
		out = append(out, e.add(name+".source.j2", []byte(*t.Source)))
	}
	if t.InputContext != nil {
		out = append(out, e.add(name+".context.json", t.InputContext))
	}
	if len(t.Lookups) > 0 {
		out = append(out, e.add(name+".lookups.json", indented(t.Lookups)))
	}
	if t.Rendered != nil {
		out = append(out, e.add(name+".rendered"+extensionOf(contentTypeOf(t.Format), []byte(*t.Rendered)), []byte(*t.Rendered)))
	}
	return out
}

// add puts a file into the folder.
func (e *entry) add(name string, content []byte) fileEntry {
	f := file{name: name, content: content}
	e.files = append(e.files, f)
	return listed(f)
}

func (e *entry) attempt(name string, a order.Attempt) attemptEntry {
	out := attemptEntry{N: a.N, At: a.At.String(), Status: a.Status, DurationMs: a.DurationMs, RetryAfterS: a.RetryAfterS, Error: newFailure(a.Error)}
	if a.ResponseBody != nil && *a.ResponseBody != "" {
		body := []byte(*a.ResponseBody)
		out.Answer = e.add(fmt.Sprintf("%s-%d.answer%s", name, a.N, extensionOf("", body)), body).Name
	}
	return out
}

// postback describes one postback and adds its files, under a folder that sorts as they happened.
func (e *entry) postback(n int, p, was *order.Postback, cancelAccepted bool) {
	folder := fmt.Sprintf("postbacks/%02d-%s/", n, cut(safeName(p.Event), 40))
	out := postbackEntry{ID: p.ID, OccurredAt: p.OccurredAt.String(), Direction: string(p.Direction), Event: p.Event, Status: p.Status,
		Kind: was.Kind(), Severity: was.Severity(cancelAccepted), Result: p.Result(), PackageID: p.PackageID, ItemReferenceIDs: p.ItemReferenceIDs,
		Attempts: []attemptEntry{}, Files: []fileEntry{}}
	if p.Payload != nil {
		out.Files = append(out.Files, e.add(folder+"payload.json", p.Payload))
	}
	if t := p.Template; t != nil {
		out.Template, out.Error = t.Name, newFailure(t.Error)
		out.Files = append(out.Files, e.templateFiles(folder+"template", t)...)
	}
	if d := p.Delivery; d != nil {
		out.Target = d.Target
		if d.Sent != nil {
			out.Files = append(out.Files, e.messageFiles(folder+"sent", d.Sent)...)
		}
		for _, a := range d.Attempts {
			out.Attempts = append(out.Attempts, e.attempt(folder+"attempt", a))
		}
	}
	e.manifest.Postbacks = append(e.manifest.Postbacks, out)
}

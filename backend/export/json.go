package export

import (
	"context"
	"io"

	"github.com/go-json-experiment/json/jsontext"

	"ordertrail/backend/feed"
	"ordertrail/backend/order"
)

// JSON writes the records as the feed does, requests first, each followed by its postbacks: {"data":[…]}.
// A request whose stages were not all wanted names the others in leftOut.
func JSON(ctx context.Context, w io.Writer, records Records, o Options) (Receipt, error) {
	return write(ctx, w, records, o, func(j *job) shape { return &document{job: j, begin: `{"data":[`, seen: seen{}} })
}

// document is a JSON list on its way to the spool.
type document struct {
	*job
	begin string // what stands before the next item
	seen  seen
}

func (d *document) add(masked, was Record) error {
	for _, item := range d.items(masked, was, d.seen) {
		if err := d.put("data", d.begin+"\n", item); err != nil {
			return err
		}
		d.begin = ","
	}
	return nil
}

func (d *document) end() error {
	if d.begin != "," {
		return d.spool.write([]byte(d.begin + "]}\n"))
	}
	return d.spool.write([]byte("\n]}\n"))
}

// put writes a piece of a file behind what needs no check, once it is known to hold no original value.
func (j *job) put(name, before string, piece []byte) error {
	if err := j.checked(name, piece); err != nil {
		return err
	}
	return j.spool.write(append([]byte(before), piece...))
}

// seen are the records that were written.
type seen marks

// first says that a record was not there before; from now on it was.
func (s seen) first(source string, list order.List, id string) bool {
	return marks(s).first(source + " " + string(list) + " " + id)
}

// items are the records as the feed writes them; a postback of several records is written once.
func (j *job) items(masked, was Record, seen seen) [][]byte {
	var items [][]byte
	beside := j.beside(masked)
	if masked.Request != nil && seen.first(was.Source, order.Requests, was.Request.ID) {
		items = append(items, j.request(masked.Request, beside))
		beside = nil
	}
	for i, p := range masked.Postbacks {
		if seen.first(was.Source, order.Postbacks, was.Postbacks[i].ID) {
			items = append(items, feed.AppendPostback(nil, p, beside...))
			beside = nil
		}
	}
	return items
}

// beside are the note of a record and what guides found, as fields that the feed does not have.
func (j *job) beside(masked Record) []feed.Field {
	var fields []feed.Field
	if masked.Note != "" {
		fields = append(fields, feed.Text("note", masked.Note))
	}
	var found []string
	for _, v := range j.verdicts(masked) {
		found = append(found, string(v.text()))
	}
	if len(found) > 0 {
		fields = append(fields, feed.Field{Name: "verdicts", JSON: string(compact(found))})
	}
	return fields
}

// request writes a request without the stages that were not wanted.
func (j *job) request(r *order.Request, beside []feed.Field) []byte {
	left := j.leftOut()
	if len(left) == 0 {
		return feed.AppendRequest(nil, r, beside...)
	}
	part := *r
	part.Stages = j.part(r.Stages)
	names := []byte{'['}
	for i, n := range left {
		if i > 0 {
			names = append(names, ',')
		}
		names, _ = jsontext.AppendQuote(names, n)
	}
	return feed.AppendRequest(nil, &part, append(beside, feed.Field{Name: "leftOut", JSON: string(names) + "]"})...)
}

// part keeps the wanted stages; the others look as if they were not captured.
func (o Options) part(s order.Stages) order.Stages {
	if !o.wants(order.Original) {
		s.Original, s.OriginalIs = nil, order.NotCaptured
	}
	if !o.wants(order.Templated) {
		s.Template, s.TemplateIs = nil, order.NotCaptured
	}
	if !o.wants(order.Final) {
		s.Final, s.FinalIs = nil, order.NotCaptured
	}
	if !o.wants(order.Responded) {
		s.Response, s.ResponseIs = nil, order.NotCaptured
	}
	return s
}

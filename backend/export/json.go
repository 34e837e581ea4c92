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
func JSON(ctx context.Context, w io.Writer, records []Record, o Options) (Receipt, error) {
	j, err := newJob(ctx, records, o)
	if err != nil {
		return Receipt{}, err
	}
	if err := j.writeJSON(ctx, records); err != nil {
		j.spool.close()
		return Receipt{}, err
	}
	return j.handOver(w)
}

func (j *job) writeJSON(ctx context.Context, records []Record) error {
	begin, seen := `{"data":[`, map[string]bool{}
	for _, r := range records {
		if err := ctx.Err(); err != nil {
			return err
		}
		for _, item := range j.items(r, seen) {
			if err := j.checked("data", item); err != nil {
				return err
			}
			if err := j.spool.write(append([]byte(begin+"\n"), item...)); err != nil {
				return err
			}
			begin = ","
		}
	}
	if begin != "," {
		return j.spool.write([]byte(begin + "]}\n"))
	}
	return j.spool.write([]byte("\n]}\n"))
}

// items are the records as the feed writes them; a postback of several records is written once.
func (j *job) items(r Record, seen map[string]bool) [][]byte {
	var items [][]byte
	masked := j.masked(r)
	if masked.Request != nil && !seen[r.Source+" request "+r.Request.ID] {
		seen[r.Source+" request "+r.Request.ID] = true
		items = append(items, j.request(masked.Request))
	}
	for i, p := range masked.Postbacks {
		if key := r.Source + " postback " + r.Postbacks[i].ID; !seen[key] {
			seen[key] = true
			items = append(items, feed.AppendPostback(nil, p))
		}
	}
	return items
}

// request writes a request without the stages that were not wanted.
func (j *job) request(r *order.Request) []byte {
	left := j.leftOut()
	if len(left) == 0 {
		return feed.AppendRequest(nil, r)
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
	return feed.AppendRequest(nil, &part, feed.Field{Name: "leftOut", JSON: string(names) + "]"})
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

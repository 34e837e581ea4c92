package export

import (
	"context"
	"io"

	"ordertrail/backend/feed"
	"ordertrail/backend/order"
)

// HAR writes the HTTP messages of the records as HAR 1.2, which browsers and proxies open: a page for each record, an
// entry for each exchange. Bodies are whole. What is no HTTP (templates, payloads) stands in fields of its own, whose
// names begin with an underscore, as the format wants it.
func HAR(ctx context.Context, w io.Writer, records Records, o Options) (Receipt, error) {
	return write(ctx, w, records, o, func(j *job) shape { return &recording{job: j, seen: seen{}, pages: j.newSpool()} }, ownWords()...)
}

// recording is a HAR on its way to the spool: its entries; the pages stand behind them, and wait.
type recording struct {
	*job
	seen    seen
	pages   *spool
	entries int
	n       int // of pages
}

// head is what a HAR begins with.
func (r *recording) head() string {
	about := r.words().Say("har.masked")
	if r.Unmasked {
		about = r.words().Say("har.unmasked")
	}
	log := compact(struct {
		Version string     `json:"version"`
		Creator harCreator `json:"creator"`
		Comment string     `json:"comment"`
	}{"1.2", harCreator{"Ordertrail", r.Version}, about})
	return `{"log":` + string(log[:len(log)-1]) + `,"entries":[`
}

func (r *recording) add(masked, was Record) error {
	page, exchanges := r.page(masked, was)
	if page.ID == "" {
		return nil
	}
	text := compact(page)
	if err := r.checked("har", text); err != nil {
		return err
	}
	if err := r.pages.write(append([]byte(separator(r.n)), text...)); err != nil {
		return err
	}
	r.n++
	for _, e := range exchanges {
		before := separator(r.entries)
		if r.entries == 0 {
			before = r.head()
		}
		e.Page = page.ID
		if err := r.put("har", before, compact(e)); err != nil {
			return err
		}
		r.entries++
	}
	return nil
}

func separator(n int) string {
	if n == 0 {
		return ""
	}
	return ",\n"
}

func (r *recording) end() error {
	if r.entries == 0 {
		if err := r.spool.write([]byte(r.head())); err != nil {
			return err
		}
	}
	if err := r.spool.write([]byte(`],"pages":[`)); err != nil {
		return err
	}
	if _, err := r.pages.copyTo(r.spool); err != nil {
		return failed("export", err)
	}
	return r.spool.write([]byte("]}}\n"))
}

// page describes a record and its exchanges; one that was written before has no id.
func (r *recording) page(masked, was Record) (harPage, []harEntry) {
	page := harPage{Timings: struct{}{}, Comment: r.said(masked)}
	var list []harEntry
	if q := masked.Request; q != nil && r.seen.first(was.Source, order.Requests, was.Request.ID) {
		page.ID, page.Title = "request-"+q.ID, string(q.Type)+" "+q.OrderReferenceID
		page.Started = q.ReceivedAt.String()
		page.Request = r.beside(q)
		list = r.requestEntries(q)
	}
	for i, p := range masked.Postbacks {
		if !r.seen.first(was.Source, order.Postbacks, was.Postbacks[i].ID) {
			continue
		}
		if page.ID == "" {
			page.ID, page.Title, page.Started = "postback-"+p.ID, p.Event+" "+p.OrderReferenceID, p.OccurredAt.String()
		}
		page.Postbacks = append(page.Postbacks, r.besidePostback(p))
		list = append(list, postbackEntries(p)...)
	}
	return page, list
}

// beside is what of a request is no HTTP: all but the messages that have entries.
func (r *recording) beside(q *order.Request) raw {
	rest := *q
	rest.Attempts = nil
	s := &rest.Stages
	s.Original, s.OriginalIs = nil, order.NotCaptured
	s.Final, s.FinalIs = nil, order.NotCaptured
	s.Response, s.ResponseIs = nil, order.NotCaptured
	if !r.wants(order.Templated) {
		s.Template, s.TemplateIs = nil, order.NotCaptured
	}
	return feed.AppendRequest(nil, &rest)
}

func (r *recording) besidePostback(p *order.Postback) raw {
	rest := *p
	if p.Delivery != nil {
		rest.Delivery = &order.Delivery{Target: p.Delivery.Target, Result: p.Delivery.Result}
	}
	return feed.AppendPostback(nil, &rest)
}

package export

import (
	"context"
	"io"
	"iter"

	"ordertrail/backend/feed"
	"ordertrail/backend/order"
)

// ListFormat is a shape of a list.
type ListFormat string

// The formats of lists.
const (
	AsCSV     ListFormat = "csv"
	AsNDJSON  ListFormat = "ndjson"
	AsParquet ListFormat = "parquet"
)

// AllListFormats are the formats of lists.
var AllListFormats = []ListFormat{AsCSV, AsNDJSON, AsParquet}

// Requests writes a list of requests, all rows of it.
func Requests(ctx context.Context, w io.Writer, rows iter.Seq2[order.RequestRow, error], f ListFormat, o Options) (Receipt, error) {
	return writeList(ctx, w, rows, f, o, list[order.RequestRow, requestLine]{
		ids: func(r order.RequestRow) []string { return []string{r.ID, r.OrderReferenceID, r.OrderID} },
		of:  func(r order.RequestRow) (string, *order.Party) { return r.Source, &r.Customer }, mask: masking.requestRow,
		line: newRequestLine, document: func(r order.RequestRow) any { return feed.NewRequestRow(r) },
	})
}

// Postbacks writes a list of postbacks, all rows of it.
func Postbacks(ctx context.Context, w io.Writer, rows iter.Seq2[order.PostbackRow, error], f ListFormat, o Options) (Receipt, error) {
	return writeList(ctx, w, rows, f, o, list[order.PostbackRow, postbackLine]{
		ids: func(p order.PostbackRow) []string { return []string{p.ID, p.OrderReferenceID, p.OrderID} },
		of:  func(p order.PostbackRow) (string, *order.Party) { return p.Source, &p.Customer }, mask: masking.postbackRow,
		line: newPostbackLine, document: func(p order.PostbackRow) any { return feed.NewPostbackRow(p) },
	})
}

// list is how the rows of one kind are read.
type list[Row, Line any] struct {
	ids      func(Row) []string
	of       func(Row) (source string, customer *order.Party)
	mask     func(masking, Row) Row
	line     func(Row) Line // as tables have it
	document func(Row) any  // as JSON has it
}

// table takes rows of one list, some at a time.
type table[Row any] interface {
	add(rows []Row) error
	end() error
}

func writeList[Row, Line any](ctx context.Context, w io.Writer, rows iter.Seq2[Row, error], f ListFormat, o Options, l list[Row, Line]) (Receipt, error) {
	j := newJob(o)
	defer j.close()
	var out table[Row]
	switch f {
	case AsCSV:
		out = newCSV(j, l)
	case AsParquet:
		out = newParquet(j, l)
	default:
		out = lines[Row, Line]{j, l}
	}
	if err := eachPage(ctx, rows, func(page []Row) error { return addPage(j, l, out, page) }); err != nil {
		return Receipt{}, err
	}
	if err := out.end(); err != nil {
		return Receipt{}, err
	}
	return j.handOver(w)
}

// pageRows is how many rows are masked and searched at a time.
const pageRows = 2000

func eachPage[Row any](ctx context.Context, rows iter.Seq2[Row, error], add func([]Row) error) error {
	var page []Row
	for row, err := range rows {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		if page = append(page, row); len(page) < pageRows {
			continue
		}
		if err := add(page); err != nil {
			return err
		}
		page = page[:0]
	}
	return add(page)
}

// addPage masks some rows in two rounds, of which the first only learns, and adds them.
func addPage[Row, Line any](j *job, l list[Row, Line], out table[Row], page []Row) error {
	masked := page
	if !j.Unmasked {
		var all []string
		for _, row := range page {
			all = append(all, l.ids(row)...)
		}
		j.newMasker(all)
		for _, row := range page {
			l.masked(j, row)
		}
		j.masker.Settle()
		masked = make([]Row, len(page))
		for i, row := range page {
			masked[i] = l.masked(j, row)
		}
		j.count()
	}
	j.done += len(page)
	if j.Told != nil {
		j.Told(j.done)
	}
	return out.add(masked)
}

// masked gives a row as it may leave, by the rules of its company.
func (l list[Row, Line]) masked(j *job, row Row) Row {
	j.under(l.of(row))
	return l.mask(masking{j.masker, j.wants}, row)
}

func (m masking) requestRow(r order.RequestRow) order.RequestRow {
	r.ID, r.Source = m.Field(r.ID, "id"), m.Field(r.Source, "source", "id")
	r.Type = order.RequestType(m.Field(string(r.Type), "type"))
	r.OrderReferenceID, r.OrderID = m.Field(r.OrderReferenceID, "orderReferenceId"), m.Field(r.OrderID, "orderId")
	r.Customer = *m.party(&r.Customer)
	r.Connector = *m.connector(&r.Connector)
	return r
}

func (m masking) postbackRow(p order.PostbackRow) order.PostbackRow {
	p.ID, p.Source = m.Field(p.ID, "id"), m.Field(p.Source, "source", "id")
	p.Direction = order.Direction(m.Field(string(p.Direction), "direction"))
	p.Event, p.Status = m.Field(p.Event, "event"), m.Field(p.Status, "status")
	p.OrderReferenceID, p.OrderID = m.Field(p.OrderReferenceID, "orderReferenceId"), m.Field(p.OrderID, "orderId")
	p.Customer = *m.party(&p.Customer)
	return p
}

// lines are rows as lines of JSON.
type lines[Row, Line any] struct {
	*job
	list list[Row, Line]
}

func (l lines[Row, Line]) add(rows []Row) error {
	var text []byte
	for _, row := range rows {
		text = append(append(text, compact(l.list.document(row))...), '\n')
	}
	return l.put("ndjson", "", text)
}

func (l lines[Row, Line]) end() error { return nil }

// Extension is how the name of a file in this format ends.
func (f ListFormat) Extension() string { return "." + string(f) }

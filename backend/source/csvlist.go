package source

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"

	"ordertrail/backend/order"
)

// column is what a column of a list holds.
type column string

// The columns that are understood; others are passed over.
const (
	colAt       column = "at"
	colWhat     column = "what" // request or postback
	colCustomer column = "customer"
	colRef      column = "reference"
	colID       column = "id"
	colOrderID  column = "orderId"
	colEvent    column = "event"
	colOutcome  column = "outcome"
	colStatus   column = "status"
	colType     column = "type"
	colMessage  column = "message"
	colResult   column = "result"
	colPrinter  column = "direction"
)

// columnNames are names of columns, letters and digits only, and what they hold. An event_or_outcome is either.
func columnNames() map[string]column {
	names := map[string]column{}
	for c, list := range map[column]string{
		colAt:       "date time datetime timestamp at receivedat received createdat created occurredat occurred datum tid tidpunkt skapad",
		colWhat:     "kind recordtype record list direction typeofrecord",
		colCustomer: "customer customername client kund kundnamn kunden",
		colRef:      "orderreference orderreferenceid reference ref orderref ordernumber orderno orderreferens referens ordernummer",
		colID:       "id uuid requestid postbackid",
		colOrderID:  "orderid gelatoid gelatoorderid",
		colEvent:    "event eventtype eventoroutcome handelse händelse",
		colOutcome:  "outcome utfall",
		colStatus:   "httpstatus http status statuscode responsestatus statuskod",
		colType:     "type requesttype typ",
		colMessage:  "message error errormessage meddelande fel",
	} {
		for name := range strings.FieldsSeq(list) {
			names[name] = c
		}
	}
	return names
}

// looksLikeCSV says that the first line names columns of which one is a moment.
func looksLikeCSV(head []byte) bool {
	line, _, _ := bytes.Cut(bytes.TrimLeft(head, "\r\n"), []byte("\n"))
	if len(line) == 0 || bytes.IndexByte([]byte("{[<"), line[0]) >= 0 {
		return false
	}
	_, columns := headerRow(string(line))
	_, moment := columns[colAt]
	return moment && len(columns) >= 2
}

// headerRow finds the delimiter under which a line names the most columns, and where they are.
func headerRow(line string) (comma rune, columns map[column]int) {
	known := columnNames()
	for _, c := range []rune{',', ';', '\t', '|'} {
		r := csv.NewReader(strings.NewReader(line))
		r.Comma, r.LazyQuotes = c, true
		names, err := r.Read()
		if err != nil {
			continue
		}
		found := map[column]int{}
		for i, name := range names {
			if col, ok := known[lettersOf(name)]; ok {
				if _, taken := found[col]; !taken {
					found[col] = i
				}
			}
		}
		if len(found) > len(columns) {
			comma, columns = c, found
		}
	}
	return comma, columns
}

func lettersOf(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}

// readCSV reads a list with a header row (RFC 4180), one record a row. What a list does not tell stays not captured. A
// quote that is not closed costs its own line only: the list is read on from the next one.
func readCSV(r *bufio.Reader, in *intake) error {
	head, _ := r.Peek(headSize)
	line, _, _ := bytes.Cut(bytes.TrimLeft(head, "\r\n"), []byte("\n"))
	list := csvList{in: in, twins: map[[sha256.Size]byte]int{}}
	list.comma, list.columns = headerRow(string(line))
	for from := io.Reader(r); from != nil; {
		var err error
		if from, err = list.read(from); err != nil {
			return err
		}
	}
	return nil
}

// mostUnclosed is how many quotes that are not closed a list may have until the rest of it is one row.
const mostUnclosed = 100

// csvList is a list that is read.
type csvList struct {
	in       *intake
	comma    rune
	columns  map[column]int
	twins    map[[sha256.Size]byte]int
	lines    int  // read before
	begun    bool // its header row is read
	unclosed int
}

// read reads rows until one has a quote that is not closed; rest is what follows the line of that one.
func (l *csvList) read(from io.Reader) (rest io.Reader, err error) {
	kept := &keptReader{from: from}
	rows := csv.NewReader(kept)
	rows.Comma = l.comma
	rows.FieldsPerRecord, rows.ReuseRecord, rows.LazyQuotes = -1, true, true
	for {
		row, err := rows.Read()
		if err == io.EOF {
			return nil, nil
		}
		if err != nil {
			return nil, readingFailed(err) // with lazy quotes nothing is no row
		}
		first := !l.begun
		l.begun = true
		at, _ := rows.FieldPos(0)
		where := fmt.Sprintf("line %d", l.lines+at)
		text := kept.upTo(rows.InputOffset())
		if _, after, more := bytes.Cut(bytes.TrimLeft(text, "\r\n"), []byte("\n")); more && len(after) > 0 && l.unclosed < mostUnclosed && !l.isRow(text) {
			l.unclosed++
			l.lines += at
			l.in.skip(where, "not CSV: a quote is not closed")
			return io.MultiReader(bytes.NewReader(bytes.Clone(after)), bytes.NewReader(bytes.Clone(kept.held)), from), nil
		}
		if first || len(row) == 1 && row[0] == "" {
			continue
		}
		if err := l.in.ctx.Err(); err != nil {
			return nil, err
		}
		if err := l.in.row(where, row, l.columns, l.twins); err != nil {
			return nil, err
		}
	}
}

// isRow says that a text of several lines is one row by RFC 4180, and not some rows behind a quote that is not closed.
func (l *csvList) isRow(text []byte) bool {
	rows := csv.NewReader(bytes.NewReader(text))
	rows.Comma, rows.FieldsPerRecord = l.comma, -1
	_, err := rows.Read()
	return err == nil
}

// keptReader keeps what was read until it is taken.
type keptReader struct {
	from  io.Reader
	taken int64
	held  []byte
}

func (k *keptReader) Read(b []byte) (int, error) {
	n, err := k.from.Read(b)
	k.held = append(k.held, b[:n]...)
	return n, err
}

// upTo takes what was read up to an offset; it holds until the next reading.
func (k *keptReader) upTo(offset int64) []byte {
	n := int(offset - k.taken)
	text := k.held[:n]
	k.held, k.taken = k.held[n:], offset
	return text
}

// row takes one row. Rows without an id get one of their content; rows that are alike are told by their number.
func (in *intake) row(where string, row []string, columns map[column]int, twins map[[sha256.Size]byte]int) error {
	cell := func(c column) string {
		i, ok := columns[c]
		if !ok || i >= len(row) {
			return ""
		}
		return strings.TrimSpace(row[i])
	}
	at, ok := guessMoment(cell(colAt))
	if !ok {
		in.skip(where, "its moment can't be read")
		return nil
	}
	sum := sha256.Sum256([]byte(strings.Join(row, "\x1f")))
	twins[sum]++
	id := cell(colID)
	if id == "" {
		id = order.MadeID(order.MadeOfRow, sum[:])
		if n := twins[sum]; n > 1 {
			id += "-" + strconv.Itoa(n)
		}
	}
	in.told++
	in.stopped = in.each(rowRecord(id, at, cell))
	return in.stopped
}

func rowRecord(id string, at order.Millis, cell func(column) string) Record {
	var customer *order.Party
	if name := cell(colCustomer); name != "" {
		customer = &order.Party{Name: name}
	}
	var status *int
	if code, err := strconv.Atoi(cell(colStatus)); err == nil && code != 0 {
		status = &code
	}
	said := cell(colEvent)
	if said == "" {
		said = cell(colOutcome)
	}
	if isNews(cell(colWhat), said, cell(colOutcome)) {
		p := &order.Postback{ID: id, OccurredAt: at, UpdatedAt: at, Direction: order.ToCustomer, Event: said, Customer: customer,
			OrderReferenceID: cell(colRef), OrderID: cell(colOrderID)}
		if strings.Contains(strings.ToLower(cell(colWhat)), "printer") {
			p.Direction = order.FromPrinter
		}
		if status != nil {
			p.Delivery = &order.Delivery{Attempts: []order.Attempt{{N: 1, At: at, Status: status}}}
		}
		return Record{Postback: p}
	}
	return Record{Request: rowRequest(id, at, said, status, customer, cell)}
}

// isNews says that a row is a postback: by what it says it is, or by its event.
func isNews(what, event, outcome string) bool {
	switch what = strings.ToLower(what); {
	case strings.Contains(what, "request"), strings.Contains(what, "förfråg"), what == "submit", what == "cancel":
		return false
	case strings.Contains(what, "postback"), strings.Contains(what, "to_customer"), strings.Contains(what, "from_printer"):
		return true
	}
	return event != "" && outcome == ""
}

// rowRequest is a request as a list tells of it. Its response holds what the list says of how it ended.
func rowRequest(id string, at order.Millis, outcome string, status *int, customer *order.Party, cell func(column) string) *order.Request {
	kind := order.RequestType(strings.ToLower(cell(colType)))
	if kind != order.Cancel && kind != order.UpdateShipment {
		kind = order.Submit
	}
	r := &order.Request{ID: id, ReceivedAt: at, UpdatedAt: at, Type: kind, Customer: customer, OrderReferenceID: cell(colRef), OrderID: cell(colOrderID)}
	r.Stages = order.Stages{OriginalIs: order.NotCaptured, TemplateIs: order.NotCaptured, FinalIs: order.NotCaptured, ResponseIs: order.NotCaptured}
	outcome = strings.ToLower(outcome)
	var failed *order.StageError
	if message := cell(colMessage); message != "" && outcome != string(order.Accepted) {
		failed = &order.StageError{Message: message}
	}
	switch {
	case strings.Contains(outcome, "template"):
		r.Stages.Template, r.Stages.TemplateIs = &order.Template{Error: &order.StageError{Message: cell(colMessage)}}, order.Captured
		failed = nil
	case status == nil && (strings.Contains(outcome, "timeout") || strings.Contains(outcome, "no_answer")):
		r.Stages.Response, r.Stages.ResponseIs = &order.Response{Error: &order.StageError{Code: "timeout", Message: cell(colMessage)}}, order.Captured
	}
	if status != nil {
		r.Stages.Response, r.Stages.ResponseIs = &order.Response{Status: status, Error: failed}, order.Captured
	}
	return r
}

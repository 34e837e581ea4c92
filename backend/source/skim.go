package source

import (
	"io"
	"strconv"

	"ordertrail/backend/order"
)

const (
	longestID     = 4 << 10  // of JSON text; a longer id is not one
	longestCursor = 64 << 10 // no server takes a longer one back
	mostRecords   = 10_000   // of a page; the contract has 500
)

// outline is what a record says of itself at its top level.
type outline struct {
	id                                string
	at                                order.Millis // receivedAt or occurredAt
	received, stages, occurred, event bool         // which of the telling fields are there
	list                              bool         // a list named data: no record but a page
}

// outline reads the outline of the object that comes next, of any size; with an error, as far as it got.
func (s *scanner) outline() (outline, error) {
	var o outline
	err := s.object(func(name string) error {
		c, _ := s.ahead()
		o.note(name, c == '[')
		switch name {
		case "id":
			return s.take(func(text string) { o.id = text })
		case "receivedAt", "occurredAt":
			return s.take(func(text string) { o.at, _ = order.ParseMillis(text) })
		}
		return s.skip()
	})
	return o, err
}

func (o *outline) note(name string, isList bool) {
	o.received = o.received || name == "receivedAt"
	o.stages = o.stages || name == "stages"
	o.occurred = o.occurred || name == "occurredAt"
	o.event = o.event || name == "event"
	o.list = o.list || name == "data" && isList
}

// kind tells a request from a postback by the fields that only one of them has; sure when it has both.
func (o *outline) kind() (list order.List, sure bool) {
	request, postback := count(o.received, o.stages), count(o.occurred, o.event)
	switch {
	case request > postback:
		return order.Requests, request == 2
	case postback > request:
		return order.Postbacks, postback == 2
	}
	return "", false
}

func count(flags ...bool) (n int) {
	for _, f := range flags {
		if f {
			n++
		}
	}
	return n
}

func (s *scanner) take(use func(text string)) error {
	text, err := s.short(longestID)
	use(text)
	return err
}

// skimmed is what can be told of a page that is too large, or too deeply nested, to be read.
type skimmed struct {
	next    string
	ends    bool // next is there and says nothing follows
	asOf    order.Millis
	list    bool // there is a list named data
	missing []order.Missing
}

// skim reads the envelope of a page and the outlines of its records in constant memory.
func skim(r io.Reader, why order.GapWhy, reason func(size int64) string) (skimmed, error) {
	s, page := newScanner(r), skimmed{}
	err := s.object(func(name string) error {
		switch name {
		case "next":
			return s.cursor(&page)
		case "asOf":
			return s.take(func(text string) { page.asOf, _ = order.ParseMillis(text) })
		case "data":
			page.list, page.missing = true, nil
			return s.array(func(n int) error {
				before := s.count
				o, err := s.outline()
				if n > mostRecords {
					return errSyntax
				}
				page.missing = append(page.missing, order.Missing{ID: o.id, At: o.at, Why: why, Reason: reason(s.count - before)})
				return err
			})
		}
		return s.skip()
	})
	if err != nil {
		return page, err
	}
	if _, err := s.ahead(); err != io.EOF {
		return page, errSyntax
	}
	return page, nil
}

// cursor reads next: null or "" ends the walk; what is too long, or no string, leaves both fields empty.
func (s *scanner) cursor(page *skimmed) error {
	raw, _, err := s.value(longestCursor)
	if err != nil {
		return err
	}
	page.next, page.ends = "", string(raw) == "null" || string(raw) == `""`
	if len(raw) > 0 && raw[0] == '"' {
		page.next = unquote(raw)
	}
	return nil
}

// megabytes writes a size for people.
func megabytes(size int64) string { return strconv.FormatInt((size+500_000)/1_000_000, 10) + " MB" }

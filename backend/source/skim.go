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
	list    bool // the list of records is there
	missing []order.Missing
}

// aim is a value that is looked for in what is skimmed, and what is done where it is.
type aim struct {
	names []string
	take  func(ahead byte) error
}

// seek reads an object and takes what is aimed at; everything else passes.
func (s *scanner) seek(aims []aim, depth int) error {
	return s.object(func(name string) error {
		c, _ := s.ahead()
		var deeper []aim
		for _, a := range aims {
			switch {
			case a.names[depth] != name:
			case len(a.names) == depth+1:
				return a.take(c)
			default:
				deeper = append(deeper, a)
			}
		}
		if len(deeper) > 0 && c == '{' {
			return s.seek(deeper, depth+1)
		}
		return s.skip()
	})
}

// skimmable says that a list's pages can be skimmed: all that has to be found stands at plain members.
func (p *Profile) skimmable(l *listing) bool {
	_, items := l.items.names()
	_, more := l.paging.next.namesOrNone()
	return items && l.items.all && more && (l.paging.style == "cursor" || l.paging.style == "none")
}

func (p *path) namesOrNone() ([]string, bool) {
	if p == nil {
		return nil, true
	}
	names, ok := p.names()
	return names, ok && !p.all
}

// skim reads the envelope of a page and the outlines of its records in constant memory.
func (p *Profile) skim(r io.Reader, l *listing, why order.GapWhy, reason func(size int64) string) (skimmed, error) {
	s, page := newScanner(r), skimmed{}
	items, _ := l.items.names()
	records := func(c byte) error {
		if c != '[' {
			return s.skip()
		}
		page.list, page.missing = true, nil
		return s.array(func(n int) error {
			before := s.count
			m, err := s.outlineBy(l)
			if n > mostRecords {
				return errSyntax
			}
			m.Why, m.Reason = why, reason(s.count-before)
			page.missing = append(page.missing, m)
			return err
		})
	}
	if err := s.envelope(p.aims(s, l, &page, aim{items, records})); err != nil {
		return page, err
	}
	if _, err := s.ahead(); err != io.EOF {
		return page, errSyntax
	}
	return page, nil
}

// envelope reads a page: an object, or the list itself.
func (s *scanner) envelope(aims []aim) error {
	c, err := s.ahead()
	for _, a := range aims {
		if err == nil && len(a.names) == 0 {
			return a.take(c)
		}
	}
	return s.seek(aims, 0)
}

// aims are what is looked for in a page.
func (p *Profile) aims(s *scanner, l *listing, page *skimmed, records aim) []aim {
	aims := []aim{records}
	if names, ok := l.paging.next.namesOrNone(); ok && len(names) > 0 {
		aims = append(aims, aim{names, func(byte) error { return s.cursor(page) }})
	}
	if p.clock == nil || len(p.clock.paths) != 1 {
		return aims
	}
	if names, ok := p.clock.paths[0].namesOrNone(); ok && len(names) > 0 {
		aims = append(aims, aim{names, func(byte) error {
			raw, _, err := s.value(longestID)
			if page.asOf = 0; len(raw) > 0 {
				page.asOf, _ = p.clock.millis(&value{raw: raw})
			}
			return err
		}})
	}
	return aims
}

// outlineBy reads what can be told of a record of any size: its id and its moment, where they stand at plain members.
func (s *scanner) outlineBy(l *listing) (order.Missing, error) {
	var m order.Missing
	var aims []aim
	aimed := func(r *rule, use func(v *value)) {
		if r == nil || len(r.paths) == 0 {
			return
		}
		names, ok := r.paths[0].namesOrNone()
		if !ok || len(names) == 0 {
			return
		}
		aims = append(aims, aim{names, func(byte) error {
			raw, _, err := s.value(longestID)
			if len(raw) > 0 {
				use(&value{raw: raw})
			}
			return err
		}})
	}
	for _, part := range l.fields.inside {
		switch part.field.name {
		case "id":
			aimed(part.rule, func(v *value) {
				if m.ID = ""; !l.same || v.kind() == '"' {
					m.ID, _ = v.text()
				}
			})
		case "receivedAt", "occurredAt":
			aimed(part.rule, func(v *value) { m.At, _ = part.rule.millis(v) })
		}
	}
	if c, err := s.ahead(); err != nil || c != '{' {
		return m, s.skip()
	}
	return m, s.seek(aims, 0)
}

// cursor reads next: null or "" ends the walk; what is too long, or no scalar, leaves both fields empty.
func (s *scanner) cursor(page *skimmed) error {
	raw, _, err := s.value(longestCursor)
	if err != nil {
		return err
	}
	page.next, page.ends = "", string(raw) == "null" || string(raw) == `""` || string(raw) == "false"
	if len(raw) > 0 && !page.ends {
		page.next, _ = (&value{raw: raw}).text()
	}
	return nil
}

// megabytes writes a size for people.
func megabytes(size int64) string { return strconv.FormatInt((size+500_000)/1_000_000, 10) + " MB" }

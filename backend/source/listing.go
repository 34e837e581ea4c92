package source

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"ordertrail/backend/order"
)

// listing is how one list is asked for and read.
type listing struct {
	list    order.List
	path    string
	method  string
	query   []parameter
	body    *bodyTemplate
	time    timeForm
	limit   int // records a page; 0: as many as are wanted
	paging  paging
	items   *path
	detail  *detail
	fields  *mapping
	same    bool // the fields are those of the feed, at their places
	changes bool // it can be asked for what changed
}

// parameter is one of the query: its text holds placeholders.
type parameter struct{ name, text string }

// paging is how a source cuts a list into pages.
type paging struct {
	style string // cursor, page, offset, link or none
	param string
	first int
	next  *path // of a cursor
	more  *path // false ends pages and offsets
}

// detail is one more question for each record.
type detail struct {
	path string // with {id}
	item *path  // nil: the whole answer
}

func readListing(list order.List, y yaml) (*listing, error) {
	l := &listing{list: list, method: http.MethodGet, paging: paging{style: "none"}, time: timeForm{style: "rfc3339"}}
	var fields yaml
	err := y.read(string(list), map[string]reader{
		"path":   func(y yaml) (err error) { l.path, err = y.askPath("path"); return err },
		"method": func(y yaml) (err error) { l.method, err = y.oneOf("method", "GET, POST", "GET", "POST"); return err },
		"query":  l.readQuery,
		"body":   func(y yaml) (err error) { l.body, err = readBodyTemplate(y); return err },
		"time":   func(y yaml) (err error) { l.time, err = y.timeForm(true); return err },
		"limit":  l.readLimit,
		"paging": l.readPaging,
		"more":   func(y yaml) (err error) { l.paging.more, err = y.path("more"); return err },
		"items":  func(y yaml) (err error) { l.items, err = y.path("items"); return err },
		"detail": l.readDetail,
		"fields": func(y yaml) error { fields = y; return nil },
	})
	if err != nil {
		return nil, err
	}
	for name, missing := range map[string]bool{"path": l.path == "", "items": l.items == nil, "fields": fields.node == nil} {
		if missing {
			return nil, y.lacks(name)
		}
	}
	if l.body != nil && l.method != http.MethodPost {
		return nil, y.value("method", "POST")
	}
	if err := l.checkPaging(y); err != nil {
		return nil, err
	}
	l.changes = l.asks("updatedAfter")
	l.fields, err = readMapping(fieldsOf(list), fields)
	l.same = err == nil && l.detail == nil && l.fields.same(fieldsOf(list), "")
	return l, err
}

func (l *listing) readLimit(y yaml) error {
	text, _ := y.scalar()
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > mostRecords {
		return y.value("limit", "1 … 10000")
	}
	l.limit = n
	return nil
}

func (l *listing) readQuery(y yaml) error {
	entries, err := y.entries("query")
	if err != nil {
		return err
	}
	for _, e := range entries {
		text, ok := e.value.scalar()
		if !ok || !knownPlaceholders(text) {
			return e.value.value(e.name, placeholderList)
		}
		l.query = append(l.query, parameter{e.name, text})
	}
	return nil
}

func (l *listing) readPaging(y yaml) error {
	p := &l.paging
	first := ""
	err := y.read("paging", map[string]reader{
		"style": func(y yaml) (err error) {
			p.style, err = y.oneOf("style", "cursor, page, offset, link, none", "cursor", "page", "offset", "link", "none")
			return err
		},
		"param": func(y yaml) (err error) { p.param, err = y.text("param"); return err },
		"first": func(y yaml) error {
			first, _ = y.scalar()
			var err error
			if p.first, err = strconv.Atoi(first); err != nil || p.first < 0 {
				return y.value("first", "0, 1")
			}
			return nil
		},
		"next": func(y yaml) (err error) { p.next, err = y.path("next"); return err },
		"more": func(y yaml) (err error) { p.more, err = y.path("more"); return err },
	})
	if p.style == "page" && first == "" {
		p.first = 1
	}
	return err
}

// checkPaging holds a style to what it needs: a place in the question, and for cursors one in the answer.
func (l *listing) checkPaging(y yaml) error {
	switch l.paging.style {
	case "cursor":
		if l.paging.next == nil {
			return y.lacks("next")
		}
	case "page", "offset":
	default:
		return nil
	}
	if l.paging.param == "" && !l.asks(l.paging.style) {
		return y.lacks("param")
	}
	return nil
}

// asks says that a placeholder stands in the query or the body.
func (l *listing) asks(placeholder string) bool {
	mark := "{" + placeholder + "}"
	in := func(p parameter) bool { return strings.Contains(p.text, mark) }
	return slices.ContainsFunc(l.query, in) || l.body != nil && strings.Contains(l.body.said, mark)
}

func (l *listing) readDetail(y yaml) error {
	d := &detail{}
	err := y.read("detail", map[string]reader{
		"path": func(y yaml) (err error) { d.path, err = y.askPath("path"); return err },
		"item": func(y yaml) (err error) { d.item, err = y.path("item"); return err },
	})
	if err == nil && strings.Count(d.path, "{id}") != 1 {
		err = y.value("path", "/…/{id}")
	}
	l.detail = d
	return err
}

// timeForm reads how moments are written. In questions a day will do.
func (y yaml) timeForm(asking bool) (timeForm, error) {
	f := timeForm{zone: time.UTC}
	if !y.isMapping() {
		set := []string{"rfc3339", "unix", "unix_ms"}
		if asking {
			set = append(set, "date")
		}
		var err error
		f.style, err = y.oneOf("time", strings.Join(set, ", "), set...)
		return f, err
	}
	f.style = "layout"
	err := y.read("time", map[string]reader{
		"layout": func(y yaml) (err error) { f.layout, err = y.text("layout"); return err },
		"zone": func(y yaml) (err error) {
			text, _ := y.scalar()
			if f.zone, err = time.LoadLocation(text); err != nil || text == "" || text == "Local" {
				return y.value("zone", "Europe/Stockholm")
			}
			return nil
		},
	})
	if err == nil && !strings.Contains(f.layout, "06") {
		err = y.value("layout", "2006-01-02 15:04:05")
	}
	return f, err
}

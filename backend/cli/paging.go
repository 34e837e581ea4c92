package cli

import (
	"io"
	"strings"
	"time"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
)

// paging are the flags of every list.
type paging struct {
	Customer []string `placeholder:"C" sep:"none" help:"${help_customer}"`
	Search   string   `placeholder:"TEXT" help:"${help_search}"`
	Source   string   `placeholder:"NAME" help:"${help_source}"`
	Limit    string   `placeholder:"N" default:"100" help:"${help_limit}"`
	After    string   `placeholder:"CURSOR" help:"${help_after}"`
}

// mostRows is the most that one page of a list holds.
const mostRows = 100_000

// placeOf begins the places of a list, so that a place in another list, or no place at all, is not taken for one.
var placeOf = map[order.List]string{order.Requests: "r-", order.Postbacks: "p-"}

// after reads --after.
func (p paging) after(list order.List) (string, error) {
	place, ok := strings.CutPrefix(p.After, placeOf[list])
	if p.After != "" && (!ok || place == "") {
		return "", fault.New(fault.Invalid, "cursor", nil, nil)
	}
	return place, nil
}

// place is how --after names where a page of a list goes on.
func place(list order.List, next string) string {
	if next == "" {
		return ""
	}
	return placeOf[list] + next
}

// lookFor is how long a page is looked for before it is told how far that has come.
const lookFor = time.Second

// tellDown tells down to which moment a list was looked through; 0 is not known.
func (s *session) tellDown(m meter, down order.Millis) {
	if down != 0 {
		m.tell(-1, s.words.say("list.looked", with{"Down": s.minute(down)}))
	}
}

// foot counts a page of a list and names the next one.
func (s *session) foot(out io.Writer, rows, total int, next string) {
	line := s.words.count("rows", rows)
	if total >= 0 {
		line = s.words.say("rows_of", with{"N": s.words.number(rows), "Total": s.words.number(total)})
	}
	writeLine(out)
	writeLine(out, line)
	if next != "" {
		writeLine(out, s.words.say("next_page", with{"Next": next}))
	}
}

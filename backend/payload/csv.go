package payload

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// table is a CSV body: its cells by row, and whether the first row names the columns.
type table struct {
	comma byte
	rows  [][]Value
	named bool
}

// even says that all rows have as many cells as the first.
func (t table) even() bool {
	for _, row := range t.rows {
		if len(row) != len(t.rows[0]) {
			return false
		}
	}
	return true
}

func scanCSV(body []byte) ([]Value, error) {
	t, err := readTable(body)
	if err != nil {
		return nil, err
	}
	var values []Value
	for i, row := range t.rows {
		for column, v := range row {
			switch {
			case t.named && i == 0:
				v.Kind, v.Name = Name, v.Text
			case t.named && column < len(t.rows[0]):
				v.Name = t.rows[0][column].Text
			}
			v.setPath([]string{v.Name})
			values = append(values, v)
		}
	}
	return values, nil
}

// readTable splits a body into cells; quotes may hold separators, line ends and doubled quotes.
func readTable(body []byte) (table, error) {
	at := 0
	if bytes.HasPrefix(body, bom) {
		at = len(bom)
	}
	if !utf8.Valid(body) || bytes.IndexByte(body, 0) >= 0 {
		return table{}, errUnreadable
	}
	t := table{comma: separator(body[at:])}
	row := []Value{}
	for at < len(body) {
		cell, ok := t.cell(body, at)
		if !ok {
			return table{}, errUnreadable
		}
		row = append(row, cell)
		at = cell.end
		if at < len(body) && body[at] == t.comma {
			at++
			if at < len(body) {
				continue
			}
			row = append(row, t.empty(at))
		}
		at += lineEnd(body[at:])
		t.rows, row = append(t.rows, row), nil
	}
	t.named = len(t.rows) > 0 && namesColumns(t.rows[0])
	return t, nil
}

func (t table) empty(at int) Value {
	return Value{Kind: String, start: at, end: at, write: t.write}
}

// cell reads the cell that starts at a position.
func (t table) cell(body []byte, at int) (Value, bool) {
	v := t.empty(at)
	if body[at] != '"' {
		v.end = at + span(body[at:], t.comma)
		v.Text = string(body[at:v.end])
		return v, true
	}
	for i := at + 1; i < len(body); i++ {
		switch {
		case body[i] != '"':
		case i+1 < len(body) && body[i+1] == '"':
			i++
		default:
			v.end = i + 1
			v.Text = strings.ReplaceAll(string(body[at+1:i]), `""`, `"`)
			return v, v.end == len(body) || body[v.end] == t.comma || lineEnd(body[v.end:]) > 0
		}
	}
	return v, false
}

func (t table) write(text string) string {
	if strings.ContainsAny(text, "\"\r\n"+string(t.comma)) {
		return `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
	}
	return text
}

// span counts the bytes before the next separator or line end.
func span(b []byte, comma byte) int {
	for i, c := range b {
		if c == comma || c == '\n' || c == '\r' {
			return i
		}
	}
	return len(b)
}

func lineEnd(b []byte) int {
	switch {
	case bytes.HasPrefix(b, []byte("\r\n")):
		return 2
	case len(b) > 0 && (b[0] == '\n' || b[0] == '\r'):
		return 1
	}
	return 0
}

// separator is the one that the first line has most of.
func separator(body []byte) byte {
	first := body[:span(body, '\n')]
	best := byte(',')
	for _, c := range []byte{';', '\t', '|'} {
		if bytes.Count(first, []byte{c}) > bytes.Count(first, []byte{best}) {
			best = c
		}
	}
	return best
}

// namesColumns says that a row looks like headings: no cell is empty, the same as another, or looks like data.
func namesColumns(row []Value) bool {
	seen := map[string]bool{}
	for _, v := range row {
		if v.Text == "" || seen[v.Text] || LooksLikeData(v.Text) {
			return false
		}
		seen[v.Text] = true
	}
	return true
}

// LooksLikeData says that a name (a key, a column) is hardly one that a developer chose.
func LooksLikeData(name string) bool {
	if utf8.RuneCountInString(name) > 40 || strings.ContainsAny(name, "@") || !utf8.ValidString(name) {
		return true
	}
	letters, digits := 0, 0
	for _, r := range name {
		switch {
		case unicode.IsLetter(r):
			letters++
		case unicode.IsDigit(r):
			digits++
		}
	}
	return digits > 0 && letters == 0 || digits >= 5
}

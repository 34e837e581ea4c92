package payload

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// table reads a CSV body row by row.
type table struct {
	body  []byte
	comma byte
	names []string // of the columns; nil when the first row does not name them
}

func scanCSV(body []byte, to sink) error {
	t, at, err := openTable(body)
	if err != nil {
		return err
	}
	if err := to.open(Table, at); err != nil {
		return err
	}
	first := true
	err = t.rows(at, func(row []token) error {
		role := Row
		if first && t.namesColumns(row) {
			role = Headings
		}
		first = false
		return t.tell(row, role, to)
	})
	if err == nil {
		to.close(len(body))
	}
	return err
}

// tell hands a row on, each cell with the name of its column.
func (t *table) tell(row []token, role Role, to sink) error {
	if err := to.open(role, row[0].start); err != nil {
		return err
	}
	for column, c := range row {
		if role == Headings {
			c.kind = Name
			t.names = append(t.names, decoded(Cell, t.body[c.start:c.end]))
		}
		var path []string
		if column < len(t.names) {
			path = t.names[column : column+1]
		}
		if err := to.token(c, path); err != nil {
			return err
		}
	}
	to.close(row[len(row)-1].end)
	return nil
}

// openTable finds the separator, and where the first row begins.
func openTable(body []byte) (*table, int, error) {
	at := 0
	if bytes.HasPrefix(body, bom) {
		at = len(bom)
	}
	return &table{body: body, comma: separator(body[at:])}, at, plainText(body)
}

// rows splits a body into cells; quotes may hold separators, line ends and doubled quotes. The row is only lent.
func (t *table) rows(at int, each func(row []token) error) error {
	row := []token{}
	for at < len(t.body) {
		c, err := t.cell(at)
		if err != nil {
			return t.broken(row, each, err)
		}
		row = append(row, c)
		at = c.end
		if at < len(t.body) && t.body[at] == t.comma {
			at++
			if at < len(t.body) {
				continue
			}
			row = append(row, t.empty(at))
		}
		at += lineEnd(t.body[at:])
		if err := each(row); err != nil {
			return err
		}
		row = row[:0]
	}
	return nil
}

// broken hands on what could be read of a row before it stopped.
func (t *table) broken(row []token, each func([]token) error, err error) error {
	if len(row) > 0 {
		_ = each(row) // the first reason counts
	}
	return err
}

func (t *table) empty(at int) token {
	return token{kind: String, role: Cell, start: at, end: at, write: t.write}
}

// cell reads the cell that starts at a position.
func (t *table) cell(at int) (token, error) {
	c := t.empty(at)
	if t.body[at] != '"' {
		c.end = at + span(t.body[at:], t.comma)
		return c, nil
	}
	for i := at + 1; i < len(t.body); i++ {
		switch {
		case t.body[i] != '"':
		case i+1 < len(t.body) && t.body[i+1] == '"':
			i++
		default:
			c.end = i + 1
			if c.end == len(t.body) || t.body[c.end] == t.comma || lineEnd(t.body[c.end:]) > 0 {
				return c, nil
			}
			return c, &stopped{at: c.end, why: WhySyntax, detail: "text after a closing quote"}
		}
	}
	return c, &stopped{at: at, why: WhyEnd, detail: "a quote is not closed"}
}

func (t *table) write(text string) string {
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
func (t *table) namesColumns(row []token) bool {
	seen := map[string]bool{}
	for _, c := range row {
		text := decoded(Cell, t.body[c.start:c.end])
		if text == "" || seen[text] || LooksLikeData(text) {
			return false
		}
		seen[text] = true
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

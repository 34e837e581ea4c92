package export

import (
	"bytes"
	"encoding/csv"
	"reflect"
	"regexp"
	"strconv"
	"strings"

	"ordertrail/backend/order"
)

// sheetRows writes rows as CSV: UTF-8 with the mark that spreadsheets need to see it, and no cell that one would take
// for a formula.
type sheetRows[Row, Line any] struct {
	*job
	list  list[Row, Line]
	begun bool
}

func newCSV[Row, Line any](j *job, l list[Row, Line]) *sheetRows[Row, Line] {
	return &sheetRows[Row, Line]{job: j, list: l}
}

const byteOrderMark = "\ufeff"

// add searches the rows for original values as they are without apostrophes: behind one, a value of one row can look like
// another row's.
func (c *sheetRows[Row, Line]) add(rows []Row) error {
	if err := c.checked("csv", c.text(rows, strings.Clone)); err != nil {
		return err
	}
	if !c.begun {
		c.begun = true
		if err := c.spool.write([]byte(byteOrderMark + strings.Join(columns[Line](), ",") + "\r\n")); err != nil {
			return err
		}
	}
	return c.spool.write(c.text(rows, harmlessCell))
}

// text writes rows, each text of which is made fit.
func (c *sheetRows[Row, Line]) text(rows []Row, fit func(string) string) []byte {
	var b bytes.Buffer
	out := csv.NewWriter(&b)
	out.UseCRLF = true
	for _, row := range rows {
		_ = out.Write(cells(c.list.line(row), fit)) // a buffer takes everything
	}
	out.Flush()
	return b.Bytes()
}

func (c *sheetRows[Row, Line]) end() error { return nil }

// columns are the names of a line's columns.
func columns[Line any]() []string {
	kind := reflect.TypeFor[Line]()
	names := make([]string, kind.NumField())
	for i := range names {
		names[i], _, _ = strings.Cut(kind.Field(i).Tag.Get("parquet"), ",")
	}
	return names
}

// cells are the values of a line, texts made fit; one that is not known is empty.
func cells(line any, fit func(string) string) []string {
	v := reflect.ValueOf(line)
	out := make([]string, v.NumField())
	for i := range out {
		moment := strings.Contains(v.Type().Field(i).Tag.Get("parquet"), "timestamp")
		out[i] = cell(v.Field(i), moment, fit)
	}
	return out
}

func cell(v reflect.Value, moment bool, fit func(string) string) string {
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return ""
		}
		v = v.Elem()
	}
	switch v.Kind() {
	case reflect.String:
		return fit(v.String())
	case reflect.Bool:
		return strconv.FormatBool(v.Bool())
	}
	if moment {
		return order.Millis(v.Int()).String()
	}
	return strconv.FormatInt(v.Int(), 10)
}

// formula finds what a spreadsheet would take for the beginning of one, also behind blanks and in full width, and also
// behind what is a separator elsewhere: a file with commas may be opened where semicolons part the cells.
var formula = regexp.MustCompile(`(^|[;,\t\r\n|"'])([\s\x{a0}\x{feff}]*[=+\-@＝＋－＠])`)

// harmlessCell puts an apostrophe before everything that could be a formula, and takes line breaks at the ends away.
func harmlessCell(text string) string {
	text = strings.Trim(text, "\t\r\n")
	return formula.ReplaceAllString(text, `${1}'${2}`)
}

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

func (c *sheetRows[Row, Line]) add(rows []Row) error {
	var b bytes.Buffer
	out := csv.NewWriter(&b)
	out.UseCRLF = true
	if !c.begun {
		c.begun = true
		if err := c.spool.write([]byte(byteOrderMark)); err != nil {
			return err
		}
		_ = out.Write(columns[Line]()) // a buffer takes everything
	}
	for _, row := range rows {
		_ = out.Write(cells(c.list.line(row)))
	}
	out.Flush()
	return c.put("csv", "", b.Bytes())
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

// cells are the values of a line; one that is not known is empty.
func cells(line any) []string {
	v := reflect.ValueOf(line)
	out := make([]string, v.NumField())
	for i := range out {
		moment := strings.Contains(v.Type().Field(i).Tag.Get("parquet"), "timestamp")
		out[i] = cell(v.Field(i), moment)
	}
	return out
}

func cell(v reflect.Value, moment bool) string {
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return ""
		}
		v = v.Elem()
	}
	switch v.Kind() {
	case reflect.String:
		return harmlessCell(v.String())
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

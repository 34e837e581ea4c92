package payload

import (
	"errors"
	"strings"

	"github.com/antchfx/xpath"
	"github.com/theory/jsonpath"
)

// mostBeside is how many values of one path are given at once.
const mostBeside = 5

// Values gives the beginnings of the values at a path, and how many there are. The error says what is wrong with the
// path for a text of this format.
func (d *Doc) Values(path string) (texts []string, n int, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	t := d.grown()
	nodes, err := t.Select(path)
	for _, i := range nodes[:min(len(nodes), mostBeside)] {
		texts = append(texts, t.cellText(i))
	}
	return texts, len(nodes), err
}

// CheckPath says why no text can have anything at a path; nil when one can.
func CheckPath(path string) (err error) {
	path = strings.TrimSpace(path)
	if path == "" {
		return errors.New("a path is missing")
	}
	if strings.HasPrefix(path, "/") {
		return nil // a JSON Pointer
	}
	defer func() {
		if recover() != nil { // as in Select
			err = errors.New("the path can't be read")
		}
	}()
	expression := path
	if !strings.HasPrefix(path, "$") {
		expression = rooted(path)
	}
	_, err = jsonpath.Parse(expression)
	if err == nil || strings.HasPrefix(path, "$") {
		return err
	}
	if _, failed := xpath.Compile(path); failed == nil {
		return nil
	}
	return err
}

package compare

import (
	"fmt"
	"slices"

	"ordertrail/backend/order"
)

// run is one tracing of a template over its input.
type run struct {
	vars    []member
	lookups []order.Lookup // as recorded, in the order in which they were made
	used    []bool
	chunks  []chunk
	bytes   int
	steps   int
}

// chunk is a piece of output: a text of the template itself, or what an expression gave.
type chunk struct {
	text   string
	value  *traced // nil: a text of the template itself
	line   int     // of the template, from 1
	source string  // the expression
}

// The bounds of a run: a template in a loop must not take the program with it.
const (
	mostSteps = 5_000_000
	mostBytes = 256 << 20
)

// trace runs a template over an input and gives what it put out, piece by piece.
func (t *template) trace(input traced, lookups []order.Lookup) ([]chunk, error) {
	r := &run{vars: slices.Clone(input.fields), lookups: lookups, used: make([]bool, len(lookups))}
	if err := r.all(t.body); err != nil {
		return nil, err
	}
	return r.chunks, nil
}

func (r *run) all(nodes []node) error {
	for _, n := range nodes {
		if r.steps++; r.steps > mostSteps {
			return fmt.Errorf("%w: it takes too many steps", errTemplate)
		}
		if err := n(r); err != nil {
			return err
		}
	}
	return nil
}

func (r *run) write(c chunk) error {
	if r.bytes += len(c.text); r.bytes > mostBytes {
		return fmt.Errorf("%w: it puts out too much", errTemplate)
	}
	r.chunks = append(r.chunks, c)
	return nil
}

func (r *run) values(of []expr) []traced {
	out := make([]traced, len(of))
	for i, e := range of {
		out[i] = e(r)
	}
	return out
}

// variable gives a variable; the innermost one of a name hides the others.
func (r *run) variable(name string) traced {
	for i := len(r.vars) - 1; i >= 0; i-- {
		if r.vars[i].name == name {
			return r.vars[i].traced
		}
	}
	return traced{}
}

// consult finds the recorded answer to a lookup. Where none is recorded, the key is known and the value is not.
func (r *run) consult(table string, key traced) traced {
	i := r.recorded(table, key)
	if i < 0 {
		v := unclear(key)
		v.lookup = unrecorded
		return v
	}
	r.used[i] = true
	v := made(text, "", key)
	v.mixed, v.lookup = false, i+1
	if value := r.lookups[i].Value; value != nil {
		v.text = *value
	}
	return v
}

// recorded gives the first lookup of a key that was not taken yet, else the first at all: some sources note each key once.
func (r *run) recorded(table string, key traced) int {
	first := -1
	for i, l := range r.lookups {
		if l.Field != table || l.Key != key.printed() && !key.vague {
			continue
		}
		if !r.used[i] {
			return i
		}
		if first < 0 {
			first = i
		}
	}
	return first
}

// unrecorded is the number of a lookup that the template makes and the record does not have.
const unrecorded = 1 << 30

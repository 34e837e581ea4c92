package diagnose

import (
	"ordertrail/backend/compare"
	"ordertrail/backend/order"
)

// Evidence is all that is known about one order, from all sides. A guide sees nothing else.
type Evidence struct {
	Reference  string // as it was asked for
	Requests   []*order.Request
	Postbacks  []*order.Postback
	Coverage   order.Coverage // of all that was asked of the sources, or of Window
	Window     order.Window   // narrows what is looked at; empty: all of the history
	Now        order.Millis
	Limits     Limits
	Usual      Usual
	Calendar   *Calendar // by which days are working days; nil: Mondays to Fridays
	Question   Question
	Unsearched bool     // not every text was looked into for the reference
	Unopened   bool     // nor every record that names no order
	Nearest    []string // references that look like the one asked for
	Vocabulary *compare.Vocabulary
}

// Question is what the agent was told of a wrong product: what was wanted, and what arrived.
type Question struct {
	Expect, Got []Said
}

// Said is a field and the value that somebody says it has.
type Said struct {
	Field compare.Watched `json:"field"`
	Value string          `json:"value"`
}

// Usual is how this customer's other orders go: how many went to which host. It never holds the order in question.
type Usual struct {
	Printers map[string]int // hosts of final requests
	Targets  map[string]int // hosts to which postbacks were sent
	Transit  Habit          // whether parcels on their way are told of
	Delivery Habit          // whether delivered ones are
}

// Habit counts how many of an order's like do something.
type Habit struct{ Of, Do int }

// Never says that enough are known, and that none does it.
func (h Habit) Never() bool { return h.Of >= 5 && h.Do == 0 }

// odd says that a host is not where this customer's things go: enough others are known, most go to one other place,
// and next to none goes to this one.
func odd(host string, usual map[string]int) (instead string, is bool) {
	all, most := 0, 0
	for h, n := range usual {
		all += n
		if n > most || n == most && h < instead {
			most, instead = n, h
		}
	}
	return instead, host != "" && host != instead && all >= 3 && most*10 >= all*6 && usual[host]*10 <= all
}

// Fields are the fields of which an agent can say what was wanted and what arrived.
func Fields() []compare.Watched { return compare.AllWatched }

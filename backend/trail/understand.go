package trail

import (
	"unicode/utf16"

	"ordertrail/backend/fault"
	"ordertrail/backend/search"
)

// Understood is what was typed into the search box, as parts that may be shown as chips. Places are in UTF-16 units, as
// screens count.
type Understood struct {
	Parts    []QueryPart    `json:"parts"`
	Problems []QueryProblem `json:"problems"`
	List     string         `json:"list"` // to which list it belongs; "" for both
}

// QueryPart is one condition of a query.
type QueryPart struct {
	From   int      `json:"from"`
	To     int      `json:"to"`
	Key    string   `json:"key"` // "" for a text
	Op     string   `json:"op"`  // of status: = < <= > >=
	Values []string `json:"values"`
	Not    bool     `json:"not"`
}

// QueryProblem is a place of a query that can't be understood.
type QueryProblem struct {
	From    int    `json:"from"`
	To      int    `json:"to"`
	Message string `json:"message"`
	Hint    string `json:"hint"`
}

// Understand reads what was typed into the search box, and says what is wrong with it in a language.
func Understand(text, lang string) Understood {
	q, problems := search.Parse(text)
	u := Understood{Parts: []QueryPart{}, Problems: []QueryProblem{}, List: string(q.List())}
	for _, p := range q.Parts {
		u.Parts = append(u.Parts, QueryPart{units(text, p.From), units(text, p.To), string(p.Key), p.Op, p.Values, p.Not})
	}
	for _, p := range problems {
		_, message, hint := fault.Describe(p.Fault(text), lang)
		u.Problems = append(u.Problems, QueryProblem{units(text, p.From), units(text, p.To), message, hint})
	}
	return u
}

// units counts the UTF-16 units before a byte of a text.
func units(text string, at int) int {
	n := 0
	for _, r := range text[:at] {
		n += utf16.RuneLen(r)
	}
	return n
}

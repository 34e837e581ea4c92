package order

// Facets are how many records each value of a filter would leave beside the other parts of it.
type Facets struct {
	Facets   []Facet `json:"facets"`
	Total    int     `json:"total"`    // records that the whole filter leaves
	Complete bool    `json:"complete"` // false: there was no time to count them all, there may be more of each
}

// Facet is a part of a filter and its values, the most frequent first.
type Facet struct {
	Key    string       `json:"key"` // as in the query: outcome, customer, template
	Values []FacetValue `json:"values"`
}

// FacetValue is a value of a part of a filter.
type FacetValue struct {
	Value string `json:"value"` // as it stands in a query
	Name  string `json:"name"`  // as people call it
	Count int    `json:"count"`
}

// Nearest is when the records next to a window are that a filter would leave; 0 where there is none, or none was found
// in time.
type Nearest struct {
	Before Millis `json:"before"`
	After  Millis `json:"after"`
}

package store

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"ordertrail/backend/order"
	"ordertrail/backend/search"
)

// mostValues is how many values of a chip are named.
const mostValues = 200

// facetIDs gives what the values of a part of a query are stored as.
func (s *Store) facetIDs(ctx context.Context, p search.Part) ([]int64, error) {
	switch p.Key {
	case search.Outcome, search.Kind:
		return statusCodes(p), nil
	case search.Customer:
		ids, err := s.customers(ctx, p.Values)
		return int64s(ids), err
	case search.Connector, search.Template:
		var q where
		p.Not = false
		if q.connector(p); p.Key == search.Template {
			q = where{}
			q.common(p)
		}
		table := string(p.Key) + "s"
		return s.idList(ctx, "SELECT t."+string(p.Key)+" FROM (SELECT id AS "+string(p.Key)+" FROM "+table+") t"+q.text(), q.args...)
	default:
		ids, err := s.wordIDs(ctx, p.Values)
		return int64s(ids), err
	}
}

func statusCodes(p search.Part) []int64 {
	var codes []int64
	for _, v := range p.Values {
		switch {
		case p.Key == search.Kind:
			codes = append(codes, int64(code(kinds, order.Kind(v))))
		case order.Outcome(v) == order.Pending:
			codes = append(codes, pendingCode)
		default:
			codes = append(codes, int64(code(outcomes, order.Outcome(v))))
		}
	}
	return codes
}

// facetNames are how what is stored in a column is called: its value in a query, another one that no other has, and its name.
var facetNames = map[search.Key]string{
	search.Type:      "SELECT id, word, word, word FROM words",
	search.Direction: "SELECT id, word, word, word FROM words",
	search.Result:    "SELECT id, word, word, word FROM words",
	search.Template:  "SELECT id, name, name, name FROM templates",
	search.Customer: `SELECT id, coalesce(nullif(name, ''), nullif(reference_id, ''), party_id), coalesce(nullif(party_id, ''), nullif(reference_id, ''), name),
		coalesce(nullif(name, ''), nullif(reference_id, ''), party_id) FROM customers`,
	search.Connector: `SELECT id, coalesce(nullif(name, ''), nullif(connector_id, ''), type), coalesce(nullif(connector_id, ''), nullif(type, ''), name),
		coalesce(nullif(name, ''), nullif(type, ''), connector_id) FROM connectors`,
}

// facetValues names what was counted, the most first.
func (s *Store) facetValues(ctx context.Context, key search.Key, counts map[int64]int) ([]order.FacetValue, error) {
	named, err := s.facetNamed(ctx, key, counts)
	if err != nil {
		return nil, err
	}
	byValue := map[string]int{}
	values := []order.FacetValue{}
	for id, n := range counts {
		v, known := named[id]
		if !known || v.Value == "" || n == 0 {
			continue
		}
		if at, again := byValue[v.Value]; again { // two that a query can't tell apart
			values[at].Count += n
			continue
		}
		byValue[v.Value] = len(values)
		v.Count = n
		values = append(values, v)
	}
	slices.SortFunc(values, func(a, b order.FacetValue) int { return cmp.Or(b.Count-a.Count, cmp.Compare(a.Value, b.Value)) })
	return values[:min(len(values), mostValues)], nil
}

func (s *Store) facetNamed(ctx context.Context, key search.Key, counts map[int64]int) (map[int64]order.FacetValue, error) {
	named := map[int64]order.FacetValue{}
	query, stored := facetNames[key]
	if !stored {
		for id := range counts {
			word := statusWord(key, id)
			named[id] = order.FacetValue{Value: word, Name: word}
		}
		return named, nil
	}
	rows, err := s.ask(ctx, query)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	other, sharing := map[int64]string{}, map[string]int{}
	for rows.Next() {
		var id int64
		var v order.FacetValue
		var sure string
		if err := rows.Scan(&id, &v.Value, &sure, &v.Name); err != nil {
			return nil, err
		}
		named[id], other[id] = v, sure
		sharing[order.Key(v.Value)]++
	}
	for id, v := range named {
		if sharing[order.Key(v.Value)] > 1 {
			v.Value = other[id]
			named[id] = v
		}
	}
	return named, rows.Err()
}

func statusWord(key search.Key, code int64) string {
	switch {
	case key == search.Kind && code >= 0 && code < int64(len(kinds)):
		return string(kinds[code])
	case key == search.Outcome && code == pendingCode:
		return string(order.Pending)
	case key == search.Outcome && code >= 0 && code < int64(len(outcomes)):
		return string(outcomes[code])
	}
	return strconv.FormatInt(code, 10)
}

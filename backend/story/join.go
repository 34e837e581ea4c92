package story

import (
	"slices"

	"ordertrail/backend/order"
)

// Why is what records have in common that are told as one order.
type Why string

// The reasons. Records that name the order's own reference and one Gelato id need none.
const (
	SameReference      Why = "same_reference"      // another Gelato id under the reference
	ResponseAndNews    Why = "response_and_news"   // the order id of a response stands in a postback too
	SameNews           Why = "same_news"           // two postbacks have the same order id
	SameResponse       Why = "same_response"       // two responses have the same order id
	SharedAcrossSource Why = "same_id_unexplained" // the record that first had the id is not held
)

// AllWhys are the reasons.
var AllWhys = []Why{SameReference, ResponseAndNews, SameNews, SameResponse, SharedAcrossSource}

// Join is why some records belong to the order, though they do not name it by reference and one id alone.
type Join struct {
	Key   string   `json:"key"` // names the join among those of the order
	Why   Why      `json:"why"`
	Value string   `json:"value"` // the Gelato id, or the other reference
	IDs   []string `json:"ids"`   // the records that it brings in
	Rests []string `json:"rests"` // two records that have the id in common
	Cut   bool     `json:"cut"`   // they are left out, since somebody said that they do not belong
}

// tie is what of a record joins it to others.
type tie struct {
	id, reference, orderID string
	request                bool
}

func ties(requests []*order.Request, news []*order.Postback) []tie {
	var list []tie
	for _, r := range requests {
		list = append(list, tie{r.ID, order.Key(r.OrderReferenceID), r.OrderID, true})
	}
	for _, p := range news {
		list = append(list, tie{p.ID, order.Key(p.OrderReferenceID), p.OrderID, false})
	}
	return list
}

// Joins finds what joins the records of an order of that reference.
func Joins(reference string, requests []*order.Request, news []*order.Postback) []Join {
	j := joiner{own: order.Key(reference), ties: ties(requests, news)}
	if j.own == "" {
		return []Join{}
	}
	ids := map[string]bool{}
	for _, t := range j.ties {
		if t.reference == j.own && t.orderID != "" {
			ids[t.orderID] = true
		}
	}
	for _, t := range j.ties {
		switch {
		case t.reference != j.own:
			j.brought(t)
		case len(ids) > 1 && t.orderID != "":
			j.add("gelato:"+t.orderID, SameReference, t.orderID, t)
		}
	}
	return append([]Join{}, j.joins...)
}

type joiner struct {
	own   string
	ties  []tie
	joins []Join
}

// brought is a record that another one brings in by a Gelato id.
func (j *joiner) brought(t tie) {
	key, value := "id:"+t.orderID, t.orderID
	if t.reference != "" {
		key, value = "reference:"+t.reference, t.reference
	}
	at := slices.IndexFunc(j.ties, func(o tie) bool { return o.reference == j.own && o.orderID == t.orderID && t.orderID != "" })
	if at < 0 {
		j.add(key, SharedAcrossSource, value, t)
		return
	}
	j.add(key, reason(j.ties[at], t), value, t)
	if last := &j.joins[slices.IndexFunc(j.joins, func(k Join) bool { return k.Key == key })]; len(last.Rests) == 0 {
		last.Rests = []string{j.ties[at].id, t.id}
	}
}

func reason(a, b tie) Why {
	switch {
	case a.request && b.request:
		return SameResponse
	case a.request || b.request:
		return ResponseAndNews
	}
	return SameNews
}

func (j *joiner) add(key string, why Why, value string, t tie) {
	at := slices.IndexFunc(j.joins, func(k Join) bool { return k.Key == key })
	if at < 0 {
		at, j.joins = len(j.joins), append(j.joins, Join{Key: key, Why: why, Value: value, IDs: []string{}, Rests: []string{}})
	}
	j.joins[at].IDs = append(j.joins[at].IDs, t.id)
}

// Left are the ids of the records that the joins that are cut bring in.
func Left(joins []Join) map[string]bool {
	out := map[string]bool{}
	for _, j := range joins {
		for _, id := range j.IDs {
			out[id] = out[id] || j.Cut
		}
	}
	return out
}

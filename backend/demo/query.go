package demo

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"net/url"
	"strconv"

	"ordertrail/backend/order"
)

// query is what a list call asks for.
type query struct {
	window  order.Window
	after   order.Millis
	changes bool // updatedAfter was given
	desc    bool
	limit   int
	cursor  string
	digest  uint64 // of all parameters but the cursor
}

// readQuery reads the parameters of a list call; its error is for the caller.
func readQuery(list order.List, values url.Values) (q query, err error) {
	q.limit, q.cursor, q.changes = 100, values.Get("cursor"), values.Has("updatedAfter")
	if q.window.From, err = moment(values, "from"); err != nil {
		return q, err
	}
	if q.window.To, err = moment(values, "to"); err != nil {
		return q, err
	}
	if q.after, err = moment(values, "updatedAfter"); err != nil {
		return q, err
	}
	if q.changes && (values.Has("from") || values.Has("to")) {
		return q, fmt.Errorf("updatedAfter excludes from and to")
	}
	if values.Has("limit") {
		if q.limit, err = strconv.Atoi(values.Get("limit")); err != nil || q.limit < 1 || q.limit > 500 {
			return q, fmt.Errorf("limit is a whole number from 1 to 500")
		}
	}
	switch values.Get("order") {
	case "desc":
		q.desc = true
	case "", "asc":
	default:
		return q, fmt.Errorf("order is asc or desc")
	}
	q.digest = q.sum(list)
	return q, nil
}

func moment(values url.Values, name string) (order.Millis, error) {
	if !values.Has(name) {
		return 0, nil
	}
	at, err := order.ParseMillis(values.Get(name))
	if err != nil {
		return 0, fmt.Errorf("%s is a moment such as 2026-11-02T08:00:00.000Z", name)
	}
	return at, nil
}

func (q *query) sum(list order.List) uint64 {
	text := fmt.Sprint(list, q.window, q.after, q.changes, q.desc, q.limit)
	sum := sha256.Sum256([]byte(text))
	return binary.BigEndian.Uint64(sum[:])
}

package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"strings"

	"ordertrail/backend/order"
)

// word interns a short text; "" is 0.
func (w *writer) word(ctx context.Context, text string) (int64, error) {
	if text == "" {
		return 0, nil
	}
	return w.intern(ctx, interned{table: "words", key: text},
		"INSERT INTO words(word) VALUES(?) ON CONFLICT DO NOTHING", []any{text},
		"SELECT id FROM words WHERE word = ?", []any{text})
}

// customer interns a party and keeps the latest names it goes by; none is 0.
func (w *writer) customer(ctx context.Context, p *order.Party) (int64, error) {
	key := partyKey(p)
	if key == "" {
		return 0, nil
	}
	// The cache is by all names, so that a renamed customer is written again.
	all := interned{table: "customers", key: key + "\x00" + p.Name + "\x00" + p.ReferenceID}
	if id, ok := w.cached(all); ok {
		return id, nil
	}
	var id int64
	err := w.one(ctx, `INSERT INTO customers(key, party_id, name, reference_id) VALUES(?, ?, ?, ?) ON CONFLICT(key) DO UPDATE SET
			name = CASE excluded.name WHEN '' THEN name ELSE excluded.name END,
			reference_id = CASE excluded.reference_id WHEN '' THEN reference_id ELSE excluded.reference_id END
			RETURNING id`,
		[]any{key, p.ID, p.Name, p.ReferenceID}, &id)
	if err == nil {
		w.fresh[all] = id
	}
	return id, err
}

// partyKey is by what a party is told from others: its id, or else its reference, or else its name.
func partyKey(p *order.Party) string {
	switch {
	case p == nil:
		return ""
	case p.ID != "":
		return "id:" + p.ID
	case p.ReferenceID != "":
		return "ref:" + p.ReferenceID
	case p.Name != "":
		return "name:" + p.Name
	}
	return ""
}

// connector interns a connector; none is 0.
func (w *writer) connector(ctx context.Context, c *order.Connector) (int64, error) {
	if c == nil {
		return 0, nil
	}
	key := strings.Join([]string{c.ID, c.Type, c.Name}, "\x00")
	return w.intern(ctx, interned{table: "connectors", key: key},
		"INSERT INTO connectors(key, connector_id, type, name) VALUES(?, ?, ?, ?) ON CONFLICT DO NOTHING",
		[]any{key, c.ID, c.Type, c.Name},
		"SELECT id FROM connectors WHERE key = ?", []any{key})
}

// template interns the name of a template; none is 0.
func (w *writer) template(ctx context.Context, t *order.Template) (int64, error) {
	if t == nil || t.Name == "" {
		return 0, nil
	}
	return w.intern(ctx, interned{table: "templates", key: t.Name},
		"INSERT INTO templates(name) VALUES(?) ON CONFLICT DO NOTHING", []any{t.Name},
		"SELECT id FROM templates WHERE name = ?", []any{t.Name})
}

// order interns the order of a reference and a customer. A record that names no customer belongs to the one
// customer who has an order of that reference, if there is just one, and the order of such records to the first
// customer that comes. A record without a reference belongs to the order that its Gelato id is known for; 0 is none.
func (w *writer) order(ctx context.Context, ref string, customer int64, gelatoID string, at order.Millis) (int64, error) {
	key := order.Key(ref)
	switch {
	case key == "" && gelatoID == "":
		return 0, nil
	case key == "":
		return w.only(ctx, "SELECT DISTINCT order_id FROM order_ids WHERE value = ? AND order_id <> 0 LIMIT 2", packID(gelatoID))
	}
	name := interned{table: "orders", key: key, owner: customer}
	if id, ok := w.cached(name); ok && customer != 0 {
		return id, nil
	}
	id, err := w.knownOrder(ctx, key, customer)
	if err != nil || id != 0 {
		w.fresh[name] = id
		return id, err
	}
	if id, err = w.orderID(ctx, at); err != nil {
		return 0, err
	}
	w.fresh[name] = id
	return id, w.exec(ctx, "INSERT INTO orders(id, ref_key, customer, ref) VALUES(?, ?, ?, ?)", id, key, customer, strings.TrimSpace(ref))
}

// knownOrder finds the order of a reference and a customer, 0 for none.
func (w *writer) knownOrder(ctx context.Context, key string, customer int64) (id int64, err error) {
	of := map[int64]int64{}
	err = w.each(ctx, "SELECT id, customer FROM orders WHERE ref_key = ?", []any{key}, func(scan func(...any) error) error {
		var whose int64
		err := scan(&id, &whose)
		of[whose] = id
		return err
	})
	nobodys, alone := of[0]
	switch {
	case err != nil:
		return 0, err
	case of[customer] != 0:
		return of[customer], nil
	case len(of) != 1:
		return 0, nil
	case customer == 0:
		return id, nil
	case !alone:
		return 0, nil
	}
	return nobodys, w.adopt(ctx, nobodys, customer)
}

// adopt gives the order of records that name no customer to the first customer with that reference.
func (w *writer) adopt(ctx context.Context, id, customer int64) error {
	var was state
	err := w.one(ctx, "SELECT accepted_at, news, cancel_accepted FROM orders WHERE id = ?", []any{id}, &was.accepted, &was.news, &was.cancel)
	if err != nil {
		return err
	}
	if was.silent() {
		w.adopted = append(w.adopted, adoption{order.Millis(was.accepted.Int64), customer})
	}
	return w.exec(ctx, "UPDATE orders SET customer = ? WHERE id = ?", customer, id)
}

// adoption is a silent order that was nobody's and is now a customer's.
type adoption struct {
	accepted order.Millis
	customer int64
}

// orderID gives a new order its id: those of a second follow one another.
func (w *writer) orderID(ctx context.Context, at order.Millis) (int64, error) {
	const perSecond = 64
	for second := max(int64(at), 0) / 1000; ; second++ {
		first := max(second*perSecond, 1)
		var last sql.NullInt64
		if err := w.one(ctx, "SELECT max(id) FROM orders WHERE id >= ? AND id < ?", []any{first, (second + 1) * perSecond}, &last); err != nil {
			return 0, err
		}
		switch {
		case !last.Valid:
			return first, nil
		case last.Int64+1 < (second+1)*perSecond:
			return last.Int64 + 1, nil
		}
	}
}

// only gives the id that a query finds, 0 when it finds none or several.
func (w *writer) only(ctx context.Context, query string, arg any) (int64, error) {
	s, err := w.stmt(ctx, query)
	if err != nil {
		return 0, err
	}
	rows, err := s.QueryContext(ctx, arg)
	if err != nil {
		return 0, err
	}
	defer func() { _ = rows.Close() }()
	var ids []int64
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return 0, err
		}
		ids = append(ids, id)
	}
	if len(ids) != 1 {
		return 0, rows.Err()
	}
	return ids[0], rows.Err()
}

// gelatoID interns an order id of Gelato's; "" is 0.
func (w *writer) gelatoID(ctx context.Context, value string, orderID int64) (int64, error) {
	if value == "" {
		return 0, nil
	}
	return w.intern(ctx, interned{table: "order_ids", key: value, owner: orderID},
		"INSERT INTO order_ids(value, order_id) VALUES(?, ?)", []any{packID(value), orderID},
		"SELECT id FROM order_ids WHERE value = ? AND order_id = ?", []any{packID(value), orderID})
}

// text interns a template's source.
func (w *writer) text(ctx context.Context, f *frames, source string) (int64, error) {
	sum := sha256.Sum256([]byte(source))
	key := interned{table: "texts", key: string(sum[:])}
	if id, ok := w.known[key]; ok {
		return id, nil
	}
	codec, packed := f.squeeze("", []byte(source))
	return w.intern(ctx, key,
		"INSERT INTO texts(digest, codec, frame) VALUES(?, ?, ?) ON CONFLICT DO NOTHING", []any{sum[:], codec, packed},
		"SELECT id FROM texts WHERE digest = ?", []any{sum[:]})
}

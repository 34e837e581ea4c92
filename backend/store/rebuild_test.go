package store

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/order"
)

// derivedRows is everything that follows from records, as rows.
func derivedRows(t *testing.T, s *Store) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	for name, text := range map[string]string{
		"orders": "SELECT id || ' ' || coalesce(accepted_at, '-') || ' ' || coalesce(news, '-') || ' ' || coalesce(news_at, '-') || ' ' || cancel_accepted FROM orders",
		"counts": "SELECT list || ' ' || customer || ' ' || day || ' ' || hex(packed) FROM day_counts",
		"totals": "SELECT list || ' ' || customer || ' ' || status || ' ' || sort || ' ' || result || ' ' || n FROM totals",
		"tokens": "SELECT token || ' ' || kind || ' ' || owner FROM tokens",
		"words":  "SELECT term || ' ' || doc FROM said",
	} {
		if name == "words" {
			if _, err := s.writer.conn.ExecContext(t.Context(), "CREATE VIRTUAL TABLE IF NOT EXISTS temp.said USING fts5vocab(main, human, instance)"); err != nil {
				t.Fatal(err)
			}
		}
		rows, err := s.writer.conn.QueryContext(t.Context(), text)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var row string
			if err := rows.Scan(&row); err != nil {
				t.Fatal(err)
			}
			all[name] = append(all[name], row)
		}
		_ = rows.Close()
		slices.Sort(all[name])
	}
	return all
}

// news makes postbacks about the orders of random.
func news(n int, seed uint64) []*order.Postback {
	r := rand.New(rand.NewPCG(seed, 2))
	list := make([]*order.Postback, n)
	for i := range list {
		at := testClock - order.Millis(r.IntN(48*3_600_000))
		list[i] = &order.Postback{
			ID: fmt.Sprintf("p%d-%d", seed, i), OccurredAt: at, UpdatedAt: at, Direction: order.ToCustomer,
			Event: []string{"order_received", "order_shipped", "order_failed"}[r.IntN(3)], OrderReferenceID: fmt.Sprintf("O-%d", r.IntN(n)),
			Customer:         []*order.Party{nil, {ID: "c0"}, {ID: "c1"}, {ID: "c2"}}[r.IntN(4)],
			ItemReferenceIDs: []string{fmt.Sprintf("item-%d", r.IntN(50))},
			Payload:          fmt.Appendf(nil, `{"tracking":{"code":"PN%06d"},"comment":"ring %s"}`, r.IntN(900), []string{"Åsa", "Kalle", "porten"}[r.IntN(3)]),
		}
		if r.IntN(10) == 0 {
			list[i].OrderReferenceID = "" // belongs to no order
		}
	}
	return list
}

// busyHistory saves records that come anew, change, move, change their customer and belong to nobody at first.
func busyHistory(t *testing.T, h *History) ([]*order.Request, []*order.Postback) {
	t.Helper()
	requests, postbacks := random(300, 11), news(400, 12)
	store := func() {
		t.Helper()
		for chunk := range slices.Chunk(requests, 70) {
			if _, err := h.Save(t.Context(), order.Batch{List: order.Requests, Requests: chunk}); err != nil {
				t.Fatal(err)
			}
		}
		for chunk := range slices.Chunk(postbacks, 90) {
			if _, err := h.Save(t.Context(), order.Batch{List: order.Postbacks, Postbacks: chunk}); err != nil {
				t.Fatal(err)
			}
		}
	}
	slices.Reverse(postbacks)
	store()
	for i, p := range postbacks {
		if i%3 == 0 {
			c := *p
			c.UpdatedAt, c.Event, c.OccurredAt = c.UpdatedAt+1, "order_delivered", c.OccurredAt+order.Millis(i%2*3_600_000)
			c.Payload = fmt.Appendf(nil, `{"tracking":{"code":"PN%06d"},"comment":"anna"}`, i)
			postbacks[i] = &c
		}
	}
	for i, r := range requests {
		if i%4 == 0 {
			c := *r
			c.UpdatedAt, c.Customer = c.UpdatedAt+1, &order.Party{ID: fmt.Sprintf("c%d", i%5)}
			c.Stages.Response = &order.Response{Error: &order.StageError{Code: "timeout", Message: "ingen svarade"}}
			c.Stages.Original = &order.Message{ContentType: "application/json", Body: fmt.Appendf(nil, `{"email":"k%d@kund.example","sku":"POSTER-%d"}`, i, i%7)}
			requests[i] = &c
		}
	}
	store()
	return requests, postbacks
}

func TestWhatFollowsFromRecordsIsWhatAWholeReadingGives(t *testing.T) {
	s, h := openInside(t, t.TempDir())
	busyHistory(t, h)
	before := derivedRows(t, s)
	for name, rows := range before {
		if len(rows) < 2 {
			t.Errorf("%s: %d rows say nothing", name, len(rows))
		}
	}
	if err := s.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(before, derivedRows(t, s)); d != "" {
		t.Error(d)
	}
}

func TestCluesOfAnOlderMakeAreFoundAnew(t *testing.T) {
	dir := t.TempDir()
	s, h := openInside(t, dir)
	busyHistory(t, h)
	want := derivedRows(t, s)
	for _, query := range []string{"DELETE FROM tokens", "INSERT INTO human(human) VALUES('delete-all')", "UPDATE clues SET version = 0"} {
		if _, err := s.writer.conn.ExecContext(t.Context(), query); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	again, _ := openInside(t, dir)
	if d := cmp.Diff(want, derivedRows(t, again)); d != "" {
		t.Error(d)
	}
}

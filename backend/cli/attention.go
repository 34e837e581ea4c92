package cli

import (
	"context"
	"io"

	"ordertrail/backend/diagnose"
	"ordertrail/backend/order"
	"ordertrail/backend/trail"
)

type attentionCommand struct{}

type attentionDoc struct {
	Items []attentionRow `json:"items"`
}

type attentionRow struct {
	Kind   diagnose.Concern `json:"kind"`
	Title  string           `json:"title"`
	Orders int              `json:"orders"`
	Since  stamp            `json:"since"`
	IDs    []string         `json:"ids"`
}

func (c *attentionCommand) run(ctx context.Context, s *session) error {
	return s.with(ctx, func(t *trail.Trail) error {
		items, err := t.Attention(ctx)
		if err != nil {
			return err
		}
		w := diagnose.NewWords(s.words.lang, s.zone)
		doc := attentionDoc{Items: make([]attentionRow, len(items))}
		for i, item := range items {
			doc.Items[i] = attentionRow{item.Concern, w.Say(item.Title), item.Orders, stamp(item.Since), append([]string{}, item.IDs...)}
		}
		return s.either(doc, func(out io.Writer) { s.attentionText(out, doc) })
	})
}

func (s *session) attentionText(out io.Writer, doc attentionDoc) {
	if len(doc.Items) == 0 {
		writeLine(out, s.words.say("attention.nothing"))
		return
	}
	t := &table{head: s.heads("orders", "since", "title"), right: map[int]bool{0: true}}
	for _, item := range doc.Items {
		t.add(s.words.number(item.Orders), s.moment(order.Millis(item.Since)), item.Title)
	}
	t.write(out)
}

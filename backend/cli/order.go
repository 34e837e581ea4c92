package cli

import (
	"context"
	"io"
	"strings"

	"ordertrail/backend/trail"
)

type orderCommand struct {
	Ref      string `arg:"" optional:"" name:"REF" help:"${help_ref_order}"`
	Customer string `placeholder:"C" help:"${help_customer}"`
}

type orderDoc struct {
	OrderReferenceID *string       `json:"orderReferenceId"`
	OrderIDs         []string      `json:"orderIds"`
	Requests         []requestRow  `json:"requests"`
	Postbacks        []postbackRow `json:"postbacks"`
	Timeline         []eventRow    `json:"timeline"`
}

type eventRow struct {
	At    stamp  `json:"at"`
	What  string `json:"what"`
	ID    string `json:"id"`
	GapMs int64  `json:"gapMs"`
}

func (c *orderCommand) run(ctx context.Context, s *session) error {
	if strings.TrimSpace(c.Ref) == "" {
		return missing("order", "REF")
	}
	return s.with(ctx, func(t *trail.Trail) error {
		found, err := t.Order(ctx, c.Ref, c.Customer)
		if err != nil {
			return err
		}
		return s.either(orderDocument(found), func(out io.Writer) { s.orderText(out, found) })
	})
}

func orderDocument(o trail.Order) orderDoc {
	doc := orderDoc{known(o.Reference, ""), append([]string{}, o.OrderIDs...), requestRows(o.Requests), postbackRows(o.Postbacks), make([]eventRow, len(o.Events))}
	for i, e := range o.Events {
		doc.Timeline[i] = eventRow{stamp(e.At), e.What, e.ID, e.GapMs}
	}
	return doc
}

// orderText is what an agent reads: where the order is, then what happened, then the records.
func (s *session) orderText(out io.Writer, o trail.Order) {
	writeLine(out, s.words.say("order.title", with{"Reference": plain(o.Reference)}))
	if len(o.OrderIDs) > 0 {
		writeLine(out, s.words.say("order.ids", with{"IDs": plain(strings.Join(o.OrderIDs, ", "))}))
	}
	s.headline(out, o)
	writeLine(out)
	s.timeline(out, o)
	s.joins(out, o)
	if len(o.Requests) > 0 {
		writeLine(out)
		writeLine(out, s.words.say("title.requests"))
		s.writeRequests(out, o.Requests)
	}
	if len(o.Postbacks) > 0 {
		writeLine(out)
		writeLine(out, s.words.say("title.postbacks"))
		s.writePostbacks(out, o.Postbacks)
	}
}

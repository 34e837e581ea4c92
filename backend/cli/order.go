package cli

import (
	"context"
	"io"
	"strings"
	"time"

	"ordertrail/backend/trail"
)

type orderCommand struct {
	Ref string `arg:"" optional:"" name:"REF" help:"${help_ref}"`
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
	if c.Ref == "" {
		return missing("order", "REF")
	}
	return s.with(ctx, func(t *trail.Trail) error {
		found, err := t.Order(ctx, c.Ref)
		if err != nil {
			return err
		}
		return s.either(orderDocument(found), func(out io.Writer) { s.orderText(out, found) })
	})
}

func orderDocument(o trail.Order) orderDoc {
	doc := orderDoc{known(o.Reference, ""), append([]string{}, o.OrderIDs...), requestRows(o.Requests), postbackRows(o.Postbacks), make([]eventRow, len(o.Timeline))}
	for i, e := range o.Timeline {
		doc.Timeline[i] = eventRow{stamp(e.At), e.What, e.ID, e.GapMs}
	}
	return doc
}

func (s *session) orderText(out io.Writer, o trail.Order) {
	writeLine(out, s.words.say("order.title", with{"Reference": plain(o.Reference)}))
	if len(o.OrderIDs) > 0 {
		writeLine(out, s.words.say("order.ids", with{"IDs": plain(strings.Join(o.OrderIDs, ", "))}))
	}
	writeLine(out)
	s.timeline(out, o.Timeline)
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

func (s *session) timeline(out io.Writer, events []trail.Event) {
	t := &table{head: s.heads("time", "later", "what", "id"), right: map[int]bool{1: true}}
	t.head[0] += " " + s.zoneName()
	for i, e := range events {
		later := ""
		if i > 0 {
			later = "+" + s.words.took(time.Duration(e.GapMs)*time.Millisecond)
		}
		t.add(s.moment(e.At), later, s.what(e.What), e.ID)
	}
	t.write(out)
}

// what names an event: request_submit, postback_shipping and others.
func (s *session) what(what string) string {
	if kind, ok := strings.CutPrefix(what, "postback_"); ok {
		return s.words.name("kind", kind)
	}
	return s.words.name("what", what)
}

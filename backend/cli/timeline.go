package cli

import (
	"io"
	"strings"
	"time"

	"ordertrail/backend/order"
	"ordertrail/backend/story"
	"ordertrail/backend/trail"
)

// headline is where the order is, and what that rests on.
func (s *session) headline(out io.Writer, o trail.Order) {
	w := story.Words(s.words.lang, s.zone)
	writeLine(out)
	writeLine(out, plain(w.Say(o.Headline.Title)))
	writeLine(out, plain(o.Headline.Said(w)))
}

// timeline draws the events, oldest first, with the silences between them.
func (s *session) timeline(out io.Writer, o trail.Order) {
	t := &table{head: s.heads("time", "later", "what", "remarks", "id"), right: map[int]bool{1: true}}
	t.head[0] += " " + s.zoneName()
	for i, e := range o.Events {
		later := ""
		if i > 0 {
			later = "+" + s.lasted(order.Millis(e.GapMs))
		}
		t.add(s.moment(e.At), later, s.what(e.What), plain(s.remarks(o, e)), e.ID)
		for _, g := range o.Gaps {
			if g.After == e.ID {
				gap, usual := s.silence(g)
				t.add("", "", gap, usual, "")
			}
		}
	}
	t.write(out)
}

func (s *session) lasted(d order.Millis) string {
	return s.words.took(time.Duration(d) * time.Millisecond)
}

// what names an event: request_submit, postback_shipping and others.
func (s *session) what(what string) string {
	if kind, ok := strings.CutPrefix(what, "postback_"); ok {
		return s.words.name("kind", kind)
	}
	return s.words.name("what", what)
}

// remarks are what is worth saying of an event: from whom it came, how it went, whether it repeats another or came late.
func (s *session) remarks(o trail.Order, e story.Event) string {
	var said []string
	say := func(id string, params ...with) { said = append(said, s.words.say(id, params...)) }
	switch {
	case e.List == order.Requests:
		said = append(said, s.words.name("outcome", string(e.Outcome)))
	case e.Direction == order.FromPrinter:
		say("order.from_printer")
	default:
		said = append(said, s.words.name("result", string(e.Result)))
	}
	if n := failedTries(e); n > 0 {
		said = append(said, s.words.count("order.failed_tries", n))
	}
	if e.Parcel > 0 && len(o.Parcels) > 1 {
		say("order.parcel", with{"N": e.Parcel, "Of": len(o.Parcels)})
	}
	if e.OrderID != "" && len(o.OrderIDs) > 1 {
		said = append(said, e.OrderID)
	}
	if e.CopyOf != "" {
		say("order.copy", with{"ID": e.CopyOf})
	}
	if e.Late != story.InTime {
		say("order."+string(e.Late), with{"Span": s.lasted(order.Millis(e.LateMs))})
	}
	return strings.Join(said, ", ")
}

func failedTries(e story.Event) int {
	n := 0
	for _, t := range e.Tries {
		if !t.Taken {
			n++
		}
	}
	return n
}

// silence is a gap, and what is usual for the customer.
func (s *session) silence(g story.Gap) (gap, usual string) {
	span := with{"Span": s.lasted(g.To - g.From)}
	switch {
	case !g.Held:
		return s.words.say("order.unheld", span), ""
	case g.Enough:
		return s.words.say("order.silence", span), s.words.say("order.usual", with{"Span": s.lasted(g.Usual.P90)})
	}
	return s.words.say("order.silence", span), s.words.say("order.unusual")
}

// joins tell why records are told as one order.
func (s *session) joins(out io.Writer, o trail.Order) {
	if len(o.Joins) > 0 {
		writeLine(out)
	}
	for _, j := range o.Joins {
		text := s.words.say("join."+string(j.Why), with{"Value": plain(j.Value)})
		if j.Cut {
			text += " " + s.words.say("join.cut")
		}
		writeLine(out, text)
	}
}

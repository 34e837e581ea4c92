package export

import (
	"cmp"
	"slices"

	"ordertrail/backend/order"
)

// recordView is a record as the page shows it.
type recordView struct {
	sheet
	words
	Anchor      string
	Path        []section // the stages
	Note        string
	Events      []event
	Comparisons []comparison
	HasNews     bool
}

func (p *webPage) view(masked, was Record) (recordView, error) {
	v := recordView{sheet: p.sheet(p.describe(masked, was)), words: p.words(), Anchor: "record-" + number(p.n), Note: masked.Note}
	failed := slices.ContainsFunc(v.Sections, func(s section) bool { return !s.Postback && s.Mark == string(order.StageFailed) })
	for i := range v.Sections {
		s := &v.Sections[i]
		s.Anchor = v.Anchor + "-part-" + number(i+1)
		s.Open = s.Mark == string(order.StageFailed) || !failed && i == 0
		if s.Postback {
			v.HasNews = true
		} else {
			v.Path = append(v.Path, *s)
		}
	}
	v.Events = p.events(masked, was)
	if masked.Request == nil {
		return v, nil
	}
	var err error
	v.Comparisons, err = p.comparisons(masked.Request, was.customer())
	return v, err
}

// event is something that happened, on the line of time.
type event struct {
	At, Lane, LaneName, Says, Gap string
	at                            order.Millis
}

// silence is how long nothing must have happened for that to be said.
const silence = 60 * 60 * 1000

// events are what happened, oldest first, in three lanes: requests, postbacks, and how they were delivered.
func (p *webPage) events(masked, was Record) []event {
	w := p.words()
	var list []event
	say := func(at order.Millis, lane, says string) {
		if at != 0 {
			list = append(list, event{At: w.Moment(at), Lane: lane, LaneName: w.Say("lane." + lane), Says: says, at: at})
		}
	}
	if q := masked.Request; q != nil {
		say(q.ReceivedAt, "requests", w.Say("event.received", w.Name("type", q.Type)))
		if t := q.Stages.Template; t != nil && p.wants(order.Templated) {
			lane := "requests"
			if t.Error != nil {
				lane = "failed"
			}
			say(t.At, lane, w.Say("event.template", t.Name))
		}
		for _, a := range q.Attempts {
			say(a.At, laneOf(a), w.Say("event.handed", a.N, answerWords(w, a)))
		}
		if r := q.Stages.Response; r != nil && p.wants(order.Responded) {
			say(r.At, "requests", w.Say("event.answered", cmp.Or(reader{words: w}.status(r.Status), w.Say("try.none")), w.Name("outcome", was.Request.Outcome(p.Now))))
		}
	}
	for i, n := range masked.Postbacks {
		say(n.OccurredAt, "postbacks", w.Name("kind", was.Postbacks[i].Kind())+" ("+n.Event+")")
		if n.Delivery == nil {
			continue
		}
		for _, a := range n.Delivery.Attempts {
			say(a.At, laneOf(a), w.Say("event.handed", a.N, answerWords(w, a)))
		}
	}
	slices.SortStableFunc(list, func(a, b event) int { return cmp.Compare(a.at, b.at) })
	for i := 1; i < len(list); i++ {
		if gap := list[i].at - list[i-1].at; gap >= silence {
			list[i].Gap = w.Say("event.silence", w.Took(int64(gap)))
		}
	}
	return list
}

func laneOf(a order.Attempt) string {
	if a.Status == nil || *a.Status < 200 || *a.Status > 299 {
		return "failed"
	}
	return "delivery"
}

func answerWords(w words, a order.Attempt) string {
	r := reader{words: w}
	text := cmp.Or(r.status(a.Status), w.Say("try.none"))
	if took := r.took(a.DurationMs); took != "" {
		text += ", " + took
	}
	return text
}

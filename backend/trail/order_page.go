package trail

import (
	"cmp"
	"context"
	"time"

	"ordertrail/backend/diagnose"
	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/story"
)

// OrderQuestion asks for an order's story in one language, with times in one zone.
type OrderQuestion struct {
	Text     string `json:"text"`     // its reference, or whatever finds it
	Customer string `json:"customer"` // id, reference id or name; "": whoever has it
	Language string `json:"language"`
	Zone     string `json:"zone"` // as IANA names it; "": that of this computer
}

// OrderPage is an order's story as a screen shows it, or, when several orders fit, those to choose from.
type OrderPage struct {
	Reference  string              `json:"reference"`
	Customer   order.Party         `json:"customer"`
	OrderIDs   []string            `json:"orderIds"`
	Now        order.Millis        `json:"now"`
	Verdict    diagnose.Verdict    `json:"verdict"`
	Confidence diagnose.Confidence `json:"confidence"`
	Tone       story.Tone          `json:"tone"`
	Tag        string              `json:"tag"`
	Title      string              `json:"title"`
	Says       string              `json:"says"`
	On         []string            `json:"on"` // the records that the headline rests on
	Joins      []story.Join        `json:"joins"`
	Candidates []Candidate         `json:"candidates"`
	Events     []story.Event       `json:"events"`
	Gaps       []story.Gap         `json:"gaps"`
	Parcels    []story.Parcel      `json:"parcels"`
}

// OrderPage tells the story of an order. Several that fit are no error: they are told apart.
func (t *Trail) OrderPage(ctx context.Context, q OrderQuestion) (OrderPage, error) {
	p := OrderPage{OrderIDs: []string{}, Now: t.Now(), On: []string{}, Joins: []story.Join{}, Candidates: []Candidate{}}
	p.Events, p.Gaps, p.Parcels = []story.Event{}, []story.Gap{}, []story.Parcel{}
	o, err := t.Order(ctx, q.Text, q.Customer)
	if fault.Is(err, fault.Ambiguous) {
		p.Candidates, err = t.Candidates(ctx, err)
		return p, err
	}
	if err != nil {
		return p, err
	}
	zone, err := time.LoadLocation(cmp.Or(q.Zone, "Local"))
	if err != nil {
		zone = time.Local // a zone that only the page knows
	}
	w := story.Words(q.Language, zone)
	p.Reference, p.Customer, p.OrderIDs, p.Joins = o.Reference, o.Customer, o.OrderIDs, o.Joins
	p.Events, p.Gaps, p.Parcels = o.Events, o.Gaps, o.Parcels
	p.Verdict, p.Confidence, p.Tone = o.Headline.Verdict, o.Headline.Confidence, o.Headline.Tone
	p.Tag, p.Title, p.Says = w.Say(o.Headline.Tag), w.Say(o.Headline.Title), o.Headline.Said(w)
	for _, on := range o.Headline.On {
		p.On = append(p.On, on.ID)
	}
	return p, nil
}

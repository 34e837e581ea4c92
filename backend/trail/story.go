package trail

import (
	"cmp"
	"context"
	"slices"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/store"
	"ordertrail/backend/story"
)

// Order is one order: its records and its story.
type Order struct {
	store.Order
	story.Story
	Headline story.Headline
	Joins    []story.Join
	Coverage order.Coverage
}

// Order tells the story of an order. It is found by its reference, a Gelato id, or any text that stands by itself in
// its records: an item's reference, a tracking code, an e-mail address. It is ambiguous, with candidates, when several
// orders fit; a customer (id, reference id or name) decides between those of one reference.
func (t *Trail) Order(ctx context.Context, text, customer string) (Order, error) {
	found, looked, err := t.lookFor(ctx, text, customer)
	if err != nil {
		return Order{}, err
	}
	if len(found.Requests)+len(found.Postbacks) == 0 {
		err := fault.New(fault.NotFound, "order", fault.Params{"reference": text}, nil)
		if looked < everywhere {
			return Order{}, err // it may stand where nobody has looked
		}
		return Order{}, t.orUnread(ctx, err)
	}
	e, joins, err := t.evidenceOf(ctx, Question{Reference: cmp.Or(found.Reference, text), Customer: customer}, found)
	if err != nil {
		return Order{}, err
	}
	o := Order{Order: remaining(found, joins), Joins: joins, Coverage: e.Coverage, Headline: story.HeadlineOf(e)}
	m := story.Matter{Requests: e.Requests, Postbacks: e.Postbacks, Coverage: e.Coverage, Now: e.Now, LateNews: e.Limits.LateNews}
	if m.Usual, err = t.usualTimes(ctx, found, e.Coverage); err != nil {
		return o, err
	}
	o.Story = story.Tell(m)
	return o, nil
}

// remaining leaves out the rows of records that were said not to belong.
func remaining(o store.Order, joins []story.Join) store.Order {
	left := story.Left(joins)
	o.Requests = slices.DeleteFunc(slices.Clone(o.Requests), func(r order.RequestRow) bool { return left[r.ID] })
	o.Postbacks = slices.DeleteFunc(slices.Clone(o.Postbacks), func(p order.PostbackRow) bool { return left[p.ID] })
	return o.Again()
}

func courseOf(k store.Course) story.Course {
	c := story.Course{{What: story.Submitted, At: k.AcceptedAt}}
	for _, n := range k.News {
		if n.At >= k.AcceptedAt {
			c = append(c, story.Mark{What: string(n.Kind), At: n.At})
		}
	}
	return c
}

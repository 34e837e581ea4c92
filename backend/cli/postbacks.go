package cli

import (
	"context"
	"io"

	"ordertrail/backend/order"
	"ordertrail/backend/trail"
)

type postbacksCommand struct {
	Period    period   `embed:""`
	Kind      []string `placeholder:"KIND" help:"${help_kind}"`
	Direction []string `placeholder:"DIRECTION" help:"${help_direction}"`
	Result    []string `placeholder:"RESULT" help:"${help_result}"`
	Paging    paging   `embed:""`
}

func (c *postbacksCommand) run(ctx context.Context, s *session) error {
	filter, err := c.filter(s)
	if err != nil {
		return err
	}
	return s.with(ctx, func(t *trail.Trail) error {
		page, err := s.postbacksUpTo(ctx, t, filter)
		if err != nil {
			return err
		}
		return s.either(postbacksDocument(page), func(out io.Writer) { s.postbacksTable(out, page) })
	})
}

// postbacksUpTo reads as many rows as are asked for, as requestsUpTo does.
func (s *session) postbacksUpTo(ctx context.Context, t *trail.Trail, f order.PostbackFilter) (order.PostbackPage, error) {
	meter := s.meter()
	defer meter.end()
	page, err := t.PostbacksWithin(ctx, f, lookFor)
	wanted, down := f.Limit, page.Down
	for err == nil && page.Next != "" && len(page.Postbacks) < wanted {
		s.tellDown(meter, down)
		var more order.PostbackPage
		f.After, f.Limit = page.Next, wanted-len(page.Postbacks)
		more, err = t.PostbacksWithin(ctx, f, lookFor)
		page.Postbacks, page.Next, down = append(page.Postbacks, more.Postbacks...), more.Next, more.Down
	}
	page.Next = place(order.Postbacks, page.Next)
	return page, err
}

func (c *postbacksCommand) filter(s *session) (f order.PostbackFilter, err error) {
	f = order.PostbackFilter{Customers: c.Paging.Customer, Search: c.Paging.Search, Source: c.Paging.Source}
	if f.After, err = c.Paging.after(order.Postbacks); err != nil {
		return f, err
	}
	if f.Window, err = s.window(c.Period); err != nil {
		return f, err
	}
	if f.Kinds, err = choose("kind", c.Kind, order.AllKinds); err != nil {
		return f, err
	}
	if f.Directions, err = choose("direction", c.Direction, []order.Direction{order.ToCustomer, order.FromPrinter}); err != nil {
		return f, err
	}
	if f.Results, err = choose("result", c.Result, order.AllResults); err != nil {
		return f, err
	}
	f.Limit, err = number("limit", c.Paging.Limit, 1, mostRows)
	return f, err
}

type postbacksDoc struct {
	Postbacks []postbackRow `json:"postbacks"`
	Next      *string       `json:"next"`
	Total     *int          `json:"total"`
	Coverage  coverage      `json:"coverage"`
}

func postbacksDocument(p order.PostbackPage) postbacksDoc {
	return postbacksDoc{postbackRows(p.Postbacks), known(p.Next, ""), known(p.Total, -1), coverageOf(p.Coverage)}
}

func (s *session) postbacksTable(out io.Writer, p order.PostbackPage) {
	s.writePostbacks(out, p.Postbacks)
	s.foot(out, len(p.Postbacks), p.Total, p.Next)
	s.unheld(out, p.Coverage)
}

func (s *session) writePostbacks(out io.Writer, rows []order.PostbackRow) {
	t := &table{head: s.heads("time", "kind", "event", "result", "tries", "http", "reference", "customer", "direction", "id"), right: map[int]bool{4: true, 5: true}}
	t.head[0] += " " + s.zoneName()
	for _, p := range rows {
		t.add(s.moment(p.OccurredAt), s.words.name("kind", string(p.Kind)), p.Event, s.words.name("result", string(p.Result)),
			s.words.number(p.Attempts), s.status(p.HTTPStatus), p.OrderReferenceID, partyName(p.Customer),
			s.words.name("direction", string(p.Direction)), p.ID)
	}
	t.write(out)
}

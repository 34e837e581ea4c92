package cli

import (
	"context"
	"io"
	"strings"
	"time"

	"ordertrail/backend/order"
	"ordertrail/backend/trail"
)

type requestsCommand struct {
	Period  period   `embed:""`
	Outcome []string `placeholder:"OUTCOME" help:"${help_outcome}"`
	Type    []string `placeholder:"TYPE" help:"${help_type}"`
	Stage   []string `placeholder:"S" help:"${help_stage}"`
	Paging  paging   `embed:""`
}

func (c *requestsCommand) run(ctx context.Context, s *session) error {
	filter, err := c.filter(s)
	if err != nil {
		return err
	}
	return s.with(ctx, func(t *trail.Trail) error {
		page, err := s.requestsUpTo(ctx, t, filter)
		if err != nil {
			return err
		}
		return s.either(requestsDocument(page), func(out io.Writer) { s.requestsTable(out, page) })
	})
}

// requestsUpTo reads as many rows as are asked for: the history gives them in pages of its own size, and in part where it
// takes long to look for them, so that it can be told how far it has come.
func (s *session) requestsUpTo(ctx context.Context, t *trail.Trail, f order.RequestFilter) (order.RequestPage, error) {
	meter := s.meter()
	defer meter.end()
	page, err := t.RequestsWithin(ctx, f, lookFor)
	wanted, down := f.Limit, page.Down
	for err == nil && page.Next != "" && len(page.Requests) < wanted {
		s.tellDown(meter, down)
		var more order.RequestPage
		f.After, f.Limit = page.Next, wanted-len(page.Requests)
		more, err = t.RequestsWithin(ctx, f, lookFor)
		page.Requests, page.Next, down = append(page.Requests, more.Requests...), more.Next, more.Down
	}
	page.Next = place(order.Requests, page.Next)
	return page, err
}

func (c *requestsCommand) filter(s *session) (f order.RequestFilter, err error) {
	f = order.RequestFilter{Customers: c.Paging.Customer, Search: c.Paging.Search, Source: c.Paging.Source}
	if f.After, err = c.Paging.after(order.Requests); err != nil {
		return f, err
	}
	if f.Window, err = s.window(c.Period); err != nil {
		return f, err
	}
	if f.Outcomes, err = choose("outcome", c.Outcome, order.AllOutcomes); err != nil {
		return f, err
	}
	if f.Types, err = choose("type", c.Type, []order.RequestType{order.Submit, order.Cancel, order.UpdateShipment}); err != nil {
		return f, err
	}
	if f.Stages, err = choose("stage", c.Stage, order.AllStages[:]); err != nil {
		return f, err
	}
	f.Limit, err = number("limit", c.Paging.Limit, 1, mostRows)
	return f, err
}

type requestsDoc struct {
	Requests []requestRow `json:"requests"`
	Next     *string      `json:"next"`
	Total    *int         `json:"total"`
	Coverage coverage     `json:"coverage"`
}

func requestsDocument(p order.RequestPage) requestsDoc {
	return requestsDoc{requestRows(p.Requests), known(p.Next, ""), known(p.Total, -1), coverageOf(p.Coverage)}
}

func (s *session) requestsTable(out io.Writer, p order.RequestPage) {
	s.writeRequests(out, p.Requests)
	s.foot(out, len(p.Requests), p.Total, p.Next)
	s.unheld(out, p.Coverage)
}

func (s *session) writeRequests(out io.Writer, rows []order.RequestRow) {
	t := &table{head: s.heads("time", "outcome", "type", "reference", "customer", "stages", "http", "took", "news", "id"), right: map[int]bool{6: true, 7: true}}
	t.head[0] += " " + s.zoneName()
	for _, r := range rows {
		t.add(s.moment(r.ReceivedAt), s.words.name("outcome", string(r.Outcome)), s.words.name("type", string(r.Type)), r.OrderReferenceID,
			partyName(r.Customer), s.path(r.Stages), s.status(r.HTTPStatus), s.duration(r.DurationMs), s.news(r.LastNews), r.ID)
	}
	t.write(out)
	if len(rows) > 0 {
		writeLine(out, s.legend())
	}
}

// legend explains the signs of the stages.
func (s *session) legend() string {
	signs := make([]string, len(order.AllStageStates))
	for i, state := range order.AllStageStates {
		signs[i] = marks[state] + " " + s.words.name("state", string(state))
	}
	return s.words.say("legend", with{"Signs": strings.Join(signs, ", ")})
}

func (s *session) heads(ids ...string) []string {
	heads := make([]string, len(ids))
	for i, id := range ids {
		heads[i] = s.words.say("head." + id)
	}
	return heads
}

// partyName names a party by what is known of it.
func partyName(p order.Party) string {
	for _, name := range []string{p.Name, p.ReferenceID, p.ID} {
		if name != "" {
			return name
		}
	}
	return ""
}

// marks show the state of a stage in one sign.
var marks = map[order.StageState]string{
	order.StagePassed: "✓", order.StagePartial: "±", order.StageFailed: "✗", order.StageWaiting: "…",
	order.StageEmpty: "∅", order.StageNotReached: "·", order.StageNotCaptured: "?",
}

// path shows the four stages in four signs.
func (s *session) path(states order.StageStates) string {
	signs := ""
	for _, stage := range order.AllStages {
		signs += marks[states.Of(stage)]
	}
	return signs
}

func (s *session) status(code int) string {
	if code == 0 {
		return ""
	}
	return s.words.printer.Sprintf("%d", code)
}

func (s *session) duration(ms int64) string {
	if ms < 0 {
		return ""
	}
	return s.words.took(time.Duration(ms) * time.Millisecond)
}

func (s *session) news(n order.News) string {
	if n.Kind == "" {
		return ""
	}
	return s.words.name("kind", string(n.Kind)) + " " + s.minute(n.At)
}

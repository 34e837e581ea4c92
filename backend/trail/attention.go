package trail

import (
	"context"
	"encoding/json"
	"slices"

	"ordertrail/backend/diagnose"
	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/store"
)

// What a sweep looks at: orders of the last two weeks that could want somebody, at most so many of a kind.
const (
	sweepBack = 14 * diagnose.Day
	sweepMost = 500
)

// Attention lists what needs someone now, worst first: the guides' own rules over the orders of the last two weeks
// whose rows look as if something was wrong. What the guides are not certain of is left out. What was found is kept,
// so that the next sweep judges only the orders of which something changed, and those judged some time ago.
func (t *Trail) Attention(ctx context.Context) ([]diagnose.Item, error) {
	t.sweeping.Lock()
	defer t.sweeping.Unlock()
	s := sweep{Trail: t, window: order.Window{From: t.Now() - sweepBack, To: t.Now()}, seen: map[suspect]bool{}, limits: t.limits()}
	for _, look := range []func(context.Context) error{s.failed, s.silent, s.waiting, s.undelivered} {
		if err := look(ctx); err != nil {
			return nil, err
		}
	}
	if err := s.keep(ctx); err != nil {
		return nil, err
	}
	items := diagnose.Attention(s.cases)
	c, err := t.Coverage(ctx, s.window, "")
	return append(items, diagnose.Troubles(c)...), err
}

// suspect is an order that could want somebody, for one of the guides.
type suspect struct {
	scenario            diagnose.Scenario
	reference, customer string
}

// sweep judges suspects, each once.
type sweep struct {
	*Trail
	window order.Window
	limits diagnose.Limits
	seen   map[suspect]bool
	cases  []diagnose.Case
	judged []store.Swept // anew
}

func (s *sweep) judge(ctx context.Context, scenario diagnose.Scenario, reference string, who order.Party, at order.Millis) error {
	one := suspect{scenario, order.Key(reference), partyName(who)}
	if reference == "" || s.seen[one] {
		return nil
	}
	s.seen[one] = true
	row, before, err := s.store.Swept(ctx, string(scenario), reference, who)
	if err != nil {
		return err
	}
	var c judged
	if before != nil && json.Unmarshal(before.Found, &c) == nil && s.holds(&c, before.At) {
		s.cases = append(s.cases, c.Case)
		return nil
	}
	d, err := s.Diagnose(ctx, Question{Scenario: scenario, Reference: reference, Customer: one.customer})
	if fault.Is(err, fault.Ambiguous) {
		return nil
	}
	if err != nil {
		return err
	}
	c = judged{diagnose.CaseOf(d.Report, one.customer, at), s.limits}
	if row.Found, err = json.Marshal(c); err != nil {
		return err
	}
	row.At = s.Now()
	s.cases, s.judged = append(s.cases, c.Case), append(s.judged, row)
	return nil
}

// For how long a case holds of whose order nothing changed: time passes, and other orders and windows come in.
const (
	certainFor = diagnose.Hour
	unsureFor  = 5 * diagnose.Minute
)

// judged is a case as it is kept, with the limits by which it was judged.
type judged struct {
	diagnose.Case
	By diagnose.Limits `json:"by"`
}

func (s *sweep) holds(c *judged, at order.Millis) bool {
	lasts := order.Millis(unsureFor)
	if c.Confidence == diagnose.Certain {
		lasts = certainFor
	}
	since := s.Now() - at // below 0 where somebody asks how it was earlier
	return c.By == s.limits && since >= 0 && since < lasts
}

// keep keeps what was judged anew; where nothing can be kept, the next sweep judges again.
func (s *sweep) keep(ctx context.Context) error {
	err := s.store.KeepSwept(ctx, s.judged, s.window.From)
	if unkept(err) {
		return nil
	}
	return err
}

// failing are the outcomes of requests that did not go on.
var failing = []order.Outcome{order.TemplateFailed, order.Rejected, order.HandoffFailed, order.NoAnswer}

func (s *sweep) failed(ctx context.Context) error {
	page, err := s.store.Requests(ctx, order.RequestFilter{Window: s.window, Outcomes: failing, Types: []order.RequestType{order.Submit}, Limit: sweepMost}, s.Now())
	if err != nil {
		return err
	}
	for _, r := range page.Requests {
		if err := s.judge(ctx, diagnose.Disappeared, r.OrderReferenceID, r.Customer, r.ReceivedAt); err != nil {
			return err
		}
	}
	return nil
}

func (s *sweep) silent(ctx context.Context) error {
	list, err := s.store.Silent(ctx, s.window, nil, sweepMost)
	if err != nil {
		return err
	}
	for _, o := range list {
		if err := s.judge(ctx, diagnose.Disappeared, o.Reference, o.Customer, o.AcceptedAt); err != nil {
			return err
		}
	}
	return nil
}

func (s *sweep) waiting(ctx context.Context) error {
	list, err := s.store.Waiting(ctx, s.window, s.Now()-diagnose.Day, sweepMost)
	if err != nil {
		return err
	}
	for _, o := range list {
		if err := s.judge(ctx, diagnose.Disappeared, o.Reference, o.Customer, o.NewsAt); err != nil {
			return err
		}
	}
	return nil
}

func (s *sweep) undelivered(ctx context.Context) error {
	page, err := s.store.Postbacks(ctx, order.PostbackFilter{Window: s.window, Kinds: []order.Kind{order.KindShipping},
		Results: []order.Result{order.ResultFailed, order.ResultRetrying, order.ResultNotSent}, Limit: sweepMost})
	if err != nil {
		return err
	}
	for _, p := range slices.Backward(page.Postbacks) {
		if err := s.judge(ctx, diagnose.ShippingNotice, p.OrderReferenceID, p.Customer, p.OccurredAt); err != nil {
			return err
		}
	}
	return nil
}

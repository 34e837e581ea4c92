package trail

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"

	"ordertrail/backend/diagnose"
	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/store"
	"ordertrail/backend/story"
)

// What a sweep looks at: failures of the last two weeks, and orders that stand still since whenever, so many at a time.
const (
	sweepBack = 14 * diagnose.Day
	sweepSome = 500
	sweepMost = 5000 // orders of one kind whose news went wrong in silence: of more, one trigger is wrong
)

// Attention lists what needs someone now, worst first: the guides' own rules over the orders whose rows look as if
// something was wrong. What the guides are not certain of is left out, and so are orders that stand still no longer than
// 19 of 20 of their like did. What was found is kept, so that the next sweep judges only the orders of which
// something changed, and those judged some time ago.
func (t *Trail) Attention(ctx context.Context) ([]diagnose.Item, error) {
	t.sweeping.Lock()
	defer t.sweeping.Unlock()
	held, err := t.store.CoverageOf(ctx, order.Window{To: t.Now()}, "")
	if err != nil {
		return nil, err
	}
	s := sweep{Trail: t, window: order.Window{From: t.Now() - sweepBack, To: t.Now()}, held: held, seen: map[suspect]bool{}, limits: t.limits(),
		times: times{Trail: t, held: held, own: map[string]learned{}}}
	for _, look := range []func(context.Context) error{s.failed, s.silent, s.waiting, s.undelivered, s.strayed, s.complained, s.untold} {
		if err := look(ctx); err != nil {
			return nil, err
		}
	}
	if err := s.keep(ctx); err != nil {
		return nil, err
	}
	refused, err := s.refused(ctx)
	if err != nil {
		return nil, err
	}
	items := diagnose.Attention(s.cases, refused...)
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
	held   order.Coverage
	limits diagnose.Limits
	seen   map[suspect]bool
	cases  []diagnose.Case
	judged []store.Swept // anew
	times  times
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
	d, err := s.Diagnose(ctx, Question{Scenario: scenario, Reference: reference, Customer: one.customer, held: &s.held})
	if fault.Is(err, fault.Ambiguous) {
		return nil
	}
	if err != nil {
		return err
	}
	c = judged{Case: diagnose.CaseOf(d.Report, one.customer, at), By: s.limits}
	if c.Confidence == diagnose.Certain && c.Stands() {
		if err := s.doubt(ctx, &c.Case, reference, d); err != nil {
			return err
		}
	}
	c.Holes = s.holes(c.Confidence)
	if row.Found, err = json.Marshal(c); err != nil {
		return err
	}
	row.At = s.Now()
	s.cases, s.judged = append(s.cases, c.Case), append(s.judged, row)
	return nil
}

// For how long at least a case holds of whose order nothing changed: time passes, and other orders come in.
const (
	certainFor = diagnose.Hour
	unsureFor  = 5 * diagnose.Minute
)

// judged is a case as it is kept, with the limits by which it was judged, and the holes that there were then.
type judged struct {
	diagnose.Case
	By    diagnose.Limits `json:"by"`
	Holes string          `json:"holes"`
}

func (s *sweep) holds(c *judged, at order.Millis) bool {
	lasts := order.Millis(unsureFor)
	if c.Confidence == diagnose.Certain {
		lasts = certainFor
	}
	lasts = max(lasts, (at-c.At)/24) // what stood still for a month does so tomorrow
	since := s.Now() - at            // below 0 where somebody asks how it was earlier
	return c.By == s.limits && c.Holes == s.holes(c.Confidence) && since >= 0 && since < lasts
}

// holes is a mark of what is not held: it changes when a hole comes, goes or ends elsewhere. What was certain up to the
// last sync does not become doubtful by the time since; what was not is looked at again as soon as that is held.
func (s *sweep) holes(c diagnose.Confidence) string {
	mark := sha256.New()
	for _, g := range s.held.Gaps {
		if g.To < s.window.To {
			fmt.Fprintln(mark, g.Source, g.List, g.From, g.To, g.Why)
		} else if c != diagnose.Certain && g.To-g.From > order.Patience {
			fmt.Fprintln(mark, g.Source, g.List, g.From)
		}
	}
	return hex.EncodeToString(mark.Sum(nil)[:8])
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
	f := order.RequestFilter{Window: s.window, Outcomes: failing, Types: []order.RequestType{order.Submit}, Limit: sweepSome}
	for {
		page, err := s.store.Requests(ctx, f, s.Now())
		if err != nil {
			return err
		}
		for _, r := range page.Requests {
			if err := s.judge(ctx, diagnose.Disappeared, r.OrderReferenceID, r.Customer, r.ReceivedAt); err != nil {
				return err
			}
		}
		if f.After = page.Next; f.After == "" {
			return nil
		}
	}
}

func (s *sweep) silent(ctx context.Context) error {
	return s.still(func(w order.Window) ([]standing, error) {
		list, err := s.store.Silent(ctx, w, nil, sweepSome)
		return standingOf(list, func(o store.SilentOrder) standing { return standing{o.Reference, o.Customer, o.AcceptedAt} }), err
	}, func(o standing) error { return s.judge(ctx, diagnose.Disappeared, o.reference, o.customer, o.since) })
}

func (s *sweep) waiting(ctx context.Context) error {
	now, l, weeks := s.Now(), s.limits, diagnose.NewCalendar(nil) // holidays are each customer's own
	before := store.StepsBefore{
		Received: weeks.WorkedSince(l.Produce, now), Produced: weeks.WorkedSince(l.Ship, now), Shipped: weeks.WorkedSince(min(l.Transit, l.Deliver), now),
	}
	return s.still(func(w order.Window) ([]standing, error) {
		list, err := s.store.Waiting(ctx, w, before, sweepSome)
		return standingOf(list, func(o store.Waiting) standing { return standing{o.Reference, o.Customer, o.NewsAt} }), err
	}, func(o standing) error { return s.judge(ctx, diagnose.Disappeared, o.reference, o.customer, o.since) })
}

// standing is an order that stands still, and since when.
type standing struct {
	reference string
	customer  order.Party
	since     order.Millis
}

func standingOf[T any](list []T, of func(T) standing) []standing {
	out := make([]standing, len(list))
	for i, o := range list {
		out[i] = of(o)
	}
	return out
}

// still goes through all orders that stand still, some at a time, the longest so first.
func (s *sweep) still(some func(order.Window) ([]standing, error), each func(standing) error) error {
	for w := (order.Window{To: s.Now()}); ; {
		list, err := some(w)
		if err != nil {
			return err
		}
		for _, o := range list {
			if err := each(o); err != nil {
				return err
			}
		}
		if len(list) < sweepSome {
			return nil
		}
		// Those of the same moment come again, and are known; more of one moment than come at a time do not happen.
		w.From = max(list[len(list)-1].since, w.From+1)
	}
}

// doubt makes a case likely at most where its order stands still no longer than 19 of 20 of its like did, or where
// its parcel left and no delivery of a parcel of that customer is known to have been told.
func (s *sweep) doubt(ctx context.Context, c *diagnose.Case, reference string, d Diagnosis) error {
	o, err := s.store.OrderOf(ctx, reference, c.Customer, s.Now())
	if fault.Is(err, fault.NotFound) || fault.Is(err, fault.Ambiguous) {
		return nil // known by a Gelato id alone
	}
	if err != nil {
		return err
	}
	usuals, err := s.times.of(ctx, o, c.Customer)
	if err != nil {
		return err
	}
	from := story.Submitted
	if len(o.Postbacks) > 0 {
		from = string(o.Postbacks[0].Kind)
	}
	delivered, _ := usuals[1:2].Of(story.Stretch{From: from, To: string(order.KindDelivery)})
	untold := from == string(order.KindShipping) && delivered.Orders == 0
	if untold || !usuals.Telling(from).Rare(from, order.Window{From: c.At, To: s.Now()}, d.calendar) {
		c.Confidence = diagnose.Likely
	}
	return nil
}

// untold looks for triggers that are missing: news of what left an hour ago is out, if there is any.
func (s *sweep) untold(ctx context.Context) error {
	w := s.window
	w.To -= diagnose.Hour
	list, err := s.store.Untold(ctx, w, sweepMost)
	if err != nil {
		return err
	}
	for _, o := range list {
		if err := s.judge(ctx, diagnose.ShippingNotice, o.Reference, o.Customer, o.ShippedAt); err != nil {
			return err
		}
	}
	return nil
}

// mostRefused is how many addresses at which news do not arrive are named.
const mostRefused = 50

// refused looks for addresses at which other news than those of parcels do not arrive.
func (s *sweep) refused(ctx context.Context) ([]diagnose.Item, error) {
	list, err := s.store.Refused(ctx, s.window, mostRefused)
	if err != nil {
		return nil, err
	}
	items := make([]diagnose.Item, len(list))
	for i, r := range list {
		rec, err := s.store.Record(ctx, r.Latest)
		if err != nil {
			return nil, err
		}
		target := ""
		if d := rec.Postback.Delivery; d != nil {
			target = d.Target
		}
		items[i] = diagnose.Undelivered(partyName(r.Customer), target, r.Orders, r.Since, []string{r.Latest})
	}
	return items, nil
}

// strayed looks for news that went where this customer's usually don't.
func (s *sweep) strayed(ctx context.Context) error { return s.taken(ctx, s.store.Strayed) }

// complained looks for news that were taken, with a text that tells of an error.
func (s *sweep) complained(ctx context.Context) error { return s.taken(ctx, s.store.Complained) }

func (s *sweep) taken(ctx context.Context, look func(context.Context, order.Window, int) ([]store.Sent, error)) error {
	list, err := look(ctx, s.window, sweepMost)
	if err != nil {
		return err
	}
	for _, o := range list {
		if err := s.judge(ctx, diagnose.ShippingNotice, o.Reference, o.Customer, o.SentAt); err != nil {
			return err
		}
	}
	return nil
}

func (s *sweep) undelivered(ctx context.Context) error {
	f := order.PostbackFilter{Window: s.window, Kinds: []order.Kind{order.KindShipping},
		Results: []order.Result{order.ResultFailed, order.ResultRetrying, order.ResultNotSent}, Limit: sweepSome}
	var found []order.PostbackRow
	for {
		page, err := s.store.Postbacks(ctx, f)
		if err != nil {
			return err
		}
		found = append(found, page.Postbacks...)
		if f.After = page.Next; f.After == "" {
			break
		}
	}
	for _, p := range slices.Backward(found) {
		if err := s.judge(ctx, diagnose.ShippingNotice, p.OrderReferenceID, p.Customer, p.OccurredAt); err != nil {
			return err
		}
	}
	return nil
}

package diagnose

import (
	"cmp"
	"regexp"
	"slices"

	"ordertrail/backend/order"
)

// Concern is what somebody should look at.
type Concern string

// The concerns.
const (
	FailedRequests  Concern = "failed_requests"
	SilentOrders    Concern = "silent_orders"
	StalledOrders   Concern = "stalled_orders"
	FailedPostbacks Concern = "failed_postbacks"
	MissingTriggers Concern = "missing_triggers"
	SyncProblems    Concern = "sync_problems"
)

// AllConcerns are the concerns.
var AllConcerns = []Concern{FailedRequests, SilentOrders, StalledOrders, FailedPostbacks, MissingTriggers, SyncProblems}

// concerns are the verdicts that want somebody, and the concern that each is.
var concerns = map[Verdict]Concern{
	RejectedAtDoor: FailedRequests, TemplateFailed: FailedRequests, ValidationRejected: FailedRequests, HandoffFailed: FailedRequests,
	FailedLater: FailedRequests, AcceptedSilent: SilentOrders, Stalled: StalledOrders,
	NotRendered: FailedPostbacks, SendFailed: FailedPostbacks, Retrying: FailedPostbacks, OddTarget: FailedPostbacks, SentBodyError: FailedPostbacks, NoTrigger: MissingTriggers,
}

// Case is one order that a guide has judged, by what tells it from others and what it has in common with them.
type Case struct {
	Scenario   Scenario
	Reference  string
	Customer   string
	Verdict    Verdict
	Confidence Confidence
	Why        string       // the cause, without what is the order's own
	At         order.Millis // since when it is so
	IDs        []string     // of the records that say so
}

// CaseOf is what a report says of its order's case; at is since when it is so.
func CaseOf(r *Report, customer string, at order.Millis) Case {
	return Case{Scenario: r.Scenario, Reference: r.Reference, Customer: customer, Verdict: r.Verdict, Confidence: r.Confidence,
		Why: r.why(), At: at, IDs: r.Pointers()}
}

// Concern is what somebody should look at in the case; "" when nobody has to. That something failed is proved by the
// record of it, also where what followed is not held. That nothing came must be certain: what is only likely, or can't be
// told, alarms nobody.
func (c *Case) Concern() Concern {
	concern := concerns[c.Verdict]
	failed := concern == FailedRequests || concern == FailedPostbacks
	if c.Confidence == Certain || failed && c.Confidence == Likely {
		return concern
	}
	return ""
}

// Stands says that the case is an order that stands still where nobody says why.
func (c *Case) Stands() bool { return c.Verdict == AcceptedSilent || c.Verdict == Stalled }

// Item is what several orders have in common that wants somebody.
type Item struct {
	Concern Concern
	Title   Sentence
	Tally   Sentence // how many of what; the cause stands beside it. None of what is about no order
	Orders  int
	Since   order.Millis
	IDs     []string
	Cases   []Case // the longest so first; none of what is about no order
}

// mostIDs is how many records an item names.
const mostIDs = 50

// Undelivered is that messages to a customer do not arrive at an address, of which no guide tells: they are not about
// parcels. ids are of the latest of them.
func Undelivered(customer, address string, orders int, since order.Millis, ids []string) Item {
	title := Sentence{"attention.undelivered", Params{"Customer": customer, "Why": masked(address)}}
	return Item{Concern: FailedPostbacks, Title: title, Tally: Sentence{"tally.undelivered", Params{"N": orders}}, Orders: orders, Since: since, IDs: ids}
}

// Attention puts cases of one cause together, and more that is known of, what hits most orders first.
func Attention(cases []Case, more ...Item) []Item {
	type cause struct {
		verdict       Verdict
		customer, why string
	}
	groups := map[cause]*Item{}
	var causes []cause
	for _, c := range cases {
		concern := c.Concern()
		if concern == "" {
			continue
		}
		key := cause{c.Verdict, c.Customer, c.Why}
		item := groups[key]
		if item == nil {
			item = &Item{Concern: concern, Title: Sentence{"attention." + string(c.Verdict), Params{"Customer": c.Customer, "Why": c.Why}}, Since: c.At}
			groups[key] = item
			causes = append(causes, key)
		}
		item.Orders++
		item.Since = min(item.Since, c.At)
		item.IDs = append(item.IDs, c.IDs...)
		item.Cases = append(item.Cases, c)
	}
	items := append([]Item{}, more...)
	for _, key := range causes {
		item := groups[key]
		item.IDs = item.IDs[:min(len(item.IDs), mostIDs)]
		item.Tally = Sentence{"tally." + string(key.verdict), Params{"N": item.Orders}}
		slices.SortStableFunc(item.Cases, func(a, b Case) int { return cmp.Compare(a.At, b.At) })
		items = append(items, *item)
	}
	slices.SortStableFunc(items, func(a, b Item) int {
		return cmp.Or(cmp.Compare(b.Orders, a.Orders), cmp.Compare(a.Since, b.Since), cmp.Compare(a.Title.ID, b.Title.ID))
	})
	return items
}

// values are what differs between two messages of one cause: numbers, quoted texts, ids.
var values = regexp.MustCompile(`[\p{L}\p{N}_-]*\p{N}[\p{L}\p{N}_-]*|'[^']*'|"[^"]*"`)

// why is the cause that a report names, without the values that are the order's own.
func (r *Report) why() string {
	for _, name := range []string{"Host", "Step", "Message", "Reason"} {
		switch v := r.Conclusion.With[name].(type) {
		case string:
			if name == "Host" {
				return v
			}
			return values.ReplaceAllString(v, "…")
		case Term:
			if name == "Step" {
				return ""
			}
		}
	}
	return ""
}

// Pointers are the ids of the records that a report's problems rest on, each once.
func (r *Report) Pointers() []string {
	ids := []string{}
	for _, s := range r.Steps {
		for _, p := range s.Evidence {
			if s.Answer == Problem && !slices.Contains(ids, p.ID) {
				ids = append(ids, p.ID)
			}
		}
	}
	return ids
}

package demo

import "ordertrail/backend/order"

// story is a course that an order takes, and what the guides have to say about it.
type story struct {
	name      string
	rate      int // in storyScale orders
	more      int // requests besides the first
	fit       func(*customer) bool
	age       [2]order.Millis // before the end of the history, when planted; none: not planted
	run       func(*timeline)
	facts     func(*facts, *History) // what is wrong with the order itself
	row       mistake
	draft     draft
	untracked bool // shipped without a tracking number
	other     bool // goes to another printer than the customer's usual one
	unkept    bool // the original is not in the tenant's log
	says      says
	recount   string
}

const storyScale = 100_000

// says are the verdicts of the four guides, "" where a guide has no clear one.
type says struct{ disappeared, shipping, printer, product string }

// mistake is what is wrong with a lookup table.
type mistake uint8

const (
	rightRow mistake = iota
	wrongRow
	missingRow
)

// draft is which edition of the customer's template was in use.
type draft uint8

const (
	goodDraft draft = iota
	typoDraft
	commaDraft
	fixedDraft
)

func (s *story) fits(c *customer) bool { return s.fit == nil || s.fit(c) }

func (s *story) spoil(f *facts, h *History) {
	if s.facts != nil {
		s.facts(f, h)
	}
}

// planted gives the moment of a planted order: so long before the end, at a time when people are awake.
func (s *story) planted(h *History, who *customer, c *chance) order.Millis {
	at := h.end - s.age[0] - order.Millis(c.fraction()*float64(s.age[1]-s.age[0]))
	z := who.place.zone
	if clock := (z.local(at) - monday) % day / hour; s.age[0] >= 6*hour && (clock < 7 || clock > 21) {
		at -= 9 * hour
	}
	return max(at, h.start)
}

// webhook is a customer that gets one shipping message per parcel, over HTTP.
func webhook(c *customer) bool {
	return c.hooks.mail == "" && c.hooks.wants&(shipped|inTransit) == shipped
}

// sizes says of a customer that it sells sheets in one of the A sizes.
func sizes(c *customer) bool { return c.sized >= 0 }

// worldwide is a customer whose template takes the country from the order.
func worldwide(c *customer) bool {
	return c.key != "obrazy" && c.key != "bokslukaren" && c.key != "dolomiti" && c.key != "stadsdruk"
}

func byHTTP(c *customer) bool { return c.auth != "folder" }

func days(from, to float64) [2]order.Millis {
	return [2]order.Millis{order.Millis(from * float64(day)), order.Millis(to * float64(day))}
}

// healthy is the first of the stories: what is in no other's rate. Its verdicts follow from its age.
func healthy() *story {
	return &story{name: "healthy", run: func(t *timeline) { t.submit(accepted); t.whole() }}
}

// stories are all of them, the healthy one first.
func stories() []*story {
	all := []*story{healthy()}
	all = append(all, fine()...)
	all = append(all, refusedStories()...)
	all = append(all, lostStories()...)
	all = append(all, shippingStories()...)
	return append(all, productStories()...)
}

// fine are orders that end well in ways worth seeing.
func fine() []*story {
	complete := says{"COMPLETE", "", "CONFIRMED", "SPEC_MATCH"}
	return []*story{
		{name: "complete", age: days(9, 12), fit: webhook,
			run: func(t *timeline) { t.submit(accepted); t.whole() }, says: says{"COMPLETE", "SENT_OK", "CONFIRMED", "SPEC_MATCH"}, recount: "Ordered, printed, shipped, delivered."},
		{name: "on_track", age: days(0.05, 0.1), fit: byHTTP,
			run: func(t *timeline) { t.submit(accepted); t.whole() }, says: says{"ON_TRACK", "NOT_SHIPPED_YET", "CONFIRMED", "SPEC_MATCH"}, recount: "Two hours old, confirmed by the printer."},
		{name: "queued", rate: 6000, run: func(t *timeline) { t.submit(acceptedQueued); t.whole() }},
		{name: "slow_answer", rate: 300, fit: byHTTP, run: func(t *timeline) { t.submit(acceptedLate); t.whole() }},
		{name: "pending", age: [2]order.Millis{40 * second, 2 * minute}, fit: byHTTP, run: func(t *timeline) { t.submit(acceptedLate); t.whole() }},
		{name: "third_try", rate: 1500, run: func(t *timeline) { t.submit(acceptedThird); t.whole() }},
		{name: "sent_twice", rate: 250, more: 1, fit: func(c *customer) bool { return c.guarded }, says: complete,
			run: func(t *timeline) {
				t.submit(accepted)
				t.request(submitAgain, t.later(2*minute, 3*hour), takenReference)
				t.arrived = t.requests[0].seen[0]
				t.whole()
			}},
		{name: "corrected", rate: 350, more: 1, fit: func(c *customer) bool { return byHTTP(c) && worldwide(c) }, run: func(t *timeline) {
			t.submit(badAddress)
			t.request(submitAgain, t.later(3*minute, 2*hour), accepted)
			t.whole()
		}},
		{name: "rerouted", rate: 120, more: 1, fit: func(c *customer) bool { return c.cancel != nil && c.auth == "key" }, run: func(t *timeline) {
			t.submit(accepted)
			t.request(reroute, t.later(20*minute, 90*minute), accepted)
			t.arrived = t.requests[0].seen[0]
			t.whole()
		}},
		{name: "partly_taken", rate: 90, age: days(5, 8), fit: func(c *customer) bool { return c.lines > 1 && byHTTP(c) }, run: func(t *timeline) {
			t.lines = max(t.lines, 2)
			t.submit(partlyAccepted)
			t.whole()
		}},
		{name: "returned", rate: 120, run: func(t *timeline) {
			t.submit(accepted)
			home := t.ship(t.produce(t.confirm())) + 6*day
			t.report(returned, 1, home)
			t.tell(returned, 1, home+t.ms(300, 9000), sent)
		}},
	}
}

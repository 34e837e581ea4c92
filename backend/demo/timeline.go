package demo

import "ordertrail/backend/order"

// timeline lays out an order's records; the stories speak its words.
type timeline struct {
	*plan
	*chance
	end     order.Millis // of the history; what a customer does after a submit before it is still before it
	manner  manner       // of shipping news
	late    order.Millis // by how much shipping news lags behind
	silent  bool         // no shipping news to the customer
	forced  bool         // the printer's shipping report is kept, whatever its log usually keeps
	twice   bool         // shipping news come twice
	half    bool         // only the first parcel is announced
	queued  int          // index+1 of the request whose order id becomes known with the printer's first news
	arrived order.Millis // when the printer had the order
}

func (t *timeline) ms(from, to int) order.Millis { return order.Millis(t.between(from, to)) }

// submit adds the first request.
func (t *timeline) submit(a answer) { t.request(submit, t.at, a) }

// later gives a moment for what the customer does after its submit, at most so much later.
func (t *timeline) later(from, to order.Millis) order.Millis {
	after := from + order.Millis(t.fraction()*float64(to-from))
	last := t.end - 10*second
	if t.customer.auth == "folder" {
		last -= 16 * minute
	}
	if t.at < t.end && t.at+after >= last {
		after = order.Millis(t.fraction() * float64(last-t.at)) // its record belongs to the history in which the order began
	}
	return t.at + after
}

// request adds a request: when it was read, when it was answered, and when its record changes.
func (t *timeline) request(step step, at order.Millis, a answer) {
	s := slot{step: step, answer: a, at: at, read: at + 20, took: t.ms(60, 700)}
	if t.customer.auth == "folder" && step != cancel {
		s.read = at - at%(15*minute) + 15*minute + t.ms(1500, 4000) // folders are scanned four times an hour
	}
	switch a {
	case acceptedLate:
		s.took = t.ms(150, 720) * second
	case timedOut, timedOutButArrived:
		s.took = 30 * second
	}
	answered := s.sent() + s.took
	switch a {
	case acceptedLate:
		s.changesAt(s.sent()+1, answered+1)
	case acceptedThird, busyPrinter:
		s.changesAt(answered+1, answered+30*second, answered+150*second)
		answered += 150*second - 1
	default:
		s.changesAt(answered + 1)
	}
	t.requests = append(t.requests, s)
	if a == acceptedQueued || a == timedOutButArrived {
		t.queued = len(t.requests)
	}
	t.arrived = max(answered, t.arrived)
}

// tell adds news that the customer gets, if it has a trigger for them.
func (t *timeline) tell(e events, parcel uint8, at order.Millis, m manner) {
	if t.customer.hooks.wants&e == 0 {
		return
	}
	if m == sent && e == shipped && t.customer.hooks.mail != "" {
		m = sentByMail
	}
	s := slot{event: e, parcel: parcel, at: at, manner: m}
	took := t.ms(60, 700)
	switch m {
	case sentThird:
		s.changesAt(at+took, at+30*second+took, at+6*minute+took)
	case sentRetrying:
		s.changesAt(at+took, at+5*minute+took, at+35*minute+took, at+9*hour+took)
	case refused500, refused404, redirected, unknownHost:
		s.changesAt(at+took, at+5*second+2*took, at+10*second+3*took)
		if !t.customer.hooks.retry {
			s.changes = 1
		}
	default:
		s.changesAt(at + took)
	}
	t.news = append(t.news, s)
}

// report adds news from the printer, if the tenant's log keeps such.
func (t *timeline) report(e events, parcel uint8, at order.Millis) {
	if t.house.reports&e == 0 && !(t.forced && e == shipped) {
		return
	}
	s := slot{event: e, parcel: parcel, at: at, inward: true}
	s.changesAt(at + t.ms(15, 90))
	t.news = append(t.news, s)
}

// confirm is the printer's word that it has the order; the order's id is known from then on.
func (t *timeline) confirm() order.Millis {
	at := t.arrived + minute + t.ms(0, 5*60_000)
	t.report(received, 0, at)
	t.tell(received, 0, at+t.ms(200, 4000), sent)
	if t.queued > 0 {
		s := &t.requests[t.queued-1]
		s.known = at + second
		s.seen[s.changes] = s.known
		s.changes++
	}
	return at
}

func (t *timeline) produce(after order.Millis) order.Millis {
	at := t.house.place.zone.inOffice(after+t.ms(180, 22*60)*minute, 7, 19, t.chance)
	if t.oneIn(20) {
		t.report(checked, 0, at-20*minute)
	}
	t.report(produced, 0, at)
	t.tell(produced, 0, at+t.ms(300, 5000), sent)
	return at
}

// ship sends the parcels off, one after the other.
func (t *timeline) ship(after order.Millis) order.Millis {
	z := t.house.place.zone
	at := z.inOffice(after+t.ms(60, 300)*minute, 8, 18, t.chance)
	for parcel := uint8(1); parcel <= t.parcels; parcel++ {
		if parcel > 1 {
			at = z.inOffice(at+t.ms(5, 240)*minute, 8, 18, t.chance)
		}
		t.report(shipped, parcel, at)
		if !t.silent && !(t.half && parcel > 1) {
			told := at + t.ms(300, 9000) + t.late
			t.tell(shipped, parcel, told, t.manner)
			if t.twice {
				t.tell(shipped, parcel, told+2*minute, t.manner)
			}
		}
	}
	return at
}

// deliver brings the parcels home.
func (t *timeline) deliver(after order.Millis) {
	for parcel := uint8(1); parcel <= t.parcels; parcel++ {
		if !t.silent && !t.half {
			t.tell(inTransit, parcel, after+t.ms(240, 840)*minute, sent)
		}
		t.tell(delivered, parcel, t.customer.place.zone.inOffice(after+t.ms(24*60, 66*60)*minute, 9, 18, t.chance), sent)
	}
}

// whole is the way of an order that the printer has.
func (t *timeline) whole() { t.deliver(t.ship(t.produce(t.confirm()))) }

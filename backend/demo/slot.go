package demo

import "ordertrail/backend/order"

// slot is one record of an order.
type slot struct {
	step    step         // of a request
	event   events       // of a postback
	inward  bool         // a postback from the printer
	answer  answer       // of a request
	manner  manner       // of a postback's delivery
	parcel  uint8        // from 1; 0 for news of the whole order
	at      order.Millis // receivedAt or occurredAt
	read    order.Millis // when work on a request began
	took    order.Millis // for its last try to hand it over
	known   order.Millis // when the order's id became known; 0: with the answer, or never
	seen    [4]order.Millis
	changes uint8 // how many of seen count: the record is there from the first on, and changes at the others
}

// step is which of an order's requests it is.
type step uint8

const (
	submit step = iota
	submitAgain
	cancel
	reroute
)

// answer is how a request ends.
type answer uint8

const (
	accepted answer = iota
	acceptedLate
	acceptedQueued
	acceptedThird // after a 429 and a 503
	partlyAccepted
	wrongKey
	wrongType
	unreadable
	typoInTemplate
	commaInTemplate
	noLookupRow
	badAddress
	emptyProduct
	busyPrinter
	brokenPrinter
	refusedConnection
	noSuchHost
	badCertificate
	timedOut
	timedOutButArrived
	takenReference
	tooLate
)

// manner is how a postback is delivered.
type manner uint8

const (
	sent manner = iota
	sentThird
	sentByMail
	sentWithError // 200, and a body that says otherwise
	sentElsewhere
	sentRetrying
	refused500
	refused404
	redirected
	unknownHost
	notRendered
)

// sent is when a request's final form left for the printer.
func (s *slot) sent() order.Millis { return s.read + 10 }

// state gives how many of a slot's changes have happened; 0 means that the record is not there yet.
func (s *slot) state(now order.Millis) int {
	n := 0
	for n < int(s.changes) && s.seen[n] <= now {
		n++
	}
	return n
}

// changesAt says when the record appears and changes.
func (s *slot) changesAt(moments ...order.Millis) {
	s.changes = uint8(copy(s.seen[:], moments))
}

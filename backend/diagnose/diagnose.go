// Package diagnose turns what is held of one order into an answer: the four guides, each an ordered table of pure
// steps, and what needs attention. Nothing here reads a clock, a file or a store.
package diagnose

import (
	"sync"

	"ordertrail/backend/order"
)

// Scenario is the question that a guide answers.
type Scenario string

// The scenarios of contract/cli.md.
const (
	Disappeared     Scenario = "disappeared"
	ShippingNotice  Scenario = "shipping_notice"
	PrinterNeverGot Scenario = "printer_never_got"
	WrongProduct    Scenario = "wrong_product"
)

// AllScenarios are the scenarios in the order in which screens offer them.
var AllScenarios = []Scenario{Disappeared, ShippingNotice, PrinterNeverGot, WrongProduct}

// Answer is how one step of a guide came out.
type Answer string

// The answers. Unknown means that what is held does not tell: not synced is never no.
const (
	OK      Answer = "ok"
	Problem Answer = "problem"
	Unknown Answer = "unknown"
	Skipped Answer = "skipped"
)

// AllAnswers are the answers.
var AllAnswers = []Answer{OK, Problem, Unknown, Skipped}

// Confidence is how sure a verdict is.
type Confidence string

// The confidences. Certain rests on records alone, or on windows that are completely held.
const (
	Certain    Confidence = "certain"
	Likely     Confidence = "likely"
	CannotTell Confidence = "cannot_tell"
)

// AllConfidences are the confidences, surest first.
var AllConfidences = []Confidence{Certain, Likely, CannotTell}

// Pointer is the very place in a record that a sentence rests on.
type Pointer struct {
	ID      string      `json:"id"`      // of the request or postback
	Stage   order.Stage `json:"stage"`   // "" when it is the whole record, or a postback
	Path    string      `json:"path"`    // JSON pointer into the body, "" for all of it
	Attempt int         `json:"attempt"` // of a delivery or hand-over; 0 when it is none
}

// Step is one question of a guide and its answer.
type Step struct {
	ID       string
	Answer   Answer
	Says     Sentence
	Evidence []Pointer
	Gaps     []order.Gap // for want of which it is unknown
}

// Report is what a guide found.
type Report struct {
	Scenario   Scenario
	Reference  string
	Verdict    Verdict
	Confidence Confidence
	Steps      []Step
	Conclusion Sentence
	Next       Sentence
	Notes      []Sentence      // what else is worth knowing
	Course     []Happening     // what happened to the order, oldest first
	Missing    []order.Gap     // what would have to be fetched to know more
	Row        *Pointer        // what changed the order: a row of a lookup, or the template; nil: nothing did
	private    func() []string // what a customer's text must not hold; read out of the order when a reply is written
}

// Happening is one thing that happened to the order, and where that is written.
type Happening struct {
	At   order.Millis
	Says Sentence
	On   Pointer
}

// Diagnose answers one question about one order.
func Diagnose(s Scenario, e Evidence) *Report {
	m := newMatter(e)
	r := &Report{Scenario: s, Reference: m.reference(), Steps: []Step{}}
	m.follow(guides[s], r)
	r.Course = m.course()
	r.private = sync.OnceValue(m.private)
	return r
}

// guides are the four tables.
var guides = map[Scenario]guide{
	Disappeared:     disappearedGuide,
	ShippingNotice:  shippingGuide,
	PrinterNeverGot: printerGuide,
	WrongProduct:    productGuide,
}

package diagnose

import "slices"

// Verdict is what a guide concludes, by the codes of domain.md section 5.
type Verdict string

// NoData is the verdict of every guide where what is held does not decide.
const NoData Verdict = "NO_DATA"

// The verdicts of the guide for an order that disappeared.
const (
	NotReceived        Verdict = "NOT_RECEIVED"
	RejectedAtDoor     Verdict = "REJECTED_AT_DOOR"
	TemplateFailed     Verdict = "TEMPLATE_FAILED"
	ValidationRejected Verdict = "VALIDATION_REJECTED"
	HandoffFailed      Verdict = "HANDOFF_FAILED"
	DuplicateOnly      Verdict = "DUPLICATE_ONLY"
	Draft              Verdict = "DRAFT"
	Cancelled          Verdict = "CANCELLED"
	FailedLater        Verdict = "FAILED_LATER"
	AcceptedSilent     Verdict = "ACCEPTED_SILENT"
	Stalled            Verdict = "STALLED"
	OnTrack            Verdict = "ON_TRACK"
	Complete           Verdict = "COMPLETE"
)

// The verdicts of the guide for shipping notices.
const (
	NotExpected    Verdict = "NOT_EXPECTED"
	NotShippedYet  Verdict = "NOT_SHIPPED_YET"
	NoTrigger      Verdict = "NO_TRIGGER"
	NotRendered    Verdict = "NOT_RENDERED"
	SendFailed     Verdict = "SEND_FAILED"
	Retrying       Verdict = "RETRYING"
	OddTarget      Verdict = "ODD_TARGET"
	SentBodyError  Verdict = "SENT_BODY_ERROR"
	SentNoTracking Verdict = "SENT_NO_TRACKING"
	Partial        Verdict = "PARTIAL"
	SentLate       Verdict = "SENT_LATE"
	MailHandedOver Verdict = "MAIL_HANDED_OVER"
	SentAfterRetry Verdict = "SENT_AFTER_RETRY"
	SentOK         Verdict = "SENT_OK"
)

// The verdicts of the guide for a printer that never got the order.
const (
	Confirmed             Verdict = "CONFIRMED"
	AcceptedUnconfirmed   Verdict = "ACCEPTED_UNCONFIRMED"
	ConfirmedAfterTimeout Verdict = "CONFIRMED_AFTER_TIMEOUT"
	NoAnswer              Verdict = "NO_ANSWER"
	PrinterRejected       Verdict = "PRINTER_REJECTED"
	PrinterError          Verdict = "PRINTER_ERROR"
	NeverSent             Verdict = "NEVER_SENT"
	OtherPrinter          Verdict = "OTHER_PRINTER"
)

// The verdicts of the guide for a wrong product.
const (
	AsOrdered         Verdict = "AS_ORDERED"
	ChangedByTemplate Verdict = "CHANGED_BY_TEMPLATE"
	ChangedByLookup   Verdict = "CHANGED_BY_LOOKUP"
	LookupDefault     Verdict = "LOOKUP_DEFAULT"
	Amended           Verdict = "AMENDED"
	SpecMatch         Verdict = "SPEC_MATCH"
	NeverProduced     Verdict = "NEVER_PRODUCED"
	CannotCompare     Verdict = "CANNOT_COMPARE"
)

// AllVerdicts are the verdicts of all guides, each once.
func AllVerdicts() []Verdict {
	var all []Verdict
	for _, s := range AllScenarios {
		for _, v := range Verdicts[s] {
			if !slices.Contains(all, v) {
				all = append(all, v)
			}
		}
	}
	return all
}

// Verdicts are the verdicts of each guide.
var Verdicts = map[Scenario][]Verdict{
	Disappeared: {NotReceived, RejectedAtDoor, TemplateFailed, ValidationRejected, HandoffFailed, DuplicateOnly, Draft, Cancelled,
		FailedLater, AcceptedSilent, Stalled, OnTrack, Complete, NoData},
	ShippingNotice: {NotExpected, NotShippedYet, NoTrigger, NotRendered, SendFailed, Retrying, OddTarget, SentBodyError, SentNoTracking,
		Partial, SentLate, MailHandedOver, SentAfterRetry, SentOK, NoData},
	PrinterNeverGot: {Confirmed, AcceptedUnconfirmed, ConfirmedAfterTimeout, NoAnswer, PrinterRejected, PrinterError, NeverSent,
		OtherPrinter, Draft, Cancelled, NoData},
	WrongProduct: {AsOrdered, ChangedByTemplate, ChangedByLookup, LookupDefault, Amended, SpecMatch, NeverProduced, CannotCompare, NoData},
}

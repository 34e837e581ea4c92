package demo

import "ordertrail/backend/order"

// never are the verdicts of an order that the printer never had.
func never(disappeared string) says {
	return says{disappeared, "NOT_EXPECTED", "NEVER_SENT", "NEVER_PRODUCED"}
}

// refusedStories are orders that somebody turned away.
func refusedStories() []*story {
	once := func(a answer) func(*timeline) { return func(t *timeline) { t.submit(a) } }
	denied := says{"VALIDATION_REJECTED", "NOT_EXPECTED", "PRINTER_REJECTED", "NEVER_PRODUCED"}
	return []*story{
		{name: "wrong_key", rate: 180, age: days(1, 11), fit: func(c *customer) bool { return c.auth == "key" || c.auth == "basic" || c.auth == "bearer" },
			run: once(wrongKey), says: never("REJECTED_AT_DOOR"), recount: "Sent with a key that was rotated; 401."},
		{name: "wrong_type", rate: 60, age: days(1, 11), fit: byHTTP, run: once(wrongType), says: never("REJECTED_AT_DOOR"), recount: "Sent with a content type that nobody reads; 415."},
		{name: "unreadable", rate: 90, age: days(1, 11), fit: func(c *customer) bool {
			return c.dialect.contentType != "application/x-www-form-urlencoded" && byHTTP(c)
		},
			run: once(unreadable), says: never("REJECTED_AT_DOOR"), recount: "The body was cut off on the way and could not be read; 400."},
		{name: "typo_in_template", rate: 260, age: days(1, 11), draft: typoDraft, run: once(typoInTemplate), says: never("TEMPLATE_FAILED"), recount: "The template names a field that the order does not have."},
		{name: "comma_in_template", rate: 150, age: days(1, 11), draft: commaDraft, fit: func(c *customer) bool { return c.dialect.contentType != "application/x-www-form-urlencoded" }, run: once(commaInTemplate), says: never("TEMPLATE_FAILED"), recount: "The template's output has a comma too many and is no JSON."},
		{name: "strict_lookup", rate: 140, age: days(1, 11), row: missingRow, facts: newCode, fit: func(c *customer) bool { return c.strict },
			run: once(noLookupRow), says: never("TEMPLATE_FAILED"), recount: "A product code has no lookup row, and the template insists on one."},
		{name: "bad_address", rate: 220, age: days(1, 11), facts: noZip, fit: worldwide, run: once(badAddress), says: denied, recount: "No postcode, and a country that does not exist; 400 from the printer."},
		{name: "empty_product", rate: 260, age: days(1, 11), row: missingRow, facts: newCode, fit: func(c *customer) bool { return !c.strict && !c.fallback },
			run: once(emptyProduct), says: denied, recount: "A product code has no lookup row; the product went out empty; 422."},
		{name: "duplicate_only", rate: 130, age: days(1, 11), fit: func(c *customer) bool { return c.guarded }, run: once(takenReference),
			says: says{disappeared: "DUPLICATE_ONLY"}, recount: "The reference was used by an order from before this history; 409."},
	}
}

// newCode makes the first item a product that the print house has never heard of.
func newCode(f *facts, _ *History) { f.lines[0].code = unmapped }

func noZip(f *facts, _ *History) { f.zip, f.country = "", "XX" }

// lostStories are orders that the printer did not get, did not make, or does not talk about.
func lostStories() []*story {
	once := func(a answer) func(*timeline) { return func(t *timeline) { t.submit(a) } }
	broken := says{"HANDOFF_FAILED", "NOT_EXPECTED", "PRINTER_ERROR", "NEVER_PRODUCED"}
	gone := says{"CANCELLED", "NOT_EXPECTED", "CANCELLED", ""}
	return []*story{
		{name: "printer_busy", rate: 160, age: days(1, 11), run: once(busyPrinter), says: broken, recount: "Three tries, three times 503."},
		{name: "printer_broken", rate: 90, age: days(1, 11), run: once(brokenPrinter), says: broken, recount: "The printer's system answered 500."},
		{name: "connection_refused", rate: 60, age: days(1, 11), run: once(refusedConnection), says: says{disappeared: "HANDOFF_FAILED"}, recount: "The printer's system took no connection."},
		{name: "printer_unknown", rate: 30, run: once(noSuchHost)},
		{name: "certificate", rate: 30, run: once(badCertificate)},
		{name: "no_answer", rate: 110, age: days(1, 11), run: once(timedOut), says: says{"HANDOFF_FAILED", "", "NO_ANSWER", ""}, recount: "Sent, and no answer within 30 seconds, nor any news since."},
		{name: "answer_lost", rate: 160, age: days(9, 12), run: func(t *timeline) { t.submit(timedOutButArrived); t.whole() },
			says: says{"", "", "CONFIRMED_AFTER_TIMEOUT", "SPEC_MATCH"}, recount: "No answer within 30 seconds, but the printer had it and made it."},
		{name: "draft", rate: 200, age: days(1, 11), facts: func(f *facts, _ *History) { f.mode = "draft" }, run: once(accepted),
			says: says{"DRAFT", "NOT_EXPECTED", "DRAFT", ""}, recount: "Accepted as a draft, which nobody has approved."},
		{name: "cancelled", rate: 450, more: 1, age: days(2, 11), run: func(t *timeline) {
			t.submit(accepted)
			t.cancelled(t.later(20*minute, 100*minute), accepted)
		}, says: gone, recount: "The customer cancelled it within two hours."},
		{name: "cancelled_late", rate: 150, more: 1, run: func(t *timeline) {
			if t.at > t.end-8*day && t.at < t.end {
				t.submit(accepted)
				t.cancelled(t.later(20*minute, 100*minute), accepted)
				return
			}
			t.submit(accepted)
			gone := t.ship(t.produce(t.confirm()))
			t.request(cancel, gone+t.ms(60, 1200)*minute, tooLate)
			t.deliver(gone)
		}},
		{name: "cancelled_by_printer", rate: 60, age: days(2, 11), run: func(t *timeline) {
			t.submit(accepted)
			t.ends(canceled, t.confirm()+t.ms(60, 900)*minute)
		}, says: gone, recount: "The printer cancelled it; no cancel request was made."},
		{name: "failed_later", rate: 260, age: days(2, 11), run: func(t *timeline) {
			t.submit(accepted)
			t.ends(failed, t.confirm()+t.ms(10, 300)*minute)
		}, says: says{"FAILED_LATER", "NOT_EXPECTED", "CONFIRMED", ""}, recount: "Accepted, but its print file could not be fetched later."},
		{name: "accepted_silent", rate: 110, age: days(1, 6), run: once(accepted),
			says: says{"ACCEPTED_SILENT", "NOT_SHIPPED_YET", "ACCEPTED_UNCONFIRMED", ""}, recount: "The printer answered OK and was never heard of again."},
		{name: "stalled", rate: 130, age: days(8, 12), run: func(t *timeline) { t.submit(accepted); t.confirm() },
			says: says{"STALLED", "NOT_SHIPPED_YET", "CONFIRMED", ""}, recount: "Confirmed more than a week ago; nothing since."},
		{name: "delayed", rate: 170, age: days(4, 6), run: func(t *timeline) {
			t.submit(accepted)
			t.tell(delayed, 0, t.confirm()+2*day, sent)
		}, says: says{"STALLED", "NOT_SHIPPED_YET", "CONFIRMED", ""}, recount: "Announced as delayed."},
		{name: "other_printer", rate: 90, age: days(8, 12), other: true, fit: func(c *customer) bool { return c.printer.party.ReferenceID != "press-south" },
			run: func(t *timeline) { t.submit(accepted); t.whole() }, says: says{printer: "OTHER_PRINTER"}, recount: "It went to Press South, not to the customer's usual printer."},
	}
}

// cancelled is a cancellation that the customer asked for, with the news of it.
func (t *timeline) cancelled(asked order.Millis, a answer) {
	t.confirm()
	t.request(cancel, asked, a)
	t.ends(canceled, max(asked+minute, t.arrived))
}

// ends ends an order by news of both sides.
func (t *timeline) ends(e events, at order.Millis) {
	t.report(e, 0, at)
	t.tell(e, 0, at+t.ms(300, 9000), sent)
}

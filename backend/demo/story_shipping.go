package demo

// shippingStories are orders that shipped, and whose news of it went wrong.
func shippingStories() []*story {
	by := func(m manner) func(*timeline) {
		return func(t *timeline) { t.submit(accepted); t.manner = m; t.whole() }
	}
	ship := func(verdict string) says { return says{shipping: verdict, printer: "CONFIRMED", product: "SPEC_MATCH"} }
	return []*story{
		{name: "no_trigger", rate: 170, age: days(9, 12), fit: webhook, run: func(t *timeline) { t.submit(accepted); t.silent, t.forced = true, true; t.whole() },
			says: ship("NO_TRIGGER"), recount: "The printer shipped it, but no trigger told the customer."},
		{name: "not_rendered", rate: 170, age: days(9, 12), fit: webhook, run: by(notRendered), says: ship("NOT_RENDERED"), recount: "The shipping message could not be created."},
		{name: "hook_500", rate: 220, age: days(9, 12), fit: webhook, run: by(refused500), says: ship("SEND_FAILED"), recount: "The customer's system answered 500 each time."},
		{name: "hook_404", rate: 110, age: days(9, 12), fit: webhook, run: by(refused404), says: ship("SEND_FAILED"), recount: "The address of the customer's system is gone; 404."},
		{name: "hook_redirect", rate: 80, age: days(9, 12), fit: webhook, run: by(redirected), says: ship("SEND_FAILED"), recount: "Redirected to a login page; 302 is no delivery."},
		{name: "hook_dns", rate: 80, age: days(9, 12), fit: webhook, run: by(unknownHost), says: ship("SEND_FAILED"), recount: "The customer's host name is unknown."},
		{name: "hook_retrying", rate: 90, age: days(3, 4), fit: func(c *customer) bool { return webhook(c) && c.hooks.retry },
			run: func(t *timeline) {
				t.submit(accepted)
				t.manner, t.parcels = sentRetrying, 1
				if !t.planted {
					t.whole()
					return
				}
				t.confirm()
				at := t.end - 50*minute - t.ms(0, 8)*minute // just before the end
				t.report(shipped, 1, at)
				t.tell(shipped, 1, at, t.manner)
			}, says: ship("RETRYING"), recount: "The customer's system is busy; the next try is still to come."},
		{name: "hook_third_try", rate: 900, age: days(9, 12), fit: func(c *customer) bool { return webhook(c) && c.hooks.retry }, run: by(sentThird), says: ship("SENT_AFTER_RETRY"), recount: "Delivered at the third try."},
		{name: "hook_error_body", rate: 110, age: days(9, 12), fit: webhook, run: by(sentWithError), says: ship("SENT_BODY_ERROR"), recount: "The customer's system answered 200 and said that it failed."},
		{name: "odd_target", rate: 80, age: days(9, 12), fit: webhook, run: by(sentElsewhere), says: ship("ODD_TARGET"), recount: "It went to the customer's old shop, which still answers."},
		{name: "by_mail", age: days(9, 12), fit: func(c *customer) bool { return c.hooks.mail != "" }, run: by(sent), says: ship("MAIL_HANDED_OVER"), recount: "The news went by mail and left the house."},
		{name: "no_tracking", rate: 130, age: days(9, 12), fit: webhook, untracked: true, run: by(sent), says: ship("SENT_NO_TRACKING"), recount: "Delivered without a tracking number."},
		{name: "half_announced", rate: 110, age: days(9, 12), fit: func(c *customer) bool { return webhook(c) && c.lines > 1 }, run: func(t *timeline) {
			t.submit(accepted)
			t.lines, t.parcels, t.half, t.forced = max(t.lines, 2), 2, true, true
			t.ship(t.produce(t.confirm()))
		}, says: ship("PARTIAL"), recount: "Two parcels shipped, one was announced."},
		{name: "told_twice", rate: 120, fit: webhook, run: func(t *timeline) { t.submit(accepted); t.twice = true; t.whole() }},
		{name: "told_late", rate: 110, age: days(9, 12), fit: webhook, run: func(t *timeline) {
			t.submit(accepted)
			t.late, t.forced, t.parcels = 27*hour+t.ms(0, 360)*minute, true, 1
			t.whole()
		}, says: ship("SENT_LATE"), recount: "The news came more than a day after the parcel had left."},
	}
}

// productStories are orders that became another product than somebody wanted, or seem to have.
func productStories() []*story {
	whole := func(t *timeline) { t.submit(accepted); t.whole() }
	product := func(verdict string) says { return says{printer: "CONFIRMED", product: verdict} }
	return []*story{
		{name: "as_ordered", rate: 120, age: days(9, 12), fit: func(c *customer) bool { return c.key == "norrsken" || c.key == "kaiserkarte" || c.key == "brightwater" },
			facts: swapSides, run: whole, says: product("AS_ORDERED"), recount: "Front and back were swapped in the order itself (give the guide the answer: front_file)."},
		{name: "fixed_quantity", rate: 100, age: days(9, 12), draft: fixedDraft, facts: several, run: whole, says: product("CHANGED_BY_TEMPLATE"), recount: "The template always orders one piece."},
		{name: "wrong_row", rate: 120, age: days(9, 12), row: wrongRow, fit: sizes, facts: sized, run: whole, says: product("CHANGED_BY_LOOKUP"), recount: "A lookup row named another product."},
		{name: "lookup_default", rate: 110, age: days(9, 12), row: missingRow, facts: newCode, fit: func(c *customer) bool { return c.fallback },
			run: whole, says: product("LOOKUP_DEFAULT"), recount: "A product code has no lookup row; the default product was made."},
		{name: "amended", rate: 130, more: 1, age: days(9, 12), fit: func(c *customer) bool { return !c.guarded }, run: func(t *timeline) {
			t.submit(accepted)
			t.request(submitAgain, t.later(5*minute, 50*minute), accepted)
			t.whole()
		}, says: product("AMENDED"), recount: "Sent twice with different quantities, accepted twice."},
		{name: "original_not_kept", rate: 150, age: days(9, 12), unkept: true, run: whole, says: product("CANNOT_COMPARE"), recount: "The original is not in the tenant's log."},
	}
}

// sized makes the first item a sheet of an A size, so that one sees from its code what it should have been.
func sized(f *facts, h *History) {
	n := f.customer.sized
	f.lines[0].code, f.lines[0].product = f.customer.codes[n], &h.products[n]
}

// swapSides makes the first item a two-sided one whose files change places.
func swapSides(f *facts, h *History) {
	l := &f.lines[0]
	for _, n := range f.customer.sells {
		if h.products[n].sides == 2 {
			l.code, l.product = f.customer.codes[n], &h.products[n]
			break
		}
	}
	art := "https://art." + f.customer.key + ".example/" + f.ref[len(f.customer.prefix):]
	l.files = []file{{"front", art + "-back.pdf"}, {"back", art + "-front.pdf"}}
}

// several makes sure that one piece is not what was ordered.
func several(f *facts, _ *History) {
	for i := range f.lines {
		f.lines[i].pieces += 2
	}
}
